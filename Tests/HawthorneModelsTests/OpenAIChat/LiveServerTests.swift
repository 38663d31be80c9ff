import Foundation
import HawthorneCore
import Testing

@testable import HawthorneModels

private let liveURL = ProcessInfo.processInfo.environment["HAWTHORNE_LIVE_BASE_URL"]

/// Asks a real llama.cpp server, where the environment names one.
struct LiveServerTests {
  @Test(
    .enabled(if: liveURL != nil, "HAWTHORNE_LIVE_BASE_URL is not set"), .timeLimit(.minutes(15)),
    arguments: [false, true])
  func answers(streaming: Bool) async throws {
    let adapter = try ModelRegistry.adapter(
      for: ModelName(provider: "llamacpp", name: "default"),
      options: AdapterOptions(baseURL: liveURL, streaming: streaming), environment: [:])
    var request = ModelRequest(messages: [
      Message(role: .user, text: "What is 2 + 2? Answer with the number.")
    ])
    request.parameters = GenerationParameters(temperature: 0, maxTokens: 400, seed: 1)
    let response = try await adapter.respond(to: request)
    #expect(response.finish == .stop || response.finish == .length)
    #expect(response.serving.servedModel?.isEmpty == false)
    #expect((response.serving.usage.output ?? 0) > 0)
    if response.finish == .stop { #expect(response.message.text.contains("4")) }
  }
}
