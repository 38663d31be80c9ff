import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// What `list --check` found, as it is printed.
struct StoreCheckView {
  var path: String
  var check: StoreCheck

  private struct Document: Encodable {
    var schema = "hawthorne-check/1"
    var store: String
    var verdict: StoreCheck.Verdict
    var file: StoreCheck.File
    var runs: [StoreCheck.Run]
    /// What to do; empty where nothing is amiss.
    var next: [String]
  }

  func json() throws -> String {
    try CanonicalJSON.text(
      of: Document(
        store: path, verdict: check.verdict, file: check.file, runs: check.runs,
        next: check.verdict == .whole ? [] : next),
      indented: true)
  }

  var text: String {
    var lines = [
      check.file.pages == 0
        ? "\(path): not even the list of its tables can be read"
        : "\(path): schema \(check.file.version), \(check.file.pages) pages, "
          + "\(check.runs.count) runs with \(check.runs.reduce(0) { $0 + $1.rollouts }) rollouts"
    ]
    lines += check.file.damage.map { "  damaged: \(TerminalText.stripped($0))" }
    if check.file.more > 0 { lines.append("  … and \(check.file.more) more") }
    lines += check.file.notes.map { "  note: \($0)" }
    if !check.runs.isEmpty {
      lines += [
        "",
        TextTable(
          head: ["RUN", "VERDICT", "STATE", "ROLLOUTS", "PROMPTS", "ANSWERS", "COLUMNS", "LABELLED"],
          rows: check.runs.map { run in
            [
              TerminalText.stripped(run.run), run.verdict.rawValue, run.state?.rawValue ?? "cannot be read",
              "\(run.rollouts)" + (run.planned.map { "/\($0)" } ?? ""),
            ]
              + [RunIntegrity.Kind.prompt, .answer, .columns, .label].map {
                "\(run.checked[$0.rawValue] ?? 0)"
              }
          }, numeric: [3, 4, 5, 6, 7]
        ).text,
      ]
    }
    for run in check.runs where run.verdict == .damaged {
      lines += ["", "Run \(TerminalText.stripped(run.run)):"]
      lines += run.damage.map { "  \($0.kind) \($0.place): \($0.message)" }.map(TerminalText.stripped)
      if run.more > 0 { lines.append("  … and \(run.more) more") }
    }
    lines.append("")
    if check.verdict == .whole {
      lines.append(
        check.file.notes.isEmpty ? "The store is whole." : "The store is whole as far as it can be told.")
    } else {
      lines.append("The store is damaged.")
      lines += next.map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  /// What to do about damage.
  private var next: [String] {
    let whole = check.runs.filter { $0.verdict == .whole }.count
    return [
      "Report no figures from this file; of its \(check.runs.count) runs \(whole) read as they were written.",
      "Where there is a copy, take that. Else save what can be read and look at it:",
      "sqlite3 \(path) .recover | sqlite3 recovered.sqlite && hawthorne list --check --store recovered.sqlite",
      "Then delete damaged runs from it ('hawthorne delete') and merge the rest into a new store ('hawthorne merge').",
    ]
  }
}
