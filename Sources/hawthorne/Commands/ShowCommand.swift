import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import HawthorneSuites

/// `hawthorne show`: a run with its rollouts, one rollout with its text and evidence, or a suite's design.
struct ShowCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Show a run, a rollout with its messages, reasoning and evidence, or ('show suite NAME') a suite's design."
  )

  @Argument(help: "A run's id or a rollout's key, or the first digits of either; or the word 'suite'.")
  var name: String

  @Argument(help: "After 'suite': a suite's id, file or folder.")
  var suite: String?

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(help: "Which run, where several hold the rollout.")
  var run: String?

  @Option(help: "At most so many rollouts of a run; 0 is all.")
  var rows = 100

  @OptionGroup var folders: SuiteFolderOptions

  @Option(help: "Of a suite: the scenario to render as an example; the first, if not given.")
  var scenario: String?

  @Flag(help: "Print JSON, with every rollout of a run.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if name == "suite", suite == nil { throw ValidationError("Name the suite: show suite NAME.") }
    if name != "suite", let suite {
      throw ValidationError("'\(suite)' is one name too many; suites are shown with 'show suite NAME'.")
    }
  }

  func execute() async throws -> ExitStatus {
    if let suite { return try showSuites(suite) }
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    if run == nil, let record = try foundRun(store) {
      let view = try RunView(record, store: store)
      try Console.result(json ? try view.json() : view.text(rows: rows))
    } else {
      let (runID, key) = try foundRollout(store)
      guard let rollout = try store.rollout(of: runID, key: key) else {
        throw StoreError(path: store.path, kind: .unknownRollout(name, near: []))
      }
      let view = RolloutView(
        runID: runID, stored: rollout, scores: try store.scores(of: runID, key: key))
      try Console.result(json ? try view.json() : view.text)
    }
    return .pass
  }

  private func showSuites(_ name: String) throws -> ExitStatus {
    let listed = try folders.usualLocator.listed(named: name)
    let views = try listed.map { try SuiteView($0.reading.get(), from: $0.from, scenario: scenario) }
    try Console.result(
      json ? try SuiteView.json(views) : views.map(\.text).joined(separator: "\n\n"))
    return .pass
  }

  /// The run of that name; nil where there is none but a rollout has it.
  private func foundRun(_ store: Store) throws -> RunRecord? {
    do throws(StoreError) {
      return try store.run(name)
    } catch {
      guard case .unknownRun = error.kind, try !store.rollouts(keyPrefix: name).isEmpty else { throw error }
      return nil
    }
  }

  private func foundRollout(_ store: Store) throws -> (runID: String, key: ContentHash) {
    let runID = try run.map { try store.run($0).id }
    let found = try store.rollouts(keyPrefix: name, run: runID)
    let keys = Set(found.map(\.key))
    guard keys.count < 2 else {
      throw StoreError(
        path: store.path, kind: .ambiguousRollout(name, matches: keys.map(\.short).sorted()))
    }
    guard let first = found.first else {
      throw StoreError(path: store.path, kind: .unknownRollout(name, near: []))
    }
    guard found.count == 1 else {
      let runs = found.map(\.runID).joined(separator: ", ")
      throw ValidationError("Several runs hold that rollout: name one of \(runs) with --run.")
    }
    return first
  }
}
