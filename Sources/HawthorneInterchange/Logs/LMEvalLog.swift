import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// lm-evaluation-harness: `samples_<task>_<date>.jsonl`, a document and filter a line.
///
/// The model is named only in `results_<date>.json`, which is read where it lies beside the samples. A document's
/// repeats are epochs. Where several filters were applied, the lines of the first are read.
struct LMEvalLog: LogReader {
  let file: String
  var format: LogFormat { .lmEval }

  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts {
    var facts = LogFacts(format: format)
    facts.harness = "lm_eval"
    let (task, date) = Self.nameParts(of: file)
    facts.task = task
    let results = results(date: date)
    facts.harnessVersion = LoggedValue.name(results?["lm_eval_version"])
    facts.model = LoggedValue.name(results?["model_name"])
    facts.startedAt = LoggedValue.date(results?["date"])
    facts.taskVersion = task.flatMap { LoggedValue.name(results?["versions"]?[$0]) }
    let config = task.flatMap { results?["configs"]?[$0] }
    facts.dataset = config?["dataset_path"]?.stringValue
    facts.parameters = LoggedValue.parameters(config?["generation_kwargs"])
    var filter: JSONValue?
    var others = 0
    var replaced = 0
    var lines = RecordStreamBox(try RecordStream(path: file, shape: .lines, limit: Self.rolloutLimit))
    while let record = try lines.next() {
      let place = "line \(record.line)"
      if record.tooLong != nil {
        throw LogError(file: file, kind: .tooLarge(place: place, limit: Self.rolloutLimit))
      }
      let stream = JSONStream(DataSource(record.bytes))
      let line = try following(place) {
        let value = try stream.value(limit: Self.rolloutLimit)
        try stream.finish()
        return value
      }
      replaced += stream.replaced
      guard line["doc_id"] != nil else { throw unreadable(place, "it has no 'doc_id'") }
      let own = line["filter"] ?? .null
      if filter == nil { filter = .some(own) }
      guard filter == own else {
        others += 1
        continue
      }
      for rollout in try rollouts(line, place: place, facts: facts) { try take(rollout) }
    }
    if others > 0 { facts.notes.append("\(others) lines are of other filters, and were left out") }
    facts.note(replaced: replaced)
    return facts
  }

  /// `samples_<task>_<date>.jsonl`
  static func nameParts(of path: String) -> (task: String?, date: String?) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard name.hasPrefix("samples_"), name.hasSuffix(".jsonl") else { return (nil, nil) }
    let middle = name.dropFirst("samples_".count).dropLast(".jsonl".count)
    guard let cut = middle.lastIndex(of: "_") else { return (String(middle), nil) }
    let date = middle[middle.index(after: cut)...]
    guard date.first?.isNumber == true, date.contains("T") else { return (String(middle), nil) }
    return (String(middle[..<cut]), String(date))
  }

  /// The results of the same run, where they lie beside the samples; a file that cannot be read says nothing.
  private func results(date: String?) -> JSONValue? {
    guard let date else { return nil }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    guard let bytes = try? SystemFile.contents(of: "\(folder)results_\(date).json", limit: 64 << 20) else {
      return nil
    }
    return try? JSONStream(DataSource(bytes)).value(limit: 64 << 20)
  }

  private func rollouts(_ line: JSONValue, place: String, facts: LogFacts) throws -> [LoggedRollout] {
    guard let id = LoggedValue.name(line["doc_id"]) else { throw unreadable(place, "its 'doc_id' is no id") }
    let responses = line["resps"]?.arrayValue ?? []
    // One request of text: [[text, …]] with a text for each repeat.
    let repeats = responses.first?.arrayValue ?? responses
    let texts = repeats.compactMap(\.stringValue)
    guard responses.count == 1, !texts.isEmpty, texts.count == repeats.count else {
      throw unreadable(
        place, "nothing was generated: 'resps' holds log-likelihoods of choices, which no classifier can read"
      )
    }
    let prompt = try prompt(line["arguments"], place: place)
    return try texts.enumerated().map { number, text in
      var reader = ConversationReader(model: facts.model ?? "")
      var rollout = LoggedRollout(place: place, sample: id)
      do throws(ConversationReader.Unfit) {
        rollout.messages = prompt + (try reader.messages([["role": "assistant", "content": .string(text)]]))
      } catch {
        throw unreadable(place, error.detail)
      }
      rollout.task = facts.task
      rollout.epoch = number + 1
      rollout.model = facts.model
      rollout.startedAt = facts.startedAt
      rollout.parameters = facts.parameters
      for (key, value) in line["doc"]?.objectValue ?? [:] { rollout.fields["doc.\(key)"] = value }
      rollout.fields["target"] = line["target"]
      if number == 0 {
        for metric in line["metrics"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
          _ = LoggedValue.scores(metric, line[metric], into: &rollout.scores)
        }
      }
      rollout.settle()
      return rollout
    }
  }

  /// What was asked: text, or a chat as JSON where a template was applied by the server.
  private func prompt(_ arguments: JSONValue?, place: String) throws -> [Message] {
    let first =
      arguments?["gen_args_0"]?["arg_0"] ?? arguments?.arrayValue?.first?.arrayValue?.first
      ?? arguments?.arrayValue?.first
    guard let first else { throw unreadable(place, "its 'arguments' do not say what was asked") }
    let text = first.stringValue ?? first["0"]?.stringValue
    if let text {
      guard text.hasPrefix("[{"), let chat = JSONText.parse(utf8: Array(text.utf8))?.arrayValue,
        chat.allSatisfy({ $0["role"] != nil })
      else { return [Message(role: .user, text: text)] }
      return try given(chat, place: place)
    }
    guard let chat = first.arrayValue else {
      throw unreadable(place, "its 'arguments' do not say what was asked")
    }
    return try given(chat, place: place)
  }

  private func given(_ chat: [JSONValue], place: String) throws -> [Message] {
    var reader = ConversationReader(model: "")
    do {
      // Few-shot answers are no words of the model's.
      return try reader.messages(chat).map { message in
        var message = message
        if message.role == .assistant { message.prefilled = true }
        return message
      }
    } catch {
      throw unreadable(place, error.detail)
    }
  }
}

/// A record stream that closures can read on.
struct RecordStreamBox: ~Copyable {
  private var stream: RecordStream

  init(_ stream: consuming RecordStream) { self.stream = stream }

  mutating func next() throws -> RecordStream.Record? { try stream.next() }
}
