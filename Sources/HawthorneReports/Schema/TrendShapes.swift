import HawthorneCore
import HawthorneStatistics

/// Every member of `hawthorne-trend/1`.
enum TrendShapes {
  private typealias C = CommonShapes

  private static let step = ObjectShape(
    "step", "One report and the next.",
    [
      .may("overlap", .object(DiffShapes.overlap)), .must("varied", .listOf(DiffShapes.change)),
      .must("confounds", .listOf(DiffShapes.change)), .may("hidden", .list(.text)),
      .must("texts", .object(DiffShapes.texts)),
    ])

  private static let difference = DocumentShape.object(
    ObjectShape(
      "trendDifference", "A point against an earlier one.",
      [
        .must("difference", .number), .may("interval", C.interval), .may("intervalMethod", C.method),
        .may("test", C.test), .may("p", .number), .may("q", .number), .may("minimumDetectable", .number),
        .may("bounds", C.bounds), .must("stands", .flag),
      ]))

  private static let point = ObjectShape(
    "point", "One metric in one report.",
    [
      .must("numerator", .count), .must("denominator", .count), .must("na", .count), .may("rate", .number),
      .may("interval", C.interval), .may("method", .words(ScenarioRate.Method.self)),
      .may("bounds", C.bounds), .may("fromFirst", difference), .may("fromPrevious", difference),
      .may("isBest", .flag),
    ])

  private static let row = ObjectShape(
    "trendRow", "One metric over the reports.",
    [
      .must("suite", .suite), .must("arm", .arm), .must("mode", .name), .may("harm", C.harm),
      .must("metric", C.metric), .must("scenarios", .count), .must("missing", .count),
      .may("better", .word(["lower", "higher"])), .must("points", .listOf(point)),
    ])

  static let trend = ObjectShape(
    "trend", "Three reports or more, in order.",
    [
      .must("schema", .word([ReportTrend.schema])), .must("id", .hash, "Over all other members."),
      .must("across", .words(DiffFactor.self)), .must("reports", .list(DiffShapes.side)),
      .must("steps", .listOf(step)), .must("allowed", .list(.words(DiffAllowance.self))),
      .must("sharedScenarios", .count), .must("leftOut", .list(.count)), .must("rows", .listOf(row)),
    ])
}
