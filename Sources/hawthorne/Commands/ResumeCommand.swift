import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneRunner
import HawthorneStore
import HawthorneSuites

/// `hawthorne resume`: goes on with a run that did not come to its end.
struct ResumeCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with an unfinished run: what is stored is not asked again.",
    discussion: """
      Suites, options and manifest are those the run was begun with; only how it is carried out may be \
      changed. Where the suites' files are still at hand and say something else by now, the run is refused with the \
      difference. Without an id the latest unfinished run is taken. Rule packs are not stored: a run begun with --rules \
      is resumed with the same.
      """)

  @Argument(help: "The run's id, or its first digits.")
  var run: String?

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Flag(help: "Ask failed rollouts again; the failed attempts are kept beside.")
  var retryErrors = false

  @Flag(help: "Go on with the suites as stored, though their files have changed since.")
  var storedSuites = false

  @OptionGroup(title: "How it is asked") var execution: ExecutionOptions
  @OptionGroup(title: "Which rules label") var rules: RuleOptions
  @OptionGroup(title: "What is shown") var display: RunDisplayOptions
  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    let prices = try execution.priceTable()
    let carrier = RunExecution(
      classifier: try rules.classifier(), ruleWords: rules.words, display: display, console: console)
    let store = try Store(path: store, access: .write)
    defer { store.close() }
    let opening = RunOpening(store: store)
    let found = try opening.find(run, retryErrors: retryErrors)
    if found.record.state == .complete, !retryErrors || found.record.counts.failed == 0 {
      return try carrier.alreadyComplete(found.record)
    }
    if !storedSuites { try requireUnchangedSuites(found) }
    try RuleText.check(
      carrier.classifier.identity, against: store, record: found.record, console: console)
    var endpoint = found.request.endpoint
    if let timeout = execution.timeout { endpoint.timeout = timeout }
    let adapter = try RunExecution.adapter(
      for: found.request.plan.model, endpoint: endpoint, baseURL: try baseURL(found), suites: found.suites)
    let opened = try opening.resume(found, adapter: adapter)
    return try await carrier.carryOut(
      opened, adapter: adapter, settings: execution.settings(over: found.request.settings), store: store,
      prices: prices, retryErrors: retryErrors)
  }

  /// The address that was given; where parts of the stored one were left out, the environment's if it is that one.
  private func baseURL(_ found: RunOpening.Stored) throws -> String? {
    let endpoint = found.request.endpoint
    guard execution.baseURL == nil, let parts = endpoint.withheld, let stored = endpoint.baseURL else {
      return execution.baseURL
    }
    let variable = ModelRegistry.baseURLVariable(of: found.request.plan.model)
    if let text = variable.flatMap({ ProcessInfo.processInfo.environment[$0] }),
      RunRequest.Endpoint.withoutSecrets(text) == stored
    {
      return text
    }
    throw RunError.addressWithheld(run: found.record.id, address: stored, parts: parts, variable: variable)
  }

  private func requireUnchangedSuites(_ found: RunOpening.Stored) throws {
    guard let sources = found.request.sources else { return }
    let locator = SuiteLocator(folder: sources.suitesFolder, dataFolder: sources.dataFolder)
    let read: [Suite]
    do {
      read = try sources.suites.flatMap { try locator.suites(named: $0) }
    } catch is FileError {
      return noteMissingFiles()
    } catch is SuiteNotFound {
      return noteMissingFiles()
    }
    try RunCheck.requireUnchanged(found, read)
  }

  private func noteMissingFiles() {
    console.note(
      "note: the suites' files are not at hand as they were named; going on with the suites as stored.")
  }
}
