import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// `hawthorne validate`: what is wrong with a suite, before a token is spent.
struct ValidateCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check suite files: errors at their line, then lint findings.",
    discussion: "Exits 0 when all is well, 1 with lint findings, 64 when a file does not parse.")

  @Argument(help: "Suite files, folders of them, or names of shipped suites.", completion: .file())
  var suites: [String] = []

  @Flag(help: "Print the JSON Schema of suite files and check nothing.")
  var schema = false

  @Option(help: "Where names are looked up before the embedded suites.", completion: .directory)
  var suitesDir: String?

  @Option(
    help: "Where the tables that suites name are looked up before the suite's own folder.",
    completion: .directory)
  var dataDir: String?

  @Flag(help: "Print the findings and the design of each suite as JSON.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  private struct Checked: Encodable {
    var file: String
    var suite: String?
    var scenarios: Int
    var arms: [String]
    var rolloutsAnEpoch: Int
    var findings: [Diagnostic]
  }

  func validate() throws {
    if suites.isEmpty != schema { throw ValidationError("Name suites to check, or pass --schema alone.") }
  }

  func execute() async throws -> ExitStatus {
    if schema {
      try Console.result(SuiteSchema.suite)
      return .pass
    }
    let locator = SuiteLocator(folder: suitesDir, dataFolder: dataDir)
    var checked: [Checked] = []
    var parsed = true
    for name in suites {
      for file in try locator.sources(named: name) {
        do throws(DiagnosticsError) {
          let suite = try SuiteReader.read(file)
          let framings = suite.scenarios.map { suite.framings(of: $0) }
          checked.append(
            Checked(
              file: file.path, suite: suite.id, scenarios: suite.scenarios.count,
              arms: Set(framings.flatMap { $0 }.map(\.arm.name)).sorted(),
              rolloutsAnEpoch: framings.map(\.count).reduce(0, +),
              findings: SuiteLint.findings(in: suite, file: file.path)))
        } catch {
          parsed = false
          checked.append(
            Checked(
              file: file.path, suite: nil, scenarios: 0, arms: [], rolloutsAnEpoch: 0,
              findings: error.diagnostics))
        }
      }
    }
    if json {
      try Console.result(try CanonicalJSON.text(of: checked, indented: true))
    } else {
      for item in checked { try print(item) }
    }
    if !parsed { return .usage }
    return checked.allSatisfy(\.findings.isEmpty) ? .pass : .failed
  }

  private func print(_ item: Checked) throws {
    for finding in item.findings { try Console.result(TerminalText.stripped(finding.description)) }
    guard let suite = item.suite else { return }
    try Console.result(
      "\(item.file): \(suite): \(item.scenarios) scenarios, arms \(item.arms.joined(separator: ", ")), "
        + "\(item.rolloutsAnEpoch) rollouts an epoch, \(item.findings.count) findings")
  }
}
