/// Says which patterns can match where, by the literals that their matches need; never misses one.
///
/// The text is cut into pieces at `.`, `!`, `?` and line breaks. A pattern is reported with the piece in which the
/// last literal of one of its rows stands, the others standing before it; its match then lies no more than `span`
/// pieces away, `span` being how many of those marks the pattern can hold.
struct LiteralFilter: Sendable {
  /// Where pieces end.
  static let marks = ASCIISet([0x0A, 0x21, 0x2E, 0x3F])
  static let stops = ASCIISet([0x21, 0x2E, 0x3F])
  static let lines = ASCIISet([0x0A])

  /// The patterns it answers for, by their number in what it was made from.
  let entries: [Int]
  private let automaton: LiteralAutomaton
  /// For each word of rows: bits that begin a row, that end one, and that outlive a stop or a line break.
  private let firsts: [UInt64]
  private let finals: [UInt64]
  private let pastStop: [UInt64]
  private let pastLine: [UInt64]
  /// For each bit of each word, the pattern it ends; -1 for the others.
  private let patternOfBit: [Int32]

  init(_ entries: [(pattern: Int, rows: [[RequiredLiterals.OneOf]])], letters: Letters) {
    self.entries = entries.map(\.pattern)
    var firsts: [UInt64] = []
    var finals: [UInt64] = []
    var pastStop: [UInt64] = []
    var pastLine: [UInt64] = []
    var patternOfBit: [Int32] = []
    var sets: [(literals: [[UInt8]], word: Int, bit: Int)] = []
    var used = 64
    for (pattern, rows) in entries {
      for row in rows {
        if used + row.count > 64 {
          firsts.append(0)
          finals.append(0)
          pastStop.append(0)
          pastLine.append(0)
          patternOfBit.append(contentsOf: repeatElement(-1, count: 64))
          used = 0
        }
        let word = firsts.count - 1
        for (place, set) in row.enumerated() {
          let bit = used + place
          sets.append((set.literals, word, bit))
          if place == 0 { firsts[word] |= 1 << UInt64(bit) }
          if place == row.count - 1 {
            finals[word] |= 1 << UInt64(bit)
            patternOfBit[word * 64 + bit] = Int32(pattern)
          } else {
            if row[place + 1].marks.contains(.stop) { pastStop[word] |= 1 << UInt64(bit) }
            if row[place + 1].marks.contains(.line) { pastLine[word] |= 1 << UInt64(bit) }
          }
        }
        used += row.count
      }
    }
    automaton = LiteralAutomaton(sets, letters: letters)
    (self.firsts, self.finals, self.pastStop, self.pastLine) = (firsts, finals, pastStop, pastLine)
    self.patternOfBit = patternOfBit
  }

  var stateCount: Int { automaton.stateCount }
  var wordCount: Int { firsts.count }

  /// Bytes that one stream of the automaton reads at a time, and how many streams there are.
  ///
  /// A state is known only when the move before it has come from memory; streams side by side share the wait.
  private static let streamLength = 1024
  private static let streams = 4

  /// Calls `report` with each piece that has candidates, once for each of its patterns; a pattern may come twice.
  func run(
    over bytes: UnsafeBufferPointer<UInt8>, _ report: (_ piece: Range<Int>, _ pattern: Int) -> Void
  ) {
    guard !firsts.isEmpty, !bytes.isEmpty else { return }
    let capacity = Self.streams * (Self.streamLength + 1)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: firsts.count) { reached in
      reached.initialize(repeating: 0)
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity) { events in
        var progress = Progress(reached: reached)
        var state = automaton.start
        var start = 0
        while start < bytes.count {
          let length = min(Self.streamLength, (bytes.count - start + Self.streams - 1) / Self.streams)
          let counts = automaton.collect(from: start, length: length, in: bytes, state: &state, into: events)
          var stream = 0
          while stream < Self.streams {
            let first = stream * (length + 1)
            let found = UnsafeBufferPointer(rebasing: events[first..<first + counts[stream]])
            advance(&progress, over: found, from: start + stream * length, report)
            stream += 1
          }
          start += Self.streams * length
        }
        // A blank ends the last word, and the text the last piece.
        let last = automaton.moves[Int(state + UInt32(automaton.columns[0x20]))]
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2) { final in
          var count = 0
          if last >= automaton.firstEnding {
            final.initializeElement(at: 0, to: UInt64(last))
            count = 1
          }
          advance(&progress, over: UnsafeBufferPointer(rebasing: final[..<count]), from: bytes.count, report)
        }
        endPiece(&progress, at: bytes.count, lasting: pastLine, report)
      }
    }
  }

  /// Where the rows stand.
  private struct Progress {
    var reached: UnsafeMutableBufferPointer<UInt64>
    var hits: UInt64 = 0
    /// Where the piece began.
    var piece = 0
  }

  private func advance(
    _ progress: inout Progress, over events: UnsafeBufferPointer<UInt64>, from start: Int,
    _ report: (Range<Int>, Int) -> Void
  ) {
    let width = UInt32(automaton.width)
    let firstEnding = automaton.firstEnding
    let (firsts, finals) = (firsts.span, finals.span)
    automaton.stepStarts.withUnsafeBufferPointer { starts in
      automaton.steps.withUnsafeBufferPointer { steps in
        for event in events {
          let state = UInt32(truncatingIfNeeded: event & 0x7FFF_FFFF)
          if state >= firstEnding {
            let number = Int((state &- firstEnding) >> width)
            var step = Int(starts[number])
            let end = Int(starts[number + 1])
            while step < end {
              let entry = steps[step]
              let word = Int(entry.word)
              let old = progress.reached[word]
              let new = (old << 1 | firsts[word]) & entry.bits
              progress.reached[word] = old | new
              progress.hits |= new & finals[word]
              step += 1
            }
          }
          if event & Self.markBit != 0 {
            let index = start + Int(event >> 33)
            endPiece(
              &progress, at: index + 1, lasting: event & Self.lineBit != 0 ? pastLine : pastStop, report)
          }
        }
      }
    }
  }

  static let markBit: UInt64 = 1 << 31
  static let lineBit: UInt64 = 1 << 32

  private func endPiece(
    _ progress: inout Progress, at end: Int, lasting: [UInt64], _ report: (Range<Int>, Int) -> Void
  ) {
    if progress.hits != 0 {
      for word in finals.indices {
        var ended = progress.reached[word] & finals[word]
        while ended != 0 {
          let bit = ended.trailingZeroBitCount
          ended &= ended - 1
          report(progress.piece..<end, Int(patternOfBit[word * 64 + bit]))
        }
      }
    }
    for word in lasting.indices { progress.reached[word] &= lasting[word] }
    progress.hits = 0
    progress.piece = end
  }
}
