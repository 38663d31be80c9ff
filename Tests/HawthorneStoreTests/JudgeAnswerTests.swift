import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

@Suite struct JudgeAnswerTests {
  static let judge = ClassifierIdentity(id: "judge/mine/a/b", version: "1", hash: ContentHash(of: "judge"))

  static func answer(_ question: String, vote: Int = 1) -> JudgeAnswer {
    JudgeAnswer(
      question: question, pass: .agent, vote: vote, requestHash: ContentHash(of: "\(question)\(vote)"),
      reply: "{\"answer\": \"yes\"}\u{0}é", word: .yes, quote: "a\u{0}b", quoteStatus: .near,
      failureDetail: "x", leftOut: 7,
      usage: TokenUsage(input: 3, output: 4, reasoning: 1, cached: 2), servedModel: "m-1",
      latencyMilliseconds: 12, askedAt: 99)
  }

  private func withRun(_ body: (Store, Lease, [ContentHash]) async throws -> Void) async throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    defer { store.close() }
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0), Fixture.labelled(1)], lease: lease)
    try await body(store, lease, try store.keysInOrder(of: lease.runID))
  }

  @Test func answersComeBackAsTheyWere() async throws {
    try await withRun { store, lease, keys in
      let failed = JudgeAnswer(
        question: "a", pass: .arm, vote: 2, requestHash: ContentHash(of: "f"), failure: .notJSON)
      let entries: [JudgeEntry] = [
        .answer(key: keys[0], Self.answer("b")), .answer(key: keys[0], failed),
        .answer(key: keys[0], Self.answer("a")), .answer(key: keys[1], Self.answer("a")),
      ]
      let added = try await store.commit(entries, by: Self.judge, lease: lease)
      #expect(added == [true, true, true, true])
      let found = try store.judgeAnswers(of: lease.runID, key: keys[0], by: Self.judge)
      #expect(found == [Self.answer("a"), failed, Self.answer("b")])
      var other = Self.judge
      other.hash = ContentHash(of: "another rubric")
      #expect(try store.judgeAnswers(of: lease.runID, key: keys[0], by: other).isEmpty)
      var seen: [ContentHash] = []
      try store.forEachJudgeAnswer(of: lease.runID, by: Self.judge) { key, answer in
        #expect(answer.reply.isEmpty)
        seen.append(key)
      }
      #expect(seen == [keys[0], keys[0], keys[0], keys[1]])
    }
  }

  @Test func aVoteIsCastOnceAndALabelGivenOnce() async throws {
    try await withRun { store, lease, keys in
      var second = Self.answer("a")
      second.word = .no
      let first = JudgeEntry.answer(key: keys[0], Self.answer("a"))
      var added = try await store.commit([first], by: Self.judge, lease: lease)
      #expect(added == [true])
      added = try await store.commit([first, .answer(key: keys[0], second)], by: Self.judge, lease: lease)
      #expect(added == [false, false])
      let found = try store.judgeAnswers(of: lease.runID, key: keys[0], by: Self.judge)
      #expect(found == [Self.answer("a")])
      let label = JudgeEntry.label(key: keys[0], Fixture.label(Self.judge))
      added = try await store.commit([label], by: Self.judge, lease: lease)
      #expect(added == [true])
      added = try await store.commit([label], by: Self.judge, lease: lease)
      #expect(added == [false])
      let labelled = try store.labelledKeys(of: lease.runID, by: Self.judge)
      #expect(labelled == [keys[0]])
    }
  }

  @Test func withoutTheLeaseOrTheRolloutNothingIsWritten() async throws {
    try await withRun { store, lease, keys in
      let entries: [JudgeEntry] = [
        .answer(key: keys[0], Self.answer("a")), .answer(key: ContentHash(of: "none"), Self.answer("a")),
      ]
      await #expect(throws: StoreError.self) {
        try await store.commit(entries, by: Self.judge, lease: lease)
      }
      #expect(try store.judgeAnswers(of: lease.runID, key: keys[0], by: Self.judge).isEmpty)
      try store.release(lease)
      let error = await #expect(throws: StoreError.self) {
        try await store.commit([entries[0]], by: Self.judge, lease: lease)
      }
      #expect(error?.kind == .leaseLost(run: lease.runID))
      #expect(try store.judgeAnswers(of: lease.runID, key: keys[0], by: Self.judge).isEmpty)
    }
  }

  @Test func aRolloutThatIsAskedAgainTakesItsAnswersWithIt() async throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    defer { store.close() }
    let lease = try store.createRun(Fixture.newRun())
    let failed = Fixture.labelled(0, status: .failed(kind: "timeout", message: ""))
    _ = try await store.commit([failed], lease: lease)
    let key = failed.rollout.plan.key
    _ = try await store.commit([.answer(key: key, Self.answer("a"))], by: Self.judge, lease: lease)
    _ = try await store.commit([Fixture.labelled(0)], lease: lease)
    #expect(try store.judgeAnswers(of: lease.runID, key: key, by: Self.judge).isEmpty)
  }

  @Test func aJudgeIsNoRunsDefaultWhileThereAreRules() async throws {
    try await withRun { store, lease, keys in
      let labels = keys.map { JudgeEntry.label(key: $0, Fixture.label(Self.judge)) }
      _ = try await store.commit(labels, by: Self.judge, lease: lease)
      #expect(try store.classifiers(of: lease.runID).first?.identity == Self.judge)
      #expect(try store.defaultClassifier(of: lease.runID) == Fixture.classifier)
    }
  }

  @Test func aStoreSaysOneThingOfAnAnswer() async throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    defer { store.close() }
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0)], lease: lease)
    let key = Fixture.labelled(0).rollout.plan.key
    var neither = Self.answer("a")
    neither.word = nil
    await #expect(throws: StoreError.self) {
      try await store.commit([.answer(key: key, neither)], by: Self.judge, lease: lease)
    }
    _ = try await store.commit([.answer(key: key, Self.answer("a"))], by: Self.judge, lease: lease)
    let queue = try DatabaseQueue(path: folder.file())
    defer { try? queue.close() }
    let row = try await queue.read { database in
      try Row.fetchOne(
        database,
        sql: "SELECT classifier, question, answer, quote_status, judge_input_tokens FROM v_judge_answers"
      ).map(\.description)
    }
    #expect(row?.contains("judge/mine/a/b") == true && row?.contains("near") == true)
  }
}
