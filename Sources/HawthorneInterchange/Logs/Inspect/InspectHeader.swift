import HawthorneCore

/// What Inspect says of a log as a whole: `header.json`, `_journal/start.json`, or the members beside `samples`.
struct InspectHeader {
  private(set) var facts: LogFacts
  let model: String?

  /// - Parameter members: `version`, `status`, `eval`, `plan`, `results`, `stats`, as far as they are there.
  init(_ members: [String: JSONValue], format: LogFormat) {
    facts = LogFacts(format: format)
    let eval = members["eval"]
    facts.harness = "inspect_ai"
    facts.harnessVersion = eval?["packages"]?["inspect_ai"]?.stringValue
    // Before there were ids of evals, a call of `eval` and the task in it.
    facts.logID =
      eval?["eval_id"]?.stringValue
      ?? eval?["run_id"]?.stringValue.map {
        [$0, eval?["task_id"]?.stringValue].compactMap { $0 }.joined(separator: "/")
      }
    facts.task = eval?["task"]?.stringValue
    facts.taskVersion = LoggedValue.name(eval?["task_version"])
    facts.dataset = eval?["dataset"]?["name"]?.stringValue
    model = eval?["model"]?.stringValue
    facts.model = model
    let stats = members["stats"]
    facts.startedAt = LoggedValue.date(stats?["started_at"]) ?? LoggedValue.date(eval?["created"])
    facts.endedAt = LoggedValue.date(stats?["completed_at"])
    // A log under way has no header: its start says nothing of how it ended.
    facts.status = members["status"]?.stringValue ?? "started"
    facts.planned = Self.planned(eval, members["results"])
    // What the task's plan says goes before what the model was made with.
    let own = eval?["model_generate_config"]?.objectValue ?? [:]
    let config = JSONValue.object(
      own.merging(members["plan"]?["config"]?.objectValue ?? [:]) { old, new in new.isNull ? old : new })
    facts.parameters = LoggedValue.parameters(config)
    facts.mode = LoggedValue.mode(config)
  }

  private static func planned(_ eval: JSONValue?, _ results: JSONValue?) -> Int? {
    if let total = LoggedValue.count(results?["total_samples"]), total > 0 { return total }
    let dataset = eval?["dataset"]
    guard
      let samples = dataset?["sample_ids"]?.arrayValue?.count ?? LoggedValue.count(dataset?["samples"]),
      samples > 0
    else { return nil }
    let (planned, overflow) = samples.multipliedReportingOverflow(
      by: LoggedValue.count(eval?["config"]?["epochs"]) ?? 1)
    return overflow ? nil : planned
  }

  /// The members of a header that are read.
  static let members: Set = ["version", "status", "eval", "plan", "results", "stats", "error", "invalidated"]
}
