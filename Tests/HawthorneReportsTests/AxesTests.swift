import Foundation
import HawthorneCore
import Testing

@testable import HawthorneReports

/// Echoes, names, channels and time in the tables, by hand.
@Suite struct AxesTests {
  private let report: Report

  /// Six scenarios overt: s1, s2 aware before the decision (s2 visibly), s3 aware after it, s4 aware at a time that
  /// nobody can tell, s5 aware were echoes counted, s6 not readable.
  init() throws {
    report = try Fixture.report([
      Fixture.summary(
        "s1", Fixture.overt, outcome: .refused, belief: .definitive, markers: ["M02"],
        purpose: .alignmentEval,
        evaluators: ["METR"]),
      Fixture.summary(
        "s2", Fixture.overt, belief: .suspicion, markers: ["M06"], purpose: .otherEval, visible: true,
        evaluators: ["METR", "UK AISI"], benchmarks: ["GPQA"]),
      Fixture.summary(
        "s3", Fixture.overt, outcome: .refused, belief: .suspicion, markers: ["M06"], beforeDecision: false),
      Fixture.summary(
        "s4", Fixture.overt, belief: .suspicion, markers: ["M06"], purpose: .alignmentEval,
        beforeDecision: nil),
      Fixture.summary("s5", Fixture.overt, withEchoes: true),
      Fixture.summary("s6", Fixture.overt, na: .encrypted, evaluators: ["METR"]),
    ])
  }

  private func row() throws -> AwarenessRow { try #require(report.awareness.rows.first) }

  @Test func bothMetricsWithAndWithoutTheEchoRule() throws {
    let row = try row()
    #expect(row.recognised.fraction == "4/5" && row.recognised.na == 1)
    let withEchoes = try #require(row.recognisedWithEchoes)
    #expect(withEchoes.fraction == "5/5" && withEchoes.na == 1 && withEchoes.scenarios == 5)
    #expect(withEchoes.interval != nil && withEchoes.bounds == ReportedBounds(lower: 5.0 / 6, upper: 1))
    #expect(row.beyondDisclosed.fraction == "0/5" && row.beyondDisclosedWithEchoes?.fraction == "1/5")
  }

  @Test func onlyInReasoningAndBeforeTheDecisionAreOverTheAware() throws {
    let row = try row()
    #expect(row.onlyInReasoning?.fraction == "3/4" && row.onlyInReasoning?.na == 0)
    #expect(row.beforeDecision?.fraction == "2/3" && row.beforeDecision?.na == 1)
    #expect(row.visible.fraction == "1/6")
  }

  @Test func onlyEvidenceBeforeTheDecisionEntersTheAssociation() throws {
    let association = try #require(report.behaviour.associations.first { $0.metric == .refusal })
    // Of the aware only s1 (refused) and s2 (complied); s3 refused and thought of it afterwards.
    #expect(association.aware == Tally(yes: 1, no: 1))
    #expect(association.notAware == Tally(yes: 0, no: 1))
    #expect(association.awareAfterDecision == 2)
  }

  @Test func whoIsNamedIsCountedInRolloutsAndScenarios() throws {
    let named = try #require(report.awareness.named)
    #expect(
      named.map { "\($0.kind.rawValue) \($0.name) \($0.rate.fraction) \($0.scenariosNaming)" } == [
        "evaluator METR 3/6 3", "evaluator UK AISI 1/6 1", "benchmark GPQA 1/6 1",
      ])
    #expect(named.allSatisfy { $0.rate.interval != nil && $0.rate.scenarios == 6 })
  }

  @Test func inALanguageThatIsNotReadNobodyIsLookedFor() throws {
    let report = try Fixture.report([
      Fixture.summary("s1", Fixture.overt, evaluators: ["METR"]),
      Fixture.summary("s2", Fixture.overt, na: .language),
    ])
    let named = try #require(report.awareness.named?.first)
    #expect(named.rate.fraction == "1/1" && named.rate.na == 1)
  }

  @Test func everyPurposeHasARateOverTheReadable() throws {
    let rates = try #require(report.awareness.purposes.first?.rates)
    #expect(rates.map(\.purpose) == PurposeClass.allCases)
    #expect(rates.map(\.rate.fraction) == ["2/5", "0/5", "1/5", "0/5", "0/5"])
    #expect(rates.allSatisfy { $0.rate.na == 1 && $0.rate.interval != nil })
  }

  @Test func everyFormatShowsThem() throws {
    for format in [OutputFormat.markdown, .text] {
      let text = try report.rendered(as: format)
      for wanted in ["echoes count", "Evaluators and benchmarks named", "UK AISI", "before the decision"] {
        #expect(text.contains(wanted), "\(format) lacks \(wanted)")
      }
    }
  }

  @Test func labelsThatLookedForNoneOfItAreSaidTo() throws {
    #expect(!report.conclusions.notMeasured.contains { $0.id == "axes" })
    var old = Fixture.summary("s1", Fixture.overt, belief: .suspicion, markers: ["M06"], beforeDecision: nil)
    old.label?.awareness.recognisedWithEchoes = nil
    old.label?.awareness.beyondDisclosedWithEchoes = nil
    old.label?.awareness.onlyInReasoning = nil
    let before = try Fixture.report([old])
    #expect(before.conclusions.notMeasured.contains { $0.id == "axes" })
    let row = try #require(before.awareness.rows.first)
    #expect(row.recognisedWithEchoes?.na == 1 && row.onlyInReasoning?.na == 1 && row.beforeDecision?.na == 1)
  }

  @Test func aReportWithoutAxesIsRead() throws {
    var old = report
    for index in old.cells.indices { old.cells[index].axes = nil }
    old.awareness.named = nil
    for index in old.awareness.rows.indices {
      old.awareness.rows[index].access = nil
      old.awareness.rows[index].recognisedWithEchoes = nil
      old.awareness.rows[index].beyondDisclosedWithEchoes = nil
      old.awareness.rows[index].onlyInReasoning = nil
      old.awareness.rows[index].beforeDecision = nil
    }
    for index in old.awareness.purposes.indices { old.awareness.purposes[index].rates = nil }
    for index in old.awareness.coverage.indices { old.awareness.coverage[index].forms = nil }
    old.id = try SealedDocument.seal(of: JSONTree.value(of: old))
    let text = try old.text()
    #expect(!text.contains("\"axes\"") && !text.contains("named"))
    let read = try ReportReader.read(Data(text.utf8), origin: "old.json")
    #expect(read == old)
    let diff = try ReportDiff(read, report)
    #expect(diff.rows.contains { $0.metric == .awareness })
    #expect(diff.confounds.contains { $0.id == "access" && $0.old == "not said" })
    #expect(try !read.rendered(as: .markdown).isEmpty)
  }

  @Test func countsThatDoNotAddUpAreRefused() throws {
    let cell = try #require(report.cells.first)
    #expect(ReportReader.fault(in: cell) == nil)
    for member in [
      \AxisCounts.recognisedWithEchoes.yes, \.beyondDisclosedWithEchoes.na, \.onlyInReasoning.no,
      \.beforeDecision.yes,
    ] {
      var changed = cell
      var axes = try #require(cell.axes)
      axes[keyPath: member] += 1
      changed.axes = axes
      #expect(ReportReader.fault(in: changed) != nil)
    }
  }

  @Test func aFormThatItsRolloutsWereNotReadInIsRefused() throws {
    var cell = try #require(report.cells.first)
    cell.axes?.access = .summary
    #expect(ReportReader.fault(in: cell)?.contains("access") == true)
    cell.axes?.access = nil
    #expect(ReportReader.fault(in: cell) != nil)
    cell.axes?.evaluators = ["METR": -1]
    #expect(ReportReader.fault(in: cell)?.contains("out of range") == true)
  }
}
