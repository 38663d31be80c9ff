import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// `hawthorne delete`: takes runs out of a store for good.
struct DeleteCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete runs with everything that only they hold, and give their space back.",
    discussion: """
      There is no way back: copy the file first, or export the run. Decisions of gates on a deleted run stay in the \
      store. A run that a process works on is not deleted.
      """)

  @Argument(help: "Runs: ids, or the first digits of them.")
  var runs: [String]

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Flag(help: "Do it; without this the command says what would go.")
  var yes = false

  @Flag(help: "Delete the answers kept by 'run --cache' too: nothing says which of them are these runs'.")
  var cache = false

  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    let store = try Store(path: store, access: yes ? .write : .read)
    defer { store.close() }
    var ids: [String] = []
    for record in try runs.map({ try store.run($0) }) where !ids.contains(record.id) {
      ids.append(record.id)
      let model = TerminalText.stripped(record.manifest.model.description)
      try Console.result(
        "\(yes ? "deleting" : "would delete") run \(record.id) (\(model), \(TimeText.stated(record.manifest.statedStart))): "
          + "\(record.counts.stored) rollouts")
    }
    guard yes else {
      console.note("Nothing was deleted; add --yes to do it.")
      return .pass
    }
    try store.deleteRuns(ids)
    if cache { try Console.result("deleted \(try store.deleteCachedResponses()) kept answers") }
    try store.compact()
    return .pass
  }
}
