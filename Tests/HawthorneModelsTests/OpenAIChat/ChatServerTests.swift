import Foundation
import HawthorneCore
import Testing

@testable import HawthorneModels

/// Answers in the shapes of the servers that speak chat completions, each sent as it stands in its fixture.
@Suite(.timeLimit(.minutes(15)))
struct ChatServerTests {
  /// A fixture, and what must come of it.
  struct Shape: Sendable, CustomTestStringConvertible {
    var name: String
    var outcome: Outcome

    enum Outcome: Sendable {
      case answers(Answer)
      case fails(ModelError.Kind, retried: Bool)
    }

    struct Answer: Sendable {
      var text = "Hello."
      /// The field that told the thought, nil where there is none.
      var thoughts: String?
      var finish = FinishReason.stop
      var calls: [ToolCall] = []
      var usage = TokenUsage(input: 11, output: 20)
      var route: String?
      var fingerprint: String?
    }

    init(_ name: String, _ outcome: Outcome) {
      self.name = name
      self.outcome = outcome
    }

    static func answers(
      _ name: String, text: String = "Hello.", _ thoughts: String? = nil, finish: FinishReason = .stop,
      calls: [ToolCall] = [], usage: TokenUsage = TokenUsage(input: 11, output: 20), route: String? = nil,
      fingerprint: String? = nil
    ) -> Shape {
      Shape(
        name,
        .answers(
          Answer(
            text: text, thoughts: thoughts, finish: finish, calls: calls, usage: usage, route: route,
            fingerprint: fingerprint)))
    }

    static func fails(_ name: String, _ kind: ModelError.Kind, retried: Bool) -> Shape {
      Shape(name, .fails(kind, retried: retried))
    }

    var testDescription: String { name }
    var server: String { String(name.prefix { $0 != "/" }) }
    var isStreamed: Bool { name.contains("/stream") }
  }

  /// The calls of every fixture with tools.
  private static func calls(_ first: String, _ second: String) -> [ToolCall] {
    [
      ToolCall(id: first, name: "look", arguments: ["id": 7]),
      ToolCall(id: second, name: "list", arguments: [:]),
    ]
  }

  private static func counted(reasoning: Int?, cached: Int?) -> TokenUsage {
    TokenUsage(input: 11, output: 20, reasoning: reasoning, cached: cached)
  }

  static let shapes: [Shape] = vllm + ollama + llamacpp + sglang + openrouter + deepseek

  private static let vllm: [Shape] = [
    .answers("vllm/reasoning", "reasoning"),
    .answers("vllm/reasoning-both-names", "reasoning_content"),
    .answers("vllm/stream", "reasoning"),
    .answers("vllm/stream-without-usage", "reasoning", usage: TokenUsage()),
    .answers(
      "vllm/stream-tools", text: "", finish: .toolCalls, calls: calls("chatcmpl-tool-a", "chatcmpl-tool-b")),
    .fails("vllm/abort", .serverError, retried: true),
    .fails("vllm/stream-abort", .serverError, retried: true),
    .fails("vllm/stream-error", .serverError, retried: true),
    .fails("vllm/error-context", .badRequest, retried: false),
    .fails("vllm/error-context-old", .badRequest, retried: false),
    .fails("vllm/error-detail", .badRequest, retried: false),
    .fails("vllm/error-model", .http404, retried: false),
  ]

  private static let ollama: [Shape] = [
    .answers("ollama/reasoning", "reasoning", fingerprint: "fp_ollama"),
    .answers("ollama/stream", "reasoning", fingerprint: "fp_ollama"),
    .answers(
      "ollama/stream-tools-index-0", text: "", finish: .toolCalls, calls: calls("call_a", "call_b"),
      usage: TokenUsage(), fingerprint: "fp_ollama"),
    .answers(
      "ollama/stream-tools-without-index", text: "", finish: .toolCalls, calls: calls("call_a", "call_b"),
      usage: TokenUsage(), fingerprint: "fp_ollama"),
    .fails("ollama/load", .overloaded, retried: true),
    .fails("ollama/unload", .overloaded, retried: true),
    .fails("ollama/stream-error", .malformedResponse, retried: true),
    .fails("ollama/error-model", .http404, retried: false),
    .fails("ollama/error-native", .http404, retried: false),
    .fails("ollama/error-busy", .overloaded, retried: true),
    .fails("ollama/error-context", .badRequest, retried: false),
  ]

  private static let llamacpp: [Shape] = [
    .answers(
      "llamacpp/reasoning", "reasoning_content", usage: counted(reasoning: nil, cached: 4),
      fingerprint: "b6700-abc1234"),
    .answers(
      "llamacpp/reasoning-in-text", "<think>", usage: counted(reasoning: nil, cached: 4),
      fingerprint: "b6700-abc1234"),
    .answers(
      "llamacpp/reasoning-cut-off", text: "", "<think>", finish: .length,
      usage: counted(reasoning: nil, cached: 4), fingerprint: "b6700-abc1234"),
    .answers(
      "llamacpp/stream", "reasoning_content", usage: counted(reasoning: nil, cached: 4),
      fingerprint: "b6700-abc1234"),
    .answers("llamacpp/stream-timings-alone", usage: TokenUsage(cached: 4), fingerprint: "b6700-abc1234"),
    .answers(
      "llamacpp/stream-tools", text: "", finish: .toolCalls, calls: calls("a1", "b2"), usage: TokenUsage(),
      fingerprint: "b6700-abc1234"),
    .fails("llamacpp/stream-error", .serverError, retried: true),
    .fails("llamacpp/stream-error-old", .serverError, retried: true),
    .fails("llamacpp/error-context", .badRequest, retried: false),
    .fails("llamacpp/error-loading", .overloaded, retried: true),
  ]

  private static let sglang: [Shape] = [
    .answers("sglang/reasoning", "reasoning_content", usage: counted(reasoning: 12, cached: nil)),
    .answers("sglang/stream", "reasoning_content", usage: counted(reasoning: 12, cached: nil)),
    .answers(
      "sglang/stream-tools", text: "", finish: .toolCalls, calls: calls("call_a", "call_b"),
      usage: TokenUsage()),
    .fails("sglang/abort", .serverError, retried: true),
    .fails("sglang/stream-abort", .serverError, retried: true),
    .fails("sglang/error-context", .badRequest, retried: false),
  ]

  private static let openrouter: [Shape] = [
    .answers(
      "openrouter/stream", "reasoning_details/reasoning.text", usage: counted(reasoning: 12, cached: 0),
      route: "Example Cloud"),
    .fails("openrouter/error-provider", .rateLimited, retried: true),
    .fails("openrouter/error-in-200", .serverError, retried: true),
    .fails("openrouter/error-credit", .http402, retried: false),
  ]

  private static let deepseek: [Shape] = [
    .answers(
      "deepseek/keep-alive", "reasoning_content", usage: counted(reasoning: 12, cached: 4),
      fingerprint: "fp_8802369eaa"),
    .answers(
      "deepseek/stream", "reasoning_content", usage: counted(reasoning: 12, cached: 4),
      fingerprint: "fp_8802369eaa"),
    .fails("deepseek/resources", .overloaded, retried: true),
    .fails("deepseek/error-balance", .http402, retried: false),
    .fails("deepseek/error-parameters", .badRequest, retried: false),
  ]

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/chat-servers").path

  /// Sends a fixture, head and all, and reads what comes of it.
  static func answer(_ name: String, server: String, streaming: Bool) async throws(any Error)
    -> Result<ModelResponse, ModelError>
  {
    let text = try String(contentsOfFile: "\(folder)/\(name).http", encoding: .utf8)
    let parts = text.split(separator: "\n\n", maxSplits: 1)
    let (head, body) = (try #require(parts.first), String(try #require(parts.last)))
    #expect(head.contains("\nX-Documented: "), "\(name) must say where its shape is documented")
    let lines = head.split(separator: "\n").map(String.init) + ["Content-Length: \(body.utf8.count)"]
    let raw = try RawServer([.text(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)])
    defer { raw.stop() }
    let adapter = try chatAdapter(
      raw.baseURL, provider: server, model: "vendor/m", streaming: streaming, timeout: .seconds(60))
    do throws(ModelError) {
      return .success(try await adapter.respond(to: plainRequest))
    } catch {
      return .failure(error)
    }
  }

  @Test("a server's shape", arguments: shapes) func shape(shape: Shape) async throws {
    let result = try await Self.answer(shape.name, server: shape.server, streaming: shape.isStreamed)
    switch (shape.outcome, result) {
    case (.answers(let expected), .success(let response)):
      let message = response.message
      #expect(message.text == expected.text)
      #expect(response.finish == expected.finish)
      #expect(message.toolCalls == expected.calls)
      let isCut = expected.finish == .length
      #expect(
        message.reasoning
          == (expected.thoughts.map { source in
            [
              ReasoningBlock(
                provenance: isCut ? .truncated : .raw, text: isCut ? "The user" : "The user greets me.",
                source: source, tokens: expected.usage.reasoning)
            ]
          } ?? []))
      #expect(response.serving.usage == expected.usage)
      #expect(response.serving.servedModel?.hasSuffix("served-model") == true)
      #expect(response.serving.requestID?.isEmpty == false)
      #expect(response.serving.route == expected.route)
      #expect(response.serving.systemFingerprint == expected.fingerprint)
      #expect(response.serving.unknownTypes == nil)
      #expect(response.blocked == nil)
    case (.fails(let kind, let retried), .failure(let error)):
      #expect(error.kind == kind, "\(error)")
      #expect(error.isRetryable == retried, "\(error)")
    case (_, .success(let response)): Issue.record("answered: \(response)")
    case (_, .failure(let error)): Issue.record("\(error)")
    }
  }

  @Test("every fixture is looked at") func fixtures() throws {
    let found = try FileManager.default.subpathsOfDirectory(atPath: Self.folder)
      .filter { $0.hasSuffix(".http") }.map { String($0.dropLast(5)) }
    #expect(Set(found) == Set(Self.shapes.map(\.name)).union(["openrouter/stream-traces"]))
    #expect(found.count > 45)
  }

  /// Traces that come in turns are told apart by their index, and are never one text.
  @Test func tracesInTurns() async throws {
    let response = try await Self.answer("openrouter/stream-traces", server: "openrouter", streaming: true)
      .get()
    #expect(response.message.reasoning.map(\.text) == ["First thought.", "Second thought."])
    #expect(response.message.parts?.compactMap { $0.item?["id"]?.stringValue } == ["r-1", "r-2"])
    #expect(response.message.text == "Hello.")
  }
}
