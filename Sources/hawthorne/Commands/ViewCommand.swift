import ArgumentParser
import HawthorneCore
import HawthorneStore
import HawthorneViewer

/// `hawthorne view`: the web app over a store.
struct ViewCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Show a store in the browser: runs, matrices, matched sets, rollouts with their evidence.",
    discussion: """
      Prints the address to open, with the token that lets in, and answers until Ctrl-C. Only this machine can reach it, \
      unless --host and --allow-remote say otherwise.
      """)

  @Argument(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(help: "The port; 0 takes any that is free.")
  var port: UInt16 = 0

  @Option(help: "The IP address to listen on.")
  var host = "127.0.0.1"

  @Flag(
    help: "Let other machines in. Unencrypted: whoever has the address with its token reads every transcript."
  )
  var allowRemote = false

  @Flag(help: "Change nothing: the store's file keeps its bytes.")
  var readOnly = false

  @Flag(inversion: .prefixedNo, help: "Open the address in the browser, when this is a terminal.")
  var open = true

  @Option(
    help: """
      Serve nothing: write pages of runs into this folder, which must be empty. They hold transcripts as they are; \
      'hawthorne redact' drops texts.
      """, completion: .directory)
  var export: String?

  @Option(help: "With --export: a run's id, or its first digits; repeatable. All runs, if not given.")
  var run: [String] = []

  @Option(help: "With --export: at most so many rollouts of each run.")
  var limit = 1000

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit takes a number above 0.") }
    if export == nil, !run.isEmpty { throw ValidationError("--run goes with --export.") }
  }

  func execute() async throws -> ExitStatus {
    let store = try Store(path: store, access: readOnly || export != nil ? .inspect : .read)
    defer { store.close() }
    if let export { return try write(export, of: store) }
    let viewer = try Viewer(
      store: store,
      options: ViewerOptions(host: host, port: port, allowsRemote: allowRemote, isReadOnly: readOnly))
    let opens = open
    let console = console
    let path = store.path
    let work = Task {
      try await viewer.run { address in
        // Where nobody reads it, the address is of no use, but the server is no worse.
        try? Console.result(address)
        console.note("Showing \(path); Ctrl-C ends.")
        if opens { BrowserLaunch.open(address) }
      }
    }
    let signals = EndingSignals {
      work.cancel()
      // A page that reads for long must not keep the process.
      store.interrupt()
    }
    defer { signals.ignore() }
    try await work.value
    return .pass
  }

  private func write(_ folder: String, of store: Store) throws -> ExitStatus {
    let ids =
      run.isEmpty
      ? try store.runs(limit: 1000, countCap: 0).runs.map(\.id) : try run.map { try store.run($0).id }
    let summary = try StaticBundle(store: store, runs: ids, rolloutLimit: limit).write(to: folder)
    try Console.result("\(folder)/index.html")
    console.note("\(summary.files) files with \(summary.rollouts) rollouts.")
    if !summary.cutRuns.isEmpty {
      console.note(
        "Not every rollout of \(summary.cutRuns.joined(separator: ", ")) has a page: --limit is \(limit).")
    }
    return .pass
  }
}
