import Foundation
import GRDB
import HawthorneCore
import Testing

@testable import HawthorneStore

/// What is looked up in a store's texts is found where it stands, and nowhere after it is gone.
struct SearchIndexTests {
  private let folder: Folder
  private let store: Store
  private static let run = "aaaaaaaaaaaaaaaa"

  init() throws {
    folder = try Folder()
    store = try Store(path: folder.file())
  }

  private func commit(_ rollouts: [Rollout], run: String = run) async throws {
    let lease = try store.createRun(Fixture.newRun(id: run))
    _ = try await store.commit(
      rollouts.map { LabelledRollout(rollout: $0, labels: [Fixture.label()]) }, lease: lease)
    try store.endRun(lease, state: .complete, reason: nil)
  }

  private func found(
    _ text: String, in place: SearchIndex.Place = .anywhere, index: SearchIndex? = nil
  ) throws -> [Int] {
    let index = try index ?? SearchIndex(of: store)
    try index.update()
    let filter = RolloutFilter(query: try SearchQuery(text), place: place)
    return try store.rolloutListing(filter, index: index).rows.map(\.glance.epoch)
  }

  @Test func wordsAreFoundWhereTheyStand() async throws {
    try await commit([
      Fixture.rollout(0, reasoning: "A marzipan thought.", answer: "Über die Straße, naïve."),
      Fixture.rollout(1, reasoning: "これは評価テストです。", answer: "The flag stone, not the flagstone."),
      Fixture.rollout(2, reasoning: "zero\0after the zero", answer: "plain"),
    ])
    let cases: [(String, SearchIndex.Place, [Int])] = [
      ("marzipan", .anywhere, [1]), ("MARZIPAN", .reasoning, [1]), ("marzipan", .answer, []),
      ("uber strasse", .answer, []), ("uber naive", .answer, [1]), ("flagstone", .answer, [2]),
      ("\"flag stone\"", .answer, [2]), ("\"stone flag\"", .answer, []), ("marz*", .anywhere, [1]),
      ("評価", .reasoning, [2]), ("価評", .reasoning, []), ("after", .reasoning, [3]),
      ("read", .tools, [1, 2, 3]),
      ("hello", .prompt, [1, 2, 3]), ("hello", .answer, []), ("brief -marzipan", .prompt, [1, 2, 3]),
      ("brief -marzipan", .anywhere, [2, 3]),
      ("marzipan -brief", .anywhere, []), ("marzipan -brief", .reasoning, [1]),
      ("flag* OR marzipan", .anywhere, [1, 2]), ("read -marzipan", .anywhere, [2, 3]),
      ("marzipan AND thought", .anywhere, []), ("answer:plain", .anywhere, []), ("nowhere", .anywhere, []),
    ]
    for (text, place, expected) in cases {
      #expect(try found(text, in: place) == expected, "\(text) in \(place)")
    }
  }

  @Test func whatToolsAndOthersSayIsFound() async throws {
    var rollout = Fixture.rollout(0, answer: "First.")
    rollout.transcript.messages += [
      Message(role: .tool, text: "The vault holds a pangolin.", toolCallID: "1"),
      Message(role: .user, text: "And the okapi?"), Message(role: .assistant, text: "Last."),
    ]
    try await commit([rollout, Fixture.rollout(1)])
    for (text, place, expected) in [
      ("pangolin", SearchIndex.Place.anywhere, [1]), ("okapi", .turns, [1]), ("pangolin", .tools, []),
      ("last", .turns, []), ("hello", .turns, []), ("last", .answer, [1]),
    ] {
      #expect(try found(text, in: place) == expected, "\(text) in \(place)")
    }
    let snippet = SearchSnippet(try SearchQuery("pangolin"), in: .anywhere, of: rollout)
    #expect(snippet?.place == .turns && snippet?.match == "pangolin")
  }

  @Test(arguments: ["", "  ", "!!", "\"\"", "OR", "*"]) func nothingToLookForIsSaid(text: String) {
    #expect(throws: SearchQueryError.nothing) { try SearchQuery(text) }
  }

  @Test func whatCannotBeLookedForIsSaid() {
    #expect(throws: SearchQueryError.onlyExclusions) { try SearchQuery("-a -\"b c\"") }
    #expect(throws: SearchQueryError.tooLong) { try SearchQuery(String(repeating: "a", count: 1001)) }
  }

  /// Whatever is typed is a query that SQLite takes, or an error of ours.
  @Test func noQueryIsAnError() async throws {
    try await commit([Fixture.rollout(0)])
    let index = try SearchIndex(of: store)
    try index.update()
    var generator = SplitMix(state: 7)
    let pieces = [
      "\"", "*", "-", "OR", "AND", "NOT", "NEAR(", ")", "(", "^", ":", "answer:", "{a b}", " ", "\0", "'",
      "+", "test",
      "価", "é", "\u{301}", "\u{202E}", "%", ";", "--", "\\", "ก", "ั", "1", "_",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0..<8, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
      guard let query = try? SearchQuery(text) else { continue }
      for place in SearchIndex.Place.allCases {
        #expect(throws: Never.self, "\(text)") {
          try store.rolloutListing(RolloutFilter(query: query, place: place), index: index)
        }
      }
    }
  }

  @Test func theIndexGrowsWithTheStoreAndIsKept() async throws {
    try await commit([Fixture.rollout(0, answer: "first")])
    let index = try SearchIndex(of: store)
    #expect(try found("first", index: index) == [1])
    try await commit([Fixture.rollout(1, answer: "second")], run: "bbbbbbbbbbbbbbbb")
    #expect(try found("second", index: index) == [2])
    #expect(index.progress.isComplete && index.progress.indexed == 2)
    index.close()
    let again = try SearchIndex(of: store)
    #expect(again.progress.indexed == 2)
    let filter = RolloutFilter(query: try SearchQuery("second"))
    #expect(try store.rolloutListing(filter, index: again).rows.count == 1)
  }

  @Test func aReplacedFailureIsNotFoundAnyMore() async throws {
    let lease = try store.createRun(Fixture.newRun(id: Self.run))
    let failed = Fixture.rollout(
      0, status: .failed(kind: "timeout", message: "late"), answer: "half an answer")
    _ = try await store.commit([LabelledRollout(rollout: failed, labels: [])], lease: lease)
    let index = try SearchIndex(of: store)
    #expect(try found("half", index: index) == [1])
    let whole = Fixture.rollout(0, answer: "a whole one")
    #expect(
      try await store.commit([LabelledRollout(rollout: whole, labels: [])], lease: lease) == [
        .replacedFailure
      ])
    #expect(try found("half", index: index).isEmpty)
    #expect(try found("whole", index: index) == [1])
  }

  @Test func withheldAndDeletedTextsAreNotFound() async throws {
    try await commit([Fixture.rollout(0, answer: "marzipan")])
    let index = try SearchIndex(of: store)
    #expect(try found("marzipan", index: index) == [1])
    #expect(FileManager.default.fileExists(atPath: folder.file() + "-search"))
    _ = try store.withhold(WithholdingFilter(), of: Self.run)
    #expect(!FileManager.default.fileExists(atPath: folder.file() + "-search"))
    // Not even through an index that was open all the while.
    #expect(try found("marzipan", index: index).isEmpty)
    #expect(try found("marzipan").isEmpty)
    #expect(try found("hello", in: .prompt).count == 1)
    try store.deleteRuns([Self.run])
    #expect(!FileManager.default.fileExists(atPath: folder.file() + "-search"))
    #expect(try found("hello", in: .prompt).isEmpty)
  }

  @Test func aDamagedOrForeignIndexIsMadeAnew() async throws {
    try await commit([Fixture.rollout(0, answer: "marzipan")])
    let path = folder.file() + "-search"
    try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: path))
    #expect(try found("marzipan") == [1])
    let other = try DatabaseQueue(path: path)
    try await other.write { try $0.execute(sql: "UPDATE about SET store = 'another'") }
    try other.close()
    #expect(try found("marzipan") == [1])
  }

  @Test func theIndexIsNoMoreReadableThanTheStore() async throws {
    try await commit([Fixture.rollout(0)])
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file())
    _ = try found("yes")
    let mode = try FileManager.default.attributesOfItem(atPath: folder.file() + "-search")[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }
}
