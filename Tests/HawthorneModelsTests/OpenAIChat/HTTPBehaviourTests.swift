import FlyingFox
import Foundation
import HawthorneCore
import HawthorneTesting
import Synchronization
import Testing

@testable import HawthorneModels

private let hello = """
  {"id": "c-1", "object": "chat.completion", "model": "m-1-0613", "system_fingerprint": "fp_1",
   "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello."}, "finish_reason": "stop"}],
   "usage": {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}}
  """

private final class Box<Value: Sendable>: Sendable {
  private let value: Mutex<Value>
  init(_ value: sending Value) { self.value = Mutex(value) }
  var current: Value { value.withLock { $0 } }
  func set(_ new: Value) { value.withLock { $0 = new } }
}

/// What the adapter makes of servers, every one real and on 127.0.0.1; faults of theirs are in `FaultMatrixTests`.
@Suite(.timeLimit(.minutes(15)))
struct HTTPBehaviourTests {
  @Test func answersAndRecordsServing() async throws {
    let seen = Box<[String: String]>([:])
    let body = Box(Data())
    try await withServer { request in
      seen.set(
        Dictionary(uniqueKeysWithValues: request.headers.map { ($0.key.rawValue.lowercased(), $0.value) }))
      body.set(try await request.bodyData)
      #expect(request.path == "/v1/chat/completions")
      #expect(request.method == .POST)
      return .json(hello)
    } _: { url in
      let adapter = try chatAdapter(url)
      var request = plainRequest
      request.parameters = GenerationParameters(temperature: 0.5, maxTokens: 64, seed: 7)
      let response = try await adapter.respond(to: request)
      #expect(response.message == Message(role: .assistant, text: "Hello."))
      #expect(response.finish == .stop)
      #expect(response.blocked == nil)
      #expect(response.serving.requestedModel == "m-1")
      #expect(response.serving.servedModel == "m-1-0613")
      #expect(response.serving.systemFingerprint == "fp_1")
      #expect(response.serving.requestID == "c-1")
      #expect(response.serving.usage == TokenUsage(input: 9, output: 2))
      #expect(
        response.serving.parametersAsSent
          == ["model": "m-1", "temperature": 0.5, "max_completion_tokens": 64, "seed": 7])
      #expect(!"\(response)".contains("SENTINEL"))
      #expect(!"\(adapter.capabilities)".contains("SENTINEL"))
      #expect(adapter.capabilities.endpoint == url)
    }
    #expect(seen.current["authorization"] == "Bearer \(sentinelKey)")
    #expect(seen.current["user-agent"] == "hawthorne")
    let sent = try #require(WireJSON.parse(Array(body.current)))
    #expect(sent["messages"] == [["role": "user", "content": "Say hello."]])
    #expect(sent["stream"] == nil)
  }

  @Test func conformsWithAndWithoutStreaming() async throws {
    let stream =
      "data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"Hi\"}, \"finish_reason\": \"stop\"}]}\n\n"
      + "data: [DONE]\n\n"
    try await withServer { request in
      let asked = WireJSON.parse(Array(try await request.bodyData))?["stream"]?.boolValue ?? false
      return asked ? .json(stream, type: "text/event-stream") : .json(hello)
    } _: { url in
      for streaming in [false, true] {
        try await checkAdapterConformance(request: plainRequest, secrets: [sentinelKey]) {
          try chatAdapter(url, streaming: streaming)
        }
      }
    }
  }

  @Test func theWordsOfAnErrorAreCleaned() async throws {
    try await withServer { _ in
      .json("{\"error\": {\"message\": \"no: \(sentinelKey)\u{1B}[31m\", \"type\": \"x\"}}", status: 400)
    } _: { url in
      let error = try #require(await failure(of: try chatAdapter(url)))
      #expect(error.problem.contains("no: [secret]"))
      #expect(!error.problem.contains("\u{1B}"))
    }
  }

  @Test func quotaIsNotRetried() async throws {
    let server = try RawServer(
      http(
        #"{"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}}"#,
        status: "429 Too Many"))
    defer { server.stop() }
    let error = try #require(await failure(of: try chatAdapter(server.baseURL)))
    #expect(error.kind == .quota)
    #expect(!error.isRetryable)
  }

  @Test func refusedPort() async throws {
    let server = try RawServer([])
    let url = server.baseURL
    server.stop()
    let error = try #require(await failure(of: try chatAdapter(url)))
    #expect(error.kind == .connection)
    #expect(error.isRetryable)
    #expect(error.problem.contains("127.0.0.1"))
  }

  @Test func errorBodyWithStatus200() async throws {
    for (body, kind, retryable) in [
      (#"{"error": {"message": "Provider returned error", "code": 502}}"#, ModelError.Kind.serverError, true),
      (#"{"error": {"message": "Rate limit", "code": 429}, "choices": []}"#, .rateLimited, true),
      (
        #"{"object": "error", "message": "boom", "type": "InternalServerError", "code": 500}"#, .serverError,
        true
      ),
      (
        #"{"choices": [{"index": 0, "error": {"code": 503, "message": "gone"}, "message": {}}]}"#,
        .overloaded, true
      ),
      (#"{"error": "model not found", "code": 404}"#, .http404, false),
      (
        #"{"error": {"message": "half"}, "choices": [{"message": {"content": "A"}, "finish_reason": "stop"}]}"#,
        .serverError, true
      ),
    ] {
      let server = try RawServer(http(body))
      defer { server.stop() }
      let error = try #require(await failure(of: try chatAdapter(server.baseURL)))
      #expect(error.kind == kind, "\(body)")
      #expect(error.isRetryable == retryable)
    }
  }

  @Test func filtersBlock() async throws {
    for (status, body, word) in [
      (
        "400 Bad Request", #"{"error": {"message": "filtered", "code": "content_filter"}}"#, "content_filter"
      ),
      ("400 Bad Request", #"{"error": {"message": "flagged", "code": "invalid_prompt"}}"#, "invalid_prompt"),
      (
        "403 Forbidden",
        #"{"error": {"message": "moderated", "code": 403, "metadata": {"flagged_input": "x"}}}"#, "moderation"
      ),
    ] {
      let server = try RawServer(http(body, status: status))
      defer { server.stop() }
      let response = try await chatAdapter(server.baseURL).respond(to: plainRequest)
      #expect(response.blocked == word)
      #expect(response.finish == .contentFilter)
      #expect(response.message.text.isEmpty)
      #expect(response.serving.requestedModel == "m-1")
    }
  }

  @Test(
    "answers that are no completions",
    arguments: [
      ("<html>Welcome</html>", "text/html", false), ("", "application/json", true),
      ("{\"choices\": [{\"mess", "application/json", true), ("{\"choices\": []}", "application/json", true),
      ("{}", "application/json", true), ("[1]", "application/json", true), ("null", "application/json", true),
      ("{\"choices\": [{\"index\": 0}]}", "application/json", true),
      ("{\"choices\": [{\"message\": \"text\"}]}", "application/json", true),
      ("{\"choices\": [{\"message\": {\"tool_calls\": [{\"id\": \"a\"}]}}]}", "application/json", true),
    ])
  func malformed(body: String, type: String, retryable: Bool) async throws {
    let server = try RawServer(http(body, type: type))
    defer { server.stop() }
    let error = try #require(await failure(of: try chatAdapter(server.baseURL)))
    #expect(error.kind == .malformedResponse)
    #expect(error.isRetryable == retryable)
  }

  @Test func cancellationAborts() async throws {
    let server = try RawServer([.pause(milliseconds: 30_000)])
    defer { server.stop() }
    let adapter = try chatAdapter(server.baseURL, timeout: .seconds(600))
    let task = Task { await failure(of: adapter) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    let error = await task.value
    #expect(error?.kind == .cancelled)
    #expect(error?.isRetryable == false)
  }

  @Test func cancellationWithinABody() async throws {
    let server = try RawServer([
      .text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"),
      .pause(milliseconds: 30_000),
    ])
    defer { server.stop() }
    let adapter = try chatAdapter(server.baseURL, timeout: .seconds(600))
    let task = Task { await failure(of: adapter) }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
  }

  @Test func manyInFlight() async throws {
    try await withServer { _ in
      try await Task.sleep(for: .milliseconds(50))
      return .json(hello)
    } _: { url in
      let adapter = try chatAdapter(url, timeout: .seconds(600))
      let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<300 {
          group.addTask { try await adapter.respond(to: plainRequest).message.text == "Hello." }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(answered == 300)
    }
  }

  @Test func emptyErrorMembersAreNone() async throws {
    for empty in ["null", "{}", "\"\"", "false"] {
      let server = try RawServer(
        http(
          "{\"error\": \(empty), \"choices\": [{\"message\": {\"content\": \"A\"}, \"finish_reason\": \"stop\"}]}"
        ))
      defer { server.stop() }
      #expect(try await chatAdapter(server.baseURL).respond(to: plainRequest).message.text == "A")
    }
  }
}

/// TLS and proxies.
@Suite(.timeLimit(.minutes(15)))
struct HTTPConnectionTests {
  /// A server with a certificate that nobody vouches for gets neither key nor prompt.
  @Test func certificatesAreVerified() async throws {
    let server = PythonProgram(
      """
      import http.server, ssl, subprocess, tempfile
      folder = tempfile.TemporaryDirectory()
      certificate, key = folder.name + "/cert.pem", folder.name + "/key.pem"
      subprocess.run(
          ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
           "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
          check=True, capture_output=True)
      class Handler(http.server.BaseHTTPRequestHandler):
          def do_POST(self): print("REACHED", flush=True)
      server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain(certificate, key)
      server.socket = context.wrap_socket(server.socket, server_side=True)
      print(server.server_port, flush=True)
      server.serve_forever()
      """)
    let port = try #require(await server.nextLine())
    let error = try #require(await failure(of: try chatAdapter("https://127.0.0.1:\(port)/v1")))
    #expect(error.kind == .tls, "\(error)")
    #expect(!error.isRetryable)
    #expect(await server.stop() == [])
  }

  /// In a process of its own, since the environment is the whole process's.
  @Test func proxiesOfTheEnvironment() async {
    await #expect(processExitsWith: .success) {
      let proxy = try RawServer(http(hello))
      let address = proxy.baseURL.replacingOccurrences(of: "/v1", with: "")
      for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY"] { setenv(name, address, 1) }
      unsetenv("no_proxy")
      unsetenv("NO_PROXY")
      let far = try await chatAdapter("http://model.example/v1").respond(to: plainRequest)
      #expect(far.message.text == "Hello.")
      // This machine is asked itself: the proxy could not reach the same server.
      setenv("http_proxy", "http://127.0.0.1:1", 1)
      let near = try RawServer(http(hello))
      #expect(try await chatAdapter(near.baseURL).respond(to: plainRequest).message.text == "Hello.")
    }
  }
}
