public import ArgumentParser
import FoundationEssentials
import HawthorneFormats
public import HawthorneReports

/// Where a document goes: files by their extension, or stdout.
struct DocumentOutput: ParsableArguments {
  @OptionGroup var files: DocumentFiles

  @Flag(help: "Print JSON on stdout.")
  var json = false

  /// Refuses an unknown extension before any work is done.
  func check() throws { _ = try files.targets() }

  func validate() throws {
    if json, files.given == "--format" {
      throw ValidationError("--json and --format both say what stdout gets: take one.")
    }
  }

  /// Writes the document everywhere it was asked for; on stdout when nowhere, or with `--json`.
  func write(_ document: some RenderableDocument, console: ConsoleOptions) throws {
    try files.write(document, console: console)
    if json {
      try Console.result(String(try document.rendered(as: .json).dropLast()))
    } else if files.output.isEmpty {
      try files.print(document, console: console)
    }
  }
}

/// The files that a document is written to, and in which format.
struct DocumentFiles: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "Write to a file instead of stdout; .json, .md, .html or .txt says the format. Repeatable.",
    completion: .file(extensions: ["json", "md", "html", "txt"]))
  var output: [String] = []

  @Option(help: "The format, whatever the extension says; without --output that of stdout.")
  var format: OutputFormat?

  /// An option that was given; nil for none.
  var given: String? { output.isEmpty ? format.map { _ in "--format" } : "--output" }

  /// The formats of the files asked for.
  func targets() throws -> [(path: String, format: OutputFormat)] {
    try output.map { (path: $0, format: try format ?? OutputFormat(path: $0)) }
  }

  func write(_ document: some RenderableDocument, console: ConsoleOptions) throws {
    for target in try targets() {
      try SystemFile.write(Data(try document.rendered(as: target.format).utf8), to: target.path)
      console.note(target.path)
    }
  }

  /// On stdout, as text for people where no format is named.
  func print(_ document: some RenderableDocument, console: ConsoleOptions) throws {
    let color = Console.allowsColor(Console.stdout, disabled: console.noColor)
    let text = try document.rendered(as: format ?? .text, color: color)
    try Console.result(String(text.dropLast()))
  }
}

extension OutputFormat: ExpressibleByArgument {}
