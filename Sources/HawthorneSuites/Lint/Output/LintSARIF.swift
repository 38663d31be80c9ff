public import HawthorneCore
import HawthorneFormats

/// Lint findings as SARIF 2.1.0, for code-scanning services.
///
/// Paths are relative to the folder that `validate` ran in.
public struct LintSARIF: Sendable {
  private var sarif: SARIF

  /// - Parameters:
  ///   - version: the harness's.
  ///   - folder: the absolute path that paths below it are made relative to.
  public init(version: String, folder: String = "") { sarif = SARIF(version: version, folder: folder) }

  /// The document, on several lines, without a line break at the end.
  ///
  /// - Parameters:
  ///   - unread: complaints about files that do not parse.
  ///   - policy: findings about a policy.
  /// - Throws: never for values of these types.
  public func text(
    _ reports: [LintReport], unread: [Diagnostic] = [], policy: [LintFinding] = []
  ) throws -> String {
    var findings = unread.map { SARIF.Finding($0, about: [$0.message]) }
    for report in reports { findings += report.findings.map { Self.finding($0, suite: report.suite) } }
    findings += policy.map { Self.finding($0, suite: "") }
    let rules =
      LintKind.allCases.map { SARIF.Rule(id: $0.rawValue, summary: $0.summary, level: $0.severity) }
      + Set(unread.map(\.id)).sorted().map { SARIF.Rule(id: $0, summary: "A file does not parse.") }
    return try sarif.text(rules: rules, findings: findings)
  }

  private static func finding(_ finding: LintFinding, suite: String) -> SARIF.Finding {
    var bare = finding
    bare.waiver = nil
    return SARIF.Finding(
      bare.diagnostic,
      about: [suite, finding.scenario ?? "", finding.arm ?? "", finding.wording ?? ""],
      suppression: finding.waiver.map { "\($0.reason) (\($0.by), until \($0.expires))" })
  }
}
