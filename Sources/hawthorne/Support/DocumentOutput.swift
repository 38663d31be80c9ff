import ArgumentParser
import FoundationEssentials
import HawthorneFormats
import HawthorneReports

/// Where a document goes: files by their extension, or stdout.
struct DocumentOutput: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "Write to a file instead of stdout; .json, .md or .txt says the format. Repeatable.",
    completion: .file(extensions: ["json", "md", "txt"]))
  var output: [String] = []

  @Flag(help: "Print JSON on stdout.")
  var json = false

  /// The formats of the files asked for; refuses an unknown extension before any work is done.
  func targets() throws -> [(path: String, format: OutputFormat)] {
    try output.map { (path: $0, format: try OutputFormat(path: $0)) }
  }

  /// Writes the document everywhere it was asked for; on stdout when nowhere, or with `--json`.
  func write(_ document: some RenderableDocument, console: ConsoleOptions) throws {
    for target in try targets() {
      try SystemFile.write(Data(try document.rendered(as: target.format).utf8), to: target.path)
      console.note(target.path)
    }
    if json {
      try Console.result(String(try document.rendered(as: .json).dropLast()))
    } else if output.isEmpty {
      let color = Console.allowsColor(Console.stdout, disabled: console.noColor)
      try Console.result(String(try document.rendered(as: .text, color: color).dropLast()))
    }
  }
}
