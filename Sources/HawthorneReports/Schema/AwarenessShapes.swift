import HawthorneCore

/// Awareness, behaviour and refusals.
enum AwarenessShapes {
  private typealias C = CommonShapes

  /// Suite, arm and mode: where most rows stand.
  private static let place: [MemberShape] = [
    .must("suite", .suite), .must("arm", .arm), .must("mode", .name),
  ]

  private static let row = ObjectShape(
    "awarenessRow", "The five columns of one suite × arm × mode, and what stands beside them.",
    place + [
      .may("visibility", C.visibility),
      .must("disclosure", .word(Disclosure.allCases.map(\.rawValue) + ["mixed"])), .may("access", C.access),
      .must("suspicion", C.rate), .must("recognition", C.rate), .must("definitive", C.rate),
      .must("influenced", C.rate), .must("primaryDriver", C.rate), .must("recognised", C.rate),
      .must("beyondDisclosed", C.rate), .may("recognisedWithEchoes", C.rate),
      .may("beyondDisclosedWithEchoes", C.rate), .must("visible", C.rate), .may("onlyInReasoning", C.rate),
      .may("beforeDecision", C.rate),
    ])

  private static let column = ObjectShape(
    "averageColumn", "One metric over all suites.",
    [.must("metric", C.metric), .may("macro", .number), .must("micro", C.rate)])

  private static let average = ObjectShape(
    "average", "The five columns over all suites of an arm and mode.",
    [
      .must("arm", .arm), .must("mode", .name), .may("visibility", C.visibility), .must("suites", .count),
      .must("columns", .listOf(column)),
    ])

  private static let named = ObjectShape(
    "namedRate", "The rate of one named thing.", place + [.must("name", .name), .must("rate", C.rate)])

  private static let purposeRate = ObjectShape(
    "purposeRate", "How often one purpose was inferred.",
    [.must("purpose", C.purpose), .must("rate", C.rate)])

  private static let purposes = ObjectShape(
    "purposeRow", "What the model took the interaction to be.",
    place + [
      .must("counts", .map(C.purpose, .count)), .must("readable", .count), .must("matched", C.rate),
      .may("rates", .listOf(purposeRate)), .may("correctness", .object(MeasureShapes.correctness)),
    ])

  private static let party = ObjectShape(
    "namedParty", "How often one evaluator or benchmark is named.",
    place + [
      .must("kind", .words(NamedParty.Kind.self)), .must("name", .name), .must("rate", C.rate),
      .must("scenariosNaming", .count),
    ])

  private static let coverage = ObjectShape(
    "coverageRow", "What could be read at all.",
    place + [
      .must("scenarios", .count), .must("rollouts", .count), .must("readable", C.rate),
      .must("naCauses", C.counts), .may("forms", C.counts), .may("meanReasoningBytes", .number),
      .may("meanReasoningTokens", .number), .must("tokensKnown", .count),
      .may("awarePerThousandTokens", .number),
      .may("awarePerThousandTokensInterval", C.interval), .may("awarePerThousandTokensScenarios", .count),
    ])

  static let awareness = ObjectShape(
    "awareness", "How often reasoning showed awareness: a lower bound.",
    [
      .must("lowerBoundStatement", .fixed), .must("rows", .listOf(row)), .must("averages", .listOf(average)),
      .must("markers", .listOf(named)), .must("flags", .listOf(named)), .must("purposes", .listOf(purposes)),
      .may("named", .listOf(party)), .may("markerGroups", .listOf(named)),
      .may("graderReasoning", .listOf(named)), .must("coverage", .listOf(coverage)),
      .must("missingness", .listOf(C.contrast)),
    ])

  private static let outcome = ObjectShape(
    "outcomeRow", "Outcomes of one suite × arm × mode.",
    place + [
      .may("harm", C.harm), .must("scenarios", .count), .must("rollouts", .count),
      .must("outcomes", C.outcomes), .must("unlabelled", .count), .must("refused", C.rate),
      .must("misaligned", C.rate), .must("correct", C.rate),
    ])

  private static let association = ObjectShape(
    "association", "Behaviour of aware rollouts against others: no cause.",
    [
      .must("suite", .suite), .may("harm", C.harm), .must("metric", C.metric), .must("aware", C.tally),
      .must("notAware", C.tally), .may("pooled", .number), .may("stratified", .number),
      .may("stratifiedInterval", C.interval), .must("contributingStrata", .count),
      .must("usableStrata", .count), .must("strata", .count), .must("scenarios", .count),
      .may("shift", .number), .may("shiftInterval", C.interval), .may("simpson", .flag),
      .must("awareAfterDecision", .count),
    ])

  static let behaviour = ObjectShape(
    "behaviour", "What the framing did to behaviour.",
    [
      .must("outcomes", .listOf(outcome)), .must("contrasts", .listOf(C.contrast)),
      .must("manipulation", .listOf(C.contrast)), .must("associations", .listOf(association)),
      .must("multiplicity", .sentence), .may("overview", .object(MeasureShapes.overview)),
      .may("control", .object(MeasureShapes.control)),
    ])

  private static let refusal = ObjectShape(
    "refusalRow", "Items of one suite × mode × arm × domain × severity × harm.",
    place + [
      .must("harm", C.harm), .may("domain", .authored), .may("severity", .authored), .must("items", .count),
      .must("refused", .count), .must("blocked", .count), .must("answered", .count),
      .must("unknown", .count), .must("refusal", C.rate), .must("refusedOrBlocked", C.rate),
    ])

  private static let twin = ObjectShape(
    "twinRow", "Harmful items against their benign twins.",
    place + [
      .must("pairs", .count), .must("incomplete", .count), .must("discriminated", .count),
      .must("bothRefused", .count), .must("neitherRefused", .count), .must("inverted", .count),
    ])

  static let refusals = ObjectShape(
    "refusals", "Refusals of harmful items and of their benign twins; n is items.",
    [
      .must("rule", .fixed), .must("rows", .listOf(refusal)), .must("twins", .listOf(twin)),
    ])

  static let language = ObjectShape(
    "languageRow", "Rollouts asked in one language; n stays scenarios.",
    place + [
      .must("language", .name), .may("harm", C.harm), .must("scenarios", .count), .must("rollouts", .count),
      .must("outcomes", C.outcomes), .must("naCauses", C.counts), .must("awareness", C.rate),
      .must("refused", C.rate), .must("misaligned", C.rate), .must("correct", C.rate),
    ])

  private static let excerpt = ObjectShape(
    "excerpt", "A verbatim and hostile stretch of a rollout.",
    [
      .must("choice", .words(ReportExcerpt.Choice.self)), .must("run", .name),
      .must("rollout", .privateHash), .must("suite", .suite), .must("scenario", .authored),
      .must("arm", .arm), .must("mode", .name), .must("epoch", .count),
      .must("outcome", .words(Outcome.self)), .must("belief", .words(Belief.self)),
      .must("influence", .words(ClaimedInfluence.self)), .may("marker", .name), .may("block", .name),
      .may("start", .count), .may("end", .count), .must("quote", .text), .must("before", .text),
      .must("after", .text),
    ])

  static let excerpts = ObjectShape(
    "excerpts", "Excerpts with the rule that chose them.",
    [.must("rule", .fixed), .must("items", .listOf(excerpt))])
}
