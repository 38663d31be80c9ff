import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneInterchange
import HawthorneReports
import HawthorneStore

/// `hawthorne export`: a stored run as a recording, as a table of its rollouts, or for another harness.
struct ExportCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Write a run as a recording that --model replay/FILE answers from, as a table, or for Inspect and Scout.",
    discussion: """
      A table has a line for each rollout with its label and a column for each scorer ('import scores'), and no text. \
      FILE.csv is a table; FILE.jsonl is a recording unless --table is given; FILE.json is an Inspect log, which \
      Inspect and Scout open. --format scout writes the labels as a validation file of Scout's (id,target), whose ids \
      are those of the Inspect log.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case recording, table, inspect, scout
  }

  @Argument(help: "The run's id, or the first digits of it.")
  var run: String

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(
    name: .shortAndLong, help: "The file to write.", completion: .file(extensions: ["jsonl", "csv", "json"]))
  var output: String

  @Option(help: "recording, table, inspect or scout (default: by the file's extension).")
  var format: Format?

  @Flag(help: "Write a table of rollouts, labels and scores, also as JSON Lines.")
  var table = false

  @Option(help: "Whose labels go along: id@version (default: the run's own classifier).")
  var classifier: String?

  @Option(
    help: ArgumentHelp(
      "For scout: what the targets are (\(ScoutExport.Target.allCases.map(\.rawValue).joined(separator: ", ")); default: aware)."
    ))
  var target: String?

  @Option(
    help: """
      Domains, separated by commas, in which an answer to a harmful item is replaced by its hash and label \
      unless it refuses without a thought before it.
      """)
  var withhold = ""

  @OptionGroup var console: ConsoleOptions

  private var isCSV: Bool { output.lowercased().hasSuffix(".csv") }

  private var chosen: Format {
    if let format { return format }
    if table || isCSV { return .table }
    return output.lowercased().hasSuffix(".json") ? .inspect : .recording
  }

  func validate() throws {
    if table, let format, format != .table {
      throw ValidationError("--table and --format \(format.rawValue) both say what is written: take one.")
    }
    switch chosen {
    case .table where !withhold.isEmpty:
      throw ValidationError("--withhold is for recordings: a table has no text to withhold.")
    case .scout where !withhold.isEmpty:
      throw ValidationError("--withhold is for recordings: a validation file has no text to withhold.")
    default: break
    }
    if let target {
      guard chosen == .scout else { throw ValidationError("--target is for --format scout.") }
      guard ScoutExport.Target(rawValue: target) != nil else {
        let known = ScoutExport.Target.allCases.map(\.rawValue)
        let near = NearestName.find(target, among: known).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError(
          "--target has no '\(target)'.\(near) There are \(known.joined(separator: ", ")).")
      }
    }
    if classifier != nil, chosen != .scout, chosen != .inspect {
      throw ValidationError("--classifier is for --format inspect and scout.")
    }
  }

  func execute() async throws -> ExitStatus {
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    let record = try store.run(run)
    switch chosen {
    case .table:
      let (lines, count) = try RolloutTable(record, store: store).text(isCSV ? .csv : .jsonLines)
      try SystemFile.write(lines, to: output)
      console.note("\(output): \(count) rollouts")
    case .recording: try writeRecording(record, store)
    case .inspect: try writeInspect(record, store)
    case .scout: try writeScout(record, store)
    }
    return .pass
  }

  private func identity(_ record: RunRecord, _ store: Store) throws -> ClassifierIdentity? {
    try ClassifierChoice.resolve(classifier, runs: [record.id], in: store)
  }

  private func writeRecording(_ record: RunRecord, _ store: Store) throws {
    let writer = RecordingWriter(withheldDomains: withheldDomains)
    let withholding = try Withholding(record, store: store, writer: writer)
    var lines = try writer.header(record.manifest)
    var count = 0
    try store.forEachRollout(of: record.id) { stored in
      lines += try writer.line(try withholding.kept(stored))
      count += 1
    }
    try SystemFile.write(lines, to: output)
    console.note("\(output): \(count) rollouts, \(withholding.count) answers withheld")
  }

  private var withheldDomains: Set<String> { Set(withhold.split(separator: ",").map(String.init)) }

  private func writeInspect(_ record: RunRecord, _ store: Store) throws {
    let suites = try store.suites(of: record.id)
    let writer = InspectExport(record.manifest, classifier: try identity(record, store), suites: suites)
    let withholding = try Withholding(
      record, store: store, writer: RecordingWriter(withheldDomains: withheldDomains))
    var samples: [String] = []
    var seen: Set<String> = []
    var body = Data()
    var count = 0
    // Not in one walk: a store that is being read from cannot be asked for scores.
    for key in try store.keysInOrder(of: record.id) {
      guard let stored = try store.rollout(of: record.id, key: key) else {
        throw StoreError(path: store.path, kind: .corrupt("rollout \(key.short) is not found by its key"))
      }
      let id = InspectExport.sampleID(stored.rollout.plan)
      if seen.insert(id).inserted { samples.append(id) }
      if count > 0 { body += Data(",".utf8) }
      let scores = try store.scores(of: record.id, key: key)
      let kept = LabelledRollout(rollout: try withholding.kept(stored), labels: stored.labels)
      body += Data(try writer.sample(kept, scores: scores).utf8)
      count += 1
    }
    var text = Data(try writer.opening(record, samples: samples).utf8)
    text += body
    text += Data(InspectExport.closing.utf8)
    try SystemFile.write(text, to: output)
    console.note("\(output): \(count) samples, \(withholding.count) answers withheld")
  }

  private func writeScout(_ record: RunRecord, _ store: Store) throws {
    let target = target.flatMap(ScoutExport.Target.init(rawValue:)) ?? .aware
    let identity = try identity(record, store)
    var lines = ScoutExport.header
    var count = 0
    var left = 0
    try store.forEachSummary(of: record.id, classifier: identity) { summary in
      if let row = summary.label.flatMap({ ScoutExport.row(summary.key, $0, target: target) }) {
        lines += row
        count += 1
      } else {
        left += 1
      }
    }
    try SystemFile.write(Data(lines.utf8), to: output)
    console.note("\(output): \(count) rollouts; \(left) have no \(target.rawValue) (NA or without a label)")
  }
}

/// Takes out of rollouts what a file must not spread, and counts.
private final class Withholding {
  private let writer: RecordingWriter
  private let classifier: ClassifierIdentity?
  private var scenarios: [String: [String: Scenario]] = [:]
  private(set) var count = 0

  init(_ record: RunRecord, store: Store, writer: RecordingWriter) throws {
    self.writer = writer
    classifier = try store.defaultClassifier(of: record.id)
    for suite in try store.suites(of: record.id) {
      scenarios[suite.id] = Dictionary(
        suite.scenarios.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  func kept(_ stored: LabelledRollout) throws -> Rollout {
    let plan = stored.rollout.plan
    let kept = try writer.withheld(
      stored.rollout, scenario: scenarios[plan.suiteID]?[plan.scenarioID],
      label: stored.labels.first { $0.classifier == classifier })
    if kept.withheld != nil { count += 1 }
    return kept
  }
}
