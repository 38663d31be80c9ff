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

    init(in set: ASCIISet) {
      self = []
      if set.overlaps(LiteralFilter.stops) { insert(.stop) }
      if set.overlaps(LiteralFilter.lines) { insert(.line) }
    }
  }

  /// At least one literal of the set; none begins with another.
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
  static let rowLimit = 12
  static let setLimit = 4
  /// Strings that one part of a pattern is multiplied out to, and their length.
  private static let stringLimit = 160
  private static let lengthLimit = 64
  /// The beginning of a string that is looked for: more tells little and costs states.
  fileprivate static let literalLength = 14
  /// A set that stands more often than this in a byte tells nothing.
  private static let usefulRate = 0.03
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
    for index in byRate.prefix(setLimit) where likelihood > 1e-6 {
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
  private struct Info {
    enum Known {
      case strings([[UInt8]])
      case rows([Row])
    }

    var known: Known
    /// What the part can hold.
    var marks: Marks

    static func nothing(_ marks: Marks) -> Info { Info(known: .rows([Row(tail: marks)]), marks: marks) }

    func rows(_ letters: Letters) -> [Row] {
      switch known {
      case .strings(let strings): [Row(strings, marks, letters)]
      case .rows(let rows): rows
      }
    }
  }

  private struct Reader {
    let letters: Letters

    func info(_ node: RegexNode) -> Info {
      switch node {
      case .literal(let scalar):
        return Info(known: .strings([scalar.map { letters[$0] }]), marks: Marks(in: ASCIISet(scalar)))
      case .oneOf(let set, let orWide):
        let marks = Marks(in: set)
        guard !orWide else { return .nothing(marks) }
        let members = Set(set.members.map { letters[$0] }).sorted()
        guard members.count <= 4 else { return .nothing(marks) }
        return Info(known: .strings(members.map { [$0] }), marks: marks)
      case .boundary: return Info(known: .strings([[mark]]), marks: [])
      case .sequence(let parts): return sequence(parts)
      case .choice(let parts): return choice(parts.map { info($0) })
      case .repeated(let part, let least, let most):
        let inside = info(part)
        if least == 0 {
          guard most == 1, case .strings(let strings) = inside.known else { return .nothing(inside.marks) }
          return Info(known: .strings(strings.contains([]) ? strings : strings + [[]]), marks: inside.marks)
        }
        if most == 1 { return inside }
        let rows = inside.rows(letters).map { $0 + Row(tail: inside.marks) }
        return Info(known: .rows(rows), marks: inside.marks)
      }
    }

    private func sequence(_ parts: [RegexNode]) -> Info {
      var rows = [Row()]
      var isWhole = true
      var strings: [[UInt8]] = [[]]
      var marks: Marks = []
      var all: Marks = []
      func flush() {
        let row = Row(strings, marks, letters)
        rows = rows.map { $0 + row }
        (strings, marks, isWhole) = ([[]], [], false)
      }
      for part in parts {
        let inside = info(part)
        all.formUnion(inside.marks)
        switch inside.known {
        case .strings(let more):
          if let product = Self.product(strings, more) {
            strings = product
            marks.formUnion(inside.marks)
          } else {
            flush()
            (strings, marks) = (more, inside.marks)
          }
        case .rows(let more):
          flush()
          rows = Self.product(rows, more)
        }
      }
      if isWhole { return Info(known: .strings(strings), marks: all) }
      flush()
      return Info(known: .rows(rows), marks: all)
    }

    private static func product(_ left: [[UInt8]], _ right: [[UInt8]]) -> [[UInt8]]? {
      if left.count == 1, left[0].isEmpty { return right.count <= stringLimit ? right : nil }
      guard left.count * right.count <= stringLimit else { return nil }
      let longest = (left.map(\.count).max() ?? 0) + (right.map(\.count).max() ?? 0)
      guard longest <= lengthLimit else { return nil }
      return left.flatMap { start in right.map { start + $0 } }
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

    private func choice(_ parts: [Info]) -> Info {
      var strings: [[UInt8]] = []
      var stringMarks: Marks = []
      var marks: Marks = []
      var rows: [Row] = []
      for part in parts {
        marks.formUnion(part.marks)
        switch part.known {
        case .strings(let more):
          strings += more
          stringMarks.formUnion(part.marks)
        case .rows(let more): rows += more
        }
      }
      if rows.isEmpty, strings.count <= 4 * stringLimit {
        return Info(known: .strings(strings), marks: marks)
      }
      if !strings.isEmpty { rows.append(Row(strings, stringMarks, letters)) }
      if rows.contains(where: \.sets.isEmpty) { return .nothing(marks) }
      return Info(known: .rows(rows.count > rowLimit ? [Self.joined(rows)] : rows), marks: marks)
    }
  }
}

extension RequiredLiterals.Row {
  /// The row that strings with `\b` marked in them stand for: no set where one of them is too short to look for.
  fileprivate init(_ strings: [[UInt8]], _ marks: RequiredLiterals.Marks, _ letters: Letters) {
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
      literals.append(Array(literal.prefix(RequiredLiterals.literalLength)))
    }
    if !literals.isEmpty { sets = [RequiredLiterals.OneOf(covering: literals, marks: marks)] }
  }
}

extension RequiredLiterals.OneOf {
  /// Keeps of the literals those that begin with no other.
  init(covering literals: [[UInt8]], marks: RequiredLiterals.Marks) {
    var kept: [[UInt8]] = []
    for literal in literals.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      if let last = kept.last, literal.starts(with: last) { continue }
      kept.append(literal)
    }
    self.literals = kept
    self.marks = marks
    rate = self.literals.reduce(0) { $0 + Letters.rate($1) }
  }
}
