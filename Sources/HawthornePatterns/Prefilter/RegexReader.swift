/// Reads RE2's syntax into a `RegexNode`, or gives up: what is not understood is never guessed.
///
/// Only patterns that RE2 has accepted come here, so malformed ones need no message.
struct RegexReader {
  /// Flags, Unicode classes and other rarities: the pattern is then looked for everywhere.
  struct NotRead: Error {}

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0

  private init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  /// nil for a pattern that is not read.
  static func read(_ pattern: String) -> RegexNode? {
    var reader = RegexReader(pattern)
    guard let node = try? reader.choice(), reader.index == reader.scalars.count else { return nil }
    return node
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take() throws(NotRead) -> Unicode.Scalar {
    guard let scalar = next else { throw NotRead() }
    index += 1
    return scalar
  }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  private mutating func choice() throws(NotRead) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    // RE2 itself refuses what nests deeper than 1,000.
    guard depth < 200 else { throw NotRead() }
    var parts = [try sequence()]
    while skip("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(NotRead) -> RegexNode {
    var parts: [RegexNode] = []
    while let scalar = next, scalar != "|", scalar != ")" { parts.append(try repetition(of: atom())) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repetition(of atom: RegexNode) throws(NotRead) -> RegexNode {
    var node = atom
    while let scalar = next {
      let bounds: (Int, Int?)
      switch scalar {
      case "?": bounds = (0, 1)
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "{":
        guard let counted = counts() else { return node }
        bounds = counted
        index -= 1
      default: return node
      }
      index += 1
      // `??`, `*?`: the same matches in another order of preference.
      _ = skip("?")
      node = .repeated(node, least: bounds.0, most: bounds.1)
    }
    return node
  }

  /// `{n}`, `{n,}` or `{n,m}`, read to its end; nil where the brace is a literal.
  private mutating func counts() -> (Int, Int?)? {
    let start = index
    index += 1
    let least = number()
    var most = least
    if skip(",") { most = number() }
    guard let least, skip("}") else {
      index = start
      return nil
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = index
    var value = 0
    while let scalar = next, scalar.value >= 0x30, scalar.value <= 0x39, value < 10_000 {
      value = value * 10 + Int(scalar.value - 0x30)
      index += 1
    }
    return index > start ? value : nil
  }

  private mutating func atom() throws(NotRead) -> RegexNode {
    let scalar = try take()
    switch scalar {
    case "(":
      if skip("?") { guard skip(":") else { throw NotRead() } }
      let inside = try choice()
      guard skip(")") else { throw NotRead() }
      return inside
    case "[": return try bracketed()
    case ".": return .oneOf(ASCIISet([0x0A]).inverted, orWide: true)
    case "^", "$": return .empty
    case "\\": return try escaped()
    case "*", "+", "?": throw NotRead()
    default: return .literal(Array(String(scalar).utf8))
    }
  }

  private mutating func escaped() throws(NotRead) -> RegexNode {
    let scalar = try take()
    if let (set, isNegated) = Self.named(scalar) {
      return .oneOf(isNegated ? set.inverted : set, orWide: isNegated)
    }
    switch scalar {
    case "b": return .boundary
    case "B", "A", "z": return .empty
    default: return .literal(Array(String(try character(after: scalar)).utf8))
    }
  }

  /// `\d`, `\w`, `\s` and their opposites.
  private static func named(_ scalar: Unicode.Scalar) -> (ASCIISet, isNegated: Bool)? {
    switch scalar {
    case "d": (.digits, false)
    case "D": (.digits, true)
    case "w": (.word, false)
    case "W": (.word, true)
    case "s": (.blanks, false)
    case "S": (.blanks, true)
    default: nil
    }
  }

  /// The one character that an escape stands for.
  private mutating func character(after scalar: Unicode.Scalar) throws(NotRead) -> Unicode.Scalar {
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "x":
      var digits = ""
      if skip("{") {
        while let digit = next, digit != "}" {
          digits.unicodeScalars.append(digit)
          index += 1
        }
        guard skip("}") else { throw NotRead() }
      } else {
        digits.unicodeScalars.append(try take())
        digits.unicodeScalars.append(try take())
      }
      guard let value = UInt32(digits, radix: 16), let made = Unicode.Scalar(value) else { throw NotRead() }
      return made
    default:
      // An escaped mark stands for itself; letters and digits mean more.
      let isWord = scalar.value < 0x80 && ASCIISet.word.contains(UInt8(scalar.value)) && scalar != "_"
      guard !isWord else { throw NotRead() }
      return scalar
    }
  }

  private mutating func bracketed() throws(NotRead) -> RegexNode {
    let isNegated = skip("^")
    var set = ASCIISet()
    var isWide = false
    var isFirst = true
    while isFirst || next != "]" {
      isFirst = false
      let scalar = try take()
      if scalar == "[", next == ":" { throw NotRead() }
      var low = scalar
      if scalar == "\\" {
        let escape = try take()
        if let (named, isOpposite) = Self.named(escape) {
          set.formUnion(isOpposite ? named.inverted : named)
          isWide = isWide || isOpposite
          continue
        }
        low = try character(after: escape)
      }
      var high = low
      if next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" {
        index += 1
        high = try take()
        if high == "\\" { high = try character(after: try take()) }
      }
      guard low.value <= high.value else { throw NotRead() }
      if high.value >= 0x80 { isWide = true }
      if low.value < 0x80 {
        for value in low.value...min(high.value, 0x7F) { set.insert(UInt8(value)) }
      }
    }
    index += 1
    return isNegated ? .oneOf(set.inverted, orWide: true) : .oneOf(set, orWide: isWide)
  }
}
