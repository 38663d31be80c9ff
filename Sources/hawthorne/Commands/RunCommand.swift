import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneRunner
import HawthorneStore
import HawthorneSuites

/// `hawthorne run`: asks a model everything in some suites and stores the labelled rollouts.
struct RunCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Ask a model what suites ask; store labelled rollouts.",
    discussion: """
      The last line on stdout is the run's id. What is stored is on the disk: after a crash, a full disk or \
      Ctrl-C, 'hawthorne resume' goes on where it stopped.
      """,
    aliases: ["eval"])

  @Argument(help: "Suite files, folders of them, or names of shipped suites.", completion: .file())
  var suites: [String]

  @Option(help: "The model as provider/name; 'hawthorne models' lists the providers.")
  var model: String

  @Option(help: "The store; it is created if need be.", completion: .file())
  var store = "hawthorne.sqlite"

  @OptionGroup(title: "What is asked") var asked: PlanningOptions
  @OptionGroup(title: "How it is asked") var execution: ExecutionOptions
  @OptionGroup(title: "What is shown") var display: RunDisplayOptions
  @OptionGroup var console: ConsoleOptions

  @Option(name: .customLong("metadata"), help: "A note key=value for the manifest; repeatable.")
  var notes: [String] = []

  @Option(help: "Where suite names are looked up before the embedded suites.", completion: .directory)
  var suitesDir: String?

  @Option(
    help: "Where the tables that suites name are looked up before the suite's own folder.",
    completion: .directory)
  var dataDir: String?

  @Flag(help: "Print what would be asked, and ask nothing.")
  var dryRun = false

  func execute() async throws -> ExitStatus {
    guard let name = ModelName(model) else {
      throw ValidationError(
        "--model takes provider/name, such as openai/gpt-5, not '\(model)'; 'hawthorne models' lists them.")
    }
    let metadata = try OptionText.pairs(notes, option: "--metadata")
    let locator = SuiteLocator(folder: suitesDir, dataFolder: dataDir)
    let read = try suites.flatMap { try locator.suites(named: $0) }
    let endpoint = RunRequest.Endpoint(
      baseURL: execution.baseURL, streaming: execution.stream, timeout: execution.timeout ?? 600)
    if dryRun {
      let plan = try Plan(suites: read, options: try asked.options(model: name, replayed: nil, suites: read))
      try RunOpening.check(plan, model: ModelCapabilities())
      try Console.result(try DryRun(plan: plan).text(json: display.json))
      return .pass
    }
    let adapter = try RunExecution.adapter(
      for: name, endpoint: endpoint, baseURL: execution.baseURL, suites: read)
    let replayed = adapter.capabilities.replayed
    let plan = try Plan(
      suites: read, options: try asked.options(model: name, replayed: replayed, suites: read))
    try RunOpening.check(plan, model: adapter.capabilities)
    if plan.options.parameters.seed != nil, !adapter.capabilities.seed {
      console.note("note: \(name) takes no sampling seed; --seed fixes the order and the wordings only.")
    }
    let settings = execution.settings(over: RunSettings())
    let store = try Store(path: store, access: .create)
    defer { store.close() }
    let run = try RunOpening(store: store).create(
      RunRequest(plan: plan.options, settings: settings, endpoint: endpoint), plan: plan,
      model: adapter.capabilities, metadata: metadata, harnessVersion: HarnessVersion.current)
    return try await RunExecution(display: display, console: console)
      .carryOut(run, adapter: adapter, settings: settings, store: store)
  }
}
