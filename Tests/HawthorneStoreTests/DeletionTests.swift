import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// Runs that are deleted and texts that are withheld are gone from the disk, and nothing else is.
@Suite struct DeletionTests {
  private let folder: Folder
  private let store: Store
  private static let secret = "the marzipan lies under the third flagstone"

  init() throws {
    folder = try Folder()
    store = try Store(path: folder.file())
  }

  private func run(_ id: String, _ rollouts: [LabelledRollout]) async throws {
    let lease = try store.createRun(Fixture.newRun(id: id))
    _ = try await store.commit(rollouts, lease: lease)
    try store.endRun(lease, state: .complete, reason: nil)
  }

  private func secretive(_ index: Int, status: RolloutStatus = .completed) -> LabelledRollout {
    LabelledRollout(
      rollout: Fixture.rollout(
        index, status: status, reasoning: "Hidden: \(Self.secret).", answer: "Well: \(Self.secret)."),
      labels: [Fixture.label()])
  }

  private func count(_ table: String) throws -> Int {
    try store.reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  /// Whether the text stands anywhere in the store's files.
  private func isOnDisk(_ text: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
      try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)).range(of: Data(text.utf8)) != nil
    }
  }

  @Test func aDeletedRunIsGoneFromTheDisk() async throws {
    try await run("aaaaaaaaaaaaaaaa", [secretive(0), secretive(1)])
    try await run("bbbbbbbbbbbbbbbb", [Fixture.labelled(0)])
    #expect(try isOnDisk(Self.secret))
    #expect(try store.deleteRuns(["aaaaaaaaaaaaaaaa"]) == 2)
    try store.compact()
    #expect(try !isOnDisk(Self.secret))
    #expect(try store.runs().map(\.id) == ["bbbbbbbbbbbbbbbb"])
    #expect(try store.summaries(of: "bbbbbbbbbbbbbbbb").count == 1)
    // What the other run uses stays.
    #expect(try store.suites(of: "bbbbbbbbbbbbbbbb").count == 1)
    #expect(try count("rollouts") == 1 && count("labels") == 1 && count("reasoning_blocks") == 2)
    #expect(try count("prompts") == 1 && count("scenarios") == 1 && count("classifiers") == 1)
    #expect(try store.deleteRuns(["bbbbbbbbbbbbbbbb"]) == 1)
    for table in [
      "runs", "rollouts", "labels", "label_spans", "prompts", "scenarios", "suites", "classifiers",
    ] {
      #expect(try count(table) == 0, "\(table)")
    }
  }

  @Test func nothingIsDeletedWhereOneRunIsAtWorkOrUnknown() async throws {
    try await run("aaaaaaaaaaaaaaaa", [Fixture.labelled(0)])
    let lease = try store.createRun(Fixture.newRun(id: "bbbbbbbbbbbbbbbb"))
    #expect(throws: StoreError.self) { try store.deleteRuns(["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]) }
    #expect(throws: StoreError(path: store.path, kind: .unknownRun("cccc", near: []))) {
      try store.deleteRuns(["aaaaaaaaaaaaaaaa", "cccc"])
    }
    #expect(throws: StoreError.self) { try store.withhold(WithholdingFilter(), of: "bbbbbbbbbbbbbbbb") }
    #expect(try store.runs().count == 2 && count("rollouts") == 1)
    try store.release(lease)
    #expect(try store.deleteRuns(["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]) == 1)
  }

  @Test func withheldTextsAreGoneAndLabelsStay() async throws {
    try await run("aaaaaaaaaaaaaaaa", [secretive(0), secretive(1)])
    let before = try store.summaries(of: "aaaaaaaaaaaaaaaa")
    let result = try store.withhold(WithholdingFilter(harm: .harmful), of: "aaaaaaaaaaaaaaaa")
    #expect(result.withheld == 2 && result.already == 0 && result.unlabelled == 0)
    try store.compact()
    #expect(try !isOnDisk(Self.secret))
    #expect(try !isOnDisk("marzipan"))
    let after = try store.summaries(of: "aaaaaaaaaaaaaaaa")
    #expect(after.count == 2)
    for (old, new) in zip(before, after) {
      #expect(new.withheld && new.answerHash == old.answerHash && new.usage == old.usage)
      var label = try #require(old.label)
      label.awareness.spans = []
      #expect(new.label == label)
    }
    let stored = try #require(
      try store.rollout(of: "aaaaaaaaaaaaaaaa", key: Fixture.rollout(0).plan.key))
    #expect(stored.rollout.transcript.finalAnswer.hasPrefix("[withheld: complied, sha256 "))
    #expect(
      stored.rollout.withheld?.transcriptHash
        == (try ContentHash(canonical: secretive(0).rollout.transcript)))
    #expect(stored.rollout.transcript.reasoning.isEmpty)
    #expect(try store.withhold(WithholdingFilter(), of: "aaaaaaaaaaaaaaaa").already == 2)
  }

  @Test func aNoticeHoldsWhereItsHashDoes() async throws {
    try await run("aaaaaaaaaaaaaaaa", [secretive(0)])
    _ = try store.withhold(WithholdingFilter(), of: "aaaaaaaaaaaaaaaa")
    func damage() throws -> [RunIntegrity.Kind] {
      try store.integrity(of: "aaaaaaaaaaaaaaaa").damage.map(\.kind).filter {
        [.answer, .columns, .label].contains($0)
      }
    }
    #expect(try damage().isEmpty)
    let queue = try DatabaseQueue(path: folder.file())
    try await queue.write { database in
      try database.execute(
        sql: "UPDATE rollouts SET transcript_json = replace(transcript_json, 'sha256 ', 'sha256 0')")
    }
    #expect(try damage().contains(.answer))
  }

  @Test func replacedAttemptsLoseTheirTextsToo() async throws {
    let lease = try store.createRun(Fixture.newRun(id: "aaaaaaaaaaaaaaaa"))
    _ = try await store.commit(
      [secretive(0, status: .failed(kind: "timeout", message: "late"))], lease: lease)
    _ = try await store.commit([Fixture.labelled(0)], lease: lease)
    try store.endRun(lease, state: .complete, reason: nil)
    #expect(try store.withhold(WithholdingFilter(), of: lease.runID).withheld == 1)
    try store.compact()
    #expect(try !isOnDisk(Self.secret))
    #expect(try count("rollout_attempts") == 1)
  }

  @Test func theFilterDecides() async throws {
    try await run("aaaaaaaaaaaaaaaa", [secretive(0)])
    for filter in [
      WithholdingFilter(harm: .benign), WithholdingFilter(domains: ["cyber"]),
      WithholdingFilter(finishedBefore: 6_000),
    ] {
      #expect(try store.withhold(filter, of: "aaaaaaaaaaaaaaaa") == WithholdingResult())
    }
    #expect(
      try store.withhold(
        WithholdingFilter(domains: ["honesty", "cyber"], finishedBefore: 6_001), of: "aaaaaaaaaaaaaaaa"
      ).withheld == 1)
  }

  @Test func anUnlabelledTextIsLeftAndCounted() async throws {
    try await run("aaaaaaaaaaaaaaaa", [LabelledRollout(rollout: Fixture.rollout(0), labels: [])])
    let result = try store.withhold(WithholdingFilter(), of: "aaaaaaaaaaaaaaaa")
    #expect(result.withheld == 0 && result.unlabelled == 1)
    #expect(try store.summaries(of: "aaaaaaaaaaaaaaaa").first?.withheld == false)
  }

  @Test func keptAnswersAreDeleted() async throws {
    try await store.keepResponse("{\"text\": \"\(Self.secret)\"}", for: ContentHash(of: "request"))
    #expect(try store.deleteCachedResponses() == 1)
    try store.compact()
    #expect(try !isOnDisk(Self.secret))
  }
}
