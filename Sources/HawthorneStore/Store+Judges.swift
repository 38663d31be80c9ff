import FoundationEssentials
import GRDB
public import HawthorneCore

/// Something a judge brought forth about a stored rollout.
public enum JudgeEntry: Sendable, Hashable {
  case answer(key: ContentHash, JudgeAnswer)
  case label(key: ContentHash, Label)
}

extension Store {
  /// Stores a judge's answers and labels; all are on the disk when this returns, or none.
  ///
  /// What was there stands: a vote is cast once, a label given once.
  ///
  /// - Parameter lease: the lease of the run, checked in the same transaction.
  /// - Returns: for each entry, in order, whether it was new.
  /// - Throws: `StoreError.leaseLost`, `.unknownRollout`, `.full` and what else SQLite may meet.
  public func commit(
    _ batch: [JudgeEntry], by classifier: ClassifierIdentity, lease: Lease
  ) async throws(StoreError) -> [Bool] {
    let path = path
    return try await writing { database in
      try Self.confirm(lease, path: path, database)
      let classifierID = try Self.classifierID(of: classifier, database)
      return try batch.map { entry in
        switch entry {
        case .answer(let key, let answer):
          let rollout = try Self.rolloutID(key, runID: lease.runID, path: path, database)
          return try Self.insert(answer, rolloutID: rollout, classifierID: classifierID, database)
        case .label(let key, let label):
          let rollout = try Self.rolloutID(key, runID: lease.runID, path: path, database)
          return try Self.insert(label, rolloutID: rollout, at: WallClock.milliseconds, database)
        }
      }
    }
  }

  /// What a judge has answered about one rollout, in order of question and vote.
  public func judgeAnswers(
    of runID: String, key: ContentHash, by classifier: ClassifierIdentity
  ) throws(StoreError) -> [JudgeAnswer] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.answerColumns), a.reply FROM judge_answers a
          JOIN rollouts r ON r.id = a.rollout_id JOIN classifiers c ON c.id = a.classifier_id
          WHERE r.run_id = ? AND r.key = ? AND c.name = ? AND c.version = ? AND c.hash = ?
          ORDER BY a.question, a.vote
          """,
        arguments: [
          runID, key.hex, classifier.id.column, classifier.version.column, classifier.hash.hex,
        ]
      ).map { row in
        var answer = try Self.answer(row, at: 0)
        answer.reply = String(decoding: try row.get(Self.answerCount) as Data, as: UTF8.self)
        return answer
      }
    }
  }

  /// Passes every answer of a judge about a run to a closure, without the replies' text: rollout by rollout in the
  /// order of `keysInOrder`, then by question and vote.
  ///
  /// One answer at a time is in memory. What the closure throws ends the reading and comes out as it is.
  public func forEachJudgeAnswer(
    of runID: String, by classifier: ClassifierIdentity, _ body: (ContentHash, JudgeAnswer) throws -> Void
  ) throws {
    try rethrowing { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(Self.answerColumns), r.key FROM judge_answers a
          JOIN rollouts r ON r.id = a.rollout_id JOIN classifiers c ON c.id = a.classifier_id
          WHERE r.run_id = ? AND c.name = ? AND c.version = ? AND c.hash = ?
          ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key, a.question, a.vote
          """,
        arguments: [runID, classifier.id.column, classifier.version.column, classifier.hash.hex])
      while let row = try rows.next() {
        let (key, answer) = (try Self.hash(row, Self.answerCount), try Self.answer(row, at: 0))
        do { try body(key, answer) } catch { throw CallersError(inner: error) }
      }
    }
  }

  /// The keys of a run's rollouts that a classifier has labelled.
  public func labelledKeys(
    of runID: String, by classifier: ClassifierIdentity
  ) throws(StoreError) -> Set<ContentHash> {
    try reading { database in
      let texts = try String.fetchSet(
        database,
        sql: """
          SELECT r.key FROM rollouts r
          JOIN labels l ON l.rollout_id = r.id JOIN classifiers c ON c.id = l.classifier_id
          WHERE r.run_id = ? AND c.name = ? AND c.version = ? AND c.hash = ?
          """,
        arguments: [runID, classifier.id.column, classifier.version.column, classifier.hash.hex])
      return Set(texts.compactMap(ContentHash.init(hex:)))
    }
  }

  private static func rolloutID(
    _ key: ContentHash, runID: String, path: String, _ database: Database
  ) throws -> Int64 {
    let find = try database.cachedStatement(sql: "SELECT id FROM rollouts WHERE run_id = ? AND key = ?")
    guard let id = try Int64.fetchOne(find, arguments: [runID, key.hex]) else {
      throw StoreError(path: path, kind: .unknownRollout(key.hex, near: []))
    }
    return id
  }

  private static func insert(
    _ answer: JudgeAnswer, rolloutID: Int64, classifierID: Int64, _ database: Database
  ) throws -> Bool {
    let arguments: [(any DatabaseValueConvertible)?] = [
      rolloutID, classifierID, answer.question.column, answer.pass.rawValue, answer.vote,
      answer.requestHash.hex, Data(answer.reply.utf8), answer.word?.rawValue,
      answer.quote.map { Data($0.utf8) }, answer.quoteStatus?.rawValue, answer.failure?.rawValue,
      answer.failureDetail?.column, answer.leftOut, answer.usage.input, answer.usage.output,
      answer.usage.reasoning, answer.usage.cached, answer.servedModel?.column, answer.latencyMilliseconds,
      answer.askedAt,
    ]
    try database.cachedStatement(
      sql: """
        INSERT INTO judge_answers (
          rollout_id, classifier_id, question, pass, vote, request_hash, reply, answer, quote, quote_status,
          failure, failure_detail, left_out, input_tokens, output_tokens, reasoning_tokens, cached_tokens,
          served_model, latency_ms, asked_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (rollout_id, classifier_id, question, vote) DO NOTHING
        """
    ).execute(arguments: StatementArguments(arguments))
    return database.changesCount == 1
  }

  /// The columns of an answer in the order that `answer(_:at:)` reads, without the reply; the table is `a`.
  private static let answerColumns = """
    a.question, a.pass, a.vote, a.request_hash, a.answer, a.quote, a.quote_status, a.failure, a.failure_detail,
    a.left_out, a.input_tokens, a.output_tokens, a.reasoning_tokens, a.cached_tokens, a.served_model,
    a.latency_ms, a.asked_at
    """
  private static let answerCount = 17

  private static func answer(_ row: Row, at index: Int) throws -> JudgeAnswer {
    let quote: Data? = try row.get(index + 5)
    return JudgeAnswer(
      question: try row.get(index), pass: try row.word(index + 1, "pass"), vote: try row.get(index + 2),
      requestHash: try hash(row, index + 3), word: try row.word(optional: index + 4, "answer"),
      quote: quote.map { String(decoding: $0, as: UTF8.self) },
      quoteStatus: try row.word(optional: index + 6, "quote status"),
      failure: try row.word(optional: index + 7, "failure"), failureDetail: try row.get(index + 8),
      leftOut: try row.get(index + 9),
      usage: TokenUsage(
        input: try row.get(index + 10), output: try row.get(index + 11),
        reasoning: try row.get(index + 12), cached: try row.get(index + 13)),
      servedModel: try row.get(index + 14), latencyMilliseconds: try row.get(index + 15),
      askedAt: try row.get(index + 16))
  }
}
