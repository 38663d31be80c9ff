import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
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

      With --plan, suites, model and options come from a plan that 'hawthorne plan' froze, unless they are given here; \
      the report lists every deviation from it.
      """,
    aliases: ["eval"])

  @Argument(help: "Suite files, folders of them, or names of shipped suites.", completion: .file())
  var suites: [String] = []

  @Option(help: "The model as provider/name; 'hawthorne models' lists the providers.")
  var model: String?

  @Option(help: "The frozen plan to keep to.", completion: .file(extensions: ["json"]))
  var plan: String?

  @Option(help: "The store; it is created if need be.", completion: .file())
  var store = "hawthorne.sqlite"

  @OptionGroup(title: "What is asked") var asked: PlanningOptions
  @OptionGroup(title: "How it is asked") var execution: ExecutionOptions
  @OptionGroup(title: "Which rules label") var rules: RuleOptions
  @OptionGroup(title: "What is shown") var display: RunDisplayOptions
  @OptionGroup var console: ConsoleOptions

  @Option(name: .customLong("metadata"), help: "A note key=value for the manifest; repeatable.")
  var notes: [String] = []

  @OptionGroup var folders: SuiteFolderOptions

  @Flag(help: "Print what would be asked, and ask nothing.")
  var dryRun = false

  func validate() throws {
    if suites.isEmpty, plan == nil {
      throw ValidationError("Name at least one suite, or a frozen plan with --plan.")
    }
    if model == nil, plan == nil {
      throw ValidationError(
        "Name the model with --model provider/name; 'hawthorne models' lists the providers.")
    }
  }

  func execute() async throws -> ExitStatus {
    // Rules that do not read are said before anything is asked.
    let classifier = try rules.classifier()
    let frozen = try plan.map { try FrozenPlanFile.read(path: $0) }
    let given = try ModelSecrets(try modelName(frozen))
    let name = given.name
    let prices = try execution.priceTable()
    let metadata = try OptionText.pairs(notes, option: "--metadata")
    let locator = folders.locator
    let named = suites.isEmpty ? frozen?.sources ?? [] : suites
    let read = try named.flatMap { try locator.suites(named: $0) }
    if let frozen { noteChanges(read, classifier.identity, frozen) }
    let endpoint = RunRequest.Endpoint(
      baseURL: execution.baseURL, streaming: execution.stream, timeout: execution.timeout ?? 600)
    if dryRun {
      let plan = try Plan(
        suites: read, options: try asked.options(model: name, replayed: nil, suites: read, frozen: frozen))
      try check(plan, endpoint: endpoint, secrets: given.values)
      try Console.result(try DryRun(plan: plan, prices: prices).text(json: display.json))
      return .pass
    }
    let adapter = try RunExecution.adapter(
      for: name, endpoint: endpoint, baseURL: execution.baseURL, suites: read, secrets: given.values)
    if !given.values.isEmpty {
      console.note(
        "note: the command's secrets are not stored; to resume the run set \(given.values.keys.sorted().joined(separator: ", "))."
      )
    }
    let replayed = adapter.capabilities.replayed
    let plan = try Plan(
      suites: read, options: try asked.options(model: name, replayed: replayed, suites: read, frozen: frozen))
    try RunCheck.requireAskable(plan, of: adapter)
    if plan.options.parameters.seed != nil, !adapter.capabilities.seed {
      console.note("note: \(name) takes no sampling seed; --seed fixes the order and the wordings only.")
    }
    let settings = execution.settings(over: RunSettings())
    let store = try Store(path: store, access: .create)
    defer { store.close() }
    let run = try RunOpening(store: store).create(
      RunRequest(
        plan: plan.options, settings: settings, endpoint: endpoint,
        sources: RunRequest.Sources(
          suites: named, suitesFolder: folders.suitesDir, dataFolder: folders.dataDir)), plan: plan,
      adapter: adapter, metadata: metadata, registration: frozen,
      harnessVersion: HarnessVersion.current)
    return try await RunExecution(
      classifier: classifier, ruleWords: rules.words, display: display, console: console
    )
    .carryOut(run, adapter: adapter, settings: settings, store: store, prices: prices)
  }

  /// Refuses what a run would refuse; what needs a key or a recording that is not at hand is left to the run.
  private func check(_ plan: Plan, endpoint: RunRequest.Endpoint, secrets: [String: String]) throws {
    do {
      let adapter = try RunExecution.adapter(
        for: plan.options.model, endpoint: endpoint, baseURL: execution.baseURL, suites: plan.suites,
        secrets: secrets)
      try RunCheck.requireAskable(plan, of: adapter)
    } catch let error as ModelError {
      try RunCheck.requireSound(plan)
      console.note("note: not checked whether the model can be asked: \(error.problem)")
    }
  }

  /// The model given, else the only one that the plan is for.
  private func modelName(_ frozen: FrozenPlan?) throws -> ModelName {
    guard let text = model ?? (frozen?.models.count == 1 ? frozen?.models.first : nil) else {
      let names = frozen?.models ?? []
      throw ValidationError(
        names.isEmpty
          ? "Name the model with --model: the plan is for any."
          : "Name the model with --model: the plan is for \(names.joined(separator: ", ")).")
    }
    if let name = ModelName(text) { return name }
    throw ValidationError(
      "--model takes provider/name, such as openai/gpt-5, not '\(SecretShape.withoutKeys(text))'; 'hawthorne models' lists them."
    )
  }

  /// Says at once what the report will say: a suite is not the one that was frozen.
  private func noteChanges(_ suites: [Suite], _ classifier: ClassifierIdentity, _ frozen: FrozenPlan) {
    if classifier != frozen.classifier {
      console.note(
        "note: the plan was frozen with other rules (\(RuleText.title(frozen.classifier))) than label this run "
          + "(\(RuleText.title(classifier))); the report will name it as a deviation.")
    }
    for planned in frozen.suites {
      let found = suites.first { $0.id == planned.id }
      if found?.hash == planned.hash { continue }
      console.note(
        found == nil
          ? "note: suite \(planned.id) of the plan is not asked; the report will name it as a deviation."
          : "note: suite \(planned.id) has changed since the plan was frozen; the report will name it as a deviation."
      )
    }
  }
}
