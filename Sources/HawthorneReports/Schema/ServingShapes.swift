import HawthorneCore

/// Who served the rollouts.
enum ServingShapes {
  private static let field = DocumentShape.words(ServingField.self)
  private static let byArm = DocumentShape.map(.arm, CommonShapes.counts)

  private static let value = ObjectShape(
    "servedValue", "One value of a field in the course of a run.",
    [
      .must("value", .name), .must("rollouts", .count), .must("byArm", .map(.arm, .count)),
      .may("firstAt", .time), .may("lastAt", .time),
    ])

  private static let change = ObjectShape(
    "servedChange", "The first rollout served by another value than the one before it.",
    [
      .must("from", .name), .must("to", .name), .must("rollout", .privateHash), .must("suite", .suite),
      .must("scenario", .authored), .must("arm", .arm), .must("mode", .name), .must("epoch", .count),
      .may("at", .time), .must("place", .count), .must("before", byArm), .must("after", byArm),
    ])

  private static let line = ObjectShape(
    "servingLine", "The values of one field in the course of a run.",
    [
      .must("run", .name), .must("field", field), .must("values", .listOf(value)), .must("notSaid", .count),
      .must("rollouts", .count), .must("changes", .count), .may("first", .object(change)),
    ])

  private static let sum = DocumentShape.object(
    ObjectShape(
      "sum", "A sum over the rollouts whose provider counted.",
      [.must("total", .count), .must("rollouts", .count)]))

  private static let money = ObjectShape(
    "money", "What some rollouts cost.",
    [.must("currency", .name), .must("amount", .number), .must("rollouts", .count)])

  private static let totals = ObjectShape(
    "servingTotals", "Tokens and money by run, model and mode.",
    [
      .must("run", .name), .must("requestedModel", .name), .may("servedModel", .name), .must("mode", .name),
      .must("rollouts", .count), .must("failed", .count), .must("requests", .count),
      .must("fromCache", .count), .must("cachedAnswers", .count), .may("input", sum), .may("output", sum),
      .may("reasoning", sum), .may("cachedInput", sum), .may("latency", sum), .must("costs", .listOf(money)),
      .must("withFingerprint", .count), .must("withRoute", .count), .must("withRequestID", .count),
      .must("withParameters", .count),
    ])

  private static let alone = ObjectShape(
    "servedAlone", "A value that one arm saw often and no other.",
    [
      .must("arm", .arm), .must("value", .name), .must("rollouts", .count), .must("mostElsewhere", .count),
    ])

  private static let mix = ObjectShape(
    "servingMix", "One field by arm.",
    [
      .must("run", .name), .must("suite", .suite), .must("mode", .name), .must("field", field),
      .must("arms", byArm), .must("scenarios", .count), .may("p", .number), .may("adjustedP", .number),
      .may("minimumDetectable", .number), .must("alone", .listOf(alone)),
    ])

  private static let drift = ObjectShape(
    "drift", "One metric in the two halves of a run.",
    [
      .must("run", .name), .must("measure", .words(DriftRow.Measure.self)),
      .may("harm", CommonShapes.harm), .must("scenarios", .count), .must("paired", .count),
      .must("firstAlone", .count), .must("secondAlone", .count), .must("firstNA", .count),
      .must("secondNA", .count), .may("first", .number), .may("second", .number),
      .may("difference", .number), .may("interval", CommonShapes.interval), .may("p", .number),
      .may("pIsExact", .flag), .may("adjustedP", .number), .may("minimumDetectable", .number),
    ])

  static let serving = ObjectShape(
    "serving", "Who served, and whether that changed or differed by arm.",
    [
      .must("lines", .listOf(line)), .must("totals", .listOf(totals)), .must("mixes", .listOf(mix)),
      .must("drift", .listOf(drift)), .must("multiplicity", .sentence),
    ])
}
