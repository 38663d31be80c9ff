import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// What people say is kept, all of it, and belongs to the text that they read.
@Suite struct GoldLabelTests {
  private let yes = GoldLabel(
    aware: true, belief: .recognition, markers: ["M04", "M01", "M04"], notes: "clear")

  @Test func aLabelComesBackAsItWasGiven() async throws {
    let made = try await GoldFixture(4)
    let label = GoldLabel(
      aware: true, belief: .definitive, influence: .primaryDriver, markers: ["M24", "M01"],
      outcome: .offScript,
      notes: "two\nlines, \"quoted\"")
    let record = try made.store.addGold(
      NewGoldLabel(
        key: GoldFixture.key(1), answerHash: made.sheet(1).answerHash, annotator: "Ada Lovelace",
        label: label,
        blind: false, seconds: 41, createdAt: 77), run: made.run)
    let read = try made.store.goldLabels(of: made.run)
    #expect(read == [record])
    #expect(read[0].label == label && read[0].label.markers == ["M01", "M24"] && read[0].createdAt == 77)
    #expect(
      read[0].seconds == 41 && read[0].annotator == "Ada Lovelace" && !read[0].blind && !read[0].isStale)
  }

  @Test func revisionsAreKeptAndTheLatestStands() async throws {
    let made = try await GoldFixture(4)
    try made.gold(0, yes, at: 5_000)
    // The clock went back: the later label stands all the same.
    let second = try made.gold(0, GoldLabel(aware: false), at: 1_000)
    #expect(second.createdAt == 5_001)
    #expect(try made.store.goldLabels(of: made.run) == [second])
    #expect(
      try made.store.goldHistory(of: made.run, key: GoldFixture.key(0)).map(\.label.aware) == [true, false])
    // The same again is no revision.
    #expect(try made.gold(0, GoldLabel(aware: false)).id == second.id)
    #expect(try made.store.goldHistory(of: made.run, key: GoldFixture.key(0)).count == 2)
    #expect(try made.store.withdrawGold(of: "ada", key: GoldFixture.key(0), run: made.run))
    #expect(try made.store.goldLabels(of: made.run) == [])
    #expect(try !made.store.withdrawGold(of: "ada", key: GoldFixture.key(0), run: made.run))
    // After it was taken back it may be given again.
    try made.gold(0, GoldLabel(aware: false))
    #expect(try made.store.goldLabels(of: made.run).count == 1)
    #expect(try made.store.goldHistory(of: made.run, key: GoldFixture.key(0)).count == 4)
  }

  /// An earlier version took any time from a file: what stands then is not silently outlived by what comes after.
  @Test func afterTheEndOfTimeNothingStands() async throws {
    let made = try await GoldFixture(4)
    for time in [Int64.max, -1] {
      let error = #expect(throws: AnnotationError.self) { try made.gold(0, yes, at: time) }
      #expect(error?.problem.contains("milliseconds since 1970") == true)
    }
    let record = try GoldRecord(
      NewGoldLabel(
        key: GoldFixture.key(0), answerHash: made.sheet(0).answerHash, annotator: "ada", label: yes,
        blind: true),
      runID: made.run, createdAt: .max)
    try await made.store.writing { try Store.insert(record, $0) }
    let none = AnnotationError.noTimeLeft(key: GoldFixture.key(0))
    #expect(throws: none) { try made.gold(0, GoldLabel(aware: false)) }
    #expect(throws: none) { try made.store.withdrawGold(of: "ada", key: GoldFixture.key(0), run: made.run) }
    #expect(try made.store.goldLabels(of: made.run).map(\.id) == [record.id])
    try made.gold(0, GoldLabel(aware: false), by: "ben")
    #expect(try made.store.goldLabels(of: made.run).count == 2)
  }

  @Test func annotatorsDoNotReplaceEachOther() async throws {
    let made = try await GoldFixture(4)
    try made.gold(0, yes, by: "ada")
    try made.gold(0, GoldLabel(aware: nil), by: "ben")
    #expect(try made.store.goldLabels(of: made.run).map(\.annotator) == ["ada", "ben"])
    #expect(try made.store.goldLabels(of: made.run, annotator: "ben").map(\.label.aware) == [nil])
  }

  @Test(arguments: [
    (GoldLabel(aware: true, belief: Belief.none), "give a belief above 'none'"),
    (GoldLabel(aware: false, belief: .suspicion), "give the belief 'none'"),
    (GoldLabel(aware: true, markers: ["M25"]), "M01 to M24; 'M25' is none"),
    (GoldLabel(aware: true, markers: ["m01\u{1B}[2J"]), "name markers"),
    (GoldLabel(outcome: .unread), "not for people to give"), (GoldLabel(outcome: .error), "not for people"),
    (GoldLabel(notes: String(repeating: "x", count: 20_001)), "shorten the notes"),
  ])
  func unsoundLabelsAreRefused(_ label: GoldLabel, _ fix: String) async throws {
    let made = try await GoldFixture(2)
    let error = #expect(throws: AnnotationError.self) { try made.gold(0, label) }
    #expect(error?.problem.contains(fix) == true && error?.exitStatus == .usage)
    #expect(try made.store.goldLabels(of: made.run) == [])
  }

  @Test(arguments: [
    "", " ada", "ada ", "a\nb", "a\u{1B}[31m", "a\tb", "a\u{202E}b", String(repeating: "x", count: 81),
  ])
  func namesThatAreNoneAreRefused(_ name: String) async throws {
    let made = try await GoldFixture(2)
    let error = #expect(throws: AnnotationError.self) { try made.gold(0, yes, by: name) }
    #expect(error?.exitStatus == .usage)
    #expect(error.map { TerminalText.stripped($0.description) == $0.description } == true)
  }

  @Test func textThatCannotBeReadIsRefused() async throws {
    let made = try await GoldFixture(4, failed: [2])
    #expect(
      throws: AnnotationError.nothingToRead(
        key: GoldFixture.key(2), why: "it failed and may still be replaced")
    ) { try made.sheet(2) }
    #expect(throws: AnnotationError.textChanged(key: GoldFixture.key(0))) {
      try made.store.addGold(
        NewGoldLabel(
          key: GoldFixture.key(0), answerHash: ContentHash(of: "another"), annotator: "ada", label: yes,
          blind: true),
        run: made.run)
    }
    #expect(throws: AnnotationError.unknownRollout(key: ContentHash(of: "no"), run: made.run)) {
      try made.store.addGold(
        NewGoldLabel(
          key: ContentHash(of: "no"), answerHash: ContentHash(of: ""), annotator: "ada", label: yes,
          blind: true),
        run: made.run)
    }
    #expect(throws: AnnotationError.notAMember(key: GoldFixture.key(0), queue: "none")) {
      try made.gold(0, yes, queue: "none")
    }
  }

  /// The rollout gets another text: what was said of the first one is shown, and does not count.
  @Test func aLabelOfReplacedTextIsStale() async throws {
    let made = try await GoldFixture(4)
    let record = try made.gold(0, yes)
    try await made.store.writing {
      try $0.execute(
        sql: "UPDATE rollouts SET answer_hash = ? WHERE key = ?",
        arguments: [ContentHash(of: "another").hex, GoldFixture.key(0).hex])
    }
    let read = try #require(try made.store.goldLabels(of: made.run).first)
    #expect(read.id == record.id && read.isStale)
    #expect(try made.store.reading { try Bool.fetchOne($0, sql: "SELECT stale FROM v_gold") } == true)
  }

  @Test func withheldTextTakesTheNotesWithIt() async throws {
    let made = try await GoldFixture(4)
    try made.gold(0, GoldLabel(aware: true, notes: "it says \"Thought 0.\""))
    try made.gold(1, GoldLabel(aware: true))
    let result = try made.store.withhold(WithholdingFilter(), of: made.run)
    #expect(result.withheld == 4)
    let read = try made.store.goldLabels(of: made.run)
    #expect(Set(read.map(\.label.notes)) == ["[withheld]", nil])
    // The verdict stays and counts; nobody can give another.
    #expect(read.allSatisfy { $0.label.aware == true && !$0.isStale })
    #expect(throws: AnnotationError.self) { try made.sheet(0) }
    #expect(try made.store.integrity(of: made.run).damage.filter { $0.kind == .gold } == [])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: made.folder.file()))
    try made.store.compact()
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: made.folder.file())).range(of: Data("it says".utf8)) == nil)
    #expect(!bytes.isEmpty)
  }

  @Test func deletingTheRunDeletesItAll() async throws {
    let made = try await GoldFixture(20)
    let queue = try made.store.makeQueue(QueueRecipe(), of: made.run, name: "gold")
    try made.gold(0, yes, queue: queue.id.hex)
    try made.store.deleteRuns([made.run])
    let counts = try made.store.reading { database in
      try ["gold_labels", "annotation_queues", "annotation_queue_members"].map {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
      }
    }
    #expect(counts == [0, 0, 0])
  }

  @Test(arguments: [
    ("UPDATE gold_labels SET aware = 0, belief = 'none'", RunIntegrity.Kind.gold, 1),
    ("UPDATE gold_labels SET annotator = 'eve'", .gold, 1),
    ("UPDATE gold_labels SET markers = '[\"M99\"]'", .gold, 1),
    ("UPDATE gold_labels SET key = answer_hash", .gold, 1),
    ("UPDATE annotation_queue_members SET weight = 2 WHERE position = 0", .queue, 1),
    ("DELETE FROM annotation_queue_members WHERE position = 1", .queue, 1),
    ("UPDATE gold_labels SET notes = '[withheld]'", .gold, 0),
  ])
  func whatWasChangedBehindOurBackIsFound(_ sql: String, _ kind: RunIntegrity.Kind, _ count: Int) async throws
  {
    let made = try await GoldFixture(20)
    try made.store.makeQueue(QueueRecipe(), of: made.run, name: "gold")
    try made.gold(0, yes)
    let before = try made.store.integrity(of: made.run)
    #expect(before.checked[.gold] == 1 && before.checked[.queue] == 1)
    #expect(before.damage.filter { [.gold, .queue].contains($0.kind) } == [])
    try await made.store.writing { try $0.execute(sql: sql) }
    #expect(try made.store.integrity(of: made.run).damage.filter { $0.kind == kind }.count == count)
  }

  @Test func aBlindSheetTellsNothingButWhatTheModelWrote() async throws {
    let made = try await GoldFixture(4)
    let blind = try made.sheet(0)
    #expect(blind.facts.isEmpty && blind.sections.map(\.kind) == [.reasoning, .answer, .toolCall])
    #expect(blind.sections.map(\.text) == ["Thought 0.", "Yes.", "{\n  \"path\": \"a.txt\"\n}"])
    #expect(blind.unreadable == ["encrypted": 1])
    let open = try made.sheet(0, blind: false)
    #expect(open.sections.map(\.kind) == [.system, .user, .reasoning, .answer, .toolCall])
    let facts = Dictionary(uniqueKeysWithValues: open.facts.map { ($0.name, $0.value) })
    #expect(facts["arm"] == "overt" && facts["scenario"] == "suite/s1" && facts["model"] == "m")
    #expect(facts["machine"]?.hasPrefix("aware, suspicion, M03; complied (rules@1)") == true)
    #expect(open.answerHash == blind.answerHash)
  }

  @Test func theViewShowsWhatStands() async throws {
    let made = try await GoldFixture(20)
    let queue = try made.store.makeQueue(QueueRecipe(), of: made.run, name: "gold")
    try made.gold(0, GoldLabel(aware: false), queue: queue.id.hex)
    try made.gold(0, yes, queue: queue.id.hex)
    try made.gold(1, yes)
    try made.store.withdrawGold(of: "ada", key: GoldFixture.key(1), run: made.run)
    let rows = try made.store.reading {
      try Row.fetchAll(
        $0, sql: "SELECT gold_aware, gold_belief, queue, stratum, weight, stale, arm, annotator FROM v_gold")
    }
    #expect(rows.count == 1)
    #expect(
      rows.first?.databaseValues.map(\.description) == [
        "1", "\"recognition\"", "\"gold\"", "\"overt:aware\"", "1.0", "0", "\"overt\"", "\"ada\"",
      ])
  }
}
