import HawthorneCore

/// Every member of `hawthorne-diff/1`.
enum DiffShapes {
  private typealias C = CommonShapes

  private static let side = DocumentShape.object(
    ObjectShape(
      "side", "One of the two reports.",
      [
        .must("report", .hash), .must("model", .name), .must("runs", .list(.name)),
        .must("startedAt", .list(.time)), .must("state", .words(RunState.self)), .may("mode", .name),
      ]))

  private static let change = ObjectShape(
    "change", "Something that is not the same in both.",
    [.must("id", .fixed), .must("what", .text), .must("old", .text), .must("new", .text)])

  private static let row = ObjectShape(
    "diffRow", "One metric in one suite × arm × mode, new − old, paired by scenario.",
    [
      .must("suite", .suite), .must("arm", .arm), .must("mode", .name), .may("harm", C.harm),
      .must("metric", C.metric), .must("scenarios", .count), .must("missing", .count), .may("old", .number),
      .may("new", .number), .may("discordance", C.discordance), .must("stands", .flag),
    ] + C.inference)

  private static let framing = ObjectShape(
    "framingChange", "How overt − placebo changed.",
    [
      .must("suite", .suite), .must("mode", .name), .may("harm", C.harm), .must("metric", C.metric),
      .must("first", .arm), .must("second", .arm), .must("scenarios", .count), .must("old", .number),
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
    ].map { .must($0, places) })

  static let diff = ObjectShape(
    "diff", "Two reports side by side.",
    [
      .must("schema", .word([ReportDiff.schema])), .must("id", .hash, "Over all other members."),
      .must("across", .words(DiffFactor.self)), .must("old", side), .must("new", side),
      .must("varied", .listOf(change)), .must("confounds", .listOf(change)),
      .must("allowed", .list(.words(DiffAllowance.self))), .must("sharedScenarios", .count),
      .must("rows", .listOf(row)), .must("framing", .listOf(framing)), .must("changes", .object(changes)),
    ])
}
