import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneReports

/// `hawthorne gate`: a report against a policy, for CI.
struct GateCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Decide a policy on a report: pass, fail, or cannot tell.",
    discussion: """
      Exits 0 when every rule passes, 1 when one is significantly broken, 2 when the data cannot tell (the output \
      says how many scenarios would), 3 when the report or a rule cannot be judged, 64 when the policy does not parse.
      """)

  @Argument(help: "The report (JSON).", completion: .file(extensions: ["json"]))
  var report: String

  @Option(help: "The policy (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var policy: String

  @Option(help: "A report that rules with a margin compare with.", completion: .file(extensions: ["json"]))
  var baseline: String?

  @OptionGroup var destination: DocumentOutput
  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    try destination.check()
    let policy = try PolicyReader.read(try SystemFile.contents(of: policy, limit: 1 << 21), file: policy)
    let report = try ReportReader.read(try SystemFile.contents(of: report), origin: report)
    let baseline = try baseline.map { try ReportReader.read(try SystemFile.contents(of: $0), origin: $0) }
    let result = try Gate.evaluate(report, policy: policy, baseline: baseline)
    try destination.write(result, console: console)
    return result.exitStatus
  }
}
