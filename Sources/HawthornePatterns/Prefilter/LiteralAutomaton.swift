/// Finds literals, all in one pass: Aho–Corasick over `Letters`, each state with the steps that rows take in it.
///
/// A row's sets are bits that stand side by side in one word of 64; a literal of a set moves the row on to the set's
/// bit where the bit before is set, or where it is the row's first.
struct LiteralAutomaton: Sendable {
  var stateCount: Int { moves.count >> width }

  /// What one literal's end does to one word of rows.
  struct Step: Sendable {
    var word: UInt32
    var bits: UInt64
  }

  /// For each byte, its column in `moves`.
  let columns: [UInt16]
  /// For each byte, the flags of `LiteralFilter` for a mark.
  let flags: [UInt64]
  /// The longest literal.
  let depth: Int
  /// For each state and column, the next state; a state is the offset of its first column.
  let moves: [UInt32]
  /// The state after a blank, which is also where a text begins.
  let start: UInt32
  /// States from here on end literals.
  let firstEnding: UInt32
  /// For each such state, in order, where its steps begin; one more than there are states.
  let stepStarts: [UInt32]
  let steps: [Step]
  /// The binary logarithm of how many columns there are.
  let width: Int

  /// - Parameter sets: literals with the word and bit that they move.
  init(_ sets: [(literals: [[UInt8]], word: Int, bit: Int)], letters: Letters) {
    // Frequent letters first: their moves then share a line of the processor's cache.
    var columnOfLetter: [UInt8: UInt16] = [:]
    for (place, letter) in " etaoinsrhldcumf".utf8.enumerated() { columnOfLetter[letter] = UInt16(place + 1) }
    for set in sets {
      for literal in set.literals {
        for byte in literal where columnOfLetter[byte] == nil {
          columnOfLetter[byte] = UInt16(columnOfLetter.count + 1)
        }
      }
    }
    columns = (0..<256).map { columnOfLetter[letters[UInt8($0)]] ?? 0 }
    // A power of two, so that a state's number is had by a shift.
    var width = 5
    while 1 << width < columnOfLetter.count + 1 { width += 1 }
    let stride = 1 << width

    let trie = Trie(sets) { Int(columnOfLetter[$0] ?? 0) }
    // Numbered anew: those that end a literal last, and each group as it was met, so that common states lie together.
    let plain = trie.order.filter { trie.ends[$0].isEmpty }
    let ending = trie.order.filter { !trie.ends[$0].isEmpty }
    var number = [UInt32](repeating: 0, count: trie.order.count)
    for (place, state) in (plain + ending).enumerated() { number[state] = UInt32(place * stride) }
    // A state goes where its longest suffix goes, whose moves are known before its own, but to its own children.
    moves = [UInt32](unsafeUninitializedCapacity: trie.order.count * stride) { moves, count in
      count = trie.order.count * stride
      for state in trie.order {
        let row = Int(number[state])
        let suffix = Int(number[Int(trie.suffix[state])])
        for column in 0..<stride {
          moves.initializeElement(at: row + column, to: state == 0 ? number[0] : moves[suffix + column])
        }
        trie.forEachChild(of: state) { moves[row + $1] = number[$0] }
      }
    }
    start = moves[Int(number[0]) + 1]
    firstEnding = UInt32(plain.count * stride)
    var steps: [Step] = []
    var starts: [UInt32] = [0]
    steps.reserveCapacity(ending.reduce(0) { $0 + trie.ends[$1].count })
    starts.reserveCapacity(ending.count + 1)
    for state in ending {
      steps += trie.ends[state]
      starts.append(UInt32(steps.count))
    }
    self.steps = steps
    stepStarts = starts
    self.width = width
    depth = sets.flatMap(\.literals).map(\.count).max() ?? 0
    flags = (0..<256).map {
      let byte = UInt8($0)
      return LiteralFilter.lines.contains(byte)
        ? LiteralFilter.markBit | LiteralFilter.lineBit
        : LiteralFilter.stops.contains(byte)
          ? LiteralFilter.markBit : 0
    }
  }

  /// Runs four streams over stretches of `length` bytes that follow one another, as far as the text goes.
  ///
  /// Writes for each stream, `length + 1` apart, an event for every byte that ends a literal or is a mark: the state,
  /// the flags, and from bit 33 the offset in the stretch.
  ///
  /// - Parameter state: that before the first stretch; becomes that after the last.
  /// - Returns: how many events each stream wrote.
  func collect(
    from start: Int, length: Int, in bytes: UnsafeBufferPointer<UInt8>, state: inout UInt32,
    into events: UnsafeMutableBufferPointer<UInt64>
  ) -> InlineArray<4, Int> {
    guard let text = bytes.baseAddress, let out = events.baseAddress else { return [0, 0, 0, 0] }
    return columns.withUnsafeBufferPointer { columns in
      flags.withUnsafeBufferPointer { flags in
        moves.withUnsafeBufferPointer { moves in
          func step(_ state: UInt32, _ byte: UInt8) -> UInt32 {
            moves[Int(state &+ UInt32(columns[Int(byte)]))]
          }
          /// The state before an offset: it depends on no more bytes than the longest literal has.
          func stateBefore(_ offset: Int) -> UInt32 {
            guard offset < bytes.count else { return 0 }
            // The text's beginning counts as a blank.
            var state = offset <= depth ? self.start : 0
            for index in max(0, offset - depth)..<offset { state = step(state, text[index]) }
            return state
          }
          let firstEnding = firstEnding
          let (b, c, d) = (start + length, start + 2 * length, start + 3 * length)
          var (stateA, stateB, stateC, stateD) = (state, stateBefore(b), stateBefore(c), stateBefore(d))
          var (outA, outB, outC, outD) = (
            out, out + (length + 1), out + 2 * (length + 1), out + 3 * (length + 1)
          )
          let full = max(0, min(length, bytes.count - d))
          var offset = 0
          while offset < full {
            let (byteA, byteB) = (text[start &+ offset], text[b &+ offset])
            let (byteC, byteD) = (text[c &+ offset], text[d &+ offset])
            stateA = step(stateA, byteA)
            stateB = step(stateB, byteB)
            stateC = step(stateC, byteC)
            stateD = step(stateD, byteD)
            let place = UInt64(truncatingIfNeeded: offset) << 33
            let (flagsA, flagsB) = (flags[Int(byteA)], flags[Int(byteB)])
            let (flagsC, flagsD) = (flags[Int(byteC)], flags[Int(byteD)])
            outA.pointee = place | flagsA | UInt64(stateA)
            outB.pointee = place | flagsB | UInt64(stateB)
            outC.pointee = place | flagsC | UInt64(stateC)
            outD.pointee = place | flagsD | UInt64(stateD)
            outA += stateA >= firstEnding || flagsA != 0 ? 1 : 0
            outB += stateB >= firstEnding || flagsB != 0 ? 1 : 0
            outC += stateC >= firstEnding || flagsC != 0 ? 1 : 0
            outD += stateD >= firstEnding || flagsD != 0 ? 1 : 0
            offset &+= 1
          }
          // The last stretches may be shorter.
          func finish(_ begin: Int, _ state: inout UInt32, _ out: inout UnsafeMutablePointer<UInt64>) {
            for offset in full..<max(full, min(length, bytes.count - begin)) {
              let byte = text[begin + offset]
              state = step(state, byte)
              out.pointee = UInt64(truncatingIfNeeded: offset) << 33 | flags[Int(byte)] | UInt64(state)
              out += state >= firstEnding || flags[Int(byte)] != 0 ? 1 : 0
            }
          }
          finish(start, &stateA, &outA)
          finish(b, &stateB, &outB)
          finish(c, &stateC, &outC)
          finish(d, &stateD, &outD)
          state = d < bytes.count ? stateD : c < bytes.count ? stateC : b < bytes.count ? stateB : stateA
          let ends = (out + (length + 1), out + 2 * (length + 1), out + 3 * (length + 1))
          return [outA - out, outB - ends.0, outC - ends.1, outD - ends.2]
        }
      }
    }
  }
}

/// Literals by their beginnings, with no more memory than they need; state 0 is the root.
private struct Trie {
  private var firstChild: [Int32] = [0]
  private var nextSibling: [Int32] = [0]
  private var column: [UInt16] = [0]
  /// For each state, what the literals that end in it do, those that are suffixes included; by word.
  private(set) var ends: [[LiteralAutomaton.Step]] = [[]]
  /// For each state, the state of its longest proper suffix.
  private(set) var suffix: [Int32] = []
  /// Every state, the shorter before the longer.
  private(set) var order: [Int] = [0]

  init(
    _ sets: [(literals: [[UInt8]], word: Int, bit: Int)], columnOf: (UInt8) -> Int
  ) {
    for set in sets {
      let step = LiteralAutomaton.Step(word: UInt32(set.word), bits: 1 << UInt64(set.bit))
      for literal in set.literals {
        var state = 0
        for byte in literal { state = add(columnOf(byte), to: state) }
        Self.merge([step], into: &ends[state])
      }
    }
    suffix = [Int32](repeating: 0, count: column.count)
    order.reserveCapacity(column.count)
    var head = 0
    while head < order.count {
      let state = order[head]
      head += 1
      Self.merge(ends[Int(suffix[state])], into: &ends[state])
      var children: [(state: Int, column: Int)] = []
      forEachChild(of: state) { children.append(($0, $1)) }
      for (next, column) in children.sorted(by: { $0.column < $1.column }) {
        order.append(next)
        guard state != 0 else { continue }
        var shorter = Int(suffix[state])
        while shorter != 0, child(of: shorter, column) == 0 { shorter = Int(suffix[shorter]) }
        suffix[next] = Int32(child(of: shorter, column))
      }
    }
  }

  func forEachChild(of state: Int, _ body: (_ state: Int, _ column: Int) -> Void) {
    var child = Int(firstChild[state])
    while child != 0 {
      body(child, Int(column[child]))
      child = Int(nextSibling[child])
    }
  }

  /// 0 where there is none.
  private func child(of state: Int, _ wanted: Int) -> Int {
    var child = Int(firstChild[state])
    while child != 0, Int(column[child]) != wanted { child = Int(nextSibling[child]) }
    return child
  }

  private mutating func add(_ wanted: Int, to state: Int) -> Int {
    let known = child(of: state, wanted)
    guard known == 0 else { return known }
    let new = column.count
    column.append(UInt16(wanted))
    firstChild.append(0)
    nextSibling.append(firstChild[state])
    firstChild[state] = Int32(new)
    ends.append([])
    return new
  }

  /// Joins two lists in the order of their words.
  private static func merge(_ more: [LiteralAutomaton.Step], into steps: inout [LiteralAutomaton.Step]) {
    for step in more {
      let place = steps.firstIndex { $0.word >= step.word } ?? steps.endIndex
      if place < steps.endIndex, steps[place].word == step.word {
        steps[place].bits |= step.bits
      } else {
        steps.insert(step, at: place)
      }
    }
  }
}
