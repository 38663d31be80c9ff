import FoundationEssentials
import GRDB
import HawthorneCore
import HawthorneFormats

/// What the search index takes in of one rollout.
struct SearchableText: Sendable {
  /// The store's private id.
  var rollout: Int64
  var answerHash: String
  /// Of the stored prompt.
  var promptHash: String
  /// Everything that the model said; empty where that was withheld.
  var answer = ""
  var reasoning = ""
  /// Names of the tools called, and what the model wrote into their arguments.
  var tools = ""
  /// What others said after the model's first answer: results of tools, later turns.
  var turns = ""
}

extension Transcript {
  /// What others said after the model's first answer, in order.
  var othersTurns: [String] {
    let first = messages.firstIndex { $0.role == .assistant && $0.prefilled != true }
    return first.map { messages[$0...].filter { $0.role != .assistant }.map(\.text) } ?? []
  }
}

extension Store {
  /// The texts of the rollouts after one of them, in the order of their ids.
  func searchableTexts(after id: Int64, limit: Int) throws(StoreError) -> [SearchableText] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT id, answer_hash, prompt_body, withheld_json IS NOT NULL, transcript_json FROM rollouts
            WHERE id > ? ORDER BY id LIMIT ?
            """), arguments: [id, limit]
      ).map { row in
        var text = SearchableText(
          rollout: try row.get(0), answerHash: try row.get(1), promptHash: try row.get(2))
        if try row.get(3) as Bool { return text }
        let transcript = try StoredJSON.value(Transcript.self, row.get(4), what: "A transcript")
        text.answer = transcript.answers.map(\.text).joined(separator: "\n\n")
        text.tools = transcript.toolCalls.map { "\($0.name)\n\($0.writtenText)" }.joined(separator: "\n\n")
        text.turns = transcript.othersTurns.joined(separator: "\n\n")
        text.reasoning = try Self.reasoningText(of: text.rollout, database)
        return text
      }
    }
  }

  private static func reasoningText(of rolloutID: Int64, _ database: Database) throws -> String {
    try Data.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT CAST(text AS BLOB) FROM reasoning_blocks
          WHERE rollout_id = ? AND text IS NOT NULL ORDER BY position
          """), arguments: [rolloutID]
    ).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n\n")
  }

  /// All that a stored prompt asks, empty where there is no such prompt any more.
  func promptText(_ hash: String) throws(StoreError) -> String {
    try reading { database in
      let body = try String.fetchOne(
        database, sql: "SELECT body FROM prompts WHERE hash = ?", arguments: [hash])
      guard let body else { return "" }
      let prompt = try StoredJSON.value(StoredPrompt.self, body, what: "A prompt")
      return (prompt.messages.map(\.text) + prompt.followUps).joined(separator: "\n\n")
    }
  }

  /// The private id of the rollout stored last; 0 in a store without any.
  func lastRolloutID() throws(StoreError) -> Int64 {
    try reading { try Int64.fetchOne($0, sql: "SELECT max(id) FROM rollouts") ?? 0 }
  }
}
