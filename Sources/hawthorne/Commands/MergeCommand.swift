import ArgumentParser
import HawthorneCore
import HawthorneStore

/// `hawthorne merge`: brings the runs of other stores into one.
struct MergeCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Copy the runs of other stores into one, with labels, scores and gates' decisions.",
    discussion: """
      The others are only read. A run that is there already is not copied twice, but labels that only the other copy \
      has are added; copies that hold other rollouts are refused and nothing is changed. Merging the same store again \
      changes nothing.
      """)

  @Argument(help: "The stores to copy from.", completion: .file())
  var others: [String]

  @Option(help: "The store to copy into; made if it is not there.", completion: .file())
  var store = "hawthorne.sqlite"

  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    let store = try Store(path: store, access: .create)
    defer { store.close() }
    for name in others {
      let other = try Store(path: name, access: .read)
      defer { other.close() }
      let result = try store.merge(other)
      try Console.result(
        "\(name): \(result.added.count) runs added with \(result.rollouts) rollouts, \(result.already.count) were there; "
          + "\(result.labels) labels, \(result.judgeAnswers) judges' replies, \(result.scores) scores and "
          + "\(result.decisions) decisions added"
          + (result.goldLabels + result.queues > 0
            ? ", \(result.goldLabels) gold labels and \(result.queues) queues" : ""))
    }
    return .pass
  }
}
