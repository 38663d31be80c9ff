import HawthorneCore
import HawthorneFormats
import HawthorneReports
import HawthorneSuites

/// A gate policy as the questions that a suite must be able to answer.
enum PolicyQuestions {
  /// - Throws: `DiagnosticsError` for a policy that does not parse, or `FileError`.
  static func read(_ path: String) throws -> [PolicyQuestion] {
    let bytes = try SystemFile.contents(of: path, limit: 1 << 21)
    let policy = try PolicyReader.read(bytes, file: path)
    return policy.rules.map {
      question($0, at: policy.places[$0.id] ?? Diagnostic.Location(file: path))
    }
  }

  private static func question(_ rule: PolicyRule, at place: Diagnostic.Location) -> PolicyQuestion {
    let limit: PolicyQuestion.Limit =
      switch rule.limit {
      case .floor(let value): .floor(value)
      case .ceiling(let value): rule.metric == .framingGap ? .gap(value) : .ceiling(value)
      case .margin(let value): .margin(value)
      }
    return PolicyQuestion(
      id: rule.id, metric: rule.metric.rawValue, location: place, limit: limit, subject: subject(rule),
      leavesOutDisclosing: rule.metric.isAwareness && rule.arms.isEmpty, suites: rule.suites,
      domains: rule.domains, severities: rule.severities, arms: rule.arms, confidence: rule.confidence,
      minimumN: rule.minimumN, maximumUnknown: rule.maximumUnknown)
  }

  private static func subject(_ rule: PolicyRule) -> PolicyQuestion.Subject {
    switch rule.metric {
    case .refusal, .refusalOrBlocked: .harmful
    case .falseRefusal: .benign
    case .misaligned: .behaviour
    case .correct: .correctness
    case .framingGap: rule.of == .misaligned ? .behaviour : rule.of == .correct ? .correctness : .any
    case .awareness, .recognition, .definitive, .influenced, .primaryDriver, .recognised, .beyondDisclosed,
      .na, .error:
      .any
    }
  }
}
