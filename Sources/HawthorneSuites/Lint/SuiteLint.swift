public import HawthorneCore
import HawthorneStatistics

/// What a suite's author should know before a token is spent (`Documentation/lint.md`).
///
/// A suite that does not parse never gets here. Pure: the same suite and day give the same report.
public enum SuiteLint {
  private static var rules: [any LintRule.Type] {
    [
      FewWordings.self, LengthImbalance.self, TwinLength.self, Translations.self, ScriptMismatch.self,
      MissingParts.self, DeadChecks.self, ToolScripts.self, UnusedValues.self, Placeholders.self,
      RoundFigures.self, ConvenientEvidence.self, TelegraphedStakes.self,
    ]
  }

  /// Findings, metrics, leakage and design of one suite.
  ///
  /// - Parameters:
  ///   - today: the day on which waivers are looked at, `YYYY-MM-DD`.
  ///   - permutations: of a bag of words that separates; at least 19.
  /// - Throws: `StatisticsError` for a suite beyond what the statistics take.
  public static func report(
    on placed: PlacedSuite, today: String, permutations: Int = Leakage.permutations
  ) throws -> LintReport {
    let subject = LintSubject(placed)
    let suite = placed.suite
    let table = PromptTable(suite)
    let leakage = try LeakageAnalysis.leakage(in: suite, table, permutations: permutations)
    let found = rules.flatMap { $0.findings(in: subject) } + LeakageFindings.findings(leakage, in: subject)
    return LintReport(
      file: placed.places.file, suite: suite.id, version: suite.version, hash: suite.hash, kind: suite.kind,
      findings: sorted(Waivers.apply(found, subject, today: today)),
      measured: table.prompts.count, every: table.every,
      arms: table.arms(of: suite, isAsked: suite.asksByDefault), sets: table.sets(of: subject),
      leakage: leakage,
      design: try Design(suite))
  }

  /// By place, then id; what has no line comes first.
  static func sorted(_ findings: [LintFinding]) -> [LintFinding] {
    findings.sorted { left, right in
      let a = (left.location.file, left.location.line ?? 0, left.location.column ?? 0)
      let b = (right.location.file, right.location.line ?? 0, right.location.column ?? 0)
      if a != b { return a < b }
      return (left.kind.rawValue, left.message) < (right.kind.rawValue, right.message)
    }
  }
}

/// Everything the lint says of one suite.
public struct LintReport: Sendable, Hashable, Codable {
  public var file: String
  public var suite: String
  public var version: String
  public var hash: ContentHash
  public var kind: Suite.Kind
  /// In the order of the file.
  public var findings: [LintFinding]
  /// Prompts that the metrics are over.
  public var measured: Int
  /// 1 where every prompt is measured; n where the suite is huge and every n-th is.
  public var every: Int
  public var arms: [ArmMetrics]
  public var sets: [SetMetrics]
  public var leakage: [Leakage]
  public var design: Design

  /// Whether no unwaived warning or error stands.
  public var passes: Bool { !findings.contains(where: \.counts) }
}
