import HawthorneCore
import HawthorneFormats
import HawthornePatterns

/// Named pieces of pattern: `{TEST}` in a pattern stands for the group of that name.
struct Vocabulary: Sendable {
  private(set) var entries: [String: String] = [:]

  /// Adds the entries of a pack, each of which may use those before it.
  mutating func add(_ node: YAMLNode, _ problems: inout [Diagnostic]) {
    guard let mapping = node.openMapping("vocabulary", &problems) else { return }
    for (name, place) in mapping.keyPlaces {
      guard let value = mapping[name] else { continue }
      guard name.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
      else {
        problems.append(
          Diagnostic(
            id: "pack.vocabulary-name", location: place,
            message: "write the vocabulary name '\(name)' in capitals, digits and underscores"))
        continue
      }
      if let text = Self.text(value, "the vocabulary entry \(name)", &problems),
        let expanded = expand(text, at: value.location, &problems)
      {
        entries[name] = expanded
      }
    }
  }

  /// Sets an entry that no pack writes out.
  mutating func define(_ name: String, as pattern: String) { entries[name] = pattern }

  /// Compiles alternatives that must begin and end where a word does.
  func compile(
    word text: String, at location: Diagnostic.Location, _ what: String, _ problems: inout [Diagnostic]
  ) -> Pattern? {
    guard let expanded = expand(text, at: location, &problems) else { return nil }
    if let capital = Self.capital(in: text) {
      problems.append(Self.capitalComplaint(capital, at: location))
      return nil
    }
    do throws(PatternError) {
      return try Pattern("\\b(?:\(expanded))\\b")
    } catch {
      problems.append(
        Diagnostic(id: "pack.bad-pattern", location: location, message: "mend \(what): \(error.message)"))
      return nil
    }
  }

  private static func capitalComplaint(
    _ capital: Character, at location: Diagnostic.Location
  ) -> Diagnostic {
    Diagnostic(
      id: "pack.capital-in-pattern", location: location,
      message: "write '\(capital)' in lower case: patterns are matched on case-folded text")
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
  func expand(
    _ pattern: String, at location: Diagnostic.Location, _ problems: inout [Diagnostic]
  ) -> String? {
    var out = ""
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{") {
      out += rest[..<open]
      let after = rest[rest.index(after: open)...]
      guard let close = after.firstIndex(of: "}") else {
        out += rest[open...]
        rest = ""
        break
      }
      let name = String(after[..<close])
      // `{2,3}` is a repetition and `\x{2026}` a character.
      if name.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C }) || out.hasSuffix("\\x")
        || out.hasSuffix("\\p") || out.hasSuffix("\\P")
      {
        out += "{\(name)}"
      } else if let group = entries[name] {
        out += "(?:\(group))"
      } else {
        problems.append(
          Diagnostic(
            id: "pack.unknown-vocabulary", location: location,
            message: "define '\(name)' in the vocabulary before it is used, or correct the name",
            notes: NearestName.hint(for: name, among: entries.keys.sorted())))
        return nil
      }
      rest = after[after.index(after: close)...]
    }
    return out + rest
  }

  /// Compiles what a node says: text, or a list of patterns.
  func compile(_ node: YAMLNode, _ what: String, _ problems: inout [Diagnostic]) -> [Pattern] {
    let nodes = node.kind == "a list" ? node.list(what, &problems) ?? [] : [node]
    return nodes.compactMap { (item) -> Pattern? in
      guard let text = item.string(what, &problems), let expanded = expand(text, at: item.location, &problems)
      else { return nil }
      if let capital = Self.capital(in: text) {
        problems.append(Self.capitalComplaint(capital, at: item.location))
        return nil
      }
      do throws(PatternError) {
        let pattern = try Pattern(expanded)
        if pattern.matches("") {
          problems.append(
            Diagnostic(
              id: "pack.empty-match", location: item.location,
              message: "make \(what) need at least one character: it matches the empty text"))
          return nil
        }
        return pattern
      } catch {
        problems.append(
          Diagnostic(
            id: "pack.bad-pattern", location: item.location, message: "mend the pattern: \(error.message)",
            notes: ["expanded: \(expanded)"]))
        return nil
      }
    }
  }

  /// The first capital letter outside an escape, a class name and a vocabulary reference.
  private static func capital(in pattern: String) -> Character? {
    var depth = false
    var escaped = false
    for character in pattern {
      if escaped {
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else if character == "{" {
        depth = true
      } else if character == "}" {
        depth = false
      } else if !depth, character.isUppercase, character != "P" {
        return character
      }
    }
    return nil
  }
}
