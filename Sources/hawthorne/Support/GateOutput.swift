public import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
public import HawthorneReports

/// Where a gate's result goes: several files at once, stdout, and what a CI service shows.
struct GateOutput: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: """
      Write to a file instead of stdout; .json, .md, .html, .txt, .xml (JUnit) or .sarif says the format. Repeatable.
      """,
    completion: .file(extensions: ["json", "md", "html", "txt", "xml", "sarif"]))
  var output: [String] = []

  @Option(
    help: """
      The format, whatever the extension says; without --output that of stdout. One of json, markdown, html, text, \
      junit, sarif.
      """
  )
  var format: GateFormat?

  @Option(help: "Write JUnit XML to a file of any name.", completion: .file())
  var junit: String?

  @Option(help: "Write SARIF 2.1.0 to a file of any name.", completion: .file())
  var sarif: String?

  @Flag(help: "Append Markdown to the file that $GITHUB_STEP_SUMMARY names.")
  var stepSummary = false

  @Flag(help: "Print what is no pass as annotations of GitHub Actions on stdout.")
  var annotations = false

  @Flag(help: "Print JSON on stdout.")
  var json = false

  func validate() throws {
    if json, format != nil, output.isEmpty {
      throw ValidationError("--json and --format both say what stdout gets: take one.")
    }
    if annotations, format != nil, format != .document(.text), output.isEmpty {
      throw ValidationError("Only one of --format and --annotations can have stdout.")
    }
    if json, annotations { throw ValidationError("Only one of --json and --annotations can have stdout.") }
  }

  /// What to write where; refuses an unknown extension or a missing variable before any work is done.
  func targets() throws -> [(path: String, format: GateFormat)] {
    if stepSummary, summaryFile == nil { throw NoStepSummary() }
    return try output.map { (path: $0, format: try format ?? GateFormat(path: $0)) }
      + (junit.map { [(path: $0, format: .junit)] } ?? [])
      + (sarif.map { [(path: $0, format: .sarif)] } ?? [])
  }

  /// Refuses what `targets()` refuses, and to write over what the gate reads.
  func check(against inputs: [String]) throws {
    let read = Set(inputs.map(Self.resolved))
    if let target = try targets().first(where: { read.contains(Self.resolved($0.path)) }) {
      throw ValidationError("The gate reads \(target.path); write the result to another file.")
    }
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// Removes what an earlier gate wrote where this one would have written; devices and pipes stay.
  func discard() throws {
    for target in try targets() {
      let attributes = try? FileManager.default.attributesOfItem(atPath: target.path)
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      try? FileManager.default.removeItem(atPath: target.path)
    }
  }

  private var summaryFile: String? {
    let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"] ?? ""
    return path.isEmpty ? nil : path
  }

  func write(_ result: GateResult, policy: Policy, console: ConsoleOptions) throws {
    let rendering = GateRendering(
      result, policy: policy, version: HarnessVersion.current,
      folder: FileManager.default.currentDirectoryPath)
    let targets = try targets()
    for target in targets {
      try SystemFile.write(Data(try rendering.text(as: target.format).utf8), to: target.path)
      console.note(target.path)
    }
    if stepSummary, let summaryFile {
      try SystemFile.append(Data(try rendering.summary().utf8), to: summaryFile)
    }
    if annotations { for line in rendering.annotations { try Console.result(line) } }
    // Whoever reads only what is printed learns the verdict too.
    if !targets.isEmpty, !json, !annotations {
      console.note("gate: \(result.verdict.rawValue) (exit code \(result.exitStatus.rawValue))")
    }
    if json {
      try Console.result(String(try rendering.text(as: .document(.json)).dropLast()))
    } else if targets.isEmpty {
      let color = Console.allowsColor(Console.stdout, disabled: console.noColor)
      let text = String(try rendering.text(as: format ?? .document(.text), color: color).dropLast())
      let fence = rendering.untrusted
      try Console.result(annotations ? "\(fence.begin)\n\(text)\n\(fence.end)" : text)
    }
  }

  struct NoStepSummary: ExplainedError {
    var problem: String { "--step-summary needs $GITHUB_STEP_SUMMARY, which is not set." }
    var fix: String { "It is set inside GitHub Actions; elsewhere write -o summary.md." }
    var exitStatus: ExitStatus { .usage }
  }
}

extension GateFormat: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }
}
