import HawthorneCore

/// Every member of `hawthorne-diff/1`.
enum DiffShapes {
  private typealias C = CommonShapes

  static let side = DocumentShape.object(
    ObjectShape(
      "side", "One of the two reports.",
      [
        .must("report", .hash), .must("model", .name), .may("system", .name), .must("runs", .list(.name)),
        .must("startedAt", .list(.time)), .must("state", .words(RunState.self)), .may("mode", .name),
      ]))

  static let overlap = ObjectShape(
    "overlapOfReports", "Whether both count the same rollouts.",
    [.must("isOneReport", .flag), .must("runs", .list(.name)), .must("isRelabelled", .flag)])

  private static let rewritten = ObjectShape(
    "rewritten", "A scenario that says something else in each report.",
    [
      .must("suite", .suite), .must("scenario", .authored), .must("old", .privateHash),
      .must("new", .privateHash),
    ])

  static let texts = ObjectShape(
    "textChanges", "Scenarios that say something else in each report.",
    [
      .must("rewritten", .listOf(rewritten)), .must("isPaired", .flag), .must("unknown", .list(.authored)),
    ])

  private static let marginTest = ObjectShape(
    "marginTest", "Whether a difference lies within the margin.",
    [.must("interval", C.interval), .may("naInterval", C.interval), .must("isWithin", .flag)])

  static let change = ObjectShape(
    "change", "Something that is not the same in both.",
    [.must("id", .fixed), .must("what", .text), .must("old", .text), .must("new", .text)])

  private static let row = ObjectShape(
    "diffRow", "One metric in one suite × arm × mode, new − old, paired by scenario.",
    [
      .must("suite", .suite), .must("arm", .arm), .must("mode", .name), .may("harm", C.harm),
      .must("metric", C.metric), .must("scenarios", .count), .must("missing", .count), .may("old", .number),
      .may("new", .number), .may("discordance", C.discordance),
      .may("equivalence", .object(marginTest)), .must("stands", .flag),
    ] + C.inference)

  private static let rates = DocumentShape.object(
    ObjectShape(
      "framingRates", "The four rates behind a change.",
      [
        .must("oldFirst", .number), .must("oldSecond", .number), .must("newFirst", .number),
        .must("newSecond", .number),
      ]))

  private static let logOdds = DocumentShape.object(
    ObjectShape(
      "logOdds", "The same on the scale of log odds.",
      [
        .must("old", .number), .must("new", .number), .must("change", .number), .may("interval", C.interval),
        .may("p", .number), .may("q", .number),
      ]))

  private static let framing = ObjectShape(
    "framingChange", "How overt − placebo changed.",
    [
      .must("suite", .suite), .must("mode", .name), .may("harm", C.harm), .must("metric", C.metric),
      .must("first", .arm), .must("second", .arm), .must("scenarios", .count), .may("incomplete", .count),
      .may("rates", rates), .may("logOdds", logOdds),
      .may("scales", .word(["agree", "signs", "significance", "unknown"])), .may("bounds", C.bounds),
      .must("old", .number),
      .must("new", .number), .must("difference", .number), .may("interval", C.interval),
      .may("intervalMethod", C.method), .must("p", .number), .must("pIsExact", .flag), .may("q", .number),
      .may("minimumDetectable", .number), .must("stands", .flag),
    ])

  private static let places = DocumentShape.listOf(
    ObjectShape(
      "place", "A cell.",
      [.must("suite", .suite), .must("scenario", .authored), .must("arm", .arm), .must("mode", .name)]))

  private static let changes = ObjectShape(
    "changes", "Cells that changed sides.",
    [
      "newlyAware", "noLongerAware", "newlyComplying", "newlyRefusing", "newlyMisaligned", "newlyUnreadable",
      "lost", "added",
    ].map { .must($0, places) }
      + ["noLongerRefusing", "noLongerMisaligned", "newlyReadable"].map { .may($0, places) })

  private static let expectation = DocumentShape.object(
    ObjectShape(
      "expectation", "What a rerun would bring.",
      [.must("expected", .number), .must("interval", C.interval)]))

  private static let exact = DocumentShape.object(
    ObjectShape(
      "exactFlips", "What chance alone would bring.",
      [
        .must("expected", .number), .must("interval", C.interval), .must("p", .number), .may("q", .number),
      ]))

  private static let flipCount = DocumentShape.object(
    ObjectShape(
      "flipCount", "Scenarios that changed sides.",
      [.must("observed", .count), .may("rerun", expectation), .may("exact", exact)]))

  private static let flips = ObjectShape(
    "flipRow", "Scenarios that changed sides, beside what a rerun would bring.",
    [
      .must("suite", .suite), .must("arm", .arm), .must("mode", .name), .may("harm", C.harm),
      .must("metric", C.metric), .must("verdict", .word(["majority", "any", "all"])),
      .must("scenarios", .count), .must("unknown", .count), .must("gained", flipCount),
      .must("lost", flipCount), .must("both", flipCount), .may("rerunRollouts", .count),
      .may("basis", .word(["repeats", "control"])),
      .may("silence", .word(["singles", "same_rollouts", "unknown", "too_many"])),
    ])

  static let diff = ObjectShape(
    "diff", "Two reports side by side.",
    [
      .must("schema", .word([ReportDiff.schema])), .must("id", .hash, "Over all other members."),
      .must("across", .words(DiffFactor.self)), .must("old", side), .must("new", side),
      .must("varied", .listOf(change)), .must("confounds", .listOf(change)),
      .must("allowed", .list(.words(DiffAllowance.self))), .must("sharedScenarios", .count),
      .may("overlap", .object(overlap)), .may("hidden", .list(.text)), .may("texts", .object(texts)),
      .may("margin", .number), .may("sameModel", .object(SameModelShapes.section)),
      .may("flips", .listOf(flips)), .must("rows", .listOf(row)), .must("framing", .listOf(framing)),
      .must("changes", .object(changes)),
    ])
}
