import HawthorneCore
import HawthorneFormats

/// Where a rollout comes from: keys, hashes, who served it and how.
struct RolloutFacts {
  let runID: String
  let rollout: Rollout

  var markup: Markup {
    let (plan, serving) = (rollout.plan, rollout.serving)
    var facts = FactList()
    facts.add("Key", "<code>\(plan.key.hex)</code>" as Markup)
    facts.add("Prompt", "<code>\(plan.promptHash.hex)</code>" as Markup)
    facts.add("Status", Self.status(rollout.status))
    facts.add("Model asked for", serving.requestedModel)
    facts.add("Model served", serving.servedModel ?? "not said")
    facts.add("System fingerprint", serving.systemFingerprint)
    facts.add("Route", serving.route)
    facts.add("Request", serving.requestID)
    facts.add("Finish", serving.finishReason?.name ?? "not said")
    facts.add("Tokens", Self.tokens(serving.usage))
    facts.add("Time", serving.latencyMilliseconds < 0 ? "not said" : "\(serving.latencyMilliseconds) ms")
    facts.add("Requests", String(serving.attempts))
    if let cached = serving.fromCache { facts.add("From the response cache", "\(cached) answers") }
    if let cost = serving.cost {
      facts.add("Cost", "\(SpanList.cost(cost.amount)) \(cost.currency), price table \(cost.table.short)")
    }
    facts.add("Mode", RunFacts.text(of: plan.mode))
    facts.add("Parameters", (try? CanonicalJSON.text(of: plan.parameters)) ?? "not readable")
    facts.add("Parameters as sent", (try? CanonicalJSON.text(of: serving.parametersAsSent)) ?? "not readable")
    if let unknown = serving.unknownTypes, !unknown.isEmpty {
      facts.add(
        "Parts left out",
        unknown.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }
    let started = StatedTime.of(rollout.startedAt)
    facts.add("Started", TimeText.stated(started, zone: " UTC"))
    facts.add("Finished", started.map { _ in TimeText.utc(rollout.finishedAt) + " UTC" })
    facts.add("As text", "hawthorne show \(plan.key.short) --run \(runID)")
    return facts.markup
  }

  static func status(_ status: RolloutStatus) -> String {
    switch status {
    case .completed: "completed"
    case .blocked(let reason): "blocked: \(reason)"
    case .offScript(let tool): "off script: nobody scripted this call of \(tool)"
    case .failed(let kind, let message): "failed (\(kind)): \(message)"
    }
  }

  private static func tokens(_ usage: TokenUsage) -> String {
    func count(_ value: Int?) -> String { value.map(String.init) ?? "not said" }
    return "input \(count(usage.input)) (cached \(count(usage.cached))), output \(count(usage.output)) "
      + "(reasoning \(count(usage.reasoning)))"
  }
}

extension SpanList {
  /// An amount with as many decimals as small prices need.
  static func cost(_ amount: Double) -> String {
    guard amount.isFinite, amount >= 0, amount < 1e9 else { return "not readable" }
    let millionths = Int((amount * 1_000_000).rounded())
    let digits = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
