import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// `hawthorne demo`: the main job on embedded suites and recordings, verb by verb.
struct DemoCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Run the main job on the embedded suites and recordings: store, reports, diff, gate.",
    discussion: """
      Replays two recordings of a real model, so it needs no network and no key. Each step is printed as the \
      command that does it. The gate's verdict does not change the exit code.
      """)

  @Option(
    name: .shortAndLong, help: "The folder to write into; made if it is missing.", completion: .directory)
  var output = "hawthorne-demo"

  @OptionGroup var console: ConsoleOptions

  private static let files: [(name: String, file: EmbeddedFile)] = [
    ("oversight-honesty.yaml", .oversightHonesty), ("hazard-refusal.yaml", .hazardRefusal),
    ("instant.jsonl", .recordingInstant), ("thinking.jsonl", .recordingThinking),
    ("policy.yaml", .demoPolicy),
  ]

  func execute() async throws -> ExitStatus {
    do {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    } catch {
      throw InitCommand.FolderNotMade(path: output)
    }
    for item in Self.files { try SystemFile.write(item.file.bytes, to: "\(output)/\(item.name)") }
    let store = "\(output)/hawthorne.sqlite"
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: store + suffix) }
    for mode in ["instant", "thinking"] {
      let model = "replay/\(output)/\(mode).jsonl"
      try await step([
        "run", "\(output)/oversight-honesty.yaml", "\(output)/hazard-refusal.yaml", "--model", model,
        "--store", store,
      ])
      try await step([
        "report", try latestRun(of: model, in: store), "--store", store, "-o", "\(output)/\(mode).json",
        "-o", "\(output)/\(mode).md",
      ])
    }
    try await step([
      "diff", "\(output)/instant.json", "\(output)/thinking.json", "--across", "mode", "-o",
      "\(output)/instant-thinking.md",
    ])
    let verdict = try await step(
      ["gate", "\(output)/instant.json", "--policy", "\(output)/policy.yaml"], mayRefuse: true)
    console.note("")
    console.note("gate: \(verdict) (exit code \(verdict.rawValue))")
    for name in ["instant.md", "thinking.md", "instant-thinking.md", "instant.json", "hawthorne.sqlite"] {
      console.note("  \(output)/\(name)")
    }
    return .pass
  }

  /// Runs one verb as the user would.
  ///
  /// - Parameter mayRefuse: whether an exit code other than 0 is an answer.
  @discardableResult
  private func step(_ arguments: [String], mayRefuse: Bool = false) async throws -> ExitStatus {
    console.note("\n$ hawthorne \(arguments.joined(separator: " "))")
    guard let command = try Hawthorne.parseAsRoot(arguments) as? any HawthorneCommand else {
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    let status = try await command.execute()
    if status != .pass, !mayRefuse { throw ExitCode(status.rawValue) }
    return status
  }

  private func latestRun(of model: String, in path: String) throws -> String {
    let store = try Store(path: path, access: .read)
    defer { store.close() }
    let runs = try store.runs().filter { $0.manifest.model.description == model }
    guard let run = runs.last else { throw ExitCode(ExitStatus.invalid.rawValue) }
    return run.manifest.id
  }
}
