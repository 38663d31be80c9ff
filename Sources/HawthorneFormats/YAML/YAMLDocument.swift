public import FoundationEssentials
public import HawthorneCore
import Yams

/// A YAML file parsed into nodes that know their place.
public enum YAMLDocument {
  /// What a document may hold at most; past it, a diagnostic and no document.
  public struct Limits: Sendable {
    public var bytes: Int
    /// Nodes after alias expansion: a billion laughs end here.
    public var nodes: Int

    public init(bytes: Int = 32 << 20, nodes: Int = 2_000_000) {
      self.bytes = bytes
      self.nodes = nodes
    }
  }

  /// Parses the single document of a file.
  ///
  /// - Parameter file: the name that diagnostics carry.
  /// - Throws: `DiagnosticsError` for text that is too large, not UTF-8, not YAML, empty, or has duplicate keys.
  public static func parse(
    _ bytes: Data, file: String, limits: Limits = Limits()
  ) throws(DiagnosticsError) -> YAMLNode {
    func fail(_ id: String, _ message: String, line: Int = 1, column: Int = 1) -> DiagnosticsError {
      DiagnosticsError([
        Diagnostic(
          id: id, location: Diagnostic.Location(file: file, line: line, column: column), message: message)
      ])
    }
    guard bytes.count <= limits.bytes else {
      throw fail(
        "yaml.too-large",
        "split the file: it has \(bytes.count) bytes and at most \(limits.bytes) are read")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let (line, column) = firstInvalidPlace(in: bytes)
      throw fail("yaml.not-utf8", "save the file as UTF-8: this byte is not", line: line, column: column)
    }
    if let line = aliasAsKey(in: text) {
      throw fail("yaml.key-not-text", "use plain text as a key: an alias stands here", line: line)
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw DiagnosticsError([diagnostic(for: error, in: text, file: file)])
    } catch {
      throw fail("yaml.syntax", "mend the YAML: it does not parse")
    }
    guard let root else { throw fail("yaml.empty", "write something: the file holds no document") }
    var count = 0
    guard countNodes(root, into: &count, limit: limits.nodes) else {
      throw fail(
        "yaml.too-many-nodes", "shorten the document: with aliases expanded it has over \(limits.nodes) nodes"
      )
    }
    return YAMLNode(root, file: file)
  }

  /// The line of a key that is an alias, in a text with many aliases and anchors.
  ///
  /// Yams compares keys while it reads, and so expands such a key before our count of nodes can stop it. Few aliases
  /// cannot grow far, and in a text that has few the pattern may be prose.
  private static func aliasAsKey(in text: String) -> Int? {
    let bytes = text.utf8
    guard bytes.count(where: { $0 == UInt8(ascii: "*") }) >= 16,
      bytes.count(where: { $0 == UInt8(ascii: "&") }) >= 4
    else { return nil }
    func isName(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte >= 0x80
        || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    var line = 1
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      // An explicit key, or an alias with a colon behind it.
      if byte == UInt8(ascii: "?"), rest.drop(while: { $0 == 0x20 }).first == UInt8(ascii: "*"),
        rest.first == 0x20
      {
        return line
      }
      guard byte == UInt8(ascii: "*"), let first = rest.first, isName(first) else { continue }
      let after = rest.drop(while: isName)
      let next = after.drop(while: { $0 == 0x20 })
      guard next.first == UInt8(ascii: ":") else { continue }
      let end = next.dropFirst().first
      if end == nil || end == 0x20 || end == UInt8(ascii: "\n") || end == UInt8(ascii: "\r") { return line }
    }
    return nil
  }

  private static func countNodes(_ node: Node, into count: inout Int, limit: Int) -> Bool {
    count += 1
    guard count <= limit else { return false }
    switch node {
    case .scalar, .alias: return true
    case .sequence(let items): return items.allSatisfy { countNodes($0, into: &count, limit: limit) }
    case .mapping(let pairs):
      return pairs.allSatisfy {
        countNodes($0.key, into: &count, limit: limit) && countNodes($0.value, into: &count, limit: limit)
      }
    }
  }

  private static func firstInvalidPlace(in bytes: Data) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&rest) {
      if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    return (line, column)
  }

  private static func diagnostic(for error: YamlError, in text: String, file: String) -> Diagnostic {
    func complaint(_ id: String, _ message: String, _ line: Int?, _ column: Int?) -> Diagnostic {
      Diagnostic(id: id, location: .init(file: file, line: line, column: column), message: message)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return complaint("yaml.syntax", "mend the YAML here: \(problem)", mark.line, mark.column)
    case .reader(let problem, let offset, _, _):
      let before = text.unicodeScalars.prefix(offset ?? 0)
      let line = before.count { $0 == "\n" } + 1
      let column = before.reversed().prefix { $0 != "\n" }.count + 1
      return complaint("yaml.syntax", "mend the YAML here: \(problem)", line, column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted()
      let mark = context.mark
      let place = names.first.flatMap { repeated($0, in: text, line: mark.line, column: mark.column) }
      return complaint(
        "yaml.duplicate-key",
        place == nil
          ? "keep one of the duplicate keys '\(names.joined(separator: "', '"))' in the mapping that starts here"
          : "remove the key '\(names[0])', or the one above it: a mapping has each key once",
        place?.line ?? mark.line, place?.column ?? mark.column)
    default:
      return complaint("yaml.syntax", "mend the YAML: \(TerminalText.stripped("\(error)"))", nil, nil)
    }
  }

  /// Where a key of a block mapping stands for the second time; nil where it is written another way.
  private static func repeated(
    _ key: String, in text: String, line: Int, column: Int
  ) -> (line: Int, column: Int)? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard line >= 1, line <= lines.count, column >= 1 else { return nil }
    let indent = String(repeating: " ", count: column - 1)
    var found = 0
    for number in line...lines.count {
      let start = lines[number - 1]
      // The first key may stand behind a list's dash.
      let rest =
        number == line
        ? start.dropFirst(column - 1) : start.hasPrefix(indent) ? start.dropFirst(column - 1) : ""
      guard rest.hasPrefix("\(key):") else { continue }
      found += 1
      if found == 2 { return (number, column) }
    }
    return nil
  }
}
