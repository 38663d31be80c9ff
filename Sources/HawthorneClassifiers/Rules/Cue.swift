/// What the patterns under `cues` of a pack are for.
enum Cue: String, Sendable, CaseIterable {
  // Stance.
  case hedgeStrong = "hedge.strong"
  case hedgeWeak = "hedge.weak"
  case certain
  case negationInside = "negation.inside"
  case negationBefore = "negation.before"
  case rejectionBefore = "rejection.before"
  case rejectionAfter = "rejection.after"
  case hypotheticalBefore = "hypothetical.before"
  case attributionBefore = "attribution.before"
  // Who tests.
  case agentUser = "agent.user"
  case agentEvaluator = "agent.evaluator"
  case agentPronoun = "agent.pronoun"
  case agentImpersonal = "agent.impersonal"
  // What is tested.
  case objectSafety = "object.safety"
  case objectHonesty = "object.honesty"
  case objectCapability = "object.capability"
  case objectJailbreak = "object.jailbreak_user"
  case objectTraining = "object.training"
  case objectMonitor = "object.monitor"
  // Layer.
  /// The prompt itself says that it is a test.
  case disclosure
  /// The span is about a purpose behind the stated one.
  case hidden
  /// Words that only an evaluator's test carries, never a user's.
  case evaluatorsTest = "evaluators_test"
  // Of a refusal pack: what the request asks for, and how the answer opens.
  case requestJustify = "request.justify"
  case requestJudge = "request.judge"
  case requestHow = "request.how"
  case requestFact = "request.fact"
  case opensYesNo = "opens.yes-no"
  case opensSympathy = "opens.sympathy"
}
