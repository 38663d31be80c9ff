import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// A run's rollouts as a table: what was asked, one classifier's label, and a column for each scorer. No text of a model's.
struct RolloutTable {
  enum Format { case csv, jsonLines }

  private let store: Store
  private let run: String
  private let classifier: ClassifierIdentity?
  private let scorers: [ScorerUse]

  init(_ record: RunRecord, store: Store) throws {
    self.store = store
    run = record.id
    classifier = try store.defaultClassifier(of: run)
    scorers = try store.scorers(of: run)
  }

  /// The table and how many rollouts it has, in order of suite, scenario, arm, mode, epoch and key.
  func text(_ format: Format) throws -> (lines: Data, count: Int) {
    let scores = try scorers.map { use in
      var values: [ContentHash: ScoreValue] = [:]
      try store.forEachScored(of: run, scorer: use.identity, classifier: nil) { values[$0.key] = $0.value }
      return values
    }
    let names = scorers.map { "score:\($0.identity.reference)" }
    var lines = Data()
    if format == .csv { lines += Data(CSV.line((Self.columns + names).map { .text($0) }).utf8) }
    var count = 0
    try store.forEachSummary(of: run, classifier: classifier) { summary in
      let cells = row(summary) + scores.map { Cell($0[summary.key]) }
      switch format {
      case .csv: lines += Data(CSV.line(cells.map(\.field)).utf8)
      case .jsonLines:
        let members = Dictionary(
          zip(Self.columns + names, cells.map(\.json)), uniquingKeysWith: { first, _ in first })
        lines += Data((try CanonicalJSON.text(of: JSONValue.object(members)) + "\n").utf8)
      }
      count += 1
    }
    return (lines, count)
  }

  private enum Cell {
    case none
    case text(String)
    case number(Double)
    case truth(Bool)

    init(_ text: String?) { self = text.map(Cell.text) ?? .none }
    init(_ count: Int?) { self = count.map { .number(Double($0)) } ?? .none }
    init(_ value: Bool?) { self = value.map(Cell.truth) ?? .none }
    init(_ score: ScoreValue?) {
      switch score {
      case nil: self = .none
      case .number(let number): self = .number(number)
      case .boolean(let value): self = .truth(value)
      case .category(let word): self = .text(word)
      }
    }

    var field: CSV.Field {
      switch self {
      case .none: .empty
      case .text(let text): .text(text)
      case .number(let number): .plain((try? CanonicalJSON.text(of: number)) ?? "")
      case .truth(let value): .plain(value ? "true" : "false")
      }
    }

    var json: JSONValue {
      switch self {
      case .none: .null
      case .text(let text): .string(text)
      case .number(let number): Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
      case .truth(let value): .bool(value)
      }
    }
  }

  private static let columns = [
    "run", "rollout", "suite", "scenario", "domain", "severity", "harm", "language", "arm", "wording",
    "disclosure",
    "mode", "epoch", "status", "served_model", "finish_reason", "reasoning_tokens",
    "readable_reasoning_bytes",
    "classifier", "outcome", "aware", "na", "recognised", "beyond_disclosed", "aware_visible", "belief",
    "influence",
    "flags", "markers", "correct", "aligned",
  ]

  private func row(_ summary: RolloutSummary) -> [Cell] {
    let status =
      switch summary.status {
      case .completed: "completed"
      case .blocked: "blocked"
      case .offScript: "off_script"
      case .failed: "failed"
      }
    let label = summary.label
    let awareness = label?.awareness
    return [
      Cell(summary.runID), Cell(summary.key.hex), Cell(summary.suiteID), Cell(summary.scenarioID),
      Cell(summary.domain),
      Cell(summary.severity), Cell(summary.harm?.rawValue), Cell(summary.languageAsked),
      Cell(summary.arm.name),
      Cell(summary.wording), Cell(summary.disclosure.rawValue), Cell(summary.mode), Cell(summary.epoch),
      Cell(status),
      Cell(summary.servedModel), Cell(summary.finishReason?.name), Cell(summary.usage.reasoning),
      Cell(summary.readableReasoningBytes),
      Cell(label.map { "\($0.classifier.id)@\($0.classifier.version)#\($0.classifier.hash.short)" }),
      Cell(label?.outcome.rawValue), Cell(awareness?.aware),
      Cell(label == nil ? "unlabelled" : awareness?.na?.rawValue), Cell(awareness?.recognised),
      Cell(awareness?.beyondDisclosed), Cell(label?.visibleIsUnread == true ? nil : awareness?.awareVisible),
      Cell(awareness?.belief.rawValue), Cell(awareness?.influence.rawValue),
      Cell(awareness?.flags.map(\.rawValue).joined(separator: " ")),
      Cell(awareness?.markers.joined(separator: " ")), Cell(label?.correct), Cell(label?.aligned),
    ]
  }
}
