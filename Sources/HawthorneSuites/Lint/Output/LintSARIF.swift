public import HawthorneCore
import HawthorneFormats

/// Lint findings as SARIF 2.1.0, for code-scanning services.
///
/// Paths are relative to the folder that `validate` ran in. A result's fingerprint does not depend on its line.
/// Source: OASIS SARIF 2.1.0.
public struct LintSARIF: Sendable {
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
  /// - Parameters:
  ///   - unread: complaints about files that do not parse.
  ///   - policy: findings about a policy.
  /// - Throws: never for values of these types.
  public func text(
    _ reports: [LintReport], unread: [Diagnostic] = [], policy: [LintFinding] = []
  ) throws -> String {
    var seen: [String: Int] = [:]
    var results: [JSONValue] = []
    var others: Set<String> = []
    for diagnostic in unread {
      others.insert(diagnostic.id)
      results.append(result(diagnostic, about: [diagnostic.message], &seen))
    }
    for report in reports {
      for finding in report.findings { results.append(result(finding, suite: report.suite, &seen)) }
    }
    for finding in policy { results.append(result(finding, suite: "", &seen)) }
    let rules =
      LintKind.allCases.map(rule)
      + others.sorted().map { id in
        JSONValue.object(["id": .string(id), "shortDescription": Self.message("A file does not parse.")])
      }
    let driver = JSONValue.object([
      "name": .string("hawthorne"), "version": .string(version), "rules": .array(rules),
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

  private func rule(_ kind: LintKind) -> JSONValue {
    .object([
      "id": .string(kind.rawValue), "shortDescription": Self.message(kind.summary),
      "defaultConfiguration": .object(["level": .string(kind.severity.rawValue)]),
    ])
  }

  private func result(_ finding: LintFinding, suite: String, _ seen: inout [String: Int]) -> JSONValue {
    let about = [suite, finding.scenario ?? "", finding.arm ?? "", finding.wording ?? ""]
    var waived = finding
    waived.waiver = nil
    guard case .object(var members) = result(waived.diagnostic, about: about, &seen) else { return .null }
    if let waiver = finding.waiver {
      members["suppressions"] = .array([
        .object([
          "kind": .string("external"), "status": .string("accepted"),
          "justification": .string(
            TerminalText.stripped("\(waiver.reason) (\(waiver.by), until \(waiver.expires))")),
        ])
      ])
    }
    return .object(members)
  }

  private func result(
    _ diagnostic: Diagnostic, about: [String], _ seen: inout [String: Int]
  ) -> JSONValue {
    var hash = IncrementalHash()
    for part in [diagnostic.id, diagnostic.location?.file ?? ""] + about { hash.update(part: part) }
    let print = hash.finish().short
    seen[print, default: 0] += 1
    var members: [String: JSONValue] = [
      "ruleId": .string(diagnostic.id), "level": .string(diagnostic.severity.rawValue),
      "message": Self.message(([diagnostic.message] + diagnostic.notes).joined(separator: "\n")),
      "partialFingerprints": .object(["hawthorneFinding/v1": .string("\(print):\(seen[print] ?? 1)")]),
    ]
    if let place = diagnostic.location { members["locations"] = .array([location(place)]) }
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
  func uri(_ path: String) -> String {
    var path = path[...]
    if !folder.isEmpty, path.hasPrefix(folder + "/") { path = path.dropFirst(folder.count + 1) }
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let isPlain =
        ScalarClass.of(ascii: byte) == .letter && byte < 0x80 || (0x30...0x39).contains(byte)
        || "-._~/".utf8.contains(byte)
      if isPlain {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return uri
  }
}
