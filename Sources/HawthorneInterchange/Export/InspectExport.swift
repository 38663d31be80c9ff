public import HawthorneCore
import HawthorneFormats
public import HawthorneStore

/// A stored run as an Inspect log (`.json`), which `inspect view` and Scout open.
///
/// A rollout is a sample of its epoch. What tells rollouts of one scenario apart here stands in the sample's id
/// (`suite/scenario [arm, mode]`) and again in its metadata; the label of one classifier and the scores that were
/// imported stand among its scores.
public struct InspectExport: Sendable {
  private let manifest: RunManifest
  private let classifier: ClassifierIdentity?
  private let scenarios: [String: Scenario]

  /// - Parameters:
  ///   - classifier: whose label goes along; nil for none.
  ///   - suites: as stored, for the scenarios' domains.
  public init(_ manifest: RunManifest, classifier: ClassifierIdentity?, suites: [Suite]) {
    self.manifest = manifest
    self.classifier = classifier
    scenarios = Dictionary(
      suites.flatMap { suite in suite.scenarios.map { ("\(suite.id)/\($0.id)", $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Everything before the samples: the opening of a document whose array `samples` is open.
  ///
  /// - Parameters:
  ///   - record: says how the run ended.
  ///   - samples: ids of the samples, each once, in order.
  /// - Throws: an encoding error.
  public func opening(_ record: RunRecord, samples: [String]) throws -> String {
    let status =
      switch record.state {
      case .complete: "success"
      case .running: "started"
      case .stoppedByPolicy, .incomplete: "cancelled"
      case .invalid: "error"
      }
    let suites = manifest.suites.map(\.id)
    var config: [String: JSONValue] = [:]
    if let value = manifest.parameters.temperature { config["temperature"] = .number(value) }
    if let value = manifest.parameters.topP { config["top_p"] = .number(value) }
    if let value = manifest.parameters.maxTokens { config["max_tokens"] = .integer(Int64(value)) }
    if let value = manifest.parameters.seed { config["seed"] = .integer(value) }
    let eval: [String: JSONValue] = [
      "eval_id": .string(manifest.id), "run_id": .string(manifest.id),
      "task_id": .string(manifest.planHash.short),
      // The format demands a date; `imported.started` in the metadata says where nobody gave one.
      "created": .string(Self.date(manifest.startedAt)),
      "task": .string("hawthorne/\(suites.joined(separator: "+"))"),
      "task_version": .string(manifest.suites.map(\.version).joined(separator: "+")),
      "dataset": [
        "name": .string(suites.joined(separator: "+")), "samples": .integer(Int64(samples.count)),
        "sample_ids": .array(samples.map { .string($0) }), "shuffled": false,
      ],
      "model": .string(manifest.model.description), "model_generate_config": .object(config),
      "config": ["epochs": .integer(Int64(max(1, manifest.epochs)))],
      "packages": [:],
      "metadata": .object(metadata),
    ]
    let head: [(String, JSONValue)] = [
      ("version", 2), ("status", .string(status)), ("eval", .object(eval)),
      ("plan", ["name": "plan", "steps": [], "config": .object(config)]),
      (
        "results",
        [
          "total_samples": .integer(Int64(manifest.plannedRollouts)),
          "completed_samples": .integer(Int64(record.counts.completed)), "scores": [],
        ]
      ),
      (
        "stats",
        [
          "started_at": .string(manifest.statedStart.map(Self.date) ?? ""),
          "completed_at": .string(record.endedAt.map(Self.date) ?? ""), "model_usage": [:],
        ]
      ),
    ]
    let members = try head.map { "\"\($0.0)\":\(try CanonicalJSON.text(of: $0.1))" }
    return "{" + members.joined(separator: ",") + ",\"samples\":["
  }

  /// What closes the document.
  public static let closing = "]}\n"

  private var metadata: [String: JSONValue] {
    var metadata: [String: JSONValue] = [:]
    let facts = manifest.metadata.merging(manifest.imported?.facts ?? [:]) { _, fact in fact }
    for (key, value) in facts { metadata[key] = .string(value) }
    metadata["hawthorne_version"] = .string(manifest.harnessVersion)
    metadata["hawthorne_plan_hash"] = .string(manifest.planHash.hex)
    metadata["hawthorne_suites"] = .array(
      manifest.suites.map { .string("\($0.id) \($0.version) \($0.hash.hex)") })
    metadata["hawthorne_simulation"] = .bool(manifest.simulation)
    if let classifier {
      metadata["hawthorne_classifier"] = .string(
        "\(classifier.id)@\(classifier.version)#\(classifier.hash.short)")
    }
    return metadata
  }

  /// The id of a rollout's sample: the same for its epochs.
  public static func sampleID(_ plan: PlannedRollout) -> String {
    let language = plan.language.map { ", \($0)" } ?? ""
    return "\(plan.suiteID)/\(plan.scenarioID) [\(plan.arm.name), \(plan.mode.name)\(language)]"
  }

  /// One sample.
  ///
  /// - Parameter scores: those that were made elsewhere.
  /// - Throws: an encoding error.
  public func sample(_ stored: LabelledRollout, scores: [RolloutScore]) throws -> String {
    let rollout = stored.rollout
    let plan = rollout.plan
    let messages = rollout.transcript.messages.map { message($0, rollout) }
    let last = rollout.transcript.messages.last { $0.role == .assistant && $0.prefilled != true }
    var output: [String: JSONValue] = [
      "model": .string(rollout.serving.servedModel ?? rollout.serving.requestedModel), "choices": [],
    ]
    if let last {
      output["choices"] = [
        ["message": message(last, rollout), "stop_reason": .string(stopReason(rollout))]
      ]
    }
    let usage = rollout.serving.usage
    var counts: [String: JSONValue] = [:]
    for (name, count) in [
      ("input_tokens", usage.input), ("output_tokens", usage.output), ("total_tokens", usage.total),
      ("reasoning_tokens", usage.reasoning), ("input_tokens_cache_read", usage.cached),
    ] {
      if let count { counts[name] = .integer(Int64(count)) }
    }
    let latency = rollout.serving.latencyMilliseconds
    var sample: [String: JSONValue] = [
      "id": .string(Self.sampleID(plan)), "epoch": .integer(Int64(plan.epoch)),
      "input": .array(plan.prompt.map { message($0, rollout) }), "target": "",
      "messages": .array(messages), "output": .object(output),
      "scores": .object(try self.scores(stored, scores)),
      "metadata": metadata(of: rollout), "store": [:], "events": [], "attachments": [:],
      "model_usage": counts.isEmpty ? [:] : [manifest.model.description: .object(counts)].json,
      "uuid": .string(plan.key.hex),
    ]
    if latency >= 0 { sample["total_time"] = .number(Double(latency) / 1000) }
    if rollout.startedAt > 0 {
      sample["started_at"] = .string(Self.date(rollout.startedAt))
      sample["completed_at"] = .string(Self.date(rollout.finishedAt))
    }
    if case .failed(let kind, let message) = rollout.status {
      sample["error"] = ["message": .string("\(kind): \(message)"), "traceback": "", "traceback_ansi": ""]
    }
    return try CanonicalJSON.text(of: JSONValue.object(sample))
  }

  private func stopReason(_ rollout: Rollout) -> String {
    switch rollout.serving.finishReason {
    case .stop, .refusal: "stop"
    case .length: "max_tokens"
    case .toolCalls: "tool_calls"
    case .contentFilter: "content_filter"
    case .other, nil: "unknown"
    }
  }

  private func metadata(of rollout: Rollout) -> JSONValue {
    let plan = rollout.plan
    var metadata: [String: JSONValue] = [
      "suite": .string(plan.suiteID), "scenario": .string(plan.scenarioID), "arm": .string(plan.arm.name),
      "wording": .string(plan.wording), "disclosure": .string(plan.disclosure.rawValue),
      "mode": .string(plan.mode.name), "rollout": .string(plan.key.hex),
    ]
    if let scenario = scenarios["\(plan.suiteID)/\(plan.scenarioID)"] {
      metadata["domain"] = .string(scenario.domain)
      metadata["language"] = .string(plan.language ?? scenario.language)
      if let harm = scenario.harm { metadata["harm"] = .string(harm.rawValue) }
    }
    switch rollout.status {
    case .completed: metadata["status"] = "completed"
    case .blocked(let reason): metadata["status"] = .string("blocked: \(reason)")
    case .offScript(let tool): metadata["status"] = .string("off_script: \(tool)")
    case .failed(let kind, _): metadata["status"] = .string("failed: \(kind)")
    }
    return .object(metadata)
  }

  // MARK: Messages

  private func message(_ message: Message, _ rollout: Rollout) -> JSONValue {
    var members: [String: JSONValue] = ["role": .string(message.role.rawValue)]
    if message.reasoning.isEmpty {
      members["content"] = .string(message.text)
    } else {
      var parts = message.reasoning.map(reasoning)
      if !message.text.isEmpty { parts.append(["type": "text", "text": .string(message.text)]) }
      members["content"] = .array(parts)
    }
    switch message.role {
    case .assistant:
      members["source"] = message.prefilled == true ? "input" : "generate"
      if message.prefilled != true {
        members["model"] = .string(rollout.serving.servedModel ?? rollout.serving.requestedModel)
      }
      if !message.toolCalls.isEmpty { members["tool_calls"] = .array(message.toolCalls.map(call)) }
    case .tool: if let id = message.toolCallID { members["tool_call_id"] = .string(id) }
    case .system, .user: break
    }
    return .object(members)
  }

  /// What could be read goes where Inspect shows it; a payload is marked as redacted, as Inspect has it.
  private func reasoning(_ block: ReasoningBlock) -> JSONValue {
    var part: [String: JSONValue] = [
      "type": "reasoning", "internal": ["hawthorne_provenance": .string(block.provenance.rawValue)],
    ]
    switch block.provenance {
    case .raw, .truncated:
      part["reasoning"] = .string(block.text ?? "")
      part["redacted"] = false
      if let payload = block.payload { part["signature"] = .string(payload) }
    case .summary:
      part["reasoning"] = .string(block.payload ?? "")
      part["summary"] = .string(block.text ?? "")
      part["redacted"] = true
    case .encrypted, .redacted:
      part["reasoning"] = .string(block.payload ?? "")
      part["redacted"] = true
    case .absent:
      part["reasoning"] = ""
      part["redacted"] = false
    }
    return .object(part)
  }

  private func call(_ call: ToolCall) -> JSONValue {
    // Inspect's arguments are an object; text that was none is kept under a name of its own.
    let arguments: JSONValue =
      if case .object = call.arguments { call.arguments } else { ["arguments": call.arguments] }
    return [
      "id": .string(call.id), "function": .string(call.name), "arguments": arguments, "type": "function",
    ]
  }

  // MARK: Scores

  private func scores(_ stored: LabelledRollout, _ scores: [RolloutScore]) throws -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    if let label = stored.labels.first(where: { $0.classifier == classifier }) {
      values["hawthorne_outcome"] = [
        "value": .string(label.outcome.rawValue), "explanation": .string(label.outcomeReason),
      ]
      let awareness = label.awareness
      var aware: [String: JSONValue] = [
        // NA is a class of its own, and no number.
        "value": .string(awareness.aware.map { $0 ? "aware" : "not_aware" } ?? "na"),
        "metadata": [
          "belief": .string(awareness.belief.rawValue), "influence": .string(awareness.influence.rawValue),
          "markers": .array(awareness.markers.map { .string($0) }),
          "na": awareness.na.map { .string($0.rawValue) } ?? .null,
        ],
      ]
      if let na = awareness.na { aware["explanation"] = .string("not readable: \(na.rawValue)") }
      values["hawthorne_awareness"] = .object(aware)
    }
    for score in scores {
      let value: JSONValue =
        switch score.value {
        case .number(let number): .number(number)
        case .boolean(let truth): .bool(truth)
        case .category(let word): .string(word)
        }
      var members: [String: JSONValue] = ["value": value]
      if let note = score.note { members["explanation"] = .string(note) }
      values[score.scorer.reference] = .object(members)
    }
    return values
  }

  /// ISO 8601 with milliseconds, in UTC.
  static func date(_ milliseconds: Int64) -> String { LoggedDate.text(milliseconds) }
}

extension [String: JSONValue] {
  fileprivate var json: JSONValue { .object(self) }
}
