import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

/// The awareness rules' patterns as RE2 gets them, read from the embedded pack with its vocabulary filled in.
enum PackPatterns {
  struct Mismatch: Error, CustomStringConvertible {
    var description: String
  }

  static func awareness() throws -> [String] {
    let file = EmbeddedFile.awarenessEnglish
    let root = try YAMLDocument.parse(file.bytes, file: file.rawValue)
    var problems: [Diagnostic] = []
    let top = root.openMapping("the rule pack", &problems)
    var groups: [String: String] = [:]
    if let vocabulary = top?["vocabulary"]?.openMapping("vocabulary", &problems) {
      for (name, _) in vocabulary.keyPlaces {
        groups[name] = filled(texts(vocabulary[name], &problems).joined(separator: "|"), groups)
      }
    }
    var patterns: [String] = []
    for rule in top?["rules"]?.list("rules", &problems) ?? [] {
      let mapping = rule.openMapping("a rule", &problems)
      patterns += texts(mapping?["pattern"], &problems).map { filled($0, groups) }
    }
    let expected = try RulePack.embedded(file).summaries.map(\.patterns.count).reduce(0, +)
    guard problems.isEmpty, patterns.count == expected else {
      throw Mismatch(description: "read \(patterns.count) patterns of \(expected): \(problems)")
    }
    return patterns
  }

  private static func texts(_ node: YAMLNode?, _ problems: inout [Diagnostic]) -> [String] {
    guard let node else { return [] }
    let nodes = node.kind == "a list" ? node.list("patterns", &problems) ?? [] : [node]
    return nodes.compactMap { $0.string("a pattern", &problems) }
  }

  /// `{NAME}` gives way to its group.
  private static func filled(_ pattern: String, _ groups: [String: String]) -> String {
    var out = ""
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      out += rest[..<open]
      out += groups[String(name)].map { "(?:\($0))" } ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }
}
