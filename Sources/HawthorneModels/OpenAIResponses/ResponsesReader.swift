import HawthorneCore

/// Turns the JSON of a response object into a response.
struct ResponsesReader: AnswerReader {
  typealias Stream = ResponsesStream

  var exchange: Exchange

  static let summarySource = "reasoning/summary"
  static let contentSource = "reasoning/content"
  static let encryptedSource = "reasoning/encrypted_content"
  /// The agent that answers; every other is a sub-agent.
  private static let rootAgent = "/root"

  func complaint(in document: JSONValue) -> JSONValue? {
    if document["error"]?.isComplaint == true || document["type"]?.stringValue == "error" { return document }
    return nil
  }

  func read(
    _ document: JSONValue, headers: [String: String], latency: Int
  ) throws(ModelError) -> ModelResponse {
    guard let output = document["output"]?.arrayValue else { throw malformed("has no 'output'") }
    let status = document["status"]?.stringValue
    if let status, !["completed", "incomplete"].contains(status) {
      throw ModelError(
        .serverError,
        problem:
          "\(exchange.server) broke off the answer (\(exchange.redactor.excerpt(Array(status.utf8)))).",
        httpStatus: 200)
    }
    var builder = AnswerBuilder()
    var answer = Answer()
    for item in output { try add(item, to: &builder, &answer) }
    var finish = Self.finish(document, status: status, hasCalls: builder.hasCalls)
    if answer.isRefusal, finish == .stop { finish = .refusal }
    let message = builder.message(
      isCutOff: finish == .length || finish == .contentFilter,
      tokens: (Self.usage(document).reasoning, "usage.output_tokens_details.reasoning_tokens"))
    var serving = serving(document, headers: headers, finish: finish, latency: latency)
    serving.unknownTypes = UnknownType.merged([
      builder.unknownTypes, ResponsesStream.unknownTypes(in: document),
    ])
    return exchange.redactor.clean(
      ModelResponse(
        message: message, finish: finish, blocked: finish == .contentFilter ? "content_filter" : nil,
        serving: serving, logprobs: answer.logprobs))
  }

  private struct Answer {
    var isRefusal = false
    var logprobs: [TokenLogprob] = []
  }

  private func add(
    _ item: JSONValue, to builder: inout AnswerBuilder, _ answer: inout Answer
  ) throws(ModelError) {
    let agent = item["agent"]?["agent_name"]?.stringValue.flatMap { $0 == Self.rootAgent ? nil : $0 }
    switch item["type"]?.stringValue {
    case "reasoning":
      Self.add(reasoning: item, agent: agent, to: &builder)
    case "message":
      add(message: item, agent: agent, to: &builder, &answer)
    case "function_call":
      guard let name = item["name"]?.stringValue, !name.isEmpty else {
        throw malformed("calls a tool without a name")
      }
      builder.add(
        callID: item["call_id"]?.stringValue ?? item["id"]?.stringValue, name: name,
        arguments: WireJSON.arguments(item["arguments"]), item: Self.own(item, ["id", "status"]))
    case let type:
      builder.skip(type)
    }
  }

  private func add(
    message: JSONValue, agent: String?, to builder: inout AnswerBuilder, _ answer: inout Answer
  ) {
    var isFirst = true
    for part in message["content"]?.arrayValue ?? [] {
      let text: String
      switch part["type"]?.stringValue {
      case "output_text":
        text = part["text"]?.stringValue ?? ""
        if agent == nil { answer.logprobs += TokenLogprob.list(part["logprobs"]) }
      case "refusal":
        text = part["refusal"]?.stringValue ?? ""
        if agent == nil { answer.isRefusal = true }
      case let type:
        builder.skip(type)
        continue
      }
      if let agent {
        // What a sub-agent reports is no part of the answer.
        if !text.isEmpty {
          builder.add(
            ReasoningBlock(provenance: .raw, text: text, source: "message/content", subAgent: agent),
            item: [:])
        }
      } else if !text.isEmpty {
        builder.add(text: text, item: isFirst ? Self.own(message, ["id", "phase", "status"]) : nil)
        isFirst = false
      }
    }
  }

  /// A block for each part of a reasoning item; the payload, if there is one, goes with the first.
  private static func add(reasoning item: JSONValue, agent: String?, to builder: inout AnswerBuilder) {
    let payload = item["encrypted_content"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    var blocks: [ReasoningBlock] = []
    for part in item["summary"]?.arrayValue ?? [] {
      guard let text = part["text"]?.stringValue, !text.isEmpty else { continue }
      blocks.append(
        ReasoningBlock(provenance: .summary, text: text, source: summarySource, subAgent: agent))
    }
    for part in item["content"]?.arrayValue ?? [] {
      guard let text = part["text"]?.stringValue, !text.isEmpty else { continue }
      blocks.append(ReasoningBlock(provenance: .raw, text: text, source: contentSource, subAgent: agent))
    }
    if blocks.isEmpty {
      blocks = [
        payload == nil
          ? ReasoningBlock(provenance: .absent, source: "reasoning", subAgent: agent)
          : ReasoningBlock(provenance: .encrypted, source: encryptedSource, subAgent: agent)
      ]
    }
    blocks[0].payload = payload
    for (index, block) in blocks.enumerated() {
      // The members mark where an item begins, also one without an id.
      builder.add(block, item: index == 0 ? own(item, ["id"]) ?? ["type": "reasoning"] : nil)
    }
  }

  /// The members of an item that go back with it.
  private static func own(_ item: JSONValue, _ names: [String]) -> [String: JSONValue]? {
    var members: [String: JSONValue] = [:]
    for name in names { if let value = item[name], value.stringValue != nil { members[name] = value } }
    return members.isEmpty ? nil : members
  }

  private static func finish(_ document: JSONValue, status: String?, hasCalls: Bool) -> FinishReason {
    guard status == "incomplete" else { return hasCalls ? .toolCalls : .stop }
    return switch document["incomplete_details"]?["reason"]?.stringValue {
    case "max_output_tokens", "max_tokens": .length
    case "content_filter": .contentFilter
    case let word?: .other(word)
    case nil: .other("incomplete")
    }
  }

  private static func usage(_ document: JSONValue) -> TokenUsage {
    let usage = document["usage"]
    return TokenUsage(
      input: usage?["input_tokens"]?.count, output: usage?["output_tokens"]?.count,
      reasoning: usage?["output_tokens_details"]?["reasoning_tokens"]?.count,
      cached: usage?["input_tokens_details"]?["cached_tokens"]?.count)
  }

  func serving(
    _ document: JSONValue, headers: [String: String], finish: FinishReason, latency: Int
  ) -> ServingRecord {
    ServingRecord(
      requestedModel: exchange.model, servedModel: document["model"]?.stringValue,
      systemFingerprint: document["system_fingerprint"]?.stringValue,
      route: document["provider"]?.stringValue,
      requestID: document["id"]?.stringValue ?? headers["x-request-id"], finishReason: finish,
      usage: Self.usage(document), latencyMilliseconds: latency, attempts: 1,
      parametersAsSent: exchange.parametersAsSent)
  }
}
