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
