import FoundationEssentials
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// A file is exported, edited in another program and imported again: what was edited stands, all of it, once.
@Suite struct GoldEditTests {
  private static let count = 40
  private static let time: Int64 = 1_795_365_492_067

  /// One annotator's label of every rollout, the even ones aware, all of one time.
  private func filled() async throws -> GoldFixture {
    let made = try await GoldFixture(Self.count)
    let queue = try made.store.makeQueue(QueueRecipe(negatives: .perArm(100)), of: made.run, name: "gold")
    for index in 0..<Self.count {
      let isAware = index % 2 == 0
      try made.gold(
        index,
        GoldLabel(aware: isAware, belief: isAware ? .suspicion : Belief.none, outcome: .complied, notes: "n"),
        queue: queue.id.hex, at: Self.time)
    }
    return made
  }

  /// What the annotator says of each rollout now.
  private func standing(_ made: GoldFixture) throws -> [ContentHash: GoldLabel] {
    Dictionary(uniqueKeysWithValues: try made.store.goldLabels(of: made.run).map { ($0.key, $0.label) })
  }

  /// The run's file with an edit of each row, through the file's own bytes.
  private func file(
    _ made: GoldFixture, _ format: GoldFile.Format, _ edit: (inout GoldLabel) -> Void = { _ in }
  ) throws -> [GoldFile.Line] {
    let rows = try made.store.goldFileRows(of: made.run).map { row in
      var row = row
      edit(&row.record.label)
      return row
    }
    return try GoldFile.read(GoldFile.data(rows, as: format), as: format, file: "g")
  }

  private func turn(_ label: inout GoldLabel) {
    label.aware = label.aware != true
    label.belief = label.aware == true ? .recognition : Belief.none
  }

  @Test(arguments: GoldFile.Format.allCases) func everyEditedRowStands(_ format: GoldFile.Format) async throws
  {
    let made = try await filled()
    let before = try standing(made)
    let original = try file(made, format)
    let lines = try file(made, format, turn)
    let result = try made.store.importGold(lines, run: made.run, file: "g")
    #expect(result == GoldImportResult(rows: Self.count, changed: Self.count))
    let after = try standing(made)
    #expect(after.count == Self.count)
    #expect(after.allSatisfy { key, label in label.aware == (before[key]?.aware != true) })
    // What was said before is kept, and the same file again adds nothing.
    let history = try made.store.goldHistory(of: made.run, key: GoldFixture.key(3))
    #expect(history.map(\.label.aware) == [false, true] && history[1].createdAt > Self.time)
    let again = try made.store.importGold(lines, run: made.run, file: "g")
    #expect(again == GoldImportResult(rows: Self.count, already: Self.count))
    #expect(try standing(made) == after)
    // Nor does the file that it was made of, and it is said that its labels stand no more.
    let old = try made.store.importGold(original, run: made.run, file: "g")
    #expect(old == GoldImportResult(rows: Self.count, already: Self.count, older: Self.count))
    #expect(try standing(made) == after)
    // Exported anew and turned back.
    let back = try made.store.importGold(file(made, format, turn), run: made.run, file: "g")
    #expect(back.changed == Self.count && back.older == 0)
    #expect(try standing(made).allSatisfy { $1.aware == before[$0]?.aware })
    #expect(try made.store.integrity(of: made.run).damage.filter { $0.kind == .gold } == [])
  }

  /// Only what was edited is stored, whatever it is, notes too.
  @Test(arguments: GoldFile.Format.allCases) func everyPartCanBeEdited(_ format: GoldFile.Format) async throws
  {
    let made = try await filled()
    let edits: [(inout GoldLabel) -> Void] = [
      { $0.notes = "=edited" }, { $0.notes = nil }, { $0.outcome = nil }, { $0.markers = ["M04"] },
      { $0.influence = .influenced }, { ($0.aware, $0.belief) = (nil, nil) },
    ]
    for edit in edits {
      let key = GoldFixture.key(2)
      var expected = try #require(try standing(made)[key])
      edit(&expected)
      var lines = try file(made, format)
      for place in lines.indices where lines[place].new.key == key { edit(&lines[place].new.label) }
      for (changed, already) in [(1, Self.count - 1), (0, Self.count)] {
        let result = try made.store.importGold(lines, run: made.run, file: "g")
        #expect(result == GoldImportResult(rows: Self.count, changed: changed, already: already))
        #expect(try standing(made)[key] == expected)
      }
    }
    #expect(try made.store.goldHistory(of: made.run, key: GoldFixture.key(2)).count == edits.count + 1)
  }

  /// A label given since, elsewhere than in the file, is not undone by importing the file once more.
  @Test func aLaterWordStaysBeforeAnImportedOne() async throws {
    let made = try await filled()
    let lines = try file(made, .csv, turn)
    _ = try made.store.importGold(lines, run: made.run, file: "g")
    try made.gold(0, GoldLabel(aware: nil, notes: "not sure any more"), at: nil)
    let result = try made.store.importGold(lines, run: made.run, file: "g")
    #expect(result == GoldImportResult(rows: Self.count, already: Self.count, older: 1))
    #expect(try standing(made)[GoldFixture.key(0)]?.notes == "not sure any more")
    try made.store.withdrawGold(of: "ada", key: GoldFixture.key(1), run: made.run)
    #expect(try made.store.importGold(lines, run: made.run, file: "g").older == 2)
    #expect(try standing(made)[GoldFixture.key(1)] == nil)
  }

  /// Earlier versions stored an edited row beside the one it was made of, at its time; either file then says what stands.
  @Test func twoRowsOfOneTimeAreSettledByTheFile() async throws {
    for isFirst in [true, false] {
      let made = try await filled()
      let original = try file(made, .jsonl)
      let edited = try file(made, .jsonl, turn)
      let records = try edited.map { try GoldRecord($0.new, runID: made.run, createdAt: Self.time) }
      try await made.store.writing { database in
        for record in records { try Store.insert(record, database) }
      }
      let wanted = isFirst ? edited : original
      let result = try made.store.importGold(wanted, run: made.run, file: "g")
      #expect(result.changed > 0 && result.changed < Self.count && result.older == 0)
      let after = try standing(made)
      #expect(wanted.allSatisfy { after[$0.new.key]?.aware == $0.new.label.aware })
      let again = try made.store.importGold(wanted, run: made.run, file: "g")
      #expect(again == GoldImportResult(rows: Self.count, already: Self.count))
    }
  }

  @Test func anotherStoresLabelsKeepTheirTimes() async throws {
    let made = try await filled()
    _ = try made.store.importGold(file(made, .csv, turn), run: made.run, file: "g")
    let copy = try await filled()
    let lines = try file(made, .csv)
    let result = try copy.store.importGold(lines, run: copy.run, file: "g")
    #expect(result == GoldImportResult(rows: Self.count, added: Self.count))
    #expect(try copy.store.goldLabels(of: copy.run) == made.store.goldLabels(of: made.run))
    #expect(try copy.store.importGold(lines, run: copy.run, file: "g").already == Self.count)
    // The stores hold the same now: a merge brings nothing.
    #expect(try copy.store.merge(made.store).goldLabels == 0)
    // The one edits again, and the merge brings just that.
    _ = try made.store.importGold(file(made, .csv, turn), run: made.run, file: "g")
    #expect(try copy.store.merge(made.store).goldLabels == Self.count)
    #expect(try copy.store.goldLabels(of: copy.run) == made.store.goldLabels(of: made.run))
  }

  @Test func rowsWithoutATimeAreOfNow() async throws {
    let made = try await filled()
    var lines = try file(made, .csv, turn)
    for place in lines.indices { lines[place].new.createdAt = nil }
    let result = try made.store.importGold(lines, run: made.run, file: "g")
    #expect(result == GoldImportResult(rows: Self.count, changed: Self.count))
    #expect(
      try made.store.importGold(lines, run: made.run, file: "g")
        == GoldImportResult(rows: Self.count, already: Self.count))
  }

  @Test func aFileThatContradictsItselfIsRefused() async throws {
    let made = try await filled()
    let lines = try file(made, .csv)
    var other = try file(made, .csv, turn)[7]
    other.line = 99
    #expect(try made.store.importGold(lines + [lines[7]], run: made.run, file: "g").already == Self.count + 1)
    let error = #expect(throws: DiagnosticsError.self) {
      try made.store.importGold(lines + [other], run: made.run, file: "g")
    }
    #expect(error?.diagnostics.map(\.id) == ["gold.two-labels"])
    #expect(error?.diagnostics.first?.message.contains("line \(lines[7].line) says otherwise") == true)
    #expect(try made.store.goldHistory(of: made.run, key: other.new.key).count == 1)
  }

  /// What a file does to texts is no edit: guards against formulas, other ends of lines, notes withheld elsewhere.
  @Test(arguments: ["'=x", "''=x", "'", "''x", "-1", "a\r\nb", "\tc", "'\r", "'\u{301}=x"])
  func textsComeBackAsTheyWere(_ notes: String) async throws {
    let made = try await GoldFixture(2)
    try made.gold(0, GoldLabel(aware: false, notes: notes), by: "ada", at: 5)
    for format in GoldFile.Format.allCases {
      #expect(try file(made, format).map(\.new.label.notes) == [notes])
      let same = try made.store.importGold(file(made, format), run: made.run, file: "g")
      #expect(same == GoldImportResult(rows: 1, already: 1))
    }
    let ends = try file(made, .jsonl) { $0.notes = $0.notes?.replacing("\r\n", with: "\n") }
    #expect(try made.store.importGold(ends, run: made.run, file: "g").already == 1)
    let hidden = try file(made, .jsonl) { $0.notes = "[withheld]" }
    #expect(try made.store.importGold(hidden, run: made.run, file: "g").already == 1)
    #expect(try standing(made)[GoldFixture.key(0)]?.notes == notes)
  }

  /// Columns hold no U+0000: a file made by hand may.
  @Test func whatTheStoreWritesOtherwiseIsNoEdit() async throws {
    let made = try await GoldFixture(2)
    try made.gold(0, GoldLabel(aware: true, notes: "a\0b"), at: 5)
    var lines = try file(made, .jsonl)
    lines[0].new.label.notes = "a\0b"
    for time in [5, nil] as [Int64?] {
      lines[0].new.createdAt = time
      #expect(
        try made.store.importGold(lines, run: made.run, file: "g") == GoldImportResult(rows: 1, already: 1))
    }
  }

  @Test func aWithheldTextIsNotLabelledAnew() async throws {
    let made = try await filled()
    let edited = try file(made, .csv, turn)
    let same = try file(made, .csv)
    _ = try made.store.withhold(WithholdingFilter(), of: made.run)
    #expect(try made.store.importGold(same, run: made.run, file: "g").already == Self.count)
    let error = #expect(throws: DiagnosticsError.self) {
      try made.store.importGold(edited, run: made.run, file: "g")
    }
    #expect(error?.diagnostics.first?.message.contains("leave the row as it was exported") == true)
  }
}
