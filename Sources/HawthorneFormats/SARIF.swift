public import HawthorneCore

/// Complaints about files as SARIF 2.1.0, for code-scanning services.
///
/// Paths are relative to a folder. A result's fingerprint does not depend on its line. Source: OASIS SARIF 2.1.0.
public struct SARIF: Sendable {
  /// What a result's `ruleId` names.
  public struct Rule: Sendable, Hashable {
    public var id: String
    public var summary: String
    /// nil where results have several.
    public var level: Diagnostic.Severity?

    public init(id: String, summary: String, level: Diagnostic.Severity? = nil) {
      self.id = id
      self.summary = summary
      self.level = level
    }
  }

  public struct Finding: Sendable, Hashable {
    public var diagnostic: Diagnostic
    /// What tells it from others of its rule and file, its line apart.
    public var about: [String]
    /// Why it is accepted; nil where it is not.
    public var suppression: String?

    public init(_ diagnostic: Diagnostic, about: [String], suppression: String? = nil) {
      self.diagnostic = diagnostic
      self.about = about
      self.suppression = suppression
    }
  }

  private var version: String
  private var folder: String

  /// - Parameters:
  ///   - version: the harness's.
  ///   - folder: the absolute path that paths below it are made relative to.
  public init(version: String, folder: String = "") {
    self.version = version
    self.folder = folder
  }

  /// The document, on several lines, without a line break at the end.
  ///
  /// - Throws: never for values of these types.
  public func text(rules: [Rule], findings: [Finding]) throws -> String {
    var seen: [String: Int] = [:]
    var results: [JSONValue] = []
    for finding in findings { results.append(result(finding, &seen)) }
    let driver = JSONValue.object([
      "name": .string("hawthorne"), "version": .string(version), "rules": .array(rules.map(Self.rule)),
    ])
    return try CanonicalJSON.text(
      of: .object([
        "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"),
        "version": .string("2.1.0"),
        "runs": .array([
          .object([
            "tool": .object(["driver": driver]), "columnKind": .string("unicodeCodePoints"),
            "results": .array(results),
          ])
        ]),
      ]), indented: true)
  }

  private static func rule(_ rule: Rule) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(TerminalText.stripped(rule.id)), "shortDescription": message(rule.summary),
    ]
    if let level = rule.level {
      members["defaultConfiguration"] = .object(["level": .string(level.rawValue)])
    }
    return .object(members)
  }

  private func result(_ finding: Finding, _ seen: inout [String: Int]) -> JSONValue {
    let diagnostic = finding.diagnostic
    var hash = IncrementalHash()
    for part in [diagnostic.id, diagnostic.location?.file ?? ""] + finding.about { hash.update(part: part) }
    let print = hash.finish().short
    seen[print, default: 0] += 1
    var members: [String: JSONValue] = [
      "ruleId": .string(TerminalText.stripped(diagnostic.id)),
      "level": .string(diagnostic.severity.rawValue),
      "message": Self.message(([diagnostic.message] + diagnostic.notes).joined(separator: "\n")),
      "partialFingerprints": .object(["hawthorneFinding/v1": .string("\(print):\(seen[print] ?? 1)")]),
    ]
    if let place = diagnostic.location { members["locations"] = .array([location(place)]) }
    if let suppression = finding.suppression {
      members["suppressions"] = .array([
        .object([
          "kind": .string("external"), "status": .string("accepted"),
          "justification": .string(TerminalText.stripped(suppression)),
        ])
      ])
    }
    return .object(members)
  }

  private static func message(_ text: String) -> JSONValue {
    .object(["text": .string(TerminalText.stripped(text))])
  }

  private func location(_ place: Diagnostic.Location) -> JSONValue {
    var physical: [String: JSONValue] = ["artifactLocation": .object(["uri": .string(uri(place.file))])]
    if let line = place.line, line > 0 {
      var region: [String: JSONValue] = ["startLine": .integer(Int64(line))]
      if let column = place.column, column > 0 { region["startColumn"] = .integer(Int64(column)) }
      physical["region"] = .object(region)
    }
    return .object(["physicalLocation": .object(physical)])
  }

  /// A relative reference (RFC 3986), or a `file` URI for an absolute path elsewhere: what is not unreserved or `/`
  /// is written in per cent, by UTF-8 bytes.
  public func uri(_ path: String) -> String {
    let path = self.path(path)
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      if Self.isPlain(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return uri
  }

  /// The path as it is named from the folder.
  public func path(_ path: String) -> String {
    var path = path[...]
    if !folder.isEmpty, path.hasPrefix(folder + "/") { path = path.dropFirst(folder.count + 1) }
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return String(path)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~/".utf8.contains(byte)
    }
  }
}
