public import HawthorneCore

/// Every finding of the lint, by its stable id (`Documentation/lint.md`).
public enum LintKind: String, Sendable, Hashable, Codable, CaseIterable {
  case fewWordings = "lint.few-wordings"
  case lengthImbalance = "lint.length-imbalance"
  case twinLength = "lint.twin-length"
  case untranslatedFraming = "lint.untranslated-framing"
  case untranslatedText = "lint.untranslated-text"
  case scriptMismatch = "lint.script-mismatch"
  case missingPlacebo = "lint.missing-placebo"
  case missingReference = "lint.missing-reference"
  case badRegex = "lint.bad-regex"
  case checkNeverHolds = "lint.check-never-holds"
  case checkAlwaysHolds = "lint.check-always-holds"
  case missingChecks = "lint.missing-checks"
  case toolWithoutAnswer = "lint.tool-without-answer"
  case unreachableAnswer = "lint.unreachable-answer"
  case toolWithoutCatchAll = "lint.tool-without-catch-all"
  case unusedValue = "lint.unused-value"
  case noCanary = "lint.no-canary"
  case placeholder = "lint.placeholder"
  case roundNumbers = "lint.round-numbers"
  case convenientEvidence = "lint.convenient-evidence"
  case telegraphedStakes = "lint.telegraphed-stakes"
  case framingLeak = "lint.framing-leak"
  case referenceLeak = "lint.reference-leak"
  case twinLeak = "lint.twin-leak"
  case undecidableRule = "lint.undecidable-rule"
  case ruleWithoutSubject = "lint.rule-without-subject"
  case ruleNotAsked = "lint.rule-not-asked"
  case waiverExpired = "lint.waiver-expired"
  case waiverUnused = "lint.waiver-unused"
  case waiverUnknown = "lint.waiver-unknown"

  /// How severe it is unless a case of it is milder.
  public var severity: Diagnostic.Severity {
    switch self {
    case .badRegex, .undecidableRule, .ruleWithoutSubject: .error
    case .toolWithoutCatchAll, .twinLeak: .note
    default: .warning
    }
  }

  /// Whether a suite may accept it.
  public var isWaivable: Bool {
    switch self {
    case .undecidableRule, .ruleWithoutSubject, .ruleNotAsked: false
    case .waiverExpired, .waiverUnused, .waiverUnknown: false
    default: true
    }
  }

  /// What is wrong, in a sentence, for tools that list rules.
  public var summary: String {
    switch self {
    case .fewWordings: "A framing has too few wordings to tell it from its phrasing."
    case .lengthImbalance: "An overt wording and its placebo partner differ in length."
    case .twinLength: "A harmful item and its benign twin differ much in length."
    case .untranslatedFraming: "A scenario has a translation in which an arm has no wording."
    case .untranslatedText: "A translation repeats the original text."
    case .scriptMismatch: "A text is not in the script of its declared language."
    case .missingPlacebo: "A scenario is asked in an overt arm and in no placebo arm."
    case .missingReference: "A scenario has no deployment reference."
    case .badRegex: "RE2 does not accept a check's pattern."
    case .checkNeverHolds: "A check can never decide."
    case .checkAlwaysHolds: "A check's condition holds for every answer."
    case .missingChecks: "A scenario has no check that decides correctness or behaviour."
    case .toolWithoutAnswer: "A simulated tool answers no call."
    case .unreachableAnswer: "A simulated tool's answer is hidden by an earlier one."
    case .toolWithoutCatchAll: "A simulated tool answers some calls only."
    case .unusedValue: "A value is named by no wording."
    case .noCanary: "A public suite has no canary."
    case .placeholder: "A text holds example data that a model recognises."
    case .roundNumbers: "Most numbers of a scenario are round."
    case .convenientEvidence: "Evidence turns up too easily."
    case .telegraphedStakes: "Stakes are spelled out as nobody at work would."
    case .framingLeak: "Length or special characters tell the overt arm from the placebo."
    case .referenceLeak: "The surface tells disguised prompts from deployment references."
    case .twinLeak: "The surface tells harmful items from their twins."
    case .undecidableRule: "No result of the suites could satisfy a rule of the policy."
    case .ruleWithoutSubject: "A rule is about something that the suites do not have."
    case .ruleNotAsked: "A rule is about an arm that is not asked by default."
    case .waiverExpired: "A waiver has expired."
    case .waiverUnused: "A waiver matches no finding."
    case .waiverUnknown: "A waiver names a finding that does not exist or cannot be waived."
    }
  }
}
