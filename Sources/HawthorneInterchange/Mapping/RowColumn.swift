import HawthorneCore
import HawthorneFormats

/// What the columns of plain rows are.
public enum RowColumn: String, Sendable, Hashable, CaseIterable {
  case id, epoch, system, prompt, messages, reasoning, answer, model
  case finish
  case started

  /// The names it is found under unless the user names another, in lower case, the first that is there counting.
  var names: [String] {
    switch self {
    case .id: ["id", "sample_id", "sample", "scenario_id", "scenario", "prompt_id", "probe_id", "doc_id"]
    case .epoch: ["epoch", "repeat"]
    case .system: ["system", "system_prompt"]
    case .prompt: ["prompt", "user_message", "user", "question", "input", "instruction"]
    case .messages: ["messages", "conversation"]
    case .reasoning: ["reasoning", "thinking", "reasoning_content", "thoughts", "cot"]
    case .answer: ["answer", "response", "output", "completion", "model_output", "generation"]
    case .model: ["model", "model_id", "model_name"]
    case .finish: ["finish_reason", "stop_reason"]
    case .started: ["timestamp", "created_at", "started_at", "date"]
    }
  }
}

/// What rows have of the columns that the user names.
struct RowFacts: Sendable, Hashable {
  var rows = 0
  /// Rows that have them.
  var named: [RowColumn: Int] = [:]
  /// The names that are there, the first of them.
  private(set) var names: Set<String> = []

  mutating func take(_ row: some Sequence<String>, columns: [RowColumn: String]) {
    rows += 1
    var there = Set(row)
    for (column, name) in columns where there.contains(name) { named[column, default: 0] += 1 }
    guard names.count < 200 else { return }
    there.subtract(names)
    for name in there.sorted().prefix(200 - names.count) { names.insert(name) }
  }
}

extension RowColumn {
  /// Those that hold what was said: a mapping asks for none of them.
  static let texts: Set<RowColumn> = [.system, .prompt, .messages, .reasoning, .answer]

  /// The refusal of a column that is named and is not there.
  ///
  /// - Parameters:
  ///   - location: in the mapping; nil where the command names it.
  ///   - there: the columns that are.
  func missing(
    _ name: String, at location: Diagnostic.Location?, file: String, there: [String]
  ) -> any ExplainedError {
    guard let location else {
      return LogError(
        file: file,
        kind: .noColumn(
          needed: "'\(rawValue)' ('\(name)')", there: there, near: NearestName.find(name, among: there)))
    }
    return DiagnosticsError([
      Diagnostic(
        id: "mapping.unknown-column", location: location,
        message: "name a column that is there for \(rawValue): "
          + "\(TerminalText.stripped(file)) has no '\(TerminalText.stripped(String(name.prefix(80))))'",
        notes: NearestName.hint(for: name, among: there))
    ])
  }
}
