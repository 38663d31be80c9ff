import ArgumentParser
import FoundationEssentials
import HawthorneFormats
import HawthorneRunner

/// How a run is watched; `run` and `resume` share it.
struct RunDisplayOptions: ParsableArguments {
  @Option(help: "Progress on stderr: none, plain (lines) or full (a bar and counts by arm, for terminals).")
  var display: Display?

  @Option(help: "Add the run's events to this file as JSON Lines.", completion: .file())
  var events: String?

  @Flag(help: "Print the run's id, state and counts as JSON.")
  var json = false

  enum Display: String, ExpressibleByArgument, CaseIterable {
    case none, plain, full
  }

  /// The recorders asked for; without `--display` progress is shown only on a terminal.
  func recorders(_ console: ConsoleOptions) throws -> (all: [any EventRecorder], events: JSONLinesRecorder?) {
    let chosen = display ?? (Console.isTerminal(Console.stderr) && !console.quiet ? .full : .none)
    let shown = ProgressRecorder.Display(rawValue: chosen.rawValue) ?? .none
    var all: [any EventRecorder] = [
      ProgressRecorder(display: shown, width: { Console.width(Console.stderr) }) { text in
        // A stderr that cannot be written has nobody to tell.
        try? SystemFile.writeAll(Data(text.utf8), to: Console.stderr, path: "stderr")
      }
    ]
    let file = try events.map { path throws(FileError) in try JSONLinesRecorder(path: path) }
    if let file { all.append(file) }
    return (all, file)
  }
}
