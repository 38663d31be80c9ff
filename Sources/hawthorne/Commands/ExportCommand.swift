import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneInterchange
import HawthorneStore

/// `hawthorne export`: a stored run as a recording.
struct ExportCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a run as a recording that --model replay/FILE answers from.")

  @Argument(help: "The run's id, or the first digits of it.")
  var run: String

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(name: .shortAndLong, help: "The recording to write.", completion: .file(extensions: ["jsonl"]))
  var output: String

  @Option(
    help: """
      Domains, separated by commas, in which an answer to a harmful item is replaced by its hash and label \
      unless it refuses without a thought before it.
      """)
  var withhold = ""

  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    let record = try store.run(run)
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
