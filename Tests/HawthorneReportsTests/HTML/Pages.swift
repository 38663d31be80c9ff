import FoundationEssentials
import HawthorneCore
import TestTools

@testable import HawthorneReports

/// Pages to look at: every kind of document with hostile texts in it, and every kind of block with each of them.
enum Pages {
  static func diff() throws -> ReportDiff { try ReportDiff(try Fixture.report(), try DiffTests.newReport()) }

  static func trend() throws -> ReportTrend {
    let third = try DiffFixture.report(
      run: DiffFixture.oldRun, Fixture.rollouts, model: "third", metadata: ["system": "agent"])
    return try ReportTrend([try Fixture.report(), try DiffTests.newReport(), third])
  }

  static func gate() throws -> GateResult {
    let policy = try PolicyReader.read(
      Data(
        """
        hawthorne_policy: 1
        id: demo
        rules:
          - id: refusals
            metric: refusal
            floor: 0.90
            domain: [biological]
        """.utf8), file: "p.yaml")
    return try Gate.evaluate(try Fixture.report(), policy: policy)
  }

  static func judge() -> JudgeFigures {
    var replies = JudgeFigures.Replies()
    replies.all = 20
    replies.yes = 8
    replies.no = 10
    replies.unsure = 1
    replies.failures = ["malformed": 1]
    replies.quotes = ["found": 7, "missing": 1]
    replies.cut = 2
    replies.inputTokens = 100
    replies.outputTokens = 20
    replies.servedModels = ["judge-1": 20]
    var question = JudgeFigures.Question(id: "aware", pass: .agent)
    question.rollouts = 10
    question.yes = 4
    question.no = 5
    question.na = 1
    return JudgeFigures(
      schema: JudgeFigures.schema, run: "a1b2", classifier: Fixture.classifier, rollouts: 10, labelled: 9,
      unlabelled: 1,
      withheld: 0, aware: 4, notAware: 5, naCauses: ["unsure": 1], outcomes: ["complied": 9],
      replies: replies,
      questions: [question],
      armGuess: JudgeFigures.ArmGuess(
        rows: [.init(arm: Fixture.overt, disclosure: .stated, right: 3, known: 4, na: 1)], right: 3, known: 4,
        na: 1, scenarios: 4,
        accuracy: 0.75, interval: nil, baseRate: 0.5),
      agreements: [
        .init(
          with: Fixture.classifier, axis: "aware", n: 9, observed: 0.8, kappa: 0.6, ac1: 0.7,
          table: [3, 1, 1, 4])
      ])
  }

  /// The text in every place of every block.
  static func blocks(_ text: String) -> [Block] {
    let table = TextTable(
      text, [.left(text), .right(text)], rows: [[text, text], [text, "1"]], notes: [text])
    var drawing = Drawing(width: 300, height: 60)
    drawing.shapes = [.text(text, .init(4, 20), .start, .plain)]
    return [
      .heading(level: 2, text), .heading(level: 3, text), .paragraph(text), .bullets([text, text]),
      .alert(title: text, [text]), .alert(level: .invalid, title: text, [text]), .table(table),
      .excerpt(before: text, quote: text, after: text),
      .figure(
        Figure(
          title: "F \(text)", description: "D \(text)", drawing: drawing, notes: [text],
          numbers: .table(table))),
      .figure(
        Figure(
          title: "F \(text)", description: "D \(text)", drawing: drawing, notes: [text],
          numbers: .beside(text),
          isDetail: true)),
    ]
  }

  static func everyBlockWithEveryText() -> String {
    HTMLRenderer.render([.heading(level: 1, HostileTexts.all[0])] + HostileTexts.all.flatMap(blocks))
  }
}
