import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

/// Languages of a scenario are repeats of one scenario: they never raise n.
@Suite struct LanguageTests {
  /// The fixture with each rollout once more: as a second epoch, or in Japanese.
  private func doubled(_ change: (inout RolloutSummary) -> Void) -> [RolloutSummary] {
    Fixture.rollouts.flatMap { summary in
      var again = summary
      change(&again)
      again.key = ContentHash(of: summary.key.hex + "again")
      again.answerHash = ContentHash(of: summary.answerHash.hex + "again")
      return [summary, again]
    }
  }

  @Test func languagesCountAsEpochsDo() throws {
    let epochs = try Fixture.report(doubled { $0.epoch = 2 })
    let languages = try Fixture.report(doubled { $0.translation = "ja" })
    #expect(epochs.languages == nil)
    #expect(languages.awareness == epochs.awareness)
    #expect(languages.behaviour == epochs.behaviour)
    #expect(languages.refusals == epochs.refusals)
    #expect(languages.conclusions.summary == epochs.conclusions.summary)
    #expect(languages.validity == epochs.validity)
    var cells = languages.cells
    for index in cells.indices { cells[index].languages = nil }
    #expect(cells == epochs.cells)
  }

  @Test func nStaysScenariosInEveryFigure() throws {
    let once = try Fixture.report()
    let twice = try Fixture.report(doubled { $0.translation = "ja" })
    #expect(
      twice.awareness.rows.map(\.suspicion.scenarios) == once.awareness.rows.map(\.suspicion.scenarios))
    #expect(
      twice.awareness.rows.map(\.suspicion.denominator)
        == once.awareness.rows.map { 2 * $0.suspicion.denominator })
    #expect(twice.awareness.rows.map(\.suspicion.interval) == once.awareness.rows.map(\.suspicion.interval))
    #expect(twice.behaviour.contrasts.map(\.scenarios) == once.behaviour.contrasts.map(\.scenarios))
    #expect(twice.behaviour.contrasts.map(\.difference) == once.behaviour.contrasts.map(\.difference))
    // Two rollouts an arm: never exact McNemar, whose pairs would be languages.
    #expect(twice.behaviour.contrasts.allSatisfy { $0.test == nil || $0.test == .signFlip })
    #expect(twice.refusals.rows.map(\.items) == once.refusals.rows.map(\.items))
    #expect(twice.refusals.rows.map(\.refusal.denominator) == once.refusals.rows.map(\.refusal.denominator))
    #expect(twice.refusals.twins.map(\.pairs) == once.refusals.twins.map(\.pairs))
  }

  /// As rules that read English alone label it.
  private var unread: [RolloutSummary] {
    doubled {
      $0.translation = "ja"
      $0.label?.outcome = .unread
      $0.label?.awareness = AwarenessLabel(aware: nil, na: .language)
      $0.label?.aligned = nil
      $0.label?.correct = nil
    }
  }

  @Test func whatNoRulesReadIsCountedApart() throws {
    let once = try Fixture.report()
    let report = try Fixture.report(unread)
    let rows = try #require(report.languages)
    let own = rows.filter { $0.language == "en" }
    let other = rows.filter { $0.language == "ja" }
    #expect(own.map(\.rollouts) == other.map(\.rollouts))
    #expect(own.map(\.scenarios) == other.map(\.scenarios))
    for row in other {
      #expect(row.outcomes == ["unread": row.rollouts])
      #expect(row.naCauses == ["language": row.rollouts])
      #expect(row.awareness.denominator == 0 && row.awareness.na == row.rollouts && row.awareness.rate == nil)
      #expect(row.refused.denominator == 0 && row.refused.na == row.rollouts)
    }
    // The rates over what was read are those of English alone, and the bounds say what they leave out.
    #expect(report.awareness.rows.map(\.suspicion.rate) == once.awareness.rows.map(\.suspicion.rate))
    #expect(
      report.awareness.rows.map(\.visible.na)
        == once.awareness.rows.map { $0.visible.na + $0.visible.denominator })
    for (row, before) in zip(report.awareness.rows, once.awareness.rows) {
      let bounds = try #require(row.suspicion.bounds)
      #expect(bounds.upper - bounds.lower > 0.4999)
      #expect(row.suspicion.na == before.suspicion.na + before.suspicion.na + before.suspicion.denominator)
    }
    let outcomes = report.behaviour.outcomes.map { $0.outcomes["unread"] ?? 0 }
    #expect(outcomes == report.behaviour.outcomes.map { $0.rollouts / 2 })
    // An item half of whose answers nobody read is not known to be refused.
    let harmful = try #require(report.refusals.rows.first { $0.harm == .harmful && $0.domain == nil })
    #expect(harmful.refused == 0 && harmful.unknown == 5 && harmful.answered == 1)
    let limit = try #require(report.conclusions.cannotConclude.first { $0.id == "language" })
    #expect(limit.text.contains("48 rollouts asked in ja"))
    #expect(!report.conclusions.notMeasured.contains { $0.id == "languages" })
    let markdown = try report.rendered(as: .markdown)
    #expect(markdown.contains("## Languages") && markdown.contains("By language asked"))
    #expect(try report.rendered(as: .text).contains("By language asked"))
    #expect(try !once.rendered(as: .markdown).contains("By language asked"))
  }

  @Test func aTranslationAloneIsNamedByItsLanguage() throws {
    let report = try Fixture.report(
      Fixture.rollouts.map {
        var summary = $0
        summary.translation = "ja"
        return summary
      })
    #expect(report.languages == nil)
    #expect(report.cells.allSatisfy { $0.languages?.keys.sorted() == ["ja"] })
    #expect(
      report.conclusions.notMeasured.contains { $0.id == "languages" && $0.text.contains("asked in ja") })
  }

  @Test func armsInDifferentLanguagesAreWarnedOf() throws {
    let uneven = try Fixture.report(
      doubled { $0.translation = "ja" }.filter { $0.translation == nil || $0.arm == Fixture.overt })
    let problem = try #require(uneven.validity.problems.first { $0.id == "languages.uneven" })
    #expect(problem.severity == .warning && problem.message.contains("In 12 of 24 scenarios"))
    let even = try Fixture.report(doubled { $0.translation = "ja" })
    #expect(!even.validity.problems.contains { $0.id == "languages.uneven" })
  }

  @Test func theSameRolloutOfALanguageTwiceIsRefused() {
    #expect(throws: AnalysisError.self) {
      try Fixture.report(doubled { $0.translation = "ja" } + doubled { $0.translation = "ja" })
    }
  }

  @Test func aReportWithLanguagesReadsBackAndABentOneDoesNot() throws {
    let report = try Fixture.report(unread)
    #expect(try ReportReader.read(Data(report.text().utf8), origin: "r.json") == report)
    var cell = try #require(report.cells.first)
    #expect(ReportReader.fault(in: cell) == nil)
    cell.languages?["ja"]?.rollouts += 1
    #expect(ReportReader.fault(in: cell)?.contains("by language") == true)
    cell = report.cells[0]
    cell.languages?["ja"]?.outcomes["unread"] = -1
    #expect(ReportReader.fault(in: cell)?.contains("out of range") == true)
    cell = report.cells[0]
    let more = cell.languages?["ja"]
    cell.languages?["fr"] = more
    #expect(ReportReader.fault(in: cell)?.contains("by language") == true)
  }

  @Test func aDiffNamesChangedLanguages() throws {
    let diff = try ReportDiff(Fixture.report(), Fixture.report(unread))
    #expect(diff.confounds.contains { $0.id == "languages" && $0.old == "en" && $0.new == "en, ja" })
  }
}
