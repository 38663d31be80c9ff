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
    abstract: "Label a stored run again with the current rules; old labels stay.",
    discussion: "No model is asked. A label that the same rules gave before is not given twice.")

  @Argument(help: "The run's id, or its first digits.")
  var run: String

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(
    help: "A rule pack to use instead of the shipped ones of its kind and language; repeatable.",
    completion: .file(extensions: ["yaml"]))
  var rules: [String] = []

  @Flag(help: "Print the classifier and the counts as JSON.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  private struct Result: Encodable {
    var run: String
    var classifier: ClassifierIdentity
    var rollouts: Int
    var labelled: Int
  }

  func execute() async throws -> ExitStatus {
    let classifier = try classifier()
    let store = try Store(path: store, access: .write)
    defer { store.close() }
    let record = try store.run(run)
    let labeller = RolloutLabeller(classifier)
    let outcome = try Relabelling(store: store, labeller: labeller).relabel(run: record.id)
    if json {
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

  private func classifier() throws -> TraceClassifier {
    guard !rules.isEmpty else { return try TraceClassifier.standard() }
    var packs = try RulePackSet.embedded()
    let own = try rules.map { path in
      try packs.read(try SystemFile.contents(of: path, limit: 32 << 20), file: path)
    }
    let refusal = own.filter { $0.kind == .refusal }
    guard Set(refusal.map(\.language)).count == refusal.count else {
      throw ValidationError("Give one rule pack of kind refusal for each language at most.")
    }
    packs.replace(with: own.filter { $0.kind == .awareness })
    for pack in refusal { packs.put(pack) }
    return TraceClassifier(packs)
  }
}
