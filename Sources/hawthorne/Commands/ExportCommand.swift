import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneInterchange
import HawthorneStore

/// `hawthorne export`: a stored run as a recording, or its rollouts as a table.
struct ExportCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Write a run as a recording that --model replay/FILE answers from, or as a table of its rollouts.",
    discussion: """
      A table has a line for each rollout with its label and a column for each scorer ('import scores'), and no text. \
      FILE.csv is a table; FILE.jsonl is a recording unless --table is given.
      """)

  @Argument(help: "The run's id, or the first digits of it.")
  var run: String

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(name: .shortAndLong, help: "The file to write.", completion: .file(extensions: ["jsonl", "csv"]))
  var output: String

  @Flag(help: "Write a table of rollouts, labels and scores, also as JSON Lines.")
  var table = false

  @Option(
    help: """
      Domains, separated by commas, in which an answer to a harmful item is replaced by its hash and label \
      unless it refuses without a thought before it.
      """)
  var withhold = ""

  @OptionGroup var console: ConsoleOptions

  private var isCSV: Bool { output.lowercased().hasSuffix(".csv") }
  private var isTable: Bool { table || isCSV }

  func validate() throws {
    if isTable, !withhold.isEmpty {
      throw ValidationError("--withhold is for recordings: a table has no text to withhold.")
    }
  }

  func execute() async throws -> ExitStatus {
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    let record = try store.run(run)
    if isTable {
      let (lines, count) = try RolloutTable(record, store: store).text(isCSV ? .csv : .jsonLines)
      try SystemFile.write(lines, to: output)
      console.note("\(output): \(count) rollouts")
      return .pass
    }
    let writer = RecordingWriter(withheldDomains: Set(withhold.split(separator: ",").map(String.init)))
    let classifier = try store.defaultClassifier(of: record.manifest.id)
    var lines = try writer.header(record.manifest)
    var scenarios: [String: [String: Scenario]] = [:]
    for suite in try store.suites(of: record.manifest.id) {
      scenarios[suite.id] = Dictionary(
        suite.scenarios.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    var withheld = 0
    var count = 0
    try store.forEachRollout(of: record.manifest.id) { stored in
      let plan = stored.rollout.plan
      let scenario = scenarios[plan.suiteID]?[plan.scenarioID]
      let label = stored.labels.first { $0.classifier == classifier }
      let kept = try writer.withheld(stored.rollout, scenario: scenario, label: label)
      if kept.withheld != nil { withheld += 1 }
      lines += try writer.line(kept)
      count += 1
    }
    try SystemFile.write(lines, to: output)
    console.note("\(output): \(count) rollouts, \(withheld) answers withheld")
    return .pass
  }
}
