public import ArgumentParser
public import HawthorneCore
import HawthorneStore

/// `hawthorne redact`: takes the model's texts out of stored runs and leaves what is counted.
struct RedactCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Replace what a model wrote by its hash and label, for good; figures stay.",
    discussion: """
      Answers, reasoning, judges' replies and quotes, notes of scores and replaced attempts go; labels, hashes, usage \
      and the prompts stay, so that reports count the same. Without RUN all runs of the store are meant: \
      'hawthorne redact --harm harmful --older-than 90 --yes' keeps hazardous answers for ninety days. Rollouts without \
      a label are left as they are and named: label them first with 'hawthorne rescan'. Answers kept by 'run --cache' \
      are the same texts and are deleted.
      """)

  @Argument(help: "Runs: ids, or the first digits of them; all without one.")
  var runs: [String] = []

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(name: .customLong("domain"), help: "Only of scenarios in this domain; may be repeated.")
  var domains: [String] = []

  @Option(help: "Only of items of this harm: harmful or benign.")
  var harm: Scenario.Harm?

  @Option(help: "Only what was finished more than this many days ago.")
  var olderThan: Int?

  @Flag(help: "Do it; without this nothing is changed.")
  var yes = false

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if let olderThan, !(0...100_000).contains(olderThan) {
      throw ValidationError("--older-than takes 0 to 100000 days.")
    }
    guard yes else {
      throw ValidationError(
        "The texts cannot be brought back. Copy the store if they are needed, then add --yes.")
    }
  }

  func execute() async throws -> ExitStatus {
    let store = try Store(path: store, access: .write)
    defer { store.close() }
    let chosen = runs.isEmpty ? try store.runs() : try runs.map { try store.run($0) }
    let filter = WithholdingFilter(
      domains: Set(domains), harm: harm,
      finishedBefore: olderThan.map { WallClock.milliseconds - Int64($0) * 86_400_000 })
    var unlabelled = 0
    for run in chosen {
      let result = try store.withhold(filter, of: run.id)
      unlabelled += result.unlabelled
      try Console.result(
        "run \(run.id): \(result.withheld) redacted, \(result.already) were before, \(result.unlabelled) without a label"
      )
    }
    let kept = try store.deleteCachedResponses()
    if kept > 0 { console.note("\(kept) kept answers (run --cache) were deleted.") }
    try store.compact()
    guard unlabelled == 0 else {
      Console.error(
        "hawthorne: \(unlabelled) rollouts have no label and keep their texts. Label them with 'hawthorne rescan RUN', then redact again."
      )
      return .invalid
    }
    return .pass
  }
}

extension Scenario.Harm: ExpressibleByArgument {}
