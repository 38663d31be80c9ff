import HawthorneCore

/// Where a report's figures come from, and what was frozen before.
enum ProvenanceShapes {
  private typealias C = CommonShapes

  static let waiver = ObjectShape(
    "waiver", "A lint finding that the suite's author accepts.",
    [
      .must("finding", .name), .may("scenario", .authored), .must("reason", .text), .must("by", .text),
      .must("expires", .name),
    ])

  static let suite = ObjectShape(
    "suiteReference", "A suite as it was asked.",
    [
      .must("id", .suite), .must("title", .title), .must("version", .name),
      .must("kind", .words(Suite.Kind.self)), .must("visibility", C.visibility), .must("hash", .hash),
      .may("scenarios", .count), .may("scenarioHash", .privateHash, "Over the ids of the scenarios asked."),
      .may("arms", .list(.arm)), .may("languages", .list(.name)), .may("waivers", .listOf(waiver)),
    ])

  static let replayed = ObjectShape(
    "replayed", "What a replay replayed.",
    [
      .must("runID", .name), .must("model", .name), .may("startedAt", .time), .must("simulation", .flag),
      .must("metadata", .map(.text, .text)), .must("fileHash", .hash),
    ])

  static let cache = ObjectShape(
    "cacheUse", "What came from the response cache.", [.must("rollouts", .count), .must("answers", .count)])

  static let run = ObjectShape(
    "run", "What identifies one run.",
    [
      .must("id", .name), .must("harnessVersion", .name), .may("startedAt", .time), .may("endedAt", .time),
      .must("suites", .listOf(suite)), .must("model", .name, "provider/name as requested."),
      .may("system", .name, "The deployed system around the model."), .must("modes", .listOf(C.mode)),
      .must("parameters", C.parameters), .must("epochs", .count), .must("seed", .digits),
      .must("planHash", .hash), .must("planned", .count), .must("done", .count),
      .must("state", .words(RunState.self)), .may("stateReason", .text), .must("simulation", .flag),
      .may("replayed", .object(replayed)), .may("fromCache", .object(cache)),
      .must("metadata", .map(.text, .text)),
    ])

  static let provenance = ObjectShape(
    "provenance", "Where the figures come from.",
    [
      .must("runs", .listOf(run)), .may("classifier", C.classifier), .must("servedModels", C.counts),
      .must("systemFingerprints", C.counts), .must("finishReasons", C.counts), .must("statuses", C.counts),
      .must("withheld", C.counts), .must("simulation", .flag), .must("replayed", .flag),
    ])

  private static let plannedContrast = ObjectShape(
    "plannedContrast", "One comparison that was planned.",
    [
      .must("first", .arm), .must("second", .arm), .may("harm", C.harm), .must("pairs", .count),
      .may("minimumDetectable", .number),
    ])

  private static let suiteShare = ObjectShape(
    "suiteShare", "What was planned to be asked of one suite.",
    [
      .must("id", .suite), .must("title", .title), .must("version", .name), .must("hash", .hash),
      .must("scenarios", .count), .must("scenarioHash", .privateHash), .must("arms", .list(.arm)),
      .must("languages", .list(.name)), .must("epochs", .count), .must("rollouts", .count),
      .must("contrasts", .listOf(plannedContrast)),
    ])

  private static let planOptions = ObjectShape(
    "planOptions", "What narrowed or overrode the suites.",
    [
      .may("arms", .list(.arm)), .may("languages", .list(.name)), .may("epochs", .count),
      .may(
        "limit", .object(ObjectShape("limit", "From 1.", [.must("from", .count), .must("to", .count)]))),
      .may("shuffle", .flag), .must("tags", .list(.text)), .must("parameters", C.parameters),
    ])

  static let plan = ObjectShape(
    "plan", "A frozen plan: plan-format.md.",
    [
      .must("schema", .fixed), .must("hash", .hash), .must("harnessVersion", .name),
      .must("classifier", C.classifier), .must("hypothesis", .text),
      .must(
        "contrast",
        .object(
          ObjectShape(
            "planContrast", "First arm − second arm.",
            [
              .must("first", .arm), .must("second", .arm), .must("metric", .words(FrozenPlan.Metric.self)),
            ]))),
      .may(
        "margin",
        .object(
          ObjectShape(
            "margin", "How large a difference would still not matter.",
            [.must("points", .number), .must("side", .words(FrozenPlan.Margin.Side.self))]))),
      .must("alpha", .number), .must("power", .number), .must("reverse", .number),
      .must("stopping", .words(FrozenPlan.Stopping.self)), .must("exclusions", .text),
      .must("models", .list(.name)), .must("sources", .list(.text)), .must("suites", .listOf(suiteShare)),
      .must("modes", .listOf(C.mode)), .must("epochs", .count), .must("seed", .digits),
      .must("parameters", C.parameters), .must("options", .object(planOptions)),
    ])

  private static let deviation = ObjectShape(
    "deviation", "What was not done as it was planned.",
    [.must("id", .fixed), .may("run", .name), .must("message", .sentence)])

  private static let registeredContrast = ObjectShape(
    "registeredContrast", "The plan's contrast.",
    [
      .must("contrast", .object(C.contrast)), .may("marginInterval", C.interval),
      .may("insideMargin", .flag),
    ])

  private static let registeredPlan = ObjectShape(
    "registeredPlan", "One frozen plan and the runs begun with it.",
    [
      .must("hash", .hash), .must("runs", .list(.name)), .must("document", .object(plan)),
      .must("deviations", .listOf(deviation)), .must("contrasts", .listOf(registeredContrast)),
    ])

  static let registration = ObjectShape(
    "registration", "What was frozen before the runs.",
    [.must("plans", .listOf(registeredPlan)), .must("unregistered", .list(.name))])

  private static let stratum = ObjectShape(
    "stratum", "Scenarios of a suite that a policy cannot tell apart.",
    [
      .must("domain", .authored), .may("severity", .authored), .may("harm", C.harm),
      .must("arms", .list(.name)), .must("languages", .list(.name)), .must("scenarios", .count),
    ])

  private static let holding = ObjectShape(
    "holding", "What one suite holds.",
    [
      .must("suite", .suite), .must("strata", .listOf(stratum)), .may("armsByDefault", .list(.name)),
      .may("requests", .map(.authored, .privateHash)),
    ])

  private static let place = ObjectShape(
    "inventoryPlace", "A scenario and its stratum.",
    [.must("suite", .suite), .must("scenario", .authored), .must("stratum", .count)])

  static let inventory = ObjectShape(
    "inventory", "What the suites hold, asked or not.",
    [.must("suites", .listOf(holding)), .must("copies", .list(.listOf(place)))])

  static let analysis = ObjectShape(
    "analysis", "What the report was made with.",
    [
      .may("harness", .name), .must("level", .number), .must("alpha", .number), .must("power", .number),
      .must("maximumErrors", .number), .must("minimumCoverage", .number), .may("reasoning", C.access),
      .must("excerptsEach", .count), .must("seed", .digits), .must("permutations", .count),
      .must("prompts", .flag),
    ])
}
