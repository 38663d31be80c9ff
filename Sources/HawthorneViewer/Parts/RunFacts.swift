import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// What identifies a run: its manifest, in words.
struct RunFacts {
  let run: BrowsedRun

  var markup: Markup {
    let manifest = run.manifest
    var facts = FactList()
    facts.add("State", "\(RunWords.state(run))\(run.reason.map { ": \(isolated: $0)" as Markup })" as Markup)
    facts.add("Model", "\(isolated: manifest.model.description)\(RunWords.origin(manifest))" as Markup)
    if manifest.simulation { facts.add("Simulation", "the answers are no language model's") }
    facts.add("Started", TimeText.stated(manifest.statedStart, zone: " UTC"))
    facts.add("Ended", run.endedAt.map { TimeText.utc($0) + " UTC" })
    facts.add("Rollouts", "\(RunWords.count(run.stored)) stored of \(manifest.plannedRollouts) planned")
    for suite in manifest.suites {
      facts.add(
        "Suite",
        "\(suite.id) \(suite.version), \(suite.kind.rawValue), \(suite.visibility.rawValue), \(suite.hash.short): \(suite.title)"
      )
    }
    facts.add("Modes", manifest.modes.map(Self.text(of:)).joined(separator: "; "))
    facts.add("Parameters", (try? CanonicalJSON.text(of: manifest.parameters)) ?? "not readable")
    facts.add("Epochs", String(manifest.epochs))
    facts.add("Seed", String(manifest.seed))
    facts.add("Harness", manifest.harnessVersion)
    facts.add("Plan", "<code>\(manifest.planHash.hex)</code>" as Markup)
    facts.add(
      "Registered",
      manifest.registration.map { "as plan \($0.hash.short): \($0.hypothesis)" }
        ?? "no: begun without a frozen plan")
    if let replayed = manifest.replayed {
      facts.add(
        "Replayed",
        "run \(replayed.runID) of \(replayed.model), recording \(replayed.fileHash.short), "
          + "recorded \(TimeText.stated(replayed.statedStart, zone: " UTC"))")
    }
    for (name, value) in (manifest.imported?.facts ?? [:]).sorted(by: { $0.key < $1.key }) {
      facts.add(name, value)
    }
    for (name, value) in manifest.metadata.sorted(by: { $0.key < $1.key }) {
      facts.add("metadata \(name)", value)
    }
    return "<h2 id=\"facts\">Provenance</h2>\n\(facts.markup)"
  }

  static func text(of mode: Mode) -> String {
    var text = mode.name
    if let effort = mode.reasoningEffort { text += ", effort \(effort)" }
    if let tokens = mode.reasoningTokens { text += ", \(tokens) reasoning tokens" }
    return text
  }
}
