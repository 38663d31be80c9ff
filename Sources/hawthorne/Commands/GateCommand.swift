import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneReports
import HawthorneStore

/// `hawthorne gate`: a report against a policy, for CI.
struct GateCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Decide a policy on a report: pass, fail, or cannot tell.",
    discussion: """
      Exits 0 when every rule passes, 1 when one is significantly broken, 2 when the data cannot tell (the output \
      says how many scenarios would), 3 when the run, the report or a rule cannot be judged, 4 when a file cannot be \
      written or the store not be used, 64 when the policy does not parse.
      With --store the decision is recorded, and a pass is withheld (2) where earlier decisions on other runs of the same \
      model, suites and policy did not pass: all runs counted together may. Documentation/gate.md has the policy format.
      """)

  @Argument(help: "The report (JSON).", completion: .file(extensions: ["json"]))
  var report: String?

  @Option(help: "The policy (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var policy: String?

  @Option(help: "A report that rules with a margin compare with.", completion: .file(extensions: ["json"]))
  var baseline: String?

  @Option(help: "The store with the runs, and the ledger of earlier decisions.", completion: .file())
  var store: String?

  @Flag(help: "Print the JSON Schema of policy files and decide nothing.")
  var schema = false

  @OptionGroup var destination: GateOutput
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if schema != (report == nil) || schema != (policy == nil) {
      throw ValidationError("Name a report and its --policy, or pass --schema alone.")
    }
  }

  func execute() async throws -> ExitStatus {
    guard let name = report, let policyFile = policy else {
      try Console.result(String(PolicySchema.text.dropLast()))
      return .pass
    }
    try destination.check(against: [name, policyFile, baseline, store].compactMap(\.self))
    do {
      let policy = try PolicyReader.read(
        try SystemFile.contents(of: policyFile, limit: 1 << 21), file: policyFile)
      let result = try decide(policy, onReport: name)
      try destination.write(result, policy: policy, console: console)
      return result.exitStatus
    } catch {
      // An older verdict must not be taken for the one that was not given.
      try destination.discard()
      throw error
    }
  }

  private func decide(_ policy: Policy, onReport name: String) throws -> GateResult {
    let report = try ReportReader.read(try SystemFile.contents(of: name), origin: name)
    let baseline = try baseline.map { try ReportReader.read(try SystemFile.contents(of: $0), origin: $0) }
    let store = try store.map { try Store(path: $0, access: .write) }
    defer { store?.close() }
    return try GateLedger.settle(
      try Gate.evaluate(report, policy: policy, baseline: baseline), on: report, policy: policy, store: store,
      named: self.store ?? "")
  }
}
