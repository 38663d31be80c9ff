import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// A run as `show` prints it.
struct RunView {
  private struct Document: Encodable {
    var manifest: RunManifest
    var state: RunState
    var reason: String?
    var counts: RunRecord.Counts
    var classifier: ClassifierIdentity?
    var rollouts: [RolloutSummary]
    /// Made elsewhere; nil where the run has none.
    var scorers: [Scorer]?
  }

  private struct Scorer: Encodable {
    var scorer: ScorerIdentity
    var kind: ScoreKind
    /// By the rollout's key.
    var scores: [String: JSONValue]
  }

  private let record: RunRecord
  private let classifier: ClassifierIdentity?
  private let summaries: [RolloutSummary]
  private let scorers: [ScorerUse]
  /// Of each scorer, by the rollout's key.
  private let scores: [[ContentHash: ScoreValue]]

  init(_ record: RunRecord, store: Store) throws {
    self.record = record
    classifier = try store.defaultClassifier(of: record.id)
    summaries = try store.summaries(of: record.id, classifier: classifier)
    scorers = try store.scorers(of: record.id)
    scores = try scorers.map { use in
      var values: [ContentHash: ScoreValue] = [:]
      try store.forEachScored(of: record.id, scorer: use.identity, classifier: nil) {
        values[$0.key] = $0.value
      }
      return values
    }
  }

  func json() throws -> String {
    try CanonicalJSON.text(
      of: Document(
        manifest: record.manifest, state: record.state, reason: record.reason, counts: record.counts,
        classifier: classifier, rollouts: summaries,
        scorers: scorers.isEmpty
          ? nil
          : zip(scorers, scores).map { use, values in
            Scorer(
              scorer: use.identity, kind: use.kind,
              scores: Dictionary(
                values.map { ($0.key.hex, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
          }),
      indented: true)
  }

  /// - Parameter rows: the most rollouts to print; 0 prints all.
  func text(rows: Int) -> String {
    let manifest = record.manifest
    var facts = [
      ("run", manifest.id), ("state", record.state.rawValue + (record.reason.map { ": \($0)" } ?? "")),
      ("model", manifest.model.description + (manifest.simulation ? " (simulation)" : "")),
      ("suites", manifest.suites.map { "\($0.id) \($0.version) (\($0.hash.short))" }.joined(separator: ", ")),
      ("arms", Self.asked(manifest) { $0.arms.map { $0.map(\.name) } }),
      ("language", Self.asked(manifest) { $0.languages }),
      ("modes", manifest.modes.map(\.name).joined(separator: ", ")),
      ("epochs", "\(manifest.epochs)"), ("seed", "\(manifest.seed)"),
      ("started", TimeText.stated(manifest.statedStart)),
      ("plan", "\(manifest.plannedRollouts) rollouts (\(manifest.planHash.short))"),
      (
        "frozen",
        manifest.registration.map { "plan \($0.hash.short): \($0.hypothesis)" } ?? "not pre-registered"
      ),
      (
        "stored",
        "\(record.counts.stored): \(record.counts.completed) completed, \(record.counts.blocked) blocked, "
          + "\(record.counts.offScript) off script, \(record.counts.failed) failed"
      ),
    ]
    if let end = record.endedAt { facts.insert(("ended", TimeText.utc(end)), at: 10) }
    if let classifier {
      facts.append(("labels", "\(classifier.id) \(classifier.version) (\(classifier.hash.short))"))
    }
    for use in scorers {
      facts.append(
        (
          "scores",
          "\(use.identity.name) \(use.identity.version) (\(use.identity.hash.short)), made elsewhere: \(use.scored) of "
            + "\(summaries.count) rollouts"
        ))
    }
    for (key, value) in manifest.metadata.merging(
      manifest.imported?.facts ?? [:], uniquingKeysWith: { _, fact in fact }
    ).sorted(by: { $0.key < $1.key }) { facts.append((key, value)) }
    let shown = rows > 0 ? summaries.prefix(rows) : summaries[...]
    let table = TextTable(
      head: ["ROLLOUT", "SCENARIO", "ARM", "LANGUAGE", "MODE", "EPOCH", "OUTCOME", "AWARE", "MARKERS"]
        + scorers.map { "\($0.identity.name)@\($0.identity.version)" },
      rows: shown.map { summary in
        Self.row(summary) + scores.map { $0[summary.key]?.text ?? "-" }
      }, numeric: [5])
    let rest = summaries.count - shown.count
    return FactList.text(facts) + "\n\n" + table.text
      + (rest > 0 ? "\n… \(rest) more; --rows 0 prints all" : "")
  }

  /// What was asked of every suite, or of each where they differ.
  private static func asked(
    _ manifest: RunManifest, _ member: (RunManifest.SuiteReference) -> [String]?
  ) -> String {
    let texts = manifest.suites.map { (id: $0.id, text: member($0)?.joined(separator: ", ") ?? "not said") }
    guard Set(texts.map(\.text)).count > 1 else { return texts.first?.text ?? "" }
    return texts.map { "\($0.id): \($0.text)" }.joined(separator: "; ")
  }

  private static func row(_ summary: RolloutSummary) -> [String] {
    let awareness = summary.label?.awareness
    let aware =
      awareness.map { label in label.aware.map { $0 ? "yes" : "no" } ?? "NA (\(label.na?.rawValue ?? "?"))" }
      ?? "not labelled"
    return [
      summary.key.short, summary.scenarioID, summary.arm.name, summary.languageAsked, summary.mode,
      "\(summary.epoch)",
      summary.label?.outcome.rawValue ?? "-", aware, awareness?.markers.joined(separator: " ") ?? "",
    ]
  }
}
