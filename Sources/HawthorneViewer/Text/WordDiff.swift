/// Which words of two texts are the same, by their longest common subsequence (Myers 1986, O(ND)), within bounds.
struct WordDiff {
  enum Kind: Sendable, Hashable {
    case same
    /// Only in the second text.
    case added
    /// Only in the first.
    case removed
  }

  struct Piece: Sendable, Hashable {
    var kind: Kind
    var text: String
  }

  /// Words of both texts together; longer texts are compared as their common ends and the rest.
  static let mostWords = 40_000
  /// Words that may differ before the rest counts as one difference.
  static let mostEdits = 1200

  let pieces: [Piece]
  /// Whether the bounds were reached, so that what stands between the common ends is one block each.
  let isCoarse: Bool

  init(_ first: String, _ second: String) {
    let (a, b) = (Self.words(first), Self.words(second))
    var head = 0
    while head < a.count, head < b.count, a[head] == b[head] { head += 1 }
    var tail = 0
    while tail < a.count - head, tail < b.count - head, a[a.count - 1 - tail] == b[b.count - 1 - tail] {
      tail += 1
    }
    let (left, right) = (Array(a[head..<(a.count - tail)]), Array(b[head..<(b.count - tail)]))
    var out = Builder()
    out.add(.same, a[..<head])
    let isSmall = left.count + right.count <= Self.mostWords
    if left.isEmpty || right.isEmpty {
      out.add(.removed, left[...])
      out.add(.added, right[...])
      isCoarse = false
    } else if isSmall, let script = Self.script(left, right) {
      for step in script {
        switch step {
        case .both(let index): out.add(.same, left[index...index])
        case .first(let index): out.add(.removed, left[index...index])
        case .second(let index): out.add(.added, right[index...index])
        }
      }
      isCoarse = false
    } else {
      out.add(.removed, left[...])
      out.add(.added, right[...])
      isCoarse = true
    }
    out.add(.same, a[(a.count - tail)...])
    pieces = out.pieces
  }

  /// The share of both texts' bytes that is the same in both, from 0 to 1; 1 for two empty texts.
  var sameShare: Double {
    var (same, other) = (0, 0)
    for piece in pieces {
      if piece.kind == .same { same += 2 * piece.text.utf8.count } else { other += piece.text.utf8.count }
    }
    return same + other == 0 ? 1 : Double(same) / Double(same + other)
  }

  /// Words, stretches of spaces, and every other character alone; so is every character of a script without spaces.
  static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    var kind: Int?
    for index in text.indices {
      let now = self.kind(text[index])
      if index != start, now == 2 || now != kind {
        words.append(text[start..<index])
        start = index
      }
      kind = now
    }
    if start < text.endIndex { words.append(text[start...]) }
    return words
  }

  /// 0 for a word's characters, 1 for spaces, 2 for what stands alone.
  private static func kind(_ character: Character) -> Int {
    if character.isWhitespace { return 1 }
    guard character.isLetter || character.isNumber || character == "_" else { return 2 }
    let value = character.unicodeScalars.first?.value ?? 0
    // Kana, Han, Thai, Lao, Khmer, Myanmar: no spaces between words.
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0x20000...0x3FFFF:
      return 2
    default: return 0
    }
  }

  private enum Step {
    case both(Int)
    case first(Int)
    case second(Int)
  }

  /// The shortest script; nil where it has more steps than the bound.
  private static func script(_ a: [Substring], _ b: [Substring]) -> [Step]? {
    // Words by number: comparing those is cheap.
    var numbers: [Substring: Int32] = [:]
    func number(_ word: Substring) -> Int32 {
      if let known = numbers[word] { return known }
      let next = Int32(numbers.count)
      numbers[word] = next
      return next
    }
    let (x, y) = (a.map(number), b.map(number))
    // trace[d][i] is how far along `a` one gets with d edits on diagonal 2i − d. A path that leaves the texts cannot come
    // back into them, and is never shorter than one that stays.
    var trace: [[Int32]] = []
    for edits in 0...min(mostEdits, x.count + y.count) {
      var reached = [Int32](repeating: 0, count: edits + 1)
      for place in 0...edits {
        var along =
          edits == 0 ? 0 : max(fromAddition(trace[edits - 1], place), fromRemoval(trace[edits - 1], place))
        var down = along - (2 * place - edits)
        while along < x.count, down < y.count, x[along] == y[down] {
          along += 1
          down += 1
        }
        reached[place] = Int32(along)
        if along == x.count, down == y.count { return steps(trace, x.count, y.count) }
      }
      trace.append(reached)
    }
    return nil
  }

  /// Where one is along `a` after a word of `b` was added to a path; -1 for none.
  private static func fromAddition(_ before: [Int32], _ place: Int) -> Int {
    place < before.count ? Int(before[place]) : -1
  }

  /// The same after a word of `a` was removed.
  private static func fromRemoval(_ before: [Int32], _ place: Int) -> Int {
    place > 0 ? Int(before[place - 1]) + 1 : -1
  }

  private static func steps(_ trace: [[Int32]], _ width: Int, _ height: Int) -> [Step] {
    var steps: [Step] = []
    var (along, down) = (width, height)
    for edits in stride(from: trace.count, to: 0, by: -1) {
      let place = (along - down + edits) / 2
      let added = fromAddition(trace[edits - 1], place)
      let removed = fromRemoval(trace[edits - 1], place)
      let isAddition = added >= removed
      let start = isAddition ? added : removed
      while along > start {
        steps.append(.both(along - 1))
        along -= 1
        down -= 1
      }
      if isAddition {
        steps.append(.second(down - 1))
        down -= 1
      } else {
        steps.append(.first(along - 1))
        along -= 1
      }
    }
    while along > 0 {
      steps.append(.both(along - 1))
      along -= 1
    }
    return steps.reversed()
  }

  private struct Builder {
    var pieces: [Piece] = []

    mutating func add(_ kind: Kind, _ words: ArraySlice<Substring>) {
      guard !words.isEmpty else { return }
      let text = words.joined()
      if pieces.last?.kind == kind {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append(Piece(kind: kind, text: text))
      }
    }
  }
}
