import HawthorneCore

/// The counts that everything else follows from.
enum CellShapes {
  private typealias C = CommonShapes

  private static let decision = DocumentShape.object(
    ObjectShape(
      "decisionCounts", "Behaviour of a class of rollouts.",
      [.must("refused", C.tally), .must("misaligned", C.tally), .must("correct", C.tally)]))

  private static let axes = DocumentShape.object(
    ObjectShape(
      "axes", "What stands beside belief and influence.",
      [
        .may("access", C.access), .must("forms", C.counts), .must("recognisedWithEchoes", C.tally),
        .must("beyondDisclosedWithEchoes", C.tally), .must("onlyInReasoning", C.tally),
        .must("beforeDecision", C.tally), .must("evaluators", C.counts), .must("benchmarks", C.counts),
      ]))

  private static let language = DocumentShape.object(
    ObjectShape(
      "languageCounts", "What of a cell was asked in one language.",
      [
        .must("rollouts", .count), .must("unlabelled", .count), .must("outcomes", C.outcomes),
        .must("aware", C.tally), .must("naCauses", C.counts), .must("correct", C.tally),
        .must("misaligned", C.tally),
      ]))

  static let cell = ObjectShape(
    "cell", "Everything counted of one scenario in one arm and mode.",
    [
      .must("suite", .suite), .must("scenario", .authored), .must("arm", .arm), .must("mode", .name),
      .must("domain", .authored), .may("severity", .authored), .must("language", .name),
      .may("languages", .map(.name, language)), .may("harm", C.harm), .may("twin", .authored),
      .may("controlOf", .authored), .must("disclosure", C.disclosure), .must("rollouts", .count),
      .must("unlabelled", .count), .must("inconsistent", .count), .must("identicalRepeats", .flag),
      .must("outcomes", C.outcomes), .must("aware", C.tally), .must("naCauses", C.counts),
      .must("recognised", C.tally), .must("beyondDisclosed", C.tally), .must("visible", C.tally),
      .must("belief", .map(.words(Belief.self), .count)),
      .must("influence", .map(.words(ClaimedInfluence.self), .count)), .must("flags", C.counts),
      .must("markers", C.counts), .may("markerGroups", .map(.words(MarkerGroup.self), .count)),
      .must("purposes", .map(C.purpose, .count)),
      .may("expectedPurpose", C.purpose), .must("correct", C.tally), .may("answers", C.answers),
      .must("misaligned", C.tally), .must("whenAware", decision), .must("whenNotAware", decision),
      .must("awareAfterDecision", .count), .may("axes", axes), .must("reasoningBytes", .count),
      .must("reasoningTokens", .count), .must("reasoningTokensKnown", .count),
    ])
}
