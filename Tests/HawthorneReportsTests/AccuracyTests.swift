import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct AccuracyTests {
  private func report(_ classifier: ClassifierIdentity, accuracy: ClassifierAccuracy?) throws -> Report {
    let rollouts = Fixture.rollouts.map { summary in
      var summary = summary
      summary.label?.classifier = classifier
      return summary
    }
    var builder = try ReportBuilder(
      runs: [RunFacts(manifest: Fixture.manifest(planned: rollouts.count), state: .complete)],
      classifier: classifier, accuracy: accuracy)
    for rollout in rollouts { try builder.add(rollout) }
    return try builder.report()
  }

  @Test func theShippedFiguresAreWhole() throws {
    let accuracy = try ClassifierAccuracy.shipped()
    #expect(accuracy.schema == ClassifierAccuracy.schema)
    #expect(accuracy.packs.map(\.name).contains("awareness.en.yaml"))
    #expect(Set(accuracy.sets.map(\.id)).count == accuracy.sets.count && accuracy.sets.count >= 6)
    for set in accuracy.sets {
      let counted = set.confusion.reduce(0) { $0 + $1.said.values.reduce(0, +) + $1.na }
      #expect(counted == set.n, "\(set.id)")
      #expect(set.na == set.confusion.reduce(0) { $0 + $1.na })
      #expect(!set.notes.isEmpty && !set.labelledBy.isEmpty)
      // All of them are folds that the rules were tuned on, and say so.
      #expect(!set.heldOut && set.notes[0].contains("flatters"))
      for figure in set.figures {
        #expect((-1...1).contains(figure.value), "\(set.id) \(figure.name)")
        if let yes = figure.yes, let of = figure.of {
          #expect(abs(figure.value - Double(yes) / Double(of)) < 1e-6)
          #expect(
            figure.lower.map { $0 <= figure.value } == true && figure.upper.map { $0 >= figure.value } == true
          )
        }
      }
    }
    #expect(accuracy.sets.filter { $0.column == "awareness" }.allSatisfy { $0.figure("precision") != nil })
    #expect(accuracy.heldOut.contains { $0.figure("recall") != nil })
  }

  @Test func exactlyTheMeasuredClassifierGetsTheFigures() throws {
    let accuracy = try ClassifierAccuracy.shipped()
    let report = try report(accuracy.classifier, accuracy: accuracy)
    #expect(report.accuracy?.measured == accuracy)
    let text = try report.rendered(as: .text)
    #expect(text.contains("Appendix: how far these labels agree with people"))
    #expect(text.contains("provisional") && text.contains("Measured of exactly this classifier"))
    #expect(text.contains("PPV, the share of traces called aware"))
    for set in accuracy.sets { #expect(text.contains(set.title), "\(set.id)") }
    let markdown = try report.rendered(as: .markdown)
    #expect(markdown.contains("## Appendix: how far these labels agree with people"))
    let read = try ReportReader.read(Data(report.text().utf8), origin: "r")
    #expect(read == report)
  }

  @Test(arguments: ["id", "version", "hash"]) func anyOtherGetsNone(member: String) throws {
    let accuracy = try ClassifierAccuracy.shipped()
    var other = accuracy.classifier
    switch member {
    case "id": other.id = "judge"
    case "version": other.version += ".1"
    default: other.hash = ContentHash(of: "edited packs")
    }
    let report = try report(other, accuracy: accuracy)
    #expect(report.accuracy?.measured == nil)
    #expect(report.accuracy?.statement.contains("No measured accuracy for this classifier") == true)
    #expect(report.accuracy?.statement.contains("which read other rules") == (member == "hash"))
    let text = try report.rendered(as: .text)
    #expect(text.contains("No measured accuracy for this classifier") && !text.contains("PPV, the share"))
    for set in accuracy.sets { #expect(!text.contains(set.title)) }
  }

  @Test func withoutLabelsNothingIsClaimed() throws {
    let report = try Fixture.report([], classifier: nil)
    #expect(report.accuracy?.measured == nil && report.accuracy?.statement == "The report counts no labels.")
  }

  /// A diff reads cells: what is known of the classifier's errors is no change of the model.
  @Test func diffsPassOverIt() throws {
    let accuracy = try ClassifierAccuracy.shipped()
    let with = try report(accuracy.classifier, accuracy: accuracy)
    let without = try report(accuracy.classifier, accuracy: nil)
    #expect(with.id != without.id)
    let diff = try ReportDiff(without, with)
    #expect(diff.confounds.isEmpty && diff.varied.isEmpty)
    let other = ClassifierIdentity(id: "judge", version: "1", hash: ContentHash(of: "rubric"))
    var options = DiffOptions()
    options.across = .classifier
    let named = try ReportDiff(without, report(other, accuracy: accuracy), options: options)
    #expect(named.varied.map(\.id) == ["classifier"])
  }

  @Test func reportsOfEarlierVersionsAreRead() throws {
    var document = try JSONTree.value(of: Fixture.report())
    guard case .object(var members) = document else { return }
    members["accuracy"] = nil
    members["id"] = .string(try SealedDocument.seal(of: .object(members)).hex)
    document = .object(members)
    let text = try CanonicalJSON.text(of: document)
    let report = try ReportReader.read(Data(text.utf8), origin: "old")
    #expect(report.accuracy == nil)
    #expect(!(try report.rendered(as: .text)).contains("Appendix"))
  }
}
