public import ArgumentParser
import HawthorneCore
import HawthorneFormats
public import HawthorneReports

extension DiffFactor: ExpressibleByArgument {}
extension DiffAllowance: ExpressibleByArgument {}

/// `hawthorne diff`: two reports, what else changed first.
struct DiffCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two reports scenario by scenario.",
    discussion: """
      Everything recorded that differs beside the factor meant to is listed first. Exits 0 with changes, 3 when \
      the reports cannot be compared. The same two reports give the same bytes.
      """)

  @Argument(help: "The old report (JSON).", completion: .file(extensions: ["json"]))
  var old: String

  @Argument(help: "The new report (JSON).", completion: .file(extensions: ["json"]))
  var new: String

  @Option(help: "What is meant to differ.")
  var across = DiffFactor.model

  @Option(help: "Compare in spite of this difference; repeatable.")
  var allow: [DiffAllowance] = []

  @Option(help: "The mode to take from the old report.")
  var oldMode: String?

  @Option(help: "The mode to take from the new report.")
  var newMode: String?

  @OptionGroup var destination: DocumentOutput
  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    try destination.check()
    let before = try ReportReader.read(try SystemFile.contents(of: old), origin: old)
    let after = try ReportReader.read(try SystemFile.contents(of: new), origin: new)
    let diff = try ReportDiff(
      before, after,
      options: DiffOptions(across: across, allowed: Set(allow), oldMode: oldMode, newMode: newMode))
    try destination.write(diff, console: console)
    return .pass
  }
}
