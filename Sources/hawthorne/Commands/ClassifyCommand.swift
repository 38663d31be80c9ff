import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct ClassifyCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Label traces: JSON Lines in, JSON Lines out, in the same order.",
    discussion: """
      A line holds 'id' and any of 'prompt', 'response', 'reasoning' (text, a block, or a list of them), \
      'messages' (OpenAI style), 'tools' (tool outputs), 'disclosure' (none, hinted, stated) and \
      'finish_reason'. Without 'reasoning', <think>…</think> at the start of the response is split off; \
      with neither, 'aware' is null and 'na' says why. Without a response, 'outcome' is null.

      A line that cannot be read becomes {"line": N, "error": …}, the rest goes on, and the exit code is 3.
      """)

  @Argument(help: "Files to read; standard input when there are none.")
  var files: [String] = []

  @OptionGroup var rules: RuleOptions
  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    let classifier = try rules.classifier()
    var sources: [ClassifyStream.Source] = []
    defer { for source in sources where source.descriptor != 0 { close(source.descriptor) } }
    for file in files {
      let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError(path: file, action: .open, code: errno) }
      sources.append(ClassifyStream.Source(descriptor: descriptor, name: file))
    }
    if files.isEmpty { sources = [ClassifyStream.Source(descriptor: 0, name: "standard input")] }
    let summary = try await ClassifyStream.run(sources, with: classifier) { try Console.result($0) }
    guard summary.errors > 0 else { return .pass }
    console.note("\(summary.errors) of \(summary.lines) lines could not be read; each says why in its place.")
    return .invalid
  }
}
