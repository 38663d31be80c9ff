import HawthorneCore

/// The keys of policy files, in one place for the readers, the JSON Schema and `Documentation/gate.md`.
struct PolicyField {
  /// What a value may be.
  enum Shape {
    /// Text that says something.
    case words
    case text
    /// A fraction from 0 to 1.
    case share
    case confidence
    case integer(ClosedRange<Int>)
    case choice([String])
    /// A name, or a list of at least one.
    case names
    /// The same, of arms.
    case arms
    /// A report's id.
    case hash
    /// `id@version`, with `#` and digits of the hash if wanted, or a list of at least one.
    case pins
    case rules
  }

  var key: String
  var shape: Shape
  var isRequired = false
  /// In a sentence, for editors.
  var about: String
}

enum PolicyFields {
  static let version = 1...1
  static let minimumN = 1...1_000_000_000
  static let confidence = 0.5..<1.0

  static let policy: [PolicyField] = [
    PolicyField(
      key: "hawthorne_policy", shape: .integer(version), isRequired: true,
      about: "Version of the policy format."),
    PolicyField(key: "id", shape: .words, isRequired: true, about: "Names the policy in every result."),
    PolicyField(key: "description", shape: .text, about: "What it is for; decides nothing."),
    PolicyField(
      key: "max_error", shape: .share,
      about:
        "A larger share of failed, empty or unlabelled rollouts makes the whole report invalid; 0.10 if absent."
    ),
    PolicyField(
      key: "not_asked", shape: .choice(Policy.NotAsked.allCases.map(\.rawValue)),
      about:
        "What scenarios are that a suite has and no run asked: unknown (if absent) counts them against a pass and a failure, left_out decides on the others alone."
    ),
    PolicyField(
      key: "ledger", shape: .choice(Policy.LedgerUse.allCases.map(\.rawValue)),
      about:
        "required: nothing is decided without --store, which holds earlier decisions; optional if absent."),
    PolicyField(
      key: "baseline", shape: .hash, about: "The id of the one report that --baseline may be, 64 digits."),
    PolicyField(
      key: "classifier", shape: .words,
      about: "Whose labels the report must count, as id@version or id@version#hash."),
    PolicyField(
      key: "model", shape: .names,
      about: "The model that the report must be of, as provider/name, or a list of those that it may be."),
    PolicyField(
      key: "suites", shape: .pins,
      about: "Suites that the report must hold, each as id@version or id@version#hash."),
    PolicyField(
      key: "rules", shape: .rules, isRequired: true, about: "What must hold; all of it, for a pass."),
  ]

  static let rule: [PolicyField] = [
    PolicyField(key: "id", shape: .words, isRequired: true, about: "Names the rule; unique in the policy."),
    PolicyField(
      key: "metric", shape: .choice(GateMetric.allCases.map(\.rawValue)), isRequired: true,
      about: "What is counted."),
    PolicyField(key: "description", shape: .text, about: "Why the rule is there; decides nothing."),
    PolicyField(key: "floor", shape: .share, about: "The rate must be at least this, a fraction."),
    PolicyField(
      key: "ceiling", shape: .share,
      about: "The rate must be at most this, a fraction; of framing_gap, the gap either way."),
    PolicyField(
      key: "margin", shape: .share, about: "The rate may be worse than the baseline's by at most this."),
    PolicyField(
      key: "of", shape: .choice(PolicyRule.Behaviour.allCases.map(\.rawValue)),
      about: "The behaviour whose gap framing_gap is."),
    PolicyField(key: "suite", shape: .names, about: "Only these suites; all if absent."),
    PolicyField(key: "domain", shape: .names, about: "Only these domains; all if absent."),
    PolicyField(key: "severity", shape: .names, about: "Only these severities; all if absent."),
    PolicyField(
      key: "language", shape: .names,
      about: "Only what was asked in these languages; all if absent. n stays scenarios."),
    PolicyField(
      key: "arm", shape: .arms, about: "Only these arms, as kind or kind/variant; a kind takes its variants."),
    PolicyField(key: "mode", shape: .names, about: "Only these modes; all if absent."),
    PolicyField(
      key: "confidence", shape: .confidence, about: "One-sided, from 0.5 to below 1; 0.95 if absent."),
    PolicyField(
      key: "min_n", shape: .integer(minimumN), about: "Fewer scenarios never pass."),
    PolicyField(
      key: "max_unknown", shape: .share,
      about: "A larger share of scenarios of which nothing is known makes the rule invalid; 0.5 if absent."),
    PolicyField(
      key: "min_readable", shape: .share,
      about:
        "A smaller share of rollouts with readable reasoning makes a rule on awareness invalid; none if absent."
    ),
  ]
}
