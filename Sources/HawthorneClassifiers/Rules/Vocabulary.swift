import HawthorneCore
import HawthorneFormats
import HawthornePatterns

/// Named pieces of pattern: `{TEST}` in a pattern stands for the group of that name.
struct Vocabulary: Sendable {
  struct Entry: Sendable {
    var expanded: String
    /// The entries that it names, and those that they name.
    var uses: Set<String>
    /// Where this pack defines it; nil for one of the pack it builds on.
    var location: Diagnostic.Location?
  }

  private(set) var entries: [String: Entry] = [:]
  /// Entries found not to be patterns: the patterns that use them need no complaint of their own.
  private var faulty: Set<String> = []
  /// Entries that a compiled pattern holds.
  private var compiled: Set<String> = []
  /// Leaves out checks that a test makes of the packs inside the binary.
  var isTrusted = false

  /// The longest pattern after expansion, in UTF-8 bytes: entries that double each other end here.
  static let lengthLimit = 1 << 18

  /// Adds the entries of a pack, each of which may use those before it.
  mutating func add(_ node: YAMLNode, _ problems: inout [Diagnostic]) {
    for name in entries.keys { entries[name]?.location = nil }
    guard let mapping = node.openMapping("'vocabulary'", &problems) else { return }
    let order = mapping.keyPlaces.map(\.key)
    for (name, place) in mapping.keyPlaces {
      guard let value = mapping[name] else {
        problems.append(
          Diagnostic(
            id: "yaml.wrong-type", location: place,
            message: "write a pattern after '\(RulePackReader.short(name))', or remove it"))
        continue
      }
      guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte), !name.utf8.allSatisfy(Self.isDigit) else {
        problems.append(
          Diagnostic(
            id: "pack.vocabulary-name", location: place,
            message:
              "write the vocabulary name '\(RulePackReader.short(name))' in capitals, digits and underscores"
          ))
        continue
      }
      let what = "the vocabulary entry \(name)"
      guard let text = Self.text(value, what, &problems) else { continue }
      if let loop = loop(from: name, text, mapping) {
        faulty.insert(name)
        problems.append(
          Diagnostic(
            id: "pack.vocabulary-loop", location: value.location,
            message: "take \(loop[1]) out of \(what): it leads back to itself",
            notes: [loop.joined(separator: " → ")]))
        continue
      }
      if let complaint = Self.complaint(of: text, what, value.location) {
        faulty.insert(name)
        problems.append(complaint)
        continue
      }
      guard let (expanded, uses) = expand(text, at: value.location, later: order, &problems) else {
        faulty.insert(name)
        continue
      }
      entries[name] = Entry(expanded: expanded, uses: uses, location: value.location)
    }
  }

  /// The way by which an entry uses itself; nil where it does not, or means the one of that name before it.
  private func loop(from name: String, _ text: String, _ mapping: YAMLMapping) -> [String]? {
    guard entries[name] == nil else { return nil }
    var ignored: [Diagnostic] = []
    var path = [name]
    var tried: Set<String> = []
    func search(_ text: String) -> Bool {
      for used in Self.names(in: text) {
        if used == name { return true }
        guard entries[used] == nil, tried.insert(used).inserted, let node = mapping[used],
          let next = Self.text(node, "", &ignored)
        else { continue }
        path.append(used)
        if search(next) { return true }
        path.removeLast()
      }
      return false
    }
    return search(text) ? path + [name] : nil
  }

  /// Sets an entry that no pack writes out.
  mutating func define(_ name: String, as pattern: String) {
    entries[name] = Entry(expanded: pattern, uses: [], location: nil)
  }

  /// Compiles alternatives that must begin and end where a word does.
  mutating func compile(
    word text: String, at location: Diagnostic.Location, _ what: String, _ problems: inout [Diagnostic]
  ) -> Pattern? {
    if let complaint = Self.complaint(of: text, what, location) {
      problems.append(complaint)
      return nil
    }
    guard let (expanded, uses) = expand(text, at: location, &problems) else { return nil }
    let whole = "\\b(?:\(expanded))\\b"
    do throws(PatternError) {
      let pattern = isTrusted ? Pattern(known: whole) : try Pattern(whole)
      compiled.formUnion(uses)
      return pattern
    } catch {
      complain(of: error, in: whole, uses, what, location, &problems)
      return nil
    }
  }

  /// A pattern written as text, or as a list of alternatives.
  static func text(_ node: YAMLNode, _ what: String, _ problems: inout [Diagnostic]) -> String? {
    if node.kind == "a list" {
      guard let items = node.list(what, &problems) else { return nil }
      let parts = items.compactMap { $0.string(what, &problems) }
      return parts.count == items.count ? parts.joined(separator: "|") : nil
    }
    return node.string(what, &problems)
  }

  /// Replaces each `{NAME}` by its group.
  ///
  /// - Parameter later: names that are still to come.
  /// - Returns: the pattern and the entries in it; nil after a complaint.
  private func expand(
    _ pattern: String, at location: Diagnostic.Location, later: [String] = [],
    _ problems: inout [Diagnostic]
  ) -> (String, Set<String>)? {
    var out = ""
    var uses: Set<String> = []
    for piece in Self.pieces(of: pattern) {
      switch piece {
      case .plain(let text): out += text
      case .name(let name):
        if let entry = entries[name] {
          out += "(?:\(entry.expanded))"
          uses.insert(name)
          uses.formUnion(entry.uses)
        } else {
          // What is wrong with an entry is said once, where it stands.
          if faulty.contains(name) { return nil }
          let comesLater = later.contains(name)
          problems.append(
            Diagnostic(
              id: "pack.unknown-vocabulary", location: location,
              message: comesLater
                ? "move '\(name)' above this entry: the vocabulary is read from the top"
                : "define '\(RulePackReader.short(name))' in the vocabulary before it is used, or correct the name",
              notes: comesLater ? [] : NearestName.hint(for: name, among: entries.keys.sorted())))
          return nil
        }
      }
      if out.utf8.count > Self.lengthLimit {
        problems.append(
          Diagnostic(
            id: "pack.too-long", location: location,
            message:
              "shorten the pattern: with its vocabulary it is over \(Self.lengthLimit) bytes long"))
        return nil
      }
    }
    return (out, uses)
  }

  /// Compiles what a node says: text, or a list of patterns.
  ///
  /// - Parameter isWide: the language of which a pattern matches nearly every text; asks nothing where it is nil.
  mutating func compile(
    _ node: YAMLNode, _ what: String, _ problems: inout [Diagnostic], isWide: ((Pattern) -> String?)? = nil
  ) -> [Pattern] {
    var nodes = [node]
    if node.kind == "a list" {
      nodes = node.list(what, &problems) ?? []
      if nodes.isEmpty { problems.append(Self.empty(what, node.location)) }
    }
    var patterns: [Pattern] = []
    for item in nodes {
      guard let text = item.string(what, &problems) else { continue }
      if let complaint = Self.complaint(of: text, what, item.location) {
        problems.append(complaint)
        continue
      }
      guard let (expanded, uses) = expand(text, at: item.location, &problems) else { continue }
      do throws(PatternError) {
        let pattern = isTrusted ? Pattern(known: expanded) : try Pattern(expanded)
        compiled.formUnion(uses)
        if !isTrusted, pattern.matches("") {
          problems.append(
            Diagnostic(
              id: "pack.empty-match", location: item.location,
              message: "make \(what) need at least one character: this pattern matches the empty text"))
        } else if !isTrusted, let language = isWide?(pattern) {
          problems.append(
            Diagnostic(
              id: "pack.matches-everything", location: item.location,
              message:
                "make \(what) ask for something: this pattern matches nearly every \(language) text"
            ))
        } else {
          patterns.append(pattern)
        }
      } catch {
        complain(of: error, in: expanded, uses, what, item.location, &problems)
      }
    }
    return patterns
  }

  /// Blames the entry that RE2 does not accept by itself, else the pattern.
  private mutating func complain(
    of error: PatternError, in expanded: String, _ uses: Set<String>, _ what: String,
    _ location: Diagnostic.Location, _ problems: inout [Diagnostic]
  ) {
    for name in uses.sorted() where !faulty.contains(name) {
      guard let entry = entries[name], entry.uses.isDisjoint(with: faulty) else { continue }
      blame(name, entry, neededBy: what, &problems)
    }
    guard uses.isDisjoint(with: faulty) else { return }
    problems.append(
      Diagnostic(
        id: "pack.bad-pattern", location: location,
        message: "mend the pattern of \(what): RE2 says '\(RulePackReader.short(error.message))'",
        notes: uses.isEmpty ? [] : ["expanded: \(Self.excerpt(expanded))"]))
  }

  private mutating func blame(
    _ name: String, _ entry: Entry, neededBy what: String?, _ problems: inout [Diagnostic]
  ) {
    do throws(PatternError) {
      _ = try Pattern(entry.expanded)
    } catch {
      // An entry that only holds a faulty one is not at fault itself.
      let inner = entry.uses.filter { name in
        entries[name].map { (try? Pattern($0.expanded)) == nil } ?? false
      }
      guard inner.isEmpty, faulty.insert(name).inserted else {
        faulty.insert(name)
        return
      }
      problems.append(
        Diagnostic(
          id: "pack.bad-pattern", location: entry.location,
          message: "mend the vocabulary entry \(name): RE2 says '\(RulePackReader.short(error.message))'",
          notes: (what.map { ["\($0) uses it"] } ?? [])
            + (entry.uses.isEmpty ? [] : ["expanded: \(Self.excerpt(entry.expanded))"])))
    }
  }

  /// Complains of entries of this pack that are no patterns and that no pattern uses.
  mutating func checkUnused(_ problems: inout [Diagnostic]) {
    guard !isTrusted else { return }
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      guard entry.location != nil, !compiled.contains(name), !faulty.contains(name) else { continue }
      blame(name, entry, neededBy: nil, &problems)
    }
  }

  private static func excerpt(_ text: String) -> String {
    text.count > 300 ? "\(text.prefix(300))… (\(text.utf8.count) bytes)" : text
  }

  private static func empty(_ what: String, _ location: Diagnostic.Location) -> Diagnostic {
    Diagnostic(
      id: "pack.empty-pattern", location: location, message: "write a pattern for \(what): this one is empty")
  }

  /// What is wrong with a pattern as written.
  private static func complaint(
    of text: String, _ what: String, _ location: Diagnostic.Location
  ) -> Diagnostic? {
    if text.utf8.allSatisfy({ $0 <= 0x20 }) { return empty(what, location) }
    guard let capital = capital(in: text) else { return nil }
    return Diagnostic(
      id: "pack.capital-in-pattern", location: location,
      message: "write '\(capital)' in lower case in \(what): patterns are matched on case-folded text")
  }
}

extension Vocabulary {
  enum Piece {
    case plain(String)
    case name(String)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || isDigit(byte) || byte == 0x5F
  }

  static func names(in pattern: String) -> [String] {
    pieces(of: pattern).compactMap { if case .name(let name) = $0 { name } else { nil } }
  }

  /// A pattern cut at its `{NAME}`s. `{2,3}` is a repetition and `\x{2026}` or `\p{Han}` a character or class.
  static func pieces(of pattern: String) -> [Piece] {
    var pieces: [Piece] = []
    var plain = ""
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{") {
      plain += rest[..<open]
      let after = rest[rest.index(after: open)...]
      guard let close = after.firstIndex(of: "}") else {
        plain += rest[open...]
        rest = ""
        break
      }
      let name = String(after[..<close])
      let isEscape = ["\\x", "\\p", "\\P"].contains { plain.hasSuffix($0) }
      if isEscape || name.utf8.allSatisfy({ isDigit($0) || $0 == 0x2C }) {
        plain += "{\(name)}"
      } else {
        pieces += [.plain(plain), .name(name)]
        plain = ""
      }
      rest = after[after.index(after: close)...]
    }
    return pieces + [.plain(plain + rest)]
  }

  /// The first capital letter outside an escape, a class name and a vocabulary reference.
  private static func capital(in pattern: String) -> Character? {
    var isInBraces = false
    var isEscaped = false
    var isClass = false
    var previous: Character = " "
    for character in pattern {
      if isEscaped {
        isEscaped = false
        isClass = character == "p" || character == "P"
      } else if character == "\\" {
        isEscaped = true
      } else if character == "{" {
        isInBraces = true
        isClass = false
      } else if character == "}" {
        isInBraces = false
      } else if isClass {
        isClass = false
      } else if !isInBraces, character.isUppercase, !(character == "P" && previous == "?") {
        return character
      }
      previous = character
    }
    return nil
  }
}
