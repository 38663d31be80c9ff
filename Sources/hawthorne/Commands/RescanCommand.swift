import ArgumentParser
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneRunner
import HawthorneStore

/// `hawthorne rescan`: labels a stored run with another classifier.
struct RescanCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescan",
    abstract: "Label a stored run again, by the current rules or by a judge; old labels stay.",
    discussion: """
      The model under test is not asked. A label that the same classifier gave before is not given twice.

      With --classifier judge a model is asked the questions of a rubric about each rollout. Every answer is stored as \
      it comes: after a crash, an outage or Ctrl-C the same command asks only what is missing. Its labels are a column \
      of their own: 'hawthorne report RUN --classifier judge/<rubric>/<model>@<version>'.
      """)

  @Argument(help: "The run's id, or its first digits.")
  var run: String

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case rules, judge
  }

  @Option(help: "Who labels: rules or judge.")
  var classifier: Kind = .rules

  @OptionGroup(title: "Which rules label") var rules: RuleOptions
  @OptionGroup(title: "Which judge labels") var judge: JudgeOptions
  @OptionGroup(title: "How the judge is asked") var execution: ExecutionOptions

  @Flag(help: "Print how many requests a judge would take, and send none.")
  var dryRun = false

  @OptionGroup(title: "Where a judge's figures go") var files: DocumentFiles
  @OptionGroup(title: "What is shown") var display: RunDisplayOptions
  @OptionGroup var console: ConsoleOptions

  private struct Result: Encodable {
    var run: String
    var classifier: ClassifierIdentity
    var rollouts: Int
    var labelled: Int
  }

  func validate() throws {
    switch classifier {
    case .rules:
      if let option = judge.given ?? execution.given ?? files.given ?? (dryRun ? "--dry-run" : nil) {
        throw ValidationError("\(option) is for a judge: add --classifier judge.")
      }
    case .judge:
      if !rules.files.isEmpty || rules.leavesOutBuiltIn {
        throw ValidationError("--rules is for rules, not for a judge.")
      }
      if let option = execution.ofRunsOnly {
        throw ValidationError("\(option) is for runs: a judge's answers are stored one by one.")
      }
      if !files.output.isEmpty, judge.judges.count > 1 {
        throw ValidationError("--output takes the figures of one judge; ask the judges one after the other.")
      }
      if dryRun, let option = files.given {
        throw ValidationError("\(option) is for a judge's figures, and a dry run makes none.")
      }
      if display.json, files.output.isEmpty, files.given != nil {
        throw ValidationError("--json and --format both say what stdout gets: take one.")
      }
      if execution.baseURL != nil, judge.judges.count > 1 {
        throw ValidationError("--base-url leads to one judge; for several set the providers' variables.")
      }
    }
  }

  func execute() async throws -> ExitStatus {
    switch classifier {
    case .rules: return try byRules()
    case .judge:
      let execution = JudgeExecution(
        options: judge, execution: execution, files: files, display: display, console: console)
      if dryRun {
        let store = try Store(path: store, access: .read)
        defer { store.close() }
        return try execution.dryRun(run: try store.run(run), store: store)
      }
      return try await execution.carryOut(run: run, store: store)
    }
  }

  private func byRules() throws -> ExitStatus {
    let classifier = try rules.classifier()
    let store = try Store(path: store, access: .write)
    defer { store.close() }
    let record = try store.run(run)
    let labeller = RolloutLabeller(classifier)
    let outcome = try Relabelling(store: store, labeller: labeller).relabel(run: record.id)
    if display.json {
      let result = Result(
        run: record.id, classifier: labeller.identity, rollouts: outcome.rollouts, labelled: outcome.added)
      try Console.result(try CanonicalJSON.text(of: result))
    } else {
      let identity = labeller.identity
      console.note(
        "run \(record.id): \(outcome.added) of \(outcome.rollouts) rollouts labelled by "
          + "\(identity.id) \(identity.version) (\(identity.hash.short))")
      try Console.result(record.id)
    }
    return .pass
  }
}
