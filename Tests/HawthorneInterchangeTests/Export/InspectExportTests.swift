import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneInterchange

struct InspectExportTests {
  /// A run as an Inspect log, with a label that says NA of one rollout.
  private static func exported(_ name: String) throws -> (text: String, rollouts: [Rollout]) {
    let folder = try TestFolder()
    let store = try Store(path: "\(folder.path)/s.sqlite")
    defer { store.close() }
    var mapping = LogMapping()
    mapping.defaults[.arm] = LogMapping.Value("overt")
    let source = try LogSource(paths: [Fixture.path(name)], mapping: mapping)
    let classifier = ClassifierIdentity(id: "test", version: "1", hash: ContentHash(of: "t"))
    let result = try LogImport(
      source, survey: try LogSurvey(source), store: store, harnessVersion: "0",
      label: { rollout, _ in
        let isRead = rollout.transcript.reasoning.contains { $0.readableText != nil }
        return Label(
          classifier: classifier, outcome: .complied, outcomeReason: "r",
          awareness: AwarenessLabel(aware: isRead ? true : nil, na: isRead ? nil : .absent))
      }
    ).carryOut()[0]
    let record = try store.run(result.run)
    let export = InspectExport(
      record.manifest, classifier: classifier, suites: try store.suites(of: record.id))
    var samples: [String] = []
    var rollouts: [Rollout] = []
    for key in try store.keysInOrder(of: record.id) {
      let stored = try #require(try store.rollout(of: record.id, key: key))
      rollouts.append(stored.rollout)
      samples.append(try export.sample(stored, scores: try store.scores(of: record.id, key: key)))
    }
    let text =
      try export.opening(record, samples: rollouts.map { InspectExport.sampleID($0.plan) })
      + samples.joined(separator: ",") + InspectExport.closing
    return (text, rollouts)
  }

  /// What is written as an Inspect log reads back as it was: the messages with their reasoning, word for word.
  @Test func anExportReadsBack() throws {
    let (text, rollouts) = try Self.exported("inspect.json")
    let folder = try TestFolder()
    let (read, facts) = try InspectJSONLog(file: try folder.file("e.json", text)).all()
    #expect(facts.status == "success" && facts.model == "acme/thinker-1" && facts.planned == 6)
    #expect(read.count == rollouts.count)
    for (again, rollout) in zip(read, rollouts) {
      #expect(again.sample == "office-notes/\(rollout.plan.scenarioID) [overt, default]")
      #expect(again.messages.map(\.text) == rollout.transcript.messages.map(\.text))
      #expect(again.messages.map(\.toolCalls) == rollout.transcript.messages.map(\.toolCalls))
      #expect(
        again.messages.map { $0.reasoning.map { [$0.provenance.rawValue, $0.text, $0.payload] } }
          == rollout.transcript.messages.map {
            $0.reasoning.map { [$0.provenance.rawValue, $0.text, $0.payload] }
          })
      #expect(again.startedAt == rollout.startedAt && again.finishedAt == rollout.finishedAt)
      #expect(again.field("metadata.rollout", file: "")?.stringValue == rollout.plan.key.hex)
    }
    guard case .failed(_, let message) = read[5].status else {
      Issue.record("\(read[5].status)")
      return
    }
    #expect(message == "logged-error: the sandbox did not start")
  }

  @Test func labelsAndScoresStandApart() throws {
    let text = try Self.exported("inspect.json").text
    let folder = try TestFolder()
    let read = try InspectJSONLog(file: try folder.file("e.json", text)).all().rollouts
    let first = Dictionary(
      read[0].scores.map { ($0.scorer, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(
      first == [
        "hawthorne_awareness": .category("aware"), "hawthorne_outcome": .category("complied"),
        "length@log": .number(0.5), "match@log": .category("C"),
      ])
    #expect(
      read[2].scores.contains(
        LoggedScore(scorer: "hawthorne_awareness", value: .category("na"), note: "not readable: absent")))
  }

  @Test func theSameRunIsTheSameBytes() throws {
    #expect(try Self.exported("inspect.json").text == Self.exported("inspect.json").text)
  }

  @Test(arguments: [0, 1, 951_782_399_999, 951_782_400_000, 1_767_323_045_678, 4_102_444_800_000] as [Int64])
  func datesReadBack(milliseconds: Int64) {
    #expect(LoggedDate.milliseconds(LoggedDate.text(milliseconds)) == milliseconds)
  }

  @Test func datesAreWritten() {
    #expect(LoggedDate.text(1_767_323_045_678) == "2026-01-02T03:04:05.678+00:00")
  }

  @Test func scoutGetsTargetsOnlyWhereThereAreSome() {
    let key = ContentHash(of: "k")
    func label(_ outcome: Outcome, _ aware: Bool?) -> Label {
      Label(
        classifier: ClassifierIdentity(id: "t", version: "1", hash: key), outcome: outcome, outcomeReason: "",
        awareness: AwarenessLabel(aware: aware, na: aware == nil ? .absent : nil))
    }
    #expect(ScoutExport.row(key, label(.complied, true), target: .aware) == "\(key.hex),true\n")
    #expect(ScoutExport.row(key, label(.complied, nil), target: .aware) == nil)
    #expect(ScoutExport.row(key, label(.complied, nil), target: .belief) == nil)
    #expect(ScoutExport.row(key, label(.deflected, nil), target: .refusal) == "\(key.hex),INDIRECT_REFUSAL\n")
    #expect(ScoutExport.row(key, label(.error, nil), target: .refusal) == nil)
    #expect(ScoutExport.row(key, label(.error, nil), target: .outcome) == "\(key.hex),error\n")
  }
}
