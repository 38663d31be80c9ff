import HawthorneCore
import HawthorneStore

extension Report {
  var provenanceBlocks: [Block] {
    runTable.blocks + suiteTable.blocks + servingTable.blocks + metadataTable.blocks + servingBlocks
  }

  private var runTable: TextTable {
    var rows: [[String]] = []
    for run in provenance.runs {
      func add(_ name: String, _ value: String) { rows.append([run.id, name, value]) }
      add("model requested", run.model)
      add("measured", run.system.map { "system: \($0)" } ?? "the model as served; no system named")
      add("modes", run.modes.map(\.title).joined(separator: "; "))
      add("parameters", run.parameters.title)
      add("epochs", String(run.epochs))
      add("seed", run.seed)
      add("plan", run.planHash.short)
      add("rollouts done / planned", "\(run.done) / \(run.planned)")
      add("state", run.state.rawValue + (run.stateReason.map { ": \($0)" } ?? ""))
      add("started", run.startedAt ?? Provenance.notSaid)
      if let ended = run.endedAt { add("ended", ended) }
      add("harness", run.harnessVersion)
      if let cached = run.fromCache {
        add(
          "from the response cache",
          cached.rollouts == 0
            ? "none"
            : "\(Figures.count(cached.answers, "answer")) in \(cached.rollouts) of \(Figures.count(run.done, "rollout"))"
        )
      }
      if run.simulation { add("simulation", "yes: the answers are not a language model's") }
      if let replayed = run.replayed {
        add(
          "replays",
          "recording \(replayed.runID) of \(replayed.model), \(replayed.startedAt ?? Figures.noDate), file \(replayed.fileHash.short)"
        )
      }
    }
    return TextTable("Runs", [.left("run"), .left("what"), .left("value")], rows: rows)
  }

  private var suiteTable: TextTable {
    let suites = Set(provenance.runs.flatMap(\.suites)).sorted { ($0.id, $0.version) < ($1.id, $1.version) }
    return TextTable(
      "Suites",
      [
        .left("suite"), .left("version"), .left("kind"), .left("visibility"), .left("hash"),
        .right("scenarios asked"), .left("arms asked"), .left("languages asked"), .left("title"),
      ],
      rows: suites.map {
        [
          $0.id, $0.version, $0.kind.rawValue, $0.visibility.rawValue, $0.hash.short,
          $0.scenarios.map(String.init) ?? "not said", $0.armsTitle, $0.languagesTitle, $0.title,
        ]
      })
  }

  private var servingTable: TextTable {
    var rows: [[String]] = []
    let classifier = provenance.classifier.map { "\($0.reference), rules \($0.hash.short)" } ?? "none"
    rows.append(["classifier", classifier, ""])
    rows += otherLabels
    for pack in provenance.classifier?.packs ?? [] {
      rows.append(["rule pack", "\(pack.id) \(pack.version), SHA-256 \(pack.hash.short)", ""])
    }
    for (what, counts) in [
      ("served model", provenance.servedModels), ("system fingerprint", provenance.systemFingerprints),
      ("finish reason", provenance.finishReasons), ("rollout ended", provenance.statuses),
      ("text withheld, label by", provenance.withheld),
    ] {
      rows += counts.sorted { $0.key < $1.key }.map { [what, $0.key, String($0.value)] }
    }
    return TextTable("Serving and labels", [.left("what"), .left("value"), .right("rollouts")], rows: rows)
  }

  private var metadataTable: TextTable {
    var rows: [[String]] = []
    for run in provenance.runs {
      rows += run.metadata.sorted { $0.key < $1.key }.map { [run.id, $0.key, $0.value] }
      rows += (run.replayed?.metadata ?? [:]).sorted { $0.key < $1.key }
        .map { ["\(run.id) (recording)", $0.key, $0.value] }
    }
    return TextTable("Metadata", [.left("run"), .left("key"), .left("value")], rows: rows)
  }
}

extension RunManifest.SuiteReference {
  var armsTitle: String { arms.map { $0.map(\.name).joined(separator: ", ") } ?? "not said" }
  var languagesTitle: String { languages.map { $0.joined(separator: ", ") } ?? "not said" }
}

extension GenerationParameters {
  /// `temperature 0.7, top_p 0.95, max_tokens 320`.
  var title: String {
    var parts: [String] = []
    if let temperature { parts.append("temperature \(temperature)") }
    if let topP { parts.append("top_p \(topP)") }
    if let maxTokens { parts.append("max_tokens \(maxTokens)") }
    if let seed { parts.append("seed \(seed)") }
    if let logprobs { parts.append("logprobs \(logprobs)") }
    parts += extra.keys.sorted().map { "\($0) set" }
    return parts.isEmpty ? "the provider's defaults" : parts.joined(separator: ", ")
  }
}

extension Mode {
  /// `thinking, effort high, 4096 reasoning tokens`.
  var title: String {
    name + (reasoningEffort.map { ", effort \($0)" } ?? "")
      + (reasoningTokens.map { ", \($0) reasoning tokens" } ?? "")
  }
}
