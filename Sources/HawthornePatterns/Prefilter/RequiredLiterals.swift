/// What must stand in every match of a pattern: one of several rows, each of sets of literals that follow one
/// another without overlap, one of each set.
///
/// Literals are in the alphabet of `Letters`: a byte that is no word character is a blank.
struct RequiredLiterals: Sendable {
  /// Marks that text is cut at, as far as a part of a match can hold them.
  struct Marks: OptionSet, Sendable, Hashable {
    var rawValue: UInt8
    static let stop = Marks(rawValue: 1)
    static let line = Marks(rawValue: 2)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(in node: RegexNode) {
      self = []
      if node.most(of: LiteralFilter.stops) != 0 { insert(.stop) }
      if node.most(of: LiteralFilter.lines) != 0 { insert(.line) }
    }
  }

  /// At least one literal of the set; none holds another.
  struct OneOf: Sendable, Hashable {
    var literals: [[UInt8]]
    /// How often one of them stands in a byte of text, by a rough estimate.
    var rate: Double
    /// What may stand between the end of the set before and the end of this one.
    var marks: Marks
  }

  struct Row: Sendable {
    var sets: [OneOf] = []
    /// What may stand after the last set, or in all of it where there is none.
    var tail: Marks = []

    static func + (left: Row, right: Row) -> Row {
      var row = left
      row.tail = right.tail
      if right.sets.isEmpty {
        row.tail.formUnion(left.tail)
      } else {
        row.sets += right.sets
        row.sets[left.sets.count].marks.formUnion(left.tail)
      }
      return row
    }
  }

  /// Empty where nothing is known: the pattern is then looked for everywhere.
  private(set) var rows: [[OneOf]] = []

  /// Rows that one pattern may have, and sets that one row.
  static let rowLimit = Int(tune("ROWS", 12))
  static let setLimit = Int(tune("SETS", 4))
  /// Strings that one part of a pattern is multiplied out to, and their length.
  private static let stringLimit = Int(tune("STR", 160))
  private static let lengthLimit = 64
  /// The beginning of a string that is looked for: more tells little and costs states.
  fileprivate static let literalLength = Int(tune("LEN", 14))
  fileprivate static let rareRate = exp2(-tune("BITS", 90))
  /// A set that stands more often than this in a byte tells nothing.
  private static let usefulRate = tune("RATE", 0.03)
  /// Stands for `\b` in strings.
  fileprivate static let mark: UInt8 = 1

  init(_ node: RegexNode, letters: Letters) {
    let found = Reader(letters: letters).info(node)
    let all = found.rows(letters).map { Self.chosen($0) }
    if all.count <= Self.rowLimit, all.allSatisfy({ !$0.isEmpty }) { rows = all }
  }

  /// The rarest sets of a row, in their order; a set so rare that it suffices stands alone.
  private static func chosen(_ row: Row) -> [OneOf] {
    let sets = row.sets
    let byRate = sets.indices.sorted { (sets[$0].rate, $0) < (sets[$1].rate, $1) }
    var kept: [Int] = []
    var likelihood = 1.0
    for index in byRate.prefix(setLimit) where likelihood > tune("LIKE", 1e-6) {
      guard kept.isEmpty || sets[index].rate < usefulRate else { break }
      kept.append(index)
      likelihood *= min(1, 100 * sets[index].rate)
    }
    var chosen: [OneOf] = []
    var marks: Marks = []
    for (index, set) in sets.enumerated() {
      marks.formUnion(set.marks)
      guard kept.contains(index) else { continue }
      chosen.append(set)
      chosen[chosen.count - 1].marks = marks
      marks = []
    }
    return chosen
  }

  /// What is known of a part: all that it matches, or rows of what it needs.
  private enum Info {
    case strings(Set<[UInt8]>, Marks)
    case rows([Row])

    func rows(_ letters: Letters) -> [Row] {
      switch self {
      case .strings(let strings, let marks): [Row(strings, marks, letters)]
      case .rows(let rows): rows
      }
    }
  }

  private struct Reader {
    let letters: Letters

    func info(_ node: RegexNode) -> Info {
      let marks = Marks(in: node)
      let nothing = Info.rows([Row(tail: marks)])
      switch node {
      case .literal(let scalar): return .strings([scalar.map { letters[$0] }], marks)
      case .oneOf(let set, let orWide):
        guard !orWide else { return nothing }
        let members = Set(set.members.map { [letters[$0]] })
        return members.count <= 4 ? .strings(members, marks) : nothing
      case .boundary: return .strings([[mark]], [])
      case .sequence(let parts): return sequence(parts)
      case .choice(let parts): return choice(parts.map { info($0) }, nothing)
      case .repeated(let part, let least, let most):
        if least == 0 {
          guard most == 1, case .strings(let strings, _) = info(part) else { return nothing }
          return .strings(strings.union([[]]), marks)
        }
        let inside = info(part)
        if most == 1 { return inside }
        return .rows(inside.rows(letters).map { $0 + Row(tail: marks) })
      }
    }

    private func sequence(_ parts: [RegexNode]) -> Info {
      var rows = [Row()]
      var isWhole = true
      var strings: Set<[UInt8]> = [[]]
      var marks: Marks = []
      func flush() {
        let row = Row(strings, marks, letters)
        rows = rows.map { $0 + row }
        (strings, marks, isWhole) = ([[]], [], false)
      }
      for part in parts {
        switch info(part) {
        case .strings(let more, let moreMarks):
          if let product = Self.product(strings, more) {
            strings = product
            marks.formUnion(moreMarks)
          } else {
            flush()
            (strings, marks) = (more, moreMarks)
          }
        case .rows(let more):
          flush()
          rows = Self.product(rows, more)
        }
      }
      if isWhole { return .strings(strings, marks) }
      flush()
      return .rows(rows)
    }

    private static func product(_ left: Set<[UInt8]>, _ right: Set<[UInt8]>) -> Set<[UInt8]>? {
      guard left.count * right.count <= stringLimit else { return nil }
      let longest = (left.map(\.count).max() ?? 0) + (right.map(\.count).max() ?? 0)
      guard longest <= lengthLimit else { return nil }
      var all: Set<[UInt8]> = []
      for start in left { for end in right { all.insert(start + end) } }
      return all
    }

    private static func product(_ left: [Row], _ right: [Row]) -> [Row] {
      var (left, right) = (left, right)
      if left.count * right.count > rowLimit {
        // The larger side gives way to the rarest set of each of its rows, taken together.
        if left.count > right.count { left = [joined(left)] } else { right = [joined(right)] }
        if left.count * right.count > rowLimit { (left, right) = ([joined(left)], [joined(right)]) }
      }
      return left.flatMap { start in right.map { start + $0 } }
    }

    /// One row of one set that stands for all rows.
    static func joined(_ rows: [Row]) -> Row {
      var literals: [[UInt8]] = []
      let marks = rows.reduce(into: Marks()) { all, row in
        all.formUnion(row.tail)
        for set in row.sets { all.formUnion(set.marks) }
      }
      for row in rows {
        guard let best = row.sets.min(by: { $0.rate < $1.rate }) else { return Row(tail: marks) }
        literals += best.literals
      }
      return Row(sets: [OneOf(covering: literals, marks: marks)], tail: marks)
    }

    private func choice(_ parts: [Info], _ nothing: Info) -> Info {
      var strings: Set<[UInt8]> = []
      var marks: Marks = []
      var rows: [Row] = []
      for part in parts {
        switch part {
        case .strings(let more, let moreMarks):
          strings.formUnion(more)
          marks.formUnion(moreMarks)
        case .rows(let more): rows += more
        }
      }
      if rows.isEmpty, strings.count <= Int(tune("CH", 4)) * stringLimit { return .strings(strings, marks) }
      if !strings.isEmpty { rows.append(Row(strings, marks, letters)) }
      if rows.contains(where: \.sets.isEmpty) { return nothing }
      return .rows(rows.count > rowLimit ? [Self.joined(rows)] : rows)
    }
  }
}

extension RequiredLiterals.Row {
  /// The row that strings with `\b` marked in them stand for: no set where one of them is too short to look for.
  fileprivate init(_ strings: Set<[UInt8]>, _ marks: RequiredLiterals.Marks, _ letters: Letters) {
    tail = marks
    var literals: [[UInt8]] = []
    for string in strings {
      var literal = string.filter { $0 != RequiredLiterals.mark }
      // Two bytes of its own: a literal of the next set then ends behind it even where a blank is added.
      guard literal.count >= 2 else { return }
      if letters.hasBoundaries {
        if string.first == RequiredLiterals.mark, literal[0] != Letters.blank {
          literal.insert(Letters.blank, at: 0)
        }
        if string.last == RequiredLiterals.mark, literal[literal.count - 1] != Letters.blank {
          literal.append(Letters.blank)
        }
      }
      literals.append(Self.shortened(literal))
    }
    if !literals.isEmpty { sets = [RequiredLiterals.OneOf(covering: literals, marks: marks)] }
  }

  /// The beginning of a literal that is rare enough: more tells little and costs states.
  private static func shortened(_ literal: [UInt8]) -> [UInt8] {
    let longest = min(literal.count, RequiredLiterals.literalLength)
    for length in stride(from: 4, to: longest, by: 1) {
      let start = Array(literal[..<length])
      if Letters.rate(start) < RequiredLiterals.rareRate { return start }
    }
    return Array(literal[..<longest])
  }
}

extension RequiredLiterals.OneOf {
  /// Keeps of the literals those that hold no other.
  init(covering literals: [[UInt8]], marks: RequiredLiterals.Marks) {
    var kept: Set<[UInt8]> = []
    for literal in Set(literals).sorted(by: { $0.count < $1.count }) {
      let isHeld = literal.indices.contains { start in
        (start + 1...literal.count).contains { kept.contains(Array(literal[start..<$0])) }
      }
      if !isHeld { kept.insert(literal) }
    }
    self.literals = kept.sorted { $0.lexicographicallyPrecedes($1) }
    self.marks = marks
    rate = self.literals.reduce(0) { $0 + Letters.rate($1) }
  }
}

import Glibc
func tune(_ n: String, _ d: Double) -> Double { getenv(n).map { strtod($0, nil) } ?? d }
