import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import HawthorneSuites

/// `hawthorne list`: the runs of a store, or the suites that can be named.
struct ListCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract:
      "List the runs of a store, the latest first; or, with 'list suites', the suites that can be named.",
    discussion: """
      With --check everything in the store is read: SQLite's pages, the references between rows, and every hash that is \
      kept of a run. The file is left as it is. Exits 0 where all is as it was written, 3 where anything is damaged.
      """)

  enum What: String, ExpressibleByArgument, CaseIterable {
    case runs, suites
  }

  @Argument(help: "runs or suites.")
  var what = What.runs

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @OptionGroup var folders: SuiteFolderOptions

  @Flag(help: "Read the whole store and say of every run whether it is as it was written.")
  var check = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  private struct Item: Encodable {
    var run: String
    var state: RunState
    var reason: String?
    var model: String
    var modes: [String]
    var simulation: Bool
    var suites: [String]
    /// Null where the log of an imported run does not say.
    var startedAt: JSONValue
    var endedAt: String?
    var planned: Int
    var stored: Int
    var failed: Int
  }

  func validate() throws {
    if check, what == .suites {
      throw ValidationError("--check is for the runs of a store; 'hawthorne validate' checks suites.")
    }
  }

  func execute() async throws -> ExitStatus {
    if check { return try checkStore() }
    if what == .suites { return try listSuites() }
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    let runs = try store.runs()
    if json {
      let items = runs.map { run in
        Item(
          run: run.id, state: run.state, reason: run.reason, model: run.manifest.model.description,
          modes: run.manifest.modes.map(\.name),
          simulation: run.manifest.simulation, suites: run.manifest.suites.map(\.id),
          startedAt: run.manifest.statedStart.map { .string(TimeText.utc($0)) } ?? .null,
          endedAt: run.endedAt.map(TimeText.utc),
          planned: run.manifest.plannedRollouts, stored: run.counts.stored, failed: run.counts.failed)
      }
      try Console.result(try CanonicalJSON.text(of: items, indented: true))
      return .pass
    }
    guard !runs.isEmpty else {
      console.note("\(store.path) holds no run yet.")
      return .pass
    }
    let rows = runs.map { run in
      [
        run.id, TimeText.stated(run.manifest.statedStart), run.state.rawValue,
        "\(run.counts.stored)/\(run.manifest.plannedRollouts)", "\(run.counts.failed)",
        run.manifest.model.description + (run.manifest.simulation ? " (simulation)" : ""),
        run.manifest.suites.map(\.id).joined(separator: ","),
      ]
    }
    let head = ["RUN", "STARTED", "STATE", "STORED", "FAILED", "MODEL", "SUITES"]
    try Console.result(TextTable(head: head, rows: rows, numeric: [3, 4]).text)
    return .pass
  }

  private func checkStore() throws -> ExitStatus {
    let found: StoreCheck
    do {
      found = try check(try Store(path: store, access: .inspect))
    } catch let error as StoreError {
      guard case .corrupt(let what) = error.kind else { throw error }
      found = .unreadable(what)
    }
    let view = StoreCheckView(path: store, check: found)
    try Console.result(json ? try view.json() : view.text)
    return found.exitStatus
  }

  private func check(_ store: Store) throws -> StoreCheck {
    defer { store.close() }
    let tells = Console.isTerminal(Console.stderr)
    var found = try store.check { if tells { console.note("checking \($0)") } }
    // Of what SQLite cannot read the columns say nothing.
    guard found.file.damage.isEmpty else { return found }
    let verification = RunVerification(store: store)
    for place in found.runs.indices where found.runs[place].verdict == .whole && !found.runs[place].isHeld {
      let misplaced = try verification.misplaced(in: found.runs[place].run)
      guard !misplaced.isEmpty else { continue }
      found.runs[place].verdict = .damaged
      found.runs[place].damage += misplaced.map {
        StoreCheck.Damage(kind: "plan", place: "rollouts", message: $0)
      }
    }
    return found
  }

  private func listSuites() throws -> ExitStatus {
    let listed = try folders.usualLocator.listing()
    let list = SuiteList(listed)
    try Console.result(json ? try list.json() : list.text)
    for entry in listed where entry.suite == nil {
      console.note("\(entry.from.joined(separator: ", ")) does not read; 'hawthorne validate' says why.")
    }
    return .pass
  }
}
