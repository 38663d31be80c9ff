public import ArgumentParser
public import HawthorneCore
import HawthorneReports
import HawthorneStore

/// `hawthorne report`: counts and figures of stored runs.
struct ReportCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Count what a run shows, with honest statistics.",
    discussion: """
      Several runs of one model make one report. Exits 3, having written the report, when a run is running, \
      incomplete or invalid.
      """)

  @Argument(help: "Runs: ids, or the first digits of them.")
  var runs: [String] = []

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(help: "Count the labels of this classifier, as id@version.")
  var classifier: String?

  @Option(
    help: """
      Count awareness over reasoning read in this form alone (raw, summary, mixed); the rest is NA with its form as \
      the cause. Default: for each suite and mode, the form of most of its rollouts.
      """)
  var reasoning: ReasoningAccess?

  @Option(help: "Rollouts to quote by each selection rule.")
  var excerpts = 3

  @Flag(help: "Leave the texts of the prompts out of the appendix; their hashes stay.")
  var noPrompts = false

  @Flag(
    help: """
      Replace every text of a model, a prompt or a user by an id; counts and figures stay. Documentation/verify.md has what \
      becomes of each member.
      """)
  var redact = false

  @Flag(help: "Print the JSON Schema of report files and make no report.")
  var schema = false

  @OptionGroup var salt: SaltOptions
  @OptionGroup var destination: DocumentOutput
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if schema != runs.isEmpty { throw ValidationError("Name one run or more, or pass --schema alone.") }
    guard (0...50).contains(excerpts) else { throw ValidationError("--excerpts takes 0 to 50.") }
    if salt.saltFile != nil, !redact { throw ValidationError("--salt-file is for --redact.") }
  }

  func execute() async throws -> ExitStatus {
    if schema {
      try Console.result(String(DocumentSchema.report.dropLast()))
      return .pass
    }
    try destination.check()
    let named = try salt.named()
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    var options = AnalysisOptions()
    options.excerptsEach = excerpts
    options.reasoning = reasoning
    options.prompts = !noPrompts
    var report = try ReportMaking.report(of: runs, in: store, classifier: classifier, options: options)
    if redact {
      report = try report.redacted(
        salt: try named ?? RedactionSalt(stored: try store.makeRedactionSalt()))
    }
    try destination.write(report, console: console)
    for problem in report.validity.problems where problem.severity == .invalid {
      Console.error("hawthorne: \(problem.message) [\(problem.id)]")
    }
    return report.validity.exitStatus
  }
}

extension ReasoningAccess: ExpressibleByArgument {}
