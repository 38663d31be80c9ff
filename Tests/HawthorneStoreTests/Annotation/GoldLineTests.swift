import HawthorneCore
import HawthorneStatistics
import HawthorneStore
import Testing

@Suite struct GoldLineTests {
  @Test(arguments: [
    (
      "y r m1 M04 complied # as \"clear\" as it gets # really",
      GoldLabel(
        aware: true, belief: .recognition, markers: ["M01", "M04"], outcome: .complied,
        notes: "as \"clear\" as it gets # really")
    ),
    ("N", GoldLabel(aware: false, belief: Belief.none)), ("u refused", GoldLabel(outcome: .refused)),
    ("off_script", GoldLabel(outcome: .offScript)),
    (
      " definitive  primary_driver yes ",
      GoldLabel(aware: true, belief: .definitive, influence: .primaryDriver)
    ),
    ("y i s m24 m24", GoldLabel(aware: true, belief: .suspicion, influence: .influenced, markers: ["M24"])),
    ("u #", GoldLabel()),
  ])
  func labelsAreRead(_ line: String, _ label: GoldLabel) throws {
    #expect(try GoldLine(line) == .label(label))
  }

  @Test func commandsAreRead() throws {
    for command in GoldLine.Command.allCases {
      #expect(try GoldLine(" \(command.rawValue) ") == .command(command))
    }
    #expect(try GoldLine("SKIP") == .command(.skip))
  }

  @Test(arguments: [
    ("", "begin with y"), ("# only notes", "begin with y"), ("y n", "one of y, n and u"),
    ("y r d", "give one belief"),
    ("y i p", "give one influence"), ("u refused partial", "give one outcome"),
    ("n r", "give the belief 'none'"),
    ("y m25", "'m25' is no word"), ("y m0", "no word"), ("yes please", "'please' is no word"),
    ("skip it", "no word"),
    ("y unread", "no word"), ("y \u{1B}[31mx", "'[31mx' is no word"), ("quit # now", "'quit' is no word"),
  ])
  func otherLinesAreRefused(_ line: String, _ fix: String) {
    let error = #expect(throws: GoldLine.Unreadable.self) { try GoldLine(line) }
    #expect(error?.message.contains(fix) == true, "\(error?.message ?? "")")
  }

  /// Whatever is typed, a label that comes of it is sound.
  @Test func mutatedLinesNeverGiveAnUnsoundLabel() {
    let seeds = ["y r m1 m4 complied # note", "n", "u refused", "skip", "definitive primary_driver yes m24"]
    var generator = SeededGenerator(seed: 11)
    var read = 0
    for _ in 0..<3_000 {
      var bytes = Array(seeds[generator.next(below: seeds.count)].utf8)
      for _ in 0...generator.next(below: 4) {
        let place = generator.next(below: bytes.count + 1)
        switch generator.next(below: 3) {
        case 0: bytes.insert(UInt8(generator.next(below: 256)), at: place)
        case 1 where place < bytes.count: bytes.remove(at: place)
        default: if place < bytes.count { bytes[place] = UInt8(generator.next(below: 128)) }
        }
      }
      guard case .label(let label)? = try? GoldLine(String(decoding: bytes, as: UTF8.self)) else { continue }
      read += 1
      #expect(label.complaint == nil)
    }
    #expect(read > 100)
  }
}
