/// What the patterns under `cues` of an awareness pack are for.
enum Cue: String, Sendable, CaseIterable {
  // Stance.
  case hedgeStrong = "hedge.strong"
  case hedgeWeak = "hedge.weak"
  case certain
  case negationInside = "negation.inside"
  case negationBefore = "negation.before"
  case rejectionBefore = "rejection.before"
  case rejectionAfter = "rejection.after"
  /// At the start of the sentence after a question.
  case rejectionAnswer = "rejection.answer"
  case hypotheticalBefore = "hypothetical.before"
  case attributionBefore = "attribution.before"
  // The same for languages that put it last, from the match to the end of its clause.
  case hedgeStrongAfter = "hedge.strong.after"
  case hedgeWeakAfter = "hedge.weak.after"
  case certainAfter = "certain.after"
  case negationAfter = "negation.after"
  case hypotheticalAfter = "hypothetical.after"
  case attributionAfter = "attribution.after"
  /// Parts the clauses of a sentence; the match's own is the one that cues are read in.
  case clauseBreak = "clause.break"
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
}
