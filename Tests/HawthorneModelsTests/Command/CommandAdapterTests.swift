import Foundation
import HawthorneCore
import HawthorneTesting
import Testing

@testable import HawthorneModels

/// Real children: small Python programs.
@Suite(.timeLimit(.minutes(15)))
struct CommandAdapterTests {
  private static let environment = ProcessInfo.processInfo.environment

  private func adapter(
    _ command: String, timeout: Duration = .seconds(300), limit: Int = 64 << 20,
    environment: [String: String] = Self.environment
  ) throws -> any ModelAdapter {
    try ModelRegistry.adapter(
      for: ModelName(provider: "command", name: command),
      options: AdapterOptions(timeout: timeout, responseLimit: limit), environment: environment)
  }

  /// A program given as text; it has `json`, `os`, `sys`, `time` and `reply(request, **members)`.
  private func python(_ body: String) -> String {
    let head = """
      import json, os, sys, time
      def reply(request, **members):
          members["id"] = request["id"]
          print(json.dumps(members), flush=True)

      """
    let quoted = (head + body).replacingOccurrences(of: "'", with: "'\\''")
    return "python3 -u -c '\(quoted)'"
  }

  private func ask(_ adapter: any ModelAdapter, _ text: String = "hi") async throws(ModelError)
    -> ModelResponse
  {
    try await adapter.respond(to: ModelRequest(messages: [Message(role: .user, text: text)]))
  }

  private func kind(_ adapter: any ModelAdapter, _ text: String = "hi") async -> ModelError.Kind? {
    do throws(ModelError) {
      _ = try await ask(adapter, text)
      return nil
    } catch {
      return error.kind
    }
  }

  @Test func theDocumentedExample() async throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let example = "python3 '/\(root)/Documentation/examples/echo_model.py'"
    let echo = try adapter(example)
    let response = try await ask(echo, "Say \"hé🧪\".")
    #expect(response.message.text == "You said: Say \"hé🧪\".")
    #expect(
      response.message.reasoning
        == [ReasoningBlock(provenance: .raw, text: "I repeat the last of 1 messages.", source: "reasoning")])
    #expect(response.serving.servedModel == "echo-1")
    #expect(response.serving.usage == TokenUsage(input: 2, output: 4))
    await echo.close()
    try await checkAdapterConformance(request: plainRequest) { try adapter(example) }
  }

  @Test func answersInAnyOrder() async throws {
    let reversing = try adapter(
      python(
        """
        held = []
        for line in sys.stdin:
            held.append(json.loads(line))
            if len(held) == 20:
                for request in reversed(held): reply(request, text=request["messages"][0]["content"])
        """))
    let texts = try await withThrowingTaskGroup(of: (String, String).self) { group in
      for number in 0..<20 {
        group.addTask { ("\(number)", try await ask(reversing, "\(number)").message.text) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(texts.count == 20 && texts.allSatisfy { $0.key == $0.value })
    await reversing.close()
  }

  @Test func killedMidWayAndStartedAgain() async throws {
    let dying = try adapter(
      python(
        """
        for line in sys.stdin:
            request = json.loads(line)
            if request["messages"][0]["content"] == "die":
                print("key is \(sentinelKey)", file=sys.stderr, flush=True)
                os.kill(os.getpid(), 9)
            reply(request, text=str(os.getpid()))
        """), environment: Self.environment.merging(["SOME_API_KEY": sentinelKey]) { $1 })
    let first = try await ask(dying).message.text
    do throws(ModelError) {
      _ = try await ask(dying, "die")
      Issue.record("it lived")
    } catch {
      #expect(error.kind == .childDied)
      #expect(error.isRetryable)
      #expect(error.problem.contains("signal 9"))
      #expect(error.problem.contains("key is [secret]"))
    }
    let second = try await ask(dying).message.text
    #expect(first != second)
    await dying.close()
  }

  @Test func anAnswerRightBeforeTheEnd() async throws {
    let program = python("request = json.loads(sys.stdin.readline()); reply(request, text='x' * 200000)")
    for _ in 0..<8 {
      let single = try adapter(program)
      #expect(try await ask(single).message.text.count == 200_000)
      // The next one may still meet the old process on its way out; then it says so.
      let next = await kind(single)
      #expect(next == nil || next == .childDied)
      await single.close()
    }
  }

  @Test func linesThatAreNoAnswers() async throws {
    for line in ["Loading model...", "{}", "[]", "{\\\"id\\\": 7, \\\"text\\\": \\\"\\\"}", "\\xff"] {
      let chatty = try adapter(
        python(
          """
          for line in sys.stdin:
              request = json.loads(line)
              if request["messages"][0]["content"] == "hi": os.write(1, b"\(line)\\n")
              else: reply(request, text="fine")
          """))
      #expect(await kind(chatty) == .malformedResponse, "\(line)")
      #expect(try await ask(chatty, "again").message.text == "fine")
      await chatty.close()
    }
  }

  @Test func hugeLine() async throws {
    let huge = try adapter(
      python(
        """
        for line in sys.stdin:
            request = json.loads(line)
            reply(request, text="y" * (3000000 if request["messages"][0]["content"] == "hi" else 3))
        """), limit: 1_000_000)
    #expect(await kind(huge) == .malformedResponse)
    #expect(try await ask(huge, "small").message.text == "yyy")
    await huge.close()
  }

  @Test func floodOfStandardError() async throws {
    let loud = try adapter(
      python(
        """
        for line in sys.stdin:
            sys.stderr.write("noise " * 200000); sys.stderr.flush()
            reply(json.loads(line), text="fine")
        """))
    #expect(try await ask(loud).message.text == "fine")
    await loud.close()
  }

  @Test func errorsOfTheCommand() async throws {
    let failing = try adapter(
      python(
        """
        for line in sys.stdin:
            request = json.loads(line)
            reply(request, error={"message": "no memory", "retryable": request["messages"][0]["content"] == "again"})
        """))
    for (text, retryable) in [("again", true), ("hi", false)] {
      do throws(ModelError) {
        _ = try await ask(failing, text)
        Issue.record("it answered")
      } catch {
        #expect(error.kind == .serverError)
        #expect(error.isRetryable == retryable)
        #expect(error.problem.contains("no memory"))
      }
    }
    await failing.close()
  }

  @Test func missingProgram() async throws {
    for command in ["no-such-program-anywhere --flag", "/no/such/program", "/etc/passwd"] {
      let adapter = try adapter(command)
      do throws(ModelError) {
        _ = try await ask(adapter)
        Issue.record("it answered")
      } catch {
        #expect(error.kind == .childFailed, "\(error)")
        #expect(!error.isRetryable)
        #expect(error.exitStatus == .usage)
      }
    }
  }

  @Test func badCommands() {
    for command in ["'open", "   ", "python3 \\", "\"\""] {
      #expect(throws: ModelError.self) { try adapter(command) }
    }
  }

  @Test func silenceAndCancellation() async throws {
    let silent = try adapter(python("for line in sys.stdin: pass"), timeout: .milliseconds(300))
    #expect(await kind(silent) == .timeout)
    let patient = try adapter(python("for line in sys.stdin: pass"))
    let task = Task { await kind(patient) }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    #expect(await task.value == .cancelled)
    await silent.close()
    await patient.close()
  }

  /// A child that ignores SIGTERM is gone all the same once `close` returns.
  @Test func closeKills() async throws {
    let stubborn = try adapter(
      python(
        """
        import signal
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for line in sys.stdin: reply(json.loads(line), text=str(os.getpid()))
        while True: time.sleep(1)
        """))
    let pid = try #require(pid_t(try await ask(stubborn).message.text))
    #expect(kill(pid, 0) == 0)
    await stubborn.close()
    #expect(kill(pid, 0) == -1)
    #expect(await kind(stubborn) == .childFailed)
  }

  @Test func requestAsDocumented() throws {
    let tool = SimulatedTool(
      name: "look", description: "Looks.", parameters: ["type": "object"],
      script: [.init(result: "never sent")])
    let request = ModelRequest(
      messages: [
        Message(role: .user, text: "q"),
        Message(
          role: .assistant, text: "", reasoning: [ReasoningBlock(provenance: .raw, text: "r", source: "x")],
          toolCalls: [ToolCall(id: "c", name: "look", arguments: ["a": 1])]),
        Message(role: .tool, text: "t", toolCallID: "c"),
      ], tools: [tool], mode: Mode(name: "thinking", reasoningEffort: "high", reasoningTokens: 9),
      parameters: GenerationParameters(temperature: 0.5, topP: 1, maxTokens: 3, seed: 4, extra: ["k": "v"]),
      plan: try plan(scenario: "secret-scenario"))
    let (bytes, _) = try CommandWire.line(id: "7", request)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"id":"7","messages":[{"content":"q","role":"user"},{"content":"","role":"assistant","tool_calls":[{"arguments":{"a":1},"id":"c","name":"look"}]},{"content":"t","role":"tool","tool_call_id":"c"}],"mode":{"name":"thinking","reasoning_effort":"high","reasoning_tokens":9},"parameters":{"k":"v","max_tokens":3,"seed":4,"temperature":0.5,"top_p":1},"tools":[{"description":"Looks.","name":"look","parameters":{"type":"object"}}]}"#
        + "\n")
  }

  @Test func answersAsDocumented() throws {
    func read(_ text: String) -> CommandWire.Answer {
      CommandWire.read(Array(text.utf8), requestedModel: "m")
    }
    guard
      case .response("1", let response) = read(
        #"{"id":"1","text":"","reasoning":"r","finish_reason":"length","tool_calls":[],"blocked":null}"#)
    else {
      Issue.record("no response")
      return
    }
    #expect(
      response.message.reasoning == [ReasoningBlock(provenance: .truncated, text: "r", source: "reasoning")])
    guard
      case .response(_, let sealed) = read(
        #"{"id":"1","text":"a","reasoning":"x","reasoning_provenance":"encrypted"}"#)
    else {
      Issue.record("no response")
      return
    }
    #expect(
      sealed.message.reasoning == [ReasoningBlock(provenance: .encrypted, payload: "x", source: "reasoning")])
    // Traces of their own, as of sub-agents that worked in parallel.
    func blocks(_ text: String) -> [ReasoningBlock]? {
      if case .response(_, let response) = read(text) { response.message.reasoning } else { nil }
    }
    let traces = blocks(
      #"{"id":"1","text":"a","reasoning":[{"text":"one","sub_agent":"a-1","tokens":5},{"text":"two","sub_agent":"a-2","provenance":"summary"},{"text":"sealed","provenance":"encrypted"},{"text":""}]}"#
    )
    #expect(
      traces == [
        ReasoningBlock(provenance: .raw, text: "one", source: "reasoning", subAgent: "a-1", tokens: 5),
        ReasoningBlock(provenance: .summary, text: "two", source: "reasoning", subAgent: "a-2"),
        ReasoningBlock(provenance: .encrypted, payload: "sealed", source: "reasoning"),
      ])
    let cut = blocks(
      #"{"id":"1","text":"","finish_reason":"length","reasoning":[{"text":"a"},{"text":"b"}]}"#)
    #expect(cut?.map(\.provenance) == [.raw, .truncated])
    for text in [
      #"{"id":"1"}"#, #"{"id":"1","text":7}"#, #"{"id":"1","text":"a","reasoning":["x"]}"#,
      #"{"id":"1","text":"a","reasoning_provenance":"guessed"}"#,
      #"{"id":"1","text":"a","reasoning":[{"text":"x","provenance":"guessed"}]}"#,
      #"{"id":"1","text":"a","tool_calls":[{"id":"c"}]}"#,
    ] {
      guard case .failure("1", let error) = read(text) else {
        Issue.record("no failure: \(text)")
        continue
      }
      #expect(error.kind == .malformedResponse)
    }
  }
}

struct CommandLineWordsTests {
  @Test func words() {
    #expect(CommandLineWords.split("a b  c") == ["a", "b", "c"])
    #expect(
      CommandLineWords.split(#"py 'my model.py' "x \"y\" \n" a\ b ''"#) == [
        "py", "my model.py", #"x "y" \n"#, "a b", "",
      ])
    #expect(CommandLineWords.split("a'b'\"c\"") == ["abc"])
    #expect(CommandLineWords.split("$HOME `ls` | ~") == ["$HOME", "`ls`", "|", "~"])
    for text in ["", " ", "'", "\"a", "a\\", "'' x", "a\u{0}b"] {
      #expect(CommandLineWords.split(text) == nil)
    }
  }
}

struct LineSplitterTests {
  @Test func lines() {
    var splitter = LineSplitter(limit: 5)
    #expect(splitter.feed(Array("ab".utf8)) == [])
    #expect(
      splitter.feed(Array("c\r\n\n  \nabcdef\nabcde\nx".utf8)) == [
        .bytes(Array("abc".utf8)), .tooLong, .bytes(Array("abcde".utf8)),
      ])
    #expect(splitter.finish() == .bytes(Array("x".utf8)))
    #expect(splitter.finish() == nil)
  }

  @Test func mutations() {
    var random = SplitMix(seed: 9)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ -> UInt8 in
        ([0x0A, 0x0D, 0x20, 0x61, 0x62] as [UInt8]).randomElement(using: &random) ?? 0
      }
      var whole = LineSplitter(limit: 4)
      let expected = whole.feed(bytes) + (whole.finish().map { [$0] } ?? [])
      var cut = LineSplitter(limit: 4)
      var found: [LineSplitter.Line] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...4, using: &random)
        found += cut.feed(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      if let last = cut.finish() { found.append(last) }
      #expect(found == expected)
    }
  }
}
