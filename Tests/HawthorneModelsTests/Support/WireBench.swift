import FlyingFox
import Foundation
import HawthorneCore
import HawthorneTesting
import Synchronization
import Testing

@testable import HawthorneModels

/// A wire protocol under test: whose fixtures are served, and how its adapter is made.
struct WireUnderTest: Sendable, CustomTestStringConvertible {
  /// The folder of its fixtures.
  var folder: String
  var provider: String
  var model: String
  var keyVariable: String
  /// The header that must carry the key.
  var keyHeader: String
  var shownReasoning: ReasoningBlock.Provenance
  var imageText: String
  /// The status of a request that the filter stopped.
  var blockedStatus = 200
  /// What the protocol has no word for.
  var lacks: Set<ConformanceCase> = []

  var testDescription: String { folder }

  static let all: [WireUnderTest] = [
    WireUnderTest(
      folder: "openai-chat", provider: "openrouter", model: "openai/gpt-5", keyVariable: "OPENROUTER_API_KEY",
      keyHeader: "authorization", shownReasoning: .summary,
      imageText: "data:image/png;base64,\(ConformanceTexts.imageBase64)", blockedStatus: 403),
    WireUnderTest(
      folder: "openai-responses", provider: "openai-responses", model: "gpt-5", keyVariable: "OPENAI_API_KEY",
      keyHeader: "authorization", shownReasoning: .summary,
      imageText: "data:image/png;base64,\(ConformanceTexts.imageBase64)", blockedStatus: 400),
    // A model declines in plain words; `stop_reason: refusal` is the provider's.
    WireUnderTest(
      folder: "anthropic", provider: "anthropic", model: "claude-opus-4-5", keyVariable: "ANTHROPIC_API_KEY",
      keyHeader: "x-api-key", shownReasoning: .summary,
      imageText: "\"data\":\"\(ConformanceTexts.imageBase64)\"",
      lacks: [.refusal]),
    WireUnderTest(
      folder: "google", provider: "google", model: "gemini-2.5-flash", keyVariable: "GEMINI_API_KEY",
      keyHeader: "x-goog-api-key", shownReasoning: .summary,
      imageText: "\"inlineData\":{\"data\":\"\(ConformanceTexts.imageBase64)\"", lacks: [.refusal]),
  ]

  func adapter(
    _ baseURL: String, streaming: Bool = false, model: String? = nil, limit: Int = 64 << 20
  ) throws -> any ModelAdapter {
    try ModelRegistry.adapter(
      for: ModelName(provider: provider, name: model ?? self.model),
      options: AdapterOptions(
        baseURL: baseURL, timeout: .seconds(120), streaming: streaming, responseLimit: limit),
      environment: [keyVariable: sentinelKey])
  }

  /// A fixture's bytes with the key put in, nil where there is no such file.
  func fixture(_ name: String) -> String? {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/\(self.folder)/\(name)")
    return (try? String(contentsOf: file, encoding: .utf8))?.replacing("{{KEY}}", with: sentinelKey)
  }
}

/// What a server is to answer, in order (the last again and again), and what it was sent.
final class ServedScript: Sendable {
  struct Answer: Sendable {
    var status = 200
    var type = "application/json"
    var headers: [(String, String)] = []
    var body: Data
  }

  private struct State {
    var answers: [Answer] = []
    var bodies: [String] = []
    var heads: [(path: String, headers: [String: String])] = []
  }

  private let state = Mutex(State())

  var bodies: [String] { state.withLock { $0.bodies } }
  var heads: [(path: String, headers: [String: String])] { state.withLock { $0.heads } }

  func set(_ answers: [Answer]) {
    state.withLock {
      $0.answers = answers
      $0.bodies = []
    }
  }

  func serve(_ request: FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse {
    let body = String(decoding: try await request.bodyData, as: UTF8.self)
    let headers = Dictionary(
      request.headers.map { ($0.key.rawValue.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
    let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let answer = state.withLock { state in
      state.bodies.append(body)
      state.heads.append((request.path + (query.isEmpty ? "" : "?" + query), headers))
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first
    }
    guard let answer else { return HTTPResponse(statusCode: .notImplemented) }
    var fields = HTTPHeaders()
    fields[.contentType] = answer.type
    for (name, value) in answer.headers { fields[HTTPHeader(name)] = value }
    return HTTPResponse(
      statusCode: HTTPStatusCode(answer.status, phrase: ""), headers: fields, body: answer.body)
  }
}

extension WireUnderTest {
  /// The answers that put a case to the test, nil where the protocol has no such thing.
  func answers(for theCase: ConformanceCase, streaming: Bool) -> [ServedScript.Answer]? {
    guard !lacks.contains(theCase) else { return nil }
    func file(_ name: String, status: Int = 200) -> ServedScript.Answer? {
      if streaming, status == 200, let text = fixture(name + ".sse") {
        return ServedScript.Answer(type: "text/event-stream; charset=utf-8", body: Data(text.utf8))
      }
      return fixture(name + ".json").map { ServedScript.Answer(status: status, body: Data($0.utf8)) }
    }
    func changed(_ name: String, _ change: (String) -> Data) -> [ServedScript.Answer]? {
      guard var answer = file(name) else { return nil }
      answer.body = change(String(decoding: answer.body, as: UTF8.self))
      return [answer]
    }
    switch theCase {
    case .image, .systemPrompt, .seed, .prefill: return file("plain").map { [$0] }
    case .logprobs: return [file("logprobs") ?? file("plain")].compactMap { $0 }
    case .toolRoundTrip: return [file("tool-call"), file("tool-answer")].compactMap { $0 }
    case .blockedPrompt:
      let isStreamed = streaming && fixture("blocked-prompt.sse") != nil
      return file("blocked-prompt", status: isStreamed ? 200 : blockedStatus).map { [$0] }
    case .huge, .tooLarge:
      let more = "lo." + String(repeating: "a", count: ConformanceTexts.hugeCount) + "\""
      return changed("plain") { Data($0.replacing("lo.\"", with: more).utf8) }
    case .malformed, .cutStream: return changed("plain") { Data($0.utf8.prefix($0.utf8.count / 2)) }
    case .invalidUTF8:
      return changed("plain") { text in
        let place = text.firstRange(of: "lo.\"")?.lowerBound ?? text.startIndex
        return Data(text[..<place].utf8) + Data([0xFF, 0xC3]) + Data(text[place...].utf8)
      }
    case .webPage:
      return [
        ServedScript.Answer(
          type: "text/html; charset=utf-8",
          body: Data("<html><body>Sign in to the proxy as \(sentinelKey)</body></html>".utf8))
      ]
    case .error400, .error401, .error403, .error404, .error413, .error429, .error500, .error529:
      let status = Int(theCase.rawValue.dropFirst("error-".count)) ?? 0
      guard var answer = file(theCase.rawValue, status: status) else { return nil }
      // Google says in the body how long to wait.
      if theCase == .error429, folder != "google" { answer.headers = [("Retry-After", "7")] }
      return [answer]
    default: return file(theCase.rawValue).map { [$0] }
    }
  }
}
