public import ArgumentParser
import HawthorneCore
import HawthorneFormats
public import HawthorneReports
import HawthorneStore

extension DiffFactor: ExpressibleByArgument {}
extension DiffAllowance: ExpressibleByArgument {}

/// `hawthorne diff`: two reports, what else changed first; of three or more the trend.
struct DiffCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two reports scenario by scenario, or lay several beside each other.",
    discussion: """
      Everything recorded that differs beside the factor meant to is listed first. Two reports give differences, \
      changes of the framing effect, and the scenarios that changed sides beside the number that a rerun would change; \
      three or more give the trend. Exits 0 with changes, whatever --same-model finds, and 3 when the reports cannot be \
      compared. The same reports give the same bytes. Documentation/diff.md says what each figure means.
      """)

  @Argument(
    help: "Reports (JSON) or runs of the store, the oldest first: two for a diff, more for a trend.",
    completion: .file(extensions: ["json"]))
  var reports: [String]

  @Option(help: "What is meant to differ.")
  var across = DiffFactor.model

  @Option(help: "Compare in spite of this difference; repeatable.")
  var allow: [DiffAllowance] = []

  @Option(help: "The mode to take from the old report.")
  var oldMode: String?

  @Option(help: "The mode to take from the new report.")
  var newMode: String?

  @Option(help: "Call a difference the same only where it is shown to lie within so many points of 0 (5).")
  var margin: Double?

  @Flag(help: "Test whether both differ by more than one endpoint asked twice, and say what that would miss.")
  var sameModel = false

  @Option(help: "The store that runs are in.", completion: .file())
  var store = "hawthorne.sqlite"

  @OptionGroup var destination: DocumentOutput
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard reports.count > 1 else { throw ValidationError("Name two reports or more, the oldest first.") }
    if let margin, !(margin > 0 && margin < 100) {
      throw ValidationError("--margin takes percentage points above 0 and below 100, such as 5.")
    }
    if reports.count > 2 {
      let forTwo: [(String, Bool)] = [
        ("--same-model", sameModel), ("--margin", margin != nil), ("--old-mode", oldMode != nil),
        ("--new-mode", newMode != nil),
      ]
      if let given = forTwo.first(where: \.1) {
        throw ValidationError("\(given.0) compares two reports, and \(reports.count) are named.")
      }
    }
  }

  func execute() async throws -> ExitStatus {
    try destination.check()
    let all = try ReportSources(store: store).reports(reports)
    let options = DiffOptions(
      across: across, allowed: Set(allow), oldMode: oldMode, newMode: newMode,
      margin: (margin ?? 5) / 100, sameModel: sameModel)
    if all.count == 2 {
      try destination.write(try ReportDiff(all[0], all[1], options: options), console: console)
    } else {
      try destination.write(try ReportTrend(all, options: options), console: console)
    }
    return .pass
  }
}
