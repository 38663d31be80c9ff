import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// One line of input to `hawthorne classify`, read into a trace.
struct ClassifyInput: Sendable {
  /// As given: text or a number; null where the line has none.
  var id: JSONValue
  var trace: Trace
  /// Whether the line says anything of an answer.
  var hasResponse: Bool

  /// A line that is JSON and yet no input.
  struct Unfit: Error, CustomStringConvertible {
    var description: String
  }

  init(_ value: JSONValue) throws(Unfit) {
    guard let members = value.objectValue else { throw Unfit(description: "expected a JSON object") }
    id = members["id"] ?? .null
    switch id {
    case .string, .integer, .number, .null: break
    default: throw Unfit(description: "'id' must be text or a number")
    }
    var trace = Trace(answer: "")
    var response: String?
    if let messages = members["messages"], !messages.isNull {
      response = try Self.read(messages: messages, into: &trace)
    }
    if let prompt = members["prompt"], !prompt.isNull {
      let text = try Self.text(prompt, "prompt")
      trace.prompt = trace.prompt.isEmpty ? text : trace.prompt + "\n" + text
      if trace.request.isEmpty { trace.request = text }
    }
    if let given = members["response"], !given.isNull {
      let text = try Self.text(given, "response")
      if let last = response, last != text, last != ThinkTags.split(text).answer {
        Self.addMessage(after: last, to: &trace)
      }
      response = text
    }
    for tool in try Self.list(members["tools"], "tools") { trace.toolOutputs += Self.toolOutput(tool) }
    if let word = members["disclosure"], !word.isNull {
      guard let disclosure = word.stringValue.flatMap(Disclosure.init(rawValue:)) else {
        throw Unfit(description: "'disclosure' must be none, hinted or stated")
      }
      trace.disclosure = disclosure
    }
    if let word = members["finish_reason"], !word.isNull {
      guard let name = word.stringValue else { throw Unfit(description: "'finish_reason' must be text") }
      trace.finishReason = FinishReason(name: name)
    }
    if let tag = members["language"], !tag.isNull {
      guard let text = tag.stringValue, !text.isEmpty else {
        throw Unfit(description: "'language' must be text")
      }
      trace.language = text.lowercased()
    }
    if let reasoning = members["reasoning"] {
      trace.reasoning = try Self.blocks(reasoning)
      // Given beside the messages, it is the thought behind the response.
      if let order = trace.order { trace.order?.reasoning = trace.reasoning.map { _ in order.answer } }
    } else if trace.reasoning.isEmpty, let text = response {
      let parts = ThinkTags.split(text)
      trace.reasoning = parts.reasoning
      if let order = trace.order { trace.order?.reasoning = trace.reasoning.map { _ in order.answer } }
      response = parts.answer
    }
    hasResponse = response != nil
    trace.answer = response ?? ""
    if trace.finishReason == .length, trace.answer.utf8.allSatisfy({ $0 <= 0x20 }) {
      // The limit fell in the middle of a thought.
      if let last = trace.reasoning.indices.last, trace.reasoning[last].provenance == .raw {
        trace.reasoning[last].provenance = .truncated
      }
    }
    self.trace = trace
  }

  /// Reads an OpenAI-style list; returns the last assistant message's visible text.
  private static func read(messages: JSONValue, into trace: inout Trace) throws(Unfit) -> String? {
    guard let items = messages.arrayValue else { throw Unfit(description: "'messages' must be a list") }
    var shown: [String] = []
    var answers: [String] = []
    var order = Trace.Order()
    for (number, item) in items.enumerated() {
      guard let role = item["role"]?.stringValue else {
        throw Unfit(description: "'messages[\(number)]' needs a 'role'")
      }
      let content = item["content"] ?? .null
      switch role {
      case "system", "developer", "user":
        shown.append(visible(content))
        if role == "user" { trace.request = visible(content) }
      case "tool", "function": trace.toolOutputs.append(visible(content))
      case "assistant":
        var text = visible(content)
        let given = item["reasoning_content"] ?? item["reasoning"] ?? .null
        var reasoning = given.isNull ? [] : try blocks(given)
        reasoning += thoughts(content)
        if reasoning.isEmpty {
          let parts = ThinkTags.split(text)
          (reasoning, text) = (parts.reasoning, parts.answer)
        }
        trace.reasoning += reasoning
        order.reasoning += repeatElement(answers.count, count: reasoning.count)
        for call in item["tool_calls"]?.arrayValue ?? [] {
          if let name = call["function"]?["name"]?.stringValue {
            trace.toolCalls.append(
              ToolCall(
                id: call["id"]?.stringValue ?? "", name: name,
                arguments: arguments(call["function"]?["arguments"] ?? .null)))
            order.toolCalls.append(answers.count)
          }
        }
        answers.append(text)
      default: throw Unfit(description: "'messages[\(number)]' has the unknown role '\(role)'")
      }
    }
    trace.prompt = shown.joined(separator: "\n")
    for (number, text) in answers.dropLast().enumerated() where !text.isEmpty {
      trace.earlierAnswers.append(text)
      order.earlierAnswers.append(number)
    }
    order.answer = max(0, answers.count - 1)
    trace.order = order
    return answers.last
  }

  /// Makes room for a response that the messages do not end with: what they end with is an earlier answer then.
  private static func addMessage(after last: String, to trace: inout Trace) {
    guard var order = trace.order else { return }
    if !last.isEmpty {
      trace.earlierAnswers.append(last)
      order.earlierAnswers.append(order.answer)
    }
    order.answer += 1
    trace.order = order
  }

  /// The arguments of a call, which come as JSON in a text; text that is no JSON stays text.
  private static func arguments(_ value: JSONValue) -> JSONValue {
    guard let text = value.stringValue else { return value }
    return (try? JSONText.parse(Data(text.utf8), origin: "the arguments")) ?? value
  }

  /// The visible text of a message's content: text, or a list of parts.
  private static func visible(_ content: JSONValue) -> String {
    if let text = content.stringValue { return text }
    return (content.arrayValue ?? []).compactMap { part in
      part.stringValue ?? (part["type"]?.stringValue == "thinking" ? nil : part["text"]?.stringValue)
    }.joined(separator: "\n")
  }

  /// The reasoning parts of a message's content.
  private static func thoughts(_ content: JSONValue) -> [ReasoningBlock] {
    (content.arrayValue ?? []).compactMap { part in
      switch part["type"]?.stringValue {
      case "thinking":
        ReasoningBlock(provenance: .raw, text: part["thinking"]?.stringValue ?? "", source: "thinking")
      case "redacted_thinking": ReasoningBlock(provenance: .redacted, source: "redacted_thinking")
      default: nil
      }
    }
  }

  /// Reasoning as text, as one block, or as a list of either.
  private static func blocks(_ value: JSONValue) throws(Unfit) -> [ReasoningBlock] {
    switch value {
    case .null: return []
    case .string(let text):
      return text.isEmpty ? [] : [ReasoningBlock(provenance: .raw, text: text, source: "reasoning")]
    case .array(let items):
      var all: [ReasoningBlock] = []
      for item in items { all += try blocks(item) }
      return all
    case .object:
      var provenance = ReasoningBlock.Provenance.raw
      if let word = value["provenance"], !word.isNull {
        guard let known = word.stringValue.flatMap(ReasoningBlock.Provenance.init(rawValue:)) else {
          let names = ReasoningBlock.Provenance.allCases.map(\.rawValue).joined(separator: ", ")
          throw Unfit(description: "a reasoning block's 'provenance' must be one of \(names)")
        }
        provenance = known
      }
      return [
        ReasoningBlock(
          provenance: provenance, text: value["text"]?.stringValue, payload: value["payload"]?.stringValue,
          source: value["source"]?.stringValue ?? "reasoning", subAgent: value["subAgent"]?.stringValue)
      ]
    default: throw Unfit(description: "'reasoning' must be text, a block, or a list of them")
    }
  }

  private static func toolOutput(_ value: JSONValue) -> [String] {
    if let text = value.stringValue { return [text] }
    return ["result", "output", "content"].compactMap { value[$0]?.stringValue }
  }

  private static func text(_ value: JSONValue, _ what: String) throws(Unfit) -> String {
    if let text = value.stringValue { return text }
    if value.arrayValue != nil { return visible(value) }
    throw Unfit(description: "'\(what)' must be text")
  }

  private static func list(_ value: JSONValue?, _ what: String) throws(Unfit) -> [JSONValue] {
    guard let value, !value.isNull else { return [] }
    guard let items = value.arrayValue else { throw Unfit(description: "'\(what)' must be a list") }
    return items
  }
}
