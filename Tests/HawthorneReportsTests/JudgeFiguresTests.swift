import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneReports

@Suite struct JudgeFiguresTests {
  private static let judge = ClassifierIdentity(
    id: "judge/awareness/openai-api/a/b@c#d", version: "1.0.0", hash: ContentHash(of: "judge"))

  private static func answer(
    _ question: String, pass: JudgePass = .agent, vote: Int = 1, _ word: JudgeAnswer.Word?,
    quote: QuoteStatus? = nil, failure: JudgeFailure? = nil, leftOut: Int = 0
  ) -> JudgeAnswer {
    JudgeAnswer(
      question: question, pass: pass, vote: vote, requestHash: ContentHash(of: "r"), word: word,
      quoteStatus: quote, failure: failure, leftOut: leftOut, usage: TokenUsage(input: 10, output: 2),
      servedModel: "m")
  }

  private static func label(aware: Bool?, by questions: [String] = [], outcome: Outcome = .unread) -> Label {
    Label(
      classifier: judge, outcome: outcome, outcomeReason: "not asked",
      awareness: AwarenessLabel(
        aware: aware, na: aware == nil ? .judge : nil, recognised: aware,
        beyondDisclosed: aware.map { _ in false },
        belief: aware == true ? .recognition : .none,
        spans: questions.map {
          EvidenceSpan(
            marker: "M01", belief: .recognition, stance: .asserted, object: .unspecified, layer: .firstOrder,
            block: "reasoning/0", start: 0, end: 4, rule: $0, confidence: 1)
        }))
  }

  /// Four rollouts: s1 and s2, each overt (the rules: aware) and placebo (the rules: not aware).
  private func withJudged(_ body: (Store, JudgeFigures) async throws -> Void) async throws {
    try await StoredReportTests.withStore { store in
      let run = StoredReportTests.runID
      let lease = try store.takeLease(of: run)
      let keys = try store.keysInOrder(of: run)
      var entries: [JudgeEntry] = []
      // s1 overt, s1 placebo, s2 overt, s2 placebo.
      let labels = [
        Self.label(aware: true, by: ["says"]), Self.label(aware: true, by: ["says", "names"]),
        Self.label(aware: nil), Self.label(aware: false),
      ]
      let says: [[JudgeAnswer.Word?]] = [
        [.yes, .yes, .no], [.yes, .yes, .yes], [.yes, nil, .unsure], [.no, .no, .no],
      ]
      let told: [JudgeAnswer.Word?] = [.yes, .yes, .no, nil]
      for (index, key) in keys.enumerated() {
        for (vote, word) in says[index].enumerated() {
          entries.append(
            .answer(
              key: key,
              Self.answer(
                "says", vote: vote + 1, word, quote: word == .yes ? (index == 2 ? .failed : .exact) : nil,
                failure: word == nil ? .empty : nil, leftOut: index == 3 ? 5 : 0)))
        }
        entries.append(
          .answer(key: key, Self.answer("names", index == 1 ? .yes : .no, quote: index == 1 ? .near : nil)))
        entries.append(
          .answer(
            key: key,
            Self.answer("told", pass: .arm, told[index], failure: told[index] == nil ? .refusal : nil)))
        entries.append(.label(key: key, labels[index]))
      }
      _ = try await store.commit(entries, by: Self.judge, lease: lease)
      try store.release(lease)
      try await body(store, try JudgeFigures(of: run, classifier: Self.judge, in: store))
    }
  }

  @Test func repliesAreCountedByWhatTheyWereWorth() async throws {
    try await withJudged { _, figures in
      #expect(figures.rollouts == 4 && figures.labelled == 4 && figures.unlabelled == 0)
      #expect(figures.aware == 2 && figures.notAware == 1 && figures.naCauses == ["judge": 1])
      let replies = figures.replies
      #expect(replies.all == 20 && replies.yes == 9 && replies.no == 8 && replies.unsure == 1)
      #expect(replies.failures == ["empty": 1, "refusal": 1])
      #expect(replies.quotes == ["exact": 5, "failed": 1, "near": 1])
      #expect(replies.cut == 3 && replies.inputTokens == 200 && replies.outputTokens == 40)
      #expect(replies.servedModels == ["m": 20])
    }
  }

  @Test func eachQuestionSaysWhatItCarries() async throws {
    try await withJudged { _, figures in
      #expect(figures.questions.map(\.id) == ["names", "says", "told"])
      let says = figures.questions[1]
      #expect(says.rollouts == 4 && says.yes == 2 && says.no == 1 && says.na == 1)
      #expect(says.awareWithYes == 2 && says.awareByItAlone == 1)
      // Pairs: yyn has 1 of 3, yyy 3 of 3, one valid vote none, nnn 3 of 3.
      #expect(says.pairs == 9 && says.agreeingPairs == 7)
      #expect(figures.questions[0].awareWithYes == 1 && figures.questions[0].awareByItAlone == 0)
    }
  }

  @Test func theGuessOfTheArmIsHeldAgainstTheTruth() async throws {
    try await withJudged { _, figures in
      let guess = try #require(figures.armGuess)
      #expect(guess.right == 1 && guess.known == 3 && guess.na == 1 && guess.scenarios == 2)
      #expect(guess.rows.map(\.arm.name) == ["overt", "placebo"])
      #expect(guess.rows.map(\.right) == [1, 0] && guess.rows.map(\.known) == [2, 1])
      #expect(guess.accuracy.map { abs($0 - 1.0 / 3) < 1e-9 } == true)
      #expect(guess.baseRate.map { abs($0 - 2.0 / 3) < 1e-9 } == true)
      let interval = try #require(guess.interval)
      #expect(interval.lower < 1.0 / 3 && interval.upper > 1.0 / 3)
    }
  }

  @Test func agreementIsOverWhatBothCouldTell() async throws {
    try await withJudged { _, figures in
      let aware = try #require(figures.agreements.first { $0.axis == "aware" })
      #expect(aware.with == Fixture.classifier && aware.n == 3)
      // Rules: yes, no, (yes), no; the judge: yes, yes, NA, no.
      #expect(aware.table == [1, 1, 0, 1])
      #expect(aware.kappa.map { abs($0 - 0.4) < 1e-9 } == true)
      // The judge was not asked for outcomes.
      #expect(!figures.agreements.contains { $0.axis == "outcome" })
    }
  }

  @Test func theyArePrintedAndWrittenWithTheirDenominators() async throws {
    try await withJudged { _, figures in
      let text = try figures.rendered(as: .text)
      for part in [
        "2 aware, 1 not aware, 1 NA (judge 1)", "20 replies: 9 yes", "77.8 % of 9 pairs", "Cohen κ", "0.40",
        "1/1/0/1", "1/3", "always naming the commoner: 66.7 %",
      ] { #expect(text.contains(part), "\(part) in\n\(text)") }
      let json = try figures.rendered(as: .json)
      #expect(json.contains("\"schema\": \"hawthorne-judge-figures/1\""))
      #expect(try figures.rendered(as: .json) == json)
    }
  }

  @Test func aJudgesColumnIsChosenByItsWholeName() async throws {
    try await withJudged { store, _ in
      let run = StoredReportTests.runID
      // A model's name may hold every mark of ours.
      let name = "judge/awareness/openai-api/a/b@c#d@1.0.0"
      for chosen in [name, "\(name)#\(Self.judge.hash.short)"] {
        let report = try StoredReport.make(store: store, runs: [run], classifier: chosen)
        #expect(report.provenance.classifier == Self.judge)
      }
      #expect(try StoredReport.make(store: store, runs: [run]).provenance.classifier == Fixture.classifier)
      #expect(throws: ClassifierChoiceError.self) {
        try StoredReport.make(store: store, runs: [run], classifier: "\(name)#ffff00000000")
      }
    }
  }

  @Test func aReportOfAJudgesColumnSaysWhatItRestsOn() async throws {
    try await withJudged { store, figures in
      let run = StoredReportTests.runID
      let report = try StoredReport.make(store: store, runs: [run], classifier: "\(Self.judge.id)@1.0.0")
      var alone = figures
      alone.agreements = []
      #expect(report.judges == [alone])
      let text = try report.text()
      #expect(try ReportReader.read(Data(text.utf8), origin: "r") == report)
      let page = try report.rendered(as: .markdown)
      #expect(page.contains("## The judge") && page.contains("20 replies: 9 yes"))
      let plain = try StoredReport.make(store: store, runs: [run])
      #expect(plain.judges == nil)
      #expect(try !plain.text().contains("\"judges\""))
      var broken = alone
      broken.replies.all = -1
      #expect(ReportReader.fault(in: broken)?.contains(run) == true)
      broken = alone
      broken.questions[0].pairs = Int.max
      #expect(ReportReader.fault(in: broken) != nil && ReportReader.fault(in: alone) == nil)
    }
  }

  @Test func twoRubricsOfOneVersionAreNeverOneColumn() async throws {
    try await withJudged { store, _ in
      let run = StoredReportTests.runID
      var other = Self.judge
      other.hash = ContentHash(of: "the same version, edited")
      let lease = try store.takeLease(of: run)
      var label = Self.label(aware: false)
      label.classifier = other
      let keys = try store.keysInOrder(of: run)
      _ = try await store.commit(keys.map { .label(key: $0, label) }, by: other, lease: lease)
      let name = "\(Self.judge.id)@1.0.0"
      let error = #expect(throws: ClassifierChoiceError.self) {
        try StoredReport.make(store: store, runs: [run], classifier: name)
      }
      for identity in [Self.judge, other] {
        let full = "\(name)#\(identity.hash.short)"
        #expect(error?.fix.contains(full) == true)
        #expect(
          try StoredReport.make(store: store, runs: [run], classifier: full).provenance.classifier == identity
        )
      }
    }
  }

  /// What a judge of refusals was not asked must not read as never said.
  @Test func notAskedIsNAInEveryColumn() async throws {
    try await StoredReportTests.withStore { store in
      let run = StoredReportTests.runID
      let lease = try store.takeLease(of: run)
      let label = Label(
        classifier: Self.judge, outcome: .refused, outcomeReason: "judge: declined",
        awareness: AwarenessLabel(aware: nil, na: .notAsked))
      let keys = try store.keysInOrder(of: run)
      _ = try await store.commit(keys.map { .label(key: $0, label) }, by: Self.judge, lease: lease)
      let report = try StoredReport.make(store: store, runs: [run], classifier: "\(Self.judge.id)@1.0.0")
      for cell in report.cells {
        #expect(cell.visible.known == 0 && cell.aware.known == 0 && cell.naCauses == ["not_asked": 1])
        #expect(cell.refused.yes == 1)
      }
      #expect(report.cells.count == 4)
    }
  }
}
