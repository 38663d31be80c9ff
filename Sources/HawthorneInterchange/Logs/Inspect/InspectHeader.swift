import HawthorneCore

/// What Inspect says of a log as a whole: `header.json`, `_journal/start.json`, or the members beside `samples`.
struct InspectHeader {
  private(set) var facts: LogFacts
  let model: String?
  /// The role that the model under test has, where the log names it by its role: Petri's target.
  let role: String?
  /// An export of ours of a run that was a simulation.
  let isSimulation: Bool

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
    let named = eval?["model"]?.stringValue
    let target = eval?["model_roles"]?["target"]?["model"]?.stringValue
    // In an audit the conversation is the target's, and the eval's own model may be the auditor or none.
    let isAudit = ["task_registry_name", "task"].contains { key in
      let name = eval?[key]?.stringValue ?? ""
      return Self.audits.contains { name.hasPrefix($0) }
    }
    if let target, isAudit || named == nil || named == Self.noModel {
      (model, role) = (target, "target")
    } else {
      (model, role) = (named == Self.noModel ? nil : named, nil)
    }
    facts.model = model
    isSimulation = eval?["metadata"]?["hawthorne_simulation"]?.boolValue == true
    let stats = members["stats"]
    facts.startedAt = LoggedValue.date(stats?["started_at"]) ?? LoggedValue.date(eval?["created"])
    facts.endedAt = LoggedValue.date(stats?["completed_at"])
    // A log under way has no header: its start says nothing of how it ended.
    facts.status = members["status"]?.stringValue ?? "started"
    if members["invalidated"]?.boolValue == true { facts.status = "invalidated" }
    facts.planned = Self.planned(eval, members["results"])
    // What the task's plan says goes before what the model was made with.
    let own = eval?["model_generate_config"]?.objectValue ?? [:]
    let config = JSONValue.object(
      own.merging(members["plan"]?["config"]?.objectValue ?? [:]) { old, new in new.isNull ? old : new })
    facts.parameters = LoggedValue.parameters(config)
    facts.mode = LoggedValue.mode(config)
  }

  /// Tasks in which an auditor talks to a target.
  private static let audits = [
    "inspect_petri/", "petri/", "inspect_petri_bloom/", "petri_bloom/", "petri_dish/",
  ]
  /// How Inspect names the model of a task that was given none.
  private static let noModel = "none/none"

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
