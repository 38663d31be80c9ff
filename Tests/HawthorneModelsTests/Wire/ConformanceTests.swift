import Foundation
import HawthorneCore
import HawthorneTesting
import Testing

@testable import HawthorneModels

/// One table of promises, kept by every adapter.
@Suite(.timeLimit(.minutes(15)))
struct ConformanceTests {
  @Test("a protocol over HTTP keeps the table", arguments: WireUnderTest.all)
  func wireProtocols(wire: WireUnderTest) async throws {
    let script = ServedScript()
    try await withServer({ try await script.serve($0) }) { url in
      let checked = try await checkAdapterConformance(secrets: [sentinelKey]) { theCase, streaming in
        guard let answers = wire.answers(for: theCase, streaming: streaming) else { return nil }
        script.set(answers)
        let adapter = try wire.adapter(
          url, streaming: streaming, limit: theCase == .tooLarge ? 10_000 : 64 << 20)
        return ConformanceWorld(
          adapter: adapter, sent: { script.bodies }, shownReasoning: wire.shownReasoning,
          imageText: wire.imageText)
      }
      #expect(Set(ConformanceCase.allCases).subtracting(checked) == wire.lacks)
    }
    #expect(script.heads.count > 50)
    for head in script.heads {
      // The key travels in its header and nowhere else.
      #expect(!head.path.contains("SENTINEL"))
      #expect(head.headers[wire.keyHeader]?.hasSuffix(sentinelKey) == true)
      #expect(head.headers.filter { $0.value.contains("SENTINEL") }.count == 1)
    }
    #expect(script.bodies.allSatisfy { !$0.contains("SENTINEL") })
  }

  @Test("many at once, cancelled, closed", arguments: WireUnderTest.all)
  func life(wire: WireUnderTest) async throws {
    let script = ServedScript()
    try await withServer({ try await script.serve($0) }) { url in
      for streaming in [false, true] {
        script.set(try #require(wire.answers(for: .plain, streaming: streaming)))
        try await checkAdapterConformance(request: plainRequest, secrets: [sentinelKey]) {
          try wire.adapter(url, streaming: streaming)
        }
      }
    }
  }

  /// A child that prints the fixture of the case that it is started with.
  private static let child = """
    import json, sys
    folder, case, huge = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for line in sys.stdin:
        request = json.loads(line)
        name = {"tool-round-trip": "tool-call"}.get(case, case)
        if any(m["role"] == "tool" for m in request["messages"]):
            name = "tool-answer"
        if case in ("image", "system-prompt", "seed", "huge", "malformed", "invalid-utf-8"):
            name = "plain"
        if case == "image" and not request["messages"][-1].get("images"):
            name = "empty"
        if case == "system-prompt" and request["messages"][0]["role"] != "system":
            name = "empty"
        answer = json.load(open(f"{folder}/{name}.json"))
        answer["id"] = request["id"]
        if case == "huge":
            answer["text"] += "a" * huge
        text = json.dumps(answer).encode()
        if case == "malformed":
            text = text[:len(text) // 2]
        if case == "invalid-utf-8":
            text = text.replace(b"Hello.", b"Hel\\xff\\xc3lo.")
        sys.stdout.buffer.write(text + b"\\n")
        sys.stdout.buffer.flush()
    """

  @Test func command() async throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/command").path
    let program = FileManager.default.temporaryDirectory.appendingPathComponent("hawthorne-\(UUID()).py")
    try Self.child.write(to: program, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: program) }
    let checked = try await checkAdapterConformance(secrets: [sentinelKey]) { theCase, streaming in
      let known: Set<ConformanceCase> = [
        .image, .systemPrompt, .seed, .huge, .malformed, .invalidUTF8, .toolRoundTrip, .prefill, .logprobs,
      ]
      let file = "\(folder)/\(theCase.rawValue).json"
      guard !streaming, known.contains(theCase) || FileManager.default.fileExists(atPath: file) else {
        return nil
      }
      return ConformanceWorld(
        adapter: try ModelRegistry.adapter(
          for: ModelName(
            provider: "command",
            name: "python3 \(program.path) \(folder) \(theCase.rawValue) \(ConformanceTexts.hugeCount)"),
          environment: ProcessInfo.processInfo.environment))
    }
    // A child has no HTTP, no stream and no parts of unknown types.
    let lacking: Set<ConformanceCase> = [
      .unknownTypes, .cutStream, .errorInStream, .webPage, .tooLarge, .error400, .error401, .error403,
      .error404, .error413, .error429, .error500, .error529,
    ]
    #expect(Set(ConformanceCase.allCases).subtracting(checked) == lacking)
  }

  @Test("who answers for no live model refuses what it cannot do")
  func simulations() async throws {
    let checked = try await checkAdapterConformance(cases: [.prefill, .logprobs]) { _, streaming in
      guard !streaming else { return nil }
      return ConformanceWorld(
        adapter: try ModelRegistry.adapter(
          for: ModelName(provider: "organism", name: "aware-a"), environment: [:]))
    }
    #expect(checked == [.prefill, .logprobs])
  }

  @Test("the table finds faults")
  func faults() async throws {
    func check(_ theCase: ConformanceCase, _ response: ModelResponse) async throws {
      try await checkAdapterConformance(cases: [theCase]) { _, _ in
        ConformanceWorld(adapter: ScriptedAdapter { _ in .success(response) })
      }
    }
    var plain = ModelResponse.text("Hello.", model: "served-model")
    plain.serving.usage = TokenUsage(input: 11, output: 3)
    plain.serving.requestID = "r"
    try await check(.plain, plain)
    var miscounted = plain
    miscounted.serving.usage.output = 4
    for (theCase, wrong) in [
      (ConformanceCase.plain, miscounted), (.plain, .text("Hello!")), (.blockedPrompt, .text("")),
      (.truncatedReasoning, .text("", reasoning: "The user", finish: .length)),
      (.encryptedReasoning, .text("Hello.", reasoning: "OPAQUE-ENCRYPTED==")), (.malformed, plain),
      (.error401, plain), (.prefill, plain), (.unknownTypes, plain), (.empty, plain),
    ] {
      await #expect(throws: (any Error).self, "\(theCase)") { try await check(theCase, wrong) }
    }
    // A stream that says something else.
    await #expect(throws: ConformanceFailure.self) {
      try await checkAdapterConformance(cases: [.seed]) { _, streaming in
        ConformanceWorld(adapter: ScriptedAdapter { _ in .success(.text(streaming ? "A" : "B")) })
      }
    }
  }
}
