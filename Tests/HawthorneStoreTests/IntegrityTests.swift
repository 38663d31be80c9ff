import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// A store's own hashes after something in it was changed.
@Suite struct IntegrityTests {
  private let folder: Folder
  private let run = "0123456789abcdef"

  init() throws { folder = try Folder() }

  private struct Prompt: Encodable {
    var prompt: [Message]
    var followUps: [String]
    var tools: [SimulatedTool]
  }

  /// A store with three rollouts whose prompt hashes are those of their prompts.
  private func fill() async throws {
    let store = try Store(path: folder.file())
    defer { store.close() }
    let lease = try store.createRun(Fixture.newRun())
    for number in 0..<3 {
      var labelled = Fixture.labelled(number)
      let plan = labelled.rollout.plan
      labelled.rollout.plan.promptHash = try ContentHash(
        canonical: Prompt(prompt: plan.prompt, followUps: plan.followUps, tools: plan.tools))
      _ = try await store.commit([labelled], lease: lease)
    }
  }

  private func integrity(after statement: String = "") throws -> RunIntegrity {
    if !statement.isEmpty {
      let queue = try DatabaseQueue(path: folder.file())
      try queue.write { try $0.execute(sql: statement) }
      try queue.close()
    }
    let store = try Store(path: folder.file(), access: .inspect)
    defer { store.close() }
    return try store.integrity(of: run)
  }

  @Test func anUntouchedRunIsWhole() async throws {
    try await fill()
    let found = try integrity()
    #expect(found.damage == [])
    #expect(
      found.checked == [.suite: 1, .scenario: 1, .prompt: 3, .answer: 3, .columns: 5, .label: 3])
  }

  @Test(arguments: [
    ("UPDATE rollouts SET transcript_json = replace(transcript_json, 'Yes.', 'No.') WHERE id = 1", "answer"),
    ("UPDATE reasoning_blocks SET text = 'other' WHERE rollout_id = 1 AND position = 0", "answer,columns"),
    ("UPDATE prompts SET body = replace(body, 'brief', 'long')", "prompt,prompt,prompt"),
    (
      "UPDATE rollouts SET prompt_hash = replace(prompt_hash, substr(prompt_hash, 1, 1), 'f') WHERE id = 2",
      "prompt"
    ),
    ("UPDATE rollouts SET served_model = 'other' WHERE id = 2", "columns"),
    ("UPDATE runs SET simulation = 1 - simulation", "columns"), ("UPDATE runs SET model = 'o'", "columns"),
    ("UPDATE runs SET provider = 'o'", "columns"), ("UPDATE runs SET planned = planned + 1", "columns"),
    ("UPDATE runs SET started_at = 1", "columns"), ("UPDATE runs SET plan_hash = 'o'", "columns"),
    ("UPDATE rollouts SET readable_reasoning_bytes = 1 WHERE id = 2", "columns"),
    ("UPDATE rollouts SET output_tokens = 6 WHERE id = 2", "columns"),
    ("UPDATE rollouts SET answer_hash = prompt_hash WHERE id = 3", "answer"),
    ("UPDATE suites SET body = replace(body, 'A suite', 'B suite')", "suite"),
    ("UPDATE suites SET file_hash = hash", "suite"),
    ("UPDATE scenarios SET body = replace(body, 'Hello', 'Bye')", "scenario"),
    ("UPDATE run_scenarios SET domain = 'other'", "columns"),
    ("DELETE FROM label_spans WHERE label_id = 1", "label"),
  ])
  func aChangeIsFoundWhereItIs(statement: String, kinds: String) async throws {
    try await fill()
    let found = try integrity(after: statement)
    #expect(found.damage.map(\.kind.rawValue).joined(separator: ",") == kinds, "\(found.damage)")
    #expect(!found.damage.contains { $0.message.contains("Yes") || $0.message.contains("wonder") })
  }

  @Test func inspectingChangesNothing() async throws {
    try await fill()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    let store = try Store(path: folder.file(), access: .inspect)
    #expect(throws: StoreError.self) { try store.makeRedactionSalt() }
    #expect(try store.runs().count == 1)
    store.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == before)
  }

  @Test func whatIsNotThereIsNotInspected() throws {
    #expect(throws: StoreError(path: folder.file("none"), kind: .missing)) {
      try Store(path: folder.file("none"), access: .inspect)
    }
    #expect(FileManager.default.createFile(atPath: folder.file("empty"), contents: nil))
    #expect(throws: StoreError.self) { try Store(path: folder.file("empty"), access: .inspect) }
    #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
  }

  @Test func aStoreKeepsOneSalt() throws {
    let store = try Store(path: folder.file())
    defer { store.close() }
    #expect(try store.redactionSalt() == nil)
    let salt = try store.makeRedactionSalt()
    #expect(salt.count == 32 && Set(salt).count > 8)
    #expect(try store.makeRedactionSalt() == salt && store.redactionSalt() == salt)
    let other = try Store(path: folder.file("other.sqlite"))
    defer { other.close() }
    #expect(try other.makeRedactionSalt() != salt)
  }
}
