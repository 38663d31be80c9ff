import HawthorneCore
import Testing

@testable import HawthorneModels

/// What adapters declare, and what they say of requests that ask for more.
struct CapabilitiesTests {
  private func adapter(_ name: String) throws -> any ModelAdapter {
    try ModelRegistry.adapter(
      for: try #require(ModelName(name)), options: AdapterOptions(baseURL: "http://127.0.0.1:9"),
      environment: [:])
  }

  @Test(arguments: [
    ("openai/gpt-4.1", [UnmetNeed.Need.prefill, .reasoningBudget]),
    ("perplexity/sonar", [.tools, .prefill, .logprobs, .reasoningBudget]), ("vllm/m", [.reasoningBudget]),
    ("openai-responses/gpt-5", [.prefill, .reasoningBudget]),
    ("openai-responses/gpt-4.1", [.prefill, .reasoningEffort, .reasoningBudget]),
    ("anthropic/claude-opus-4-7", [.prefill, .logprobs, .reasoningBudget]),
    ("anthropic/claude-3-5-haiku-20241022", [.logprobs, .reasoningEffort, .reasoningBudget]),
    ("google/gemma-3-27b-it", [.systemPrompt, .prefill, .reasoningEffort, .reasoningBudget]),
    ("google/gemini-3-pro", [.prefill]),
  ])
  func needs(name: String, expected: [UnmetNeed.Need]) throws {
    let request = ModelRequest(
      messages: [
        Message(role: .system, text: "s"), Message(role: .user, text: "q"),
        Message(role: .assistant, text: "a"),
      ],
      tools: [SimulatedTool(name: "t", description: "d", parameters: .object([:]), script: [])],
      mode: Mode(reasoningEffort: "low", reasoningTokens: 2000), parameters: GenerationParameters(logprobs: 2)
    )
    let needs = try adapter(name).unmetNeeds(of: request)
    // A rule of the provider's is looked at only where everything else can be had.
    #expect(needs.map(\.need).filter { $0 != .providerRule } == expected)
    for need in needs {
      #expect(need.exitStatus == .usage)
      #expect(need.problem.hasSuffix(".") && need.fix.hasSuffix("."))
    }
  }

  @Test func providerRules() throws {
    let plain = [Message(role: .user, text: "q")]
    let parallel = ModelRequest(messages: plain, mode: Mode(name: "parallel"))
    for name in ["openai/m", "anthropic/claude-opus-4-7", "google/gemini-3-pro"] {
      let needs = try adapter(name).unmetNeeds(of: parallel)
      #expect(needs.map(\.need) == [.providerRule])
      #expect(needs.first?.problem.contains("'parallel'") == true)
    }
    #expect(try adapter("openai-responses/gpt-5.6").unmetNeeds(of: parallel).isEmpty)
    #expect(
      try adapter("anthropic/claude-opus-4-5").unmetNeeds(
        of: ModelRequest(messages: plain + [Message(role: .assistant, text: "a")])
      ).isEmpty)
  }

  @Test func prefillOfChatServers() throws {
    let request = ModelRequest(messages: [
      Message(role: .user, text: "q"), Message(role: .assistant, text: "a"),
    ])
    func body(_ provider: String) throws -> JSONValue {
      let dialect = try #require(ChatProviders.all.first { $0.description.prefix == provider }).dialect
      return try ChatFormat(model: "m", dialect: dialect).outgoing(request, streaming: false).body
    }
    #expect(try body("vllm")["continue_final_message"] == true)
    #expect(try body("vllm")["add_generation_prompt"] == false)
    #expect(
      try body("mistral")["messages"]?.arrayValue?.last == [
        "role": "assistant", "content": "a", "prefix": true,
      ])
  }

  @Test func addresses() throws {
    func endpoint(_ name: String, _ base: String) throws -> String? {
      try ModelRegistry.adapter(
        for: try #require(ModelName(name)), options: AdapterOptions(baseURL: base),
        environment: ["ANTHROPIC_API_KEY": sentinelKey, "GEMINI_API_KEY": sentinelKey]
      ).capabilities.endpoint
    }
    #expect(
      try endpoint("anthropic/m", "https://gate.example/anthropic") == "https://gate.example/anthropic/v1")
    #expect(try endpoint("anthropic/m", "https://gate.example/v1/") == "https://gate.example/v1")
    #expect(try endpoint("google/m", "https://gate.example") == "https://gate.example/v1beta")
    #expect(try endpoint("google/m", "https://gate.example/v1") == "https://gate.example/v1")
    let address = try ServerAddress("https://u:p@gate.example/x?a=b")
    #expect(address.url(appending: "/y", query: "alt=sse") == "https://u:p@gate.example/x/y?a=b&alt=sse")
  }
}
