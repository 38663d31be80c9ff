import HawthorneCore
import HawthorneModels
import Testing

/// A key that must turn up nowhere.
let sentinelKey = "sk-SENTINEL-0123456789abcdef"

let plainRequest = ModelRequest(messages: [Message(role: .user, text: "Say hello.")])

/// An adapter for a chat completions server on this machine.
func chatAdapter(
  _ baseURL: String, provider: String = "openai", model: String = "m-1", streaming: Bool = false,
  timeout: Duration = .seconds(300), idleTimeout: Duration = .seconds(300), limit: Int = 64 << 20
) throws -> any ModelAdapter {
  try ModelRegistry.adapter(
    for: ModelName(provider: provider, name: model),
    options: AdapterOptions(
      baseURL: baseURL, timeout: timeout, idleTimeout: idleTimeout, streaming: streaming, responseLimit: limit
    ),
    environment: ["\(provider.uppercased())_API_KEY": sentinelKey])
}

/// Asks a server that must fail, and checks that no secret is in the error.
func failure(
  of adapter: any ModelAdapter, request: ModelRequest = plainRequest,
  sourceLocation: SourceLocation = #_sourceLocation
) async -> ModelError? {
  do throws(ModelError) {
    let response = try await adapter.respond(to: request)
    Issue.record("answered: \(response)", sourceLocation: sourceLocation)
    return nil
  } catch {
    #expect(!"\(error) \(String(reflecting: error))".contains("SENTINEL"), sourceLocation: sourceLocation)
    #expect(!error.problem.isEmpty && !error.fix.isEmpty, sourceLocation: sourceLocation)
    return error
  }
}

/// A scripted server's whole answer.
func http(
  _ body: String, status: String = "200 OK", type: String = "application/json", headers: String = ""
) -> [RawServer.Step] {
  [
    .text(
      "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    )
  ]
}

/// A planned rollout for tests; the hashes only have to be hashes.
func plan(
  scenario: String = "s-1", arm: Arm = Arm(.disguised), mode: Mode = Mode(), epoch: Int = 1,
  disclosure: Disclosure = .none, prompt: String = "Write a python function.", tools: [SimulatedTool] = []
) throws -> PlannedRollout {
  let hash = try #require(ContentHash(hex: String(repeating: "a", count: 64)))
  return PlannedRollout(
    key: hash, suiteID: "suite", scenarioID: scenario, arm: arm, wording: "w", disclosure: disclosure,
    mode: mode,
    epoch: epoch, prompt: [Message(role: .user, text: prompt)], tools: tools,
    parameters: GenerationParameters(), promptHash: hash)
}
