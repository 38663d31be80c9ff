import HawthorneCore
import Testing

@testable import HawthorneModels

struct ResponsesTests {
  @Test func parameterNames() throws {
    let all = GenerationParameters(temperature: 0.5, topP: 0.9, maxTokens: 9, seed: 3)
    #expect(
      try parameters(ResponsesFormat(model: "gpt-5"), Mode(reasoningEffort: "low"), all)
        == [
          "model": "gpt-5", "store": false, "include": ["reasoning.encrypted_content"],
          "reasoning": ["effort": "low", "summary": "auto"], "temperature": 0.5, "top_p": 0.9,
          "max_output_tokens": 9,
        ])
    // Models that do not reason answer 400 to reasoning parameters.
    for model in ["gpt-4.1", "gpt-4o-mini", "gpt-5-chat-latest"] {
      #expect(
        try parameters(ResponsesFormat(model: model)) == ["model": .string(model), "store": false], "\(model)"
      )
      #expect(throws: ModelError.self) {
        try parameters(ResponsesFormat(model: model), Mode(reasoningEffort: "low"))
      }
    }
    #expect(
      try parameters(
        ResponsesFormat(model: "gpt-5"), Mode(),
        GenerationParameters(extra: ["reasoning": ["summary": "detailed"], "service_tier": "flex"]))[
          "reasoning"]
        == ["summary": "detailed"])
  }

  @Test func modes() throws {
    let format = ResponsesFormat(model: "gpt-5.6")
    for mode in [Mode(name: "instant"), Mode(name: "thinking"), Mode(reasoningTokens: 5)] {
      #expect(throws: ModelError.self) { try parameters(format, mode) }
    }
    #expect(throws: ModelError.self) { try parameters(format, last: .assistant) }
    let parallel = try format.outgoing(
      ModelRequest(messages: [Message(role: .user, text: "q")], mode: Mode(name: "parallel")),
      streaming: false)
    #expect(parallel.body["multi_agent"] == ["enabled": true])
    #expect(parallel.headers.map(\.value) == ["responses_multi_agent=v1"])
    let tool = SimulatedTool(name: "t", description: "d", parameters: .object([:]), script: [])
    #expect(throws: ModelError.self) {
      try format.outgoing(
        ModelRequest(
          messages: [Message(role: .user, text: "q")], tools: [tool], mode: Mode(name: "parallel")),
        streaming: false)
    }
    for name in ["input", "store", "previous_response_id", "background"] {
      #expect(throws: ModelError.self) {
        try parameters(format, Mode(), GenerationParameters(extra: [name: 1]))
      }
    }
  }

  @Test("items go back as they came")
  func items() throws {
    let (body, message) = try sentBack(
      #"""
      {"status": "completed", "output": [
        {"type": "reasoning", "id": "rs_1", "summary": [
          {"type": "summary_text", "text": "one"}, {"type": "summary_text", "text": "two"}],
         "encrypted_content": "BLOB1"},
        {"type": "message", "id": "msg_1", "phase": "commentary", "status": "completed", "content": [
          {"type": "output_text", "text": "Let me "}, {"type": "output_text", "text": "see."}]},
        {"type": "reasoning", "id": "rs_2", "summary": [], "encrypted_content": "BLOB2"},
        {"type": "reasoning", "id": "rs_3", "summary": [{"type": "summary_text", "text": "lost"}]},
        {"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "look", "arguments": "{\"id\": 7}"}
      ]}
      """#, as: ResponsesFormat(model: "gpt-5"), model: "gpt-5")
    #expect(message.text == "Let me see.")
    #expect(message.reasoning.map(\.provenance) == [.summary, .summary, .encrypted, .summary])
    #expect(
      body["input"] == [
        ["role": "user", "content": "q"],
        [
          "type": "reasoning", "id": "rs_1",
          "summary": [["type": "summary_text", "text": "one"], ["type": "summary_text", "text": "two"]],
          "encrypted_content": "BLOB1",
        ],
        [
          "type": "message", "role": "assistant", "id": "msg_1", "phase": "commentary", "status": "completed",
          "content": [["type": "output_text", "text": "Let me see."]],
        ],
        ["type": "reasoning", "id": "rs_2", "summary": [], "encrypted_content": "BLOB2"],
        // rs_3 stays away: the server kept nothing of it, and answers 404 to its id alone.
        [
          "type": "function_call", "id": "fc_1", "call_id": "c1", "name": "look", "arguments": "{\"id\":7}",
        ], ["type": "function_call_output", "call_id": "c1", "output": "result of look"],
      ])
  }

  @Test("raw thoughts of open models go back too, sub-agents' do not")
  func rawAndSubAgents() throws {
    let (body, message) = try sentBack(
      #"""
      {"status": "completed", "output": [
        {"type": "reasoning", "agent": {"agent_name": "/root/a"}, "summary": [], "encrypted_content": "SUB"},
        {"type": "reasoning", "id": "rs_1", "summary": [],
         "content": [{"type": "reasoning_text", "text": "raw"}]},
        {"type": "message", "content": [{"type": "output_text", "text": "A"}]}
      ]}
      """#, as: ResponsesFormat(model: "gpt-oss-20b"), model: "gpt-oss-20b")
    #expect(message.reasoning.map(\.subAgent) == ["/root/a", nil])
    #expect(
      body["input"]?.arrayValue?.dropFirst().map { $0 } == [
        [
          "type": "reasoning", "id": "rs_1", "summary": [],
          "content": [["type": "reasoning_text", "text": "raw"]],
        ],
        [
          "type": "message", "role": "assistant", "content": [["type": "output_text", "text": "A"]],
        ], ["role": "user", "content": "go on"],
      ])
  }

  @Test(
    "how a response may end",
    arguments: [
      (#""status": "completed""#, FinishReason.stop, nil as String?),
      (#""status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}"#, .length, nil),
      (
        #""status": "incomplete", "incomplete_details": {"reason": "content_filter"}"#, .contentFilter,
        "content_filter"
      ), (#""status": "incomplete""#, .other("incomplete"), nil),
    ])
  func ends(members: String, finish: FinishReason, blocked: String?) throws {
    let text =
      #"{"output": [{"type": "message", "content": [{"type": "output_text", "text": "A"}]}], \#(members)}"#
    let response = try read(text)
    #expect(response.finish == finish)
    #expect(response.blocked == blocked)
  }

  private func read(_ text: String) throws -> ModelResponse {
    let exchange = Exchange(
      model: "m", server: "s", redactor: Redactor([]), parametersAsSent: .object([:]))
    let answer = WireAnswer<ResponsesStream>(
      head: HTTPHead(status: 200), content: .document(Array(text.utf8)))
    return try ResponsesReader(exchange: exchange).response(to: answer, latency: 0)
  }

  @Test func failures() throws {
    func kind(_ text: String) throws -> ModelError.Kind? {
      do {
        _ = try read(text)
        return nil
      } catch let error as ModelError {
        return error.kind
      }
    }
    #expect(
      try kind(#"{"status": "failed", "error": {"code": "server_error", "message": "x"}}"#) == .serverError)
    #expect(
      try kind(#"{"status": "failed", "error": {"code": "rate_limit_exceeded", "message": "x"}}"#)
        == .rateLimited)
    #expect(
      try kind(#"{"status": "failed", "error": {"code": "invalid_image", "message": "x"}}"#) == .badRequest)
    #expect(try kind(#"{"status": "cancelled", "output": []}"#) == .serverError)
    #expect(try kind(#"{"status": "queued", "output": []}"#) == .serverError)
    #expect(try kind(#"{"status": "completed"}"#) == .malformedResponse)
    #expect(try kind("[]") == .malformedResponse)
    #expect(
      try read(#"{"status": "failed", "error": {"code": "bio_policy", "message": "x"}}"#).blocked
        == "bio_policy")
  }
}
