import HawthorneCore
import HawthorneFormats
import HawthorneInterchange

/// What logs hold, for `hawthorne import log --dry-run`.
struct SurveyView {
  private let survey: LogSurvey

  init(_ survey: LogSurvey) { self.survey = survey }

  private struct Document: Encodable {
    struct File: Encodable {
      var path: String
      var format: String
      var hash: ContentHash
      var harness: String?
      var harnessVersion: String?
      var task: String?
      var model: String?
      var status: String?
      var rollouts: Int
      var skipped: Int
      var planned: Int?
    }
    struct Run: Encodable {
      var model: String
      var rollouts: Int
      var scenarios: Int
      var suites: [String]
      var arms: [String: Int]
      var failed: Int
      var withReadableReasoning: Int
      var scorers: [String]
    }
    var files: [File]
    var runs: [Run]
    var fields: [String: [String]]
    var notes: [String]
  }

  func json() throws -> String {
    try CanonicalJSON.text(
      of: Document(
        files: survey.files.map {
          Document.File(
            path: $0.path, format: $0.facts.format.rawValue, hash: $0.hash, harness: $0.facts.harness,
            harnessVersion: $0.facts.harnessVersion, task: $0.facts.task, model: $0.facts.model,
            status: $0.facts.status, rollouts: $0.rollouts, skipped: $0.skipped, planned: $0.facts.planned)
        },
        runs: survey.runs.map { run in
          Document.Run(
            model: run.model.description, rollouts: run.keys.count, scenarios: run.scenarioCount,
            suites: run.suiteIDs,
            arms: Dictionary(run.arms.map { ($0.key.name, $0.value) }, uniquingKeysWith: +),
            failed: run.failed,
            withReadableReasoning: run.readable, scorers: run.scorerNames)
        }, fields: survey.fields, notes: survey.notes))
  }

  var text: String {
    var lines: [String] = []
    for file in survey.files {
      let facts = file.facts
      lines.append("\(file.path): \(facts.format.title), SHA-256 \(file.hash.short)")
      let version = facts.harness.map { [$0, facts.harnessVersion].compactMap { $0 }.joined(separator: " ") }
      let words: [(String, String?)] = [
        ("harness", version), ("task", facts.task), ("data set", facts.dataset), ("model", facts.model),
        ("status", facts.status),
        (
          "rollouts",
          "\(file.rollouts)" + (facts.planned.map { " of \($0)" } ?? "")
            + (file.skipped > 0 ? ", \(file.skipped) left out by the mapping" : "")
        ),
      ]
      lines += words.compactMap { name, value in value.map { "  \(name): \($0)" } }
    }
    for run in survey.runs {
      let arms = run.arms.sorted { $0.key < $1.key }.map { "\($0.key.name) \($0.value)" }
      lines.append("a run of \(run.model): \(run.keys.count) rollouts, \(run.scenarioCount) scenarios")
      lines.append("  suites: \(run.suiteIDs.joined(separator: ", "))")
      lines.append("  arms: \(arms.joined(separator: ", "))")
      lines.append("  with readable reasoning: \(run.readable); failed: \(run.failed)")
      if !run.scorerNames.isEmpty { lines.append("  scores: \(run.scorerNames.joined(separator: ", "))") }
    }
    lines.append("fields that a mapping may use:")
    for (name, values) in survey.fields.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(name): \(values.joined(separator: " | "))")
    }
    return lines.map(TerminalText.stripped).joined(separator: "\n")
  }
}
