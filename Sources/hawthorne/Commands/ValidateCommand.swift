import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// `hawthorne validate`: what is wrong with a suite, before a token is spent.
struct ValidateCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check suite files: errors at their line, then the lint.",
    discussion: """
      Prints findings, then what the prompts look like, what their surface gives away and what the design can find. \
      Exits 0 when all is well (notes and waived findings do not count), 1 with unwaived warnings or errors, 64 when a \
      file does not parse.
      """)

  @Argument(help: "Suite files, folders of them, or names of shipped suites.", completion: .file())
  var suites: [String] = []

  @Flag(help: "Print the JSON Schema of suite files and check nothing.")
  var schema = false

  @Option(
    help: "A gate policy: refuse rules that no result of these suites could satisfy.",
    completion: .file(extensions: ["yaml", "yml"]))
  var policy: String?

  @OptionGroup var folders: SuiteFolderOptions

  @Flag(help: "Print everything as JSON.")
  var json = false

  @Flag(help: "Show the figures of arms that are not asked by default, too.")
  var allArms = false

  @Option(
    help: "Write the findings as SARIF 2.1.0 to a file, or to stdout with '-'.",
    completion: .file(extensions: ["sarif"]))
  var sarif: String?

  @Option(help: "Permutations for the bag of words of disguised prompts and references, at least 19.")
  var permutations = Leakage.permutations

  @Option(help: "The day for which waivers are looked at, YYYY-MM-DD; today in UTC if not given.")
  var date: String?

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if suites.isEmpty != schema { throw ValidationError("Name suites to check, or pass --schema alone.") }
    if json, sarif == "-" { throw ValidationError("Only one of --json and --sarif - can have stdout.") }
    if !(19...100_000).contains(permutations) {
      throw ValidationError("--permutations takes a number from 19 to 100000.")
    }
    if let date, !LintDay.isValid(date) {
      throw ValidationError("--date takes a day YYYY-MM-DD, not '\(date)'.")
    }
  }

  func execute() async throws -> ExitStatus {
    if schema {
      try Console.result(SuiteSchema.suite)
      return .pass
    }
    let questions = try policy.map { try PolicyQuestions.read($0) } ?? []
    let locator = folders.locator
    var outcome = LintOutcome(date: date ?? LintDay.today())
    var read: [Suite] = []
    for name in suites {
      for source in try locator.sources(named: name) {
        let placed: PlacedSuite
        do throws(DiagnosticsError) {
          placed = try SuiteReader.readPlaced(source)
        } catch {
          outcome.unread.append(LintOutcome.Unread(file: source.path, diagnostics: error.diagnostics))
          continue
        }
        read.append(placed.suite)
        outcome.suites.append(
          try SuiteLint.report(on: placed, today: outcome.date, permutations: permutations))
      }
    }
    // A suite that does not parse may be the one that a rule is about.
    if outcome.unread.isEmpty { outcome.policy = try PolicyLint.findings(questions, suites: read) }
    try write(outcome)
    return outcome.status
  }

  private func write(_ outcome: LintOutcome) throws {
    if let sarif {
      let document = try LintSARIF(
        version: HarnessVersion.current, folder: FileManager.default.currentDirectoryPath
      ).text(
        outcome.suites, unread: outcome.unread.flatMap(\.diagnostics), policy: outcome.policy)
      if sarif == "-" {
        try Console.result(document)
        return
      }
      try SystemFile.write(Data((document + "\n").utf8), to: sarif)
      console.note(sarif)
    }
    if json {
      try Console.result(try CanonicalJSON.text(of: outcome, indented: true))
      return
    }
    let findings = outcome.suites.flatMap(\.findings).map(\.diagnostic) + outcome.policy.map(\.diagnostic)
    for diagnostic in outcome.unread.flatMap(\.diagnostics) + findings {
      try Console.result(TerminalText.stripped(diagnostic.description))
    }
    for report in outcome.suites {
      try Console.result("\n" + TerminalText.stripped(LintView(report: report, showsAllArms: allArms).text))
    }
  }
}
