import HawthorneCore
import Testing

@testable import HawthorneModels

struct GeminiTests {
  @Test(
    "families",
    arguments: [
      ("gemini-1.5-pro", false, false, true), ("gemini-2.0-flash", false, false, true),
      ("gemini-2.5-flash-lite", true, false, true), ("gemini-3-pro-preview", true, true, true),
      ("gemini-3.1-pro", true, true, true), ("gemini-flash-latest", true, true, true),
      ("gemma-3-27b-it", false, false, false), ("tunedModels/ours", false, false, true),
    ])
  func families(model: String, thinks: Bool, levels: Bool, system: Bool) {
    let format = GeminiFormat(model: model)
    #expect(format.family.thinks == thinks)
    #expect(format.family.hasLevels == levels)
    #expect(format.capabilities.systemPrompt == system)
    #expect(format.capabilities.reasoningEffort == levels)
    #expect(format.capabilities.reasoningBudget == thinks)
  }

  @Test func parameterNames() throws {
    #expect(
      try parameters(
        GeminiFormat(model: "gemini-2.5-pro"), Mode(reasoningTokens: 100),
        GenerationParameters(
          temperature: 0.5, topP: 0.9, maxTokens: 9, seed: 3,
          extra: ["generationConfig": ["topK": 4, "thinkingConfig": ["includeThoughts": false]]]))
        == [
          "model": "gemini-2.5-pro",
          "generationConfig": [
            "candidateCount": 1, "temperature": 0.5, "topP": 0.9, "maxOutputTokens": 9, "seed": 3, "topK": 4,
            "thinkingConfig": ["includeThoughts": false, "thinkingBudget": 100],
          ],
        ])
    #expect(
      try parameters(GeminiFormat(model: "gemini-2.0-flash"))["generationConfig"] == ["candidateCount": 1])
    #expect(throws: ModelError.self) {
      try parameters(GeminiFormat(model: "gemini-2.5-pro"), Mode(), GenerationParameters(seed: 1 << 40))
    }
    for name in ["contents", "systemInstruction", "key", "tools"] {
      #expect(throws: ModelError.self) {
        try parameters(GeminiFormat(model: "gemini-2.5-pro"), Mode(), GenerationParameters(extra: [name: 1]))
      }
    }
  }

  @Test func modes() throws {
    func thinking(_ model: String, _ mode: Mode) throws -> JSONValue? {
      try parameters(GeminiFormat(model: model), mode)["generationConfig"]?["thinkingConfig"]
    }
    #expect(
      try thinking("gemini-2.5-flash", Mode(name: "instant")) == [
        "includeThoughts": true, "thinkingBudget": 0,
      ])
    #expect(
      try thinking("gemini-2.5-flash", Mode(name: "thinking")) == [
        "includeThoughts": true, "thinkingBudget": -1,
      ])
    #expect(
      try thinking("gemini-3-pro", Mode(name: "thinking", reasoningEffort: "high"))
        == ["includeThoughts": true, "thinkingLevel": "high"])
    for (model, mode) in [
      ("gemini-3-pro", Mode(name: "instant")), ("gemini-3-pro", Mode(name: "thinking")),
      ("gemini-2.5-pro", Mode(reasoningEffort: "high")), ("gemini-2.0-flash", Mode(name: "instant")),
      ("gemini-2.0-flash", Mode(reasoningTokens: 5)), ("gemini-2.5-pro", Mode(name: "parallel")),
      ("gemini-3-pro", Mode(reasoningEffort: "low", reasoningTokens: 5)),
    ] {
      #expect(throws: ModelError.self, "\(model) \(mode)") { try thinking(model, mode) }
    }
  }

  @Test func paths() throws {
    func path(_ model: String, streaming: Bool = false) throws -> String {
      let out = try GeminiFormat(model: model).outgoing(
        ModelRequest(messages: [Message(role: .user, text: "q")]), streaming: streaming)
      return out.path + (out.query.map { "?" + $0 } ?? "")
    }
    #expect(try path("gemini-2.5-pro") == "/models/gemini-2.5-pro:generateContent")
    #expect(
      try path("gemini-2.5-pro", streaming: true) == "/models/gemini-2.5-pro:streamGenerateContent?alt=sse")
    #expect(try path("tunedModels/my-model") == "/tunedModels/my-model:generateContent")
    #expect(try path("a b?key=é") == "/models/a%20b%3Fkey%3D%C3%A9:generateContent")
  }

  @Test("signatures go back on the parts that they came on")
  func signatures() throws {
    let (body, message) = try sentBack(
      #"""
      {"candidates": [{"content": {"parts": [
        {"text": "thought", "thought": true},
        {"text": "Let me see.", "thoughtSignature": "SIG0"},
        {"functionCall": {"id": "abc", "name": "look", "args": {"id": 7}}, "thoughtSignature": "SIG1"},
        {"functionCall": {"name": "list", "args": {}}}
      ]}, "finishReason": "STOP"}]}
      """#, as: GeminiFormat(model: "gemini-3-pro"), model: "gemini-3-pro")
    #expect(message.toolCalls.map(\.id) == ["abc", "call_1"])
    #expect(
      body["contents"] == [
        ["role": "user", "parts": [["text": "q"]]],
        [
          "role": "model",
          "parts": [
            ["text": "Let me see.", "thoughtSignature": "SIG0"],
            [
              "functionCall": ["id": "abc", "name": "look", "args": ["id": 7]], "thoughtSignature": "SIG1",
            ], ["functionCall": ["name": "list", "args": [:]]],
          ],
        ],
        [
          "role": "user",
          "parts": [
            [
              "functionResponse": ["id": "abc", "name": "look", "response": ["result": "result of look"]]
            ], ["functionResponse": ["name": "list", "response": ["result": "result of list"]]],
          ],
        ],
      ])
  }

  @Test(
    "finish reasons",
    arguments: [
      ("STOP", FinishReason.stop, nil as String?), ("MAX_TOKENS", .length, nil),
      ("SAFETY", .contentFilter, "SAFETY"), ("RECITATION", .contentFilter, "RECITATION"),
      ("PROHIBITED_CONTENT", .contentFilter, "PROHIBITED_CONTENT"), ("SPII", .contentFilter, "SPII"),
      ("MALFORMED_FUNCTION_CALL", .other("MALFORMED_FUNCTION_CALL"), nil), ("OTHER", .other("OTHER"), nil),
    ])
  func finishReasons(word: String, finish: FinishReason, blocked: String?) throws {
    let response = try read(
      #"{"candidates": [{"content": {"parts": [{"text": "A"}]}, "finishReason": "\#(word)"}]}"#)
    #expect(response.finish == finish)
    #expect(response.blocked == blocked)
    // A malformed call comes without content.
    #expect(try read(#"{"candidates": [{"finishReason": "\#(word)"}]}"#).message.text.isEmpty)
  }

  private func read(_ text: String, status: Int = 200) throws -> ModelResponse {
    let exchange = Exchange(
      model: "m", server: "s", redactor: Redactor([]), parametersAsSent: .object([:]))
    let answer = WireAnswer<GeminiStream>(
      head: HTTPHead(status: status), content: .document(Array(text.utf8)))
    return try GeminiFormat(model: "gemini-2.5-pro").reader(exchange).response(to: answer, latency: 0)
  }

  @Test func blocksAndFailures() throws {
    #expect(try read(#"{"promptFeedback": {"blockReason": "OTHER"}}"#).blocked == "OTHER")
    #expect(try read(#"{"promptFeedback": {"blockReason": "OTHER"}, "candidates": [{}]}"#).blocked == "OTHER")
    for text in [#"{"candidates": []}"#, "{}", #"{"candidates": [7]}"#] {
      #expect(throws: ModelError.self, "\(text)") { try read(text) }
    }
    func error(_ text: String, status: Int) throws -> ModelError {
      do {
        _ = try read(text, status: status)
      } catch let error as ModelError {
        return error
      }
      throw ModelError(.unsupported, problem: "answered")
    }
    let key =
      #"{"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT", "details": [{"reason": "API_KEY_INVALID"}]}}"#
    #expect(try error(key, status: 400).kind == .http401)
    #expect(try error("[\(key)]", status: 400).kind == .http401)
    let daily =
      #"{"error": {"code": 429, "message": "x", "status": "RESOURCE_EXHAUSTED", "details": [{"violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}, {"retryDelay": "37.5s"}]}}"#
    #expect(try error(daily, status: 429).kind == .quota)
    #expect(
      try error(daily.replacing("PerDay", with: "PerMinute"), status: 429).retryAfter == .milliseconds(37_500)
    )
    #expect(throws: ModelError.self) { try read("[\(key)]") }
  }
}
