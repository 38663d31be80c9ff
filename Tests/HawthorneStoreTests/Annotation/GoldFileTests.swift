import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import Testing

@testable import HawthorneStore

@Suite struct GoldFileTests {
  private func filled() async throws -> (made: GoldFixture, queue: AnnotationQueue) {
    let made = try await GoldFixture(20)
    let queue = try made.store.makeQueue(QueueRecipe(negatives: .perArm(100)), of: made.run, name: "gold")
    try made.gold(
      0,
      GoldLabel(
        aware: true, belief: .definitive, influence: .influenced, markers: ["M01", "M09"],
        outcome: .offScript,
        notes: "=HYPERLINK(\"http://x\"), \"it\"\nsays"), by: "-ada", queue: queue.id.hex, at: 50)
    try made.gold(1, GoldLabel(aware: false, belief: Belief.none), by: "ben", at: 51)
    try made.gold(2, GoldLabel(notes: "'quoted"), by: "ben", queue: queue.id.hex, at: 52)
    return (made, queue)
  }

  @Test(arguments: GoldFile.Format.allCases) func whatIsWrittenIsReadBack(_ format: GoldFile.Format)
    async throws
  {
    let (made, queue) = try await filled()
    let rows = try made.store.goldFileRows(of: made.run)
    let bytes = try GoldFile.data(rows, as: format)
    #expect(try GoldFile.data(rows, as: format) == bytes)
    let lines = try GoldFile.read(bytes, as: format, file: "g")
    #expect(lines.map(\.new.label) == rows.map(\.record.label))
    #expect(lines.map(\.new.annotator) == rows.map(\.record.annotator))
    // The same file changes nothing; in a copy of the store it brings everything.
    let again = try made.store.importGold(lines, run: made.run, file: "g")
    #expect(again == GoldImportResult(rows: 3, added: 0, already: 3))
    let copy = try await GoldFixture(20)
    #expect(
      try copy.store.makeQueue(QueueRecipe(negatives: .perArm(100)), of: copy.run, name: "x").members
        == queue.members)
    // Of another name, the queue is the same: its members are.
    let result = try copy.store.importGold(lines, run: copy.run, file: "g")
    #expect(result.added == 3)
    #expect(try copy.store.goldLabels(of: copy.run) == made.store.goldLabels(of: made.run))
    #expect(try copy.store.integrity(of: copy.run).damage.filter { $0.kind == .gold } == [])
  }

  @Test func aSpreadsheetGetsNoFormula() async throws {
    let (made, _) = try await filled()
    let text = String(
      decoding: try GoldFile.data(made.store.goldFileRows(of: made.run), as: .csv), as: UTF8.self)
    #expect(text.hasPrefix("run,rollout,suite,scenario,arm,"))
    #expect(text.contains("\"'=HYPERLINK(\"\"http://x\"\"), \"\"it\"\"\nsays\"") && text.contains(",'-ada,"))
    #expect(!text.contains(",=") && !text.contains("\"=") && !text.contains(",-"))
  }

  @Test func olderLabelsOfAFileAreHistory() async throws {
    let (made, _) = try await filled()
    let old = try GoldFile.read(
      GoldFile.data(made.store.goldFileRows(of: made.run), as: .jsonl), as: .jsonl, file: "g")
    try made.gold(1, GoldLabel(aware: true), by: "ben", at: 90)
    #expect(try made.store.importGold(old, run: made.run, file: "g").added == 0)
    let copy = try await GoldFixture(20)
    try copy.gold(1, GoldLabel(aware: true), by: "ben", at: 90)
    let own = old.filter { $0.new.key == GoldFixture.key(1) }
    #expect(try copy.store.importGold(own, run: copy.run, file: "g").added == 1)
    #expect(try copy.store.goldLabels(of: copy.run).map(\.label.aware) == [true])
    #expect(try copy.store.goldHistory(of: copy.run, key: GoldFixture.key(1)).count == 2)
  }

  @Test func rowsThatCannotBeTakenAreNamedAndNothingIsStored() async throws {
    let (made, _) = try await filled()
    var lines = try GoldFile.read(
      GoldFile.data(made.store.goldFileRows(of: made.run), as: .csv), as: .csv, file: "g.csv")
    let other = try await GoldFixture(20, file: "o.sqlite")
    lines[0].new.queue = nil
    lines[1].new.answerHash = ContentHash(of: "another text")
    lines[2].run = "ffff"
    let error = #expect(throws: DiagnosticsError.self) {
      try other.store.importGold(lines, run: other.run, file: "g.csv")
    }
    #expect(error?.diagnostics.map(\.id) == ["gold.other-text", "gold.unknown-rollout"])
    #expect(
      error?.diagnostics.allSatisfy { $0.location?.file == "g.csv" && ($0.location?.line ?? 0) > 1 } == true)
    #expect(error?.exitStatus == .usage)
    #expect(try other.store.goldLabels(of: other.run) == [])
  }

  /// Said once, with what brings the queue back; emptying the column would make labels that correct nothing.
  @Test func aQueueThatIsNotHereIsNamedOnce() async throws {
    let (made, queue) = try await filled()
    let lines = try GoldFile.read(
      GoldFile.data(made.store.goldFileRows(of: made.run), as: .csv), as: .csv, file: "g.csv")
    let copy = try await GoldFixture(20)
    let error = #expect(throws: DiagnosticsError.self) {
      try copy.store.importGold(lines, run: copy.run, file: "g.csv")
    }
    #expect(error?.diagnostics.map(\.id) == ["gold.unknown-queue"])
    let complaint = try #require(error?.diagnostics.first)
    let first = try #require(lines.first { $0.new.queue != nil })
    #expect(complaint.location?.line == first.line)
    for part in [
      "draw queue \(queue.id.short) again", "annotate \(copy.run)", "seed and options", "hawthorne merge",
      "2 rows were given in it", "correct nothing",
    ] { #expect(complaint.message.contains(part), "\(part)") }
    #expect(try copy.store.goldLabels(of: copy.run) == [])
    // What is told is what helps.
    try copy.store.makeQueue(queue.recipe, of: copy.run, name: "again")
    #expect(try copy.store.importGold(lines, run: copy.run, file: "g.csv").added == 3)
    // A queue that is here, and another rollout: told of each row.
    let small = try made.store.makeQueue(
      QueueRecipe(negatives: .perArm(1), positivesPerArm: 0), of: made.run, name: "small")
    let others = lines.map { line in
      var line = line
      line.new.queue = small.id.hex
      return line
    }
    let strangers = #expect(throws: DiagnosticsError.self) {
      try made.store.importGold(others, run: made.run, file: "g.csv")
    }
    #expect(Set(strangers?.diagnostics.map(\.id) ?? []) == ["gold.not-a-member"])
    #expect(strangers?.diagnostics.first?.message.contains("is no member of queue") == true)
  }

  @Test(
    arguments: [
      ("run,rollout,answer_hash,annotator,aware\nr,xyz,,,\n", ["gold.value"], 2), ("", ["gold.empty"], nil),
      ("a,a\n1,2\n", ["gold.csv"], 1),
      ("run,rollout,answer_hash,annotator,aware\nr\n", ["gold.csv"], 2),
      ("run,rollout\n\"r", ["gold.csv"], 2),
    ] as [(String, Set<String>, Int?)])
  func brokenTablesAreExplained(_ text: String, _ ids: Set<String>, _ line: Int?) {
    let error = #expect(throws: DiagnosticsError.self) {
      try GoldFile.read(Data(text.utf8), as: .csv, file: "g.csv")
    }
    #expect(
      Set(error?.diagnostics.map(\.id) ?? []) == ids && error?.diagnostics.first?.location?.line == line)
  }

  private static let key = ContentHash(of: "k").hex

  /// Names of columns in any case, true and false as spreadsheets and programs write them.
  @Test(arguments: [
    ("Aware", "TRUE", true), ("AWARE", "False", false), (" aware ", "Yes", true), ("aware", "True", true),
    ("aware", "NO", false), ("aware", "FALSE", false),
  ])
  func namesAndVerdictsAreTakenInAnyCase(_ column: String, _ word: String, _ isAware: Bool) throws {
    let csv = """
      Run,ROLLOUT,Answer Hash,annotator,"\(column)",my notice
      r,\(Self.key),\(Self.key),ada,\(word),x

      """
    let found = try GoldFile.contents(of: Data(csv.utf8), as: .csv, file: "g.csv")
    #expect(found.lines.map(\.new.label.aware) == [isAware] && found.lines[0].run == "r")
    #expect(found.unread == ["my notice"])
    let json = """
      {"Run":"r","ROLLOUT":"\(Self.key)","Answer Hash":"\(Self.key)","annotator":"ada","\(column)":"\(word)","my notice":1}
      """
    let same = try GoldFile.contents(of: Data((json + "\n" + json).utf8), as: .jsonl, file: "g.jsonl")
    #expect(
      same.lines.map(\.new) == [found.lines[0].new, found.lines[0].new] && same.unread == ["my notice"])
  }

  /// A verdict in a column that is not read would pass for "cannot tell".
  @Test(arguments: [
    (["awrae", "outcome"], "call the column 'aware', or leave it out: 'awrae' is none"),
    (["aware", "Outcomes"], "call the column 'outcome'"), (["aware", "note"], "call the column 'notes'"),
    (["aware", "Aware "], "keep one of the columns"), (["belief", "notes"], "add 'aware' or 'outcome'"),
    (["model", "language"], "add 'aware' or 'outcome'"),
  ])
  func columnsThatMakeNoLabelAreRefused(_ columns: [String], _ fix: String) {
    let csv =
      "run,rollout,answer_hash,annotator,\(columns.joined(separator: ","))\nr,\(Self.key),\(Self.key),ada,,\n"
    let json = columns.map { ",\"\($0)\":null" }.joined()
    let line =
      "{\"run\":\"r\",\"rollout\":\"\(Self.key)\",\"answer_hash\":\"\(Self.key)\",\"annotator\":\"ada\"\(json)}"
    for (text, format) in [(csv, GoldFile.Format.csv), (line, .jsonl)] {
      let error = #expect(throws: DiagnosticsError.self) {
        try GoldFile.read(Data(text.utf8), as: format, file: "g")
      }
      #expect(error?.diagnostics.map(\.id) == ["gold.columns"] && error?.diagnostics[0].location?.line == 1)
      #expect(error?.diagnostics.first?.message.contains(fix) == true, "\(error?.problem ?? "")")
    }
    let bare = #expect(throws: DiagnosticsError.self) {
      try GoldFile.read(Data("run;rollout;aware\nr;x;y".utf8), as: .csv, file: "g")
    }
    #expect(
      bare?.diagnostics.map(\.message) == [
        "add 'run', 'rollout', 'answer_hash', 'annotator': there is run;rollout;aware"
      ])
  }

  @Test(arguments: [
    ("9223372036854775807", false), ("-1", false), ("253402300800000", false), ("253402300799999", true),
    ("0", true),
  ])
  func timesThatNoClockGivesAreRefused(_ time: String, _ isTaken: Bool) throws {
    let csv =
      "run,rollout,answer_hash,annotator,aware,created_at\nr,\(Self.key),\(Self.key),ada,true,\(time)\n"
    do throws(DiagnosticsError) {
      let lines = try GoldFile.read(Data(csv.utf8), as: .csv, file: "g")
      #expect(isTaken && lines.map(\.new.createdAt) == [Int64(time)])
    } catch {
      #expect(!isTaken && error.problem.contains("give 'created_at' as milliseconds since 1970"))
    }
  }

  @Test func everyBadValueIsNamed() {
    let key = ContentHash(of: "k").hex
    let row = """
      {"run":"r","rollout":"\(key)","answer_hash":"\(key)","annotator":"a\\nb","aware":"maybe","belief":"sure","markers":[1],\
      "outcome":"error","blind":2,"seconds":"x","created_at":1.5,"notes":7}
      """
    let error = #expect(throws: DiagnosticsError.self) {
      try GoldFile.read(Data(row.utf8), as: .jsonl, file: "g.jsonl")
    }
    let text = error?.problem ?? ""
    for part in [
      "'aware' as true or false", "'belief' as one of none, suspicion", "'markers' as a list of names",
      "'blind' as true",
      "'seconds' as a whole number", "'created_at' as a whole number", "'notes' as text",
      "name the annotator",
      "'error' is not for people to give", "g.jsonl:1: error:",
    ] { #expect(text.contains(part), "\(part)") }
  }

  /// Whatever a file holds, it is read or explained, and what is read is sound.
  @Test func mutatedFilesAreReadOrExplained() async throws {
    let (made, _) = try await filled()
    let rows = try made.store.goldFileRows(of: made.run)
    var generator = SeededGenerator(seed: 12)
    var (read, refused) = (0, 0)
    for format in GoldFile.Format.allCases {
      let whole = [UInt8](try GoldFile.data(rows, as: format))
      for _ in 0..<700 {
        var bytes = whole
        for _ in 0...generator.next(below: 3) {
          let place = generator.next(below: bytes.count)
          switch generator.next(below: 3) {
          case 0: bytes[place] = UInt8(generator.next(below: 256))
          case 1: bytes.remove(at: place)
          default: bytes.insert(UInt8(generator.next(below: 256)), at: place)
          }
        }
        do throws(DiagnosticsError) {
          let lines = try GoldFile.read(Data(bytes), as: format, file: "g")
          read += 1
          #expect(lines.allSatisfy { $0.new.label.complaint == nil })
        } catch {
          refused += 1
          #expect(!error.diagnostics.isEmpty)
        }
      }
    }
    #expect(read > 100 && refused > 100)
  }
}
