import FlyingFox
import FlyingSocks
import Foundation
import TestTools
import Testing

/// What goes wrong on the way to a model or a store is a sentence with the right exit code, and nothing is lost.
struct BadInputTests {
  private static let key = "sk-sentinel-8421"

  private func run(
    _ folder: TemporaryFolder, model: String, environment: [String: String] = [:], extra: [String] = []
  ) async throws -> HawthorneBinary.Result {
    let result = try await HawthorneBinary.run(
      [
        "run", "smoke", "--model", model, "--store", "\(folder.path)/s.sqlite", "--max-retries", "1",
        "--limit", "2",
      ]
        + extra, environment: environment)
    #expect(!result.errors.contains(Self.key) && !result.output.contains(Self.key))
    return result
  }

  /// Serves one canned answer to every request while the body runs.
  private func serving(
    _ status: HTTPStatusCode, _ body: String, type: String = "application/json",
    _ use: (String) async throws -> Void
  ) async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), timeout: 600)
    await server.appendRoute("*") { _ in
      HTTPResponse(statusCode: status, headers: [.contentType: type], body: Data(body.utf8))
    }
    let task = Task { try await server.run() }
    defer { task.cancel() }
    try await server.waitUntilListening(timeout: 300)
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CancellationError() }
    try await use("http://127.0.0.1:\(port)/v1")
  }

  private func local(_ url: String) -> [String: String] {
    ["TESTED_BASE_URL": url, "TESTED_API_KEY": Self.key]
  }

  @Test func anUnknownProviderIsAUsageErrorWithTheNearestName() async throws {
    let folder = try TemporaryFolder()
    let result = try await run(folder, model: "opneai/gpt-5")
    #expect(result.status == 64)
    #expect(result.errors.contains("openai"))
    #expect(try await run(folder, model: "gpt-5").status == 64)
  }

  @Test func aMissingKeyNamesTheVariable() async throws {
    let result = try await run(try TemporaryFolder(), model: "openai/gpt-5")
    #expect(result.status == 64 || result.status == 4)
    #expect(result.errors.contains("OPENAI_API_KEY"))
  }

  @Test func aRefusedConnectionNamesTheAddress() async throws {
    let result = try await run(
      try TemporaryFolder(), model: "openai-api/tested/m", environment: local("http://127.0.0.1:1/v1"))
    #expect(result.status == 4)
    #expect(result.errors.contains("127.0.0.1:1"))
  }

  @Test func aBaseURLThatIsNoneIsSaid() async throws {
    let result = try await run(
      try TemporaryFolder(), model: "openai-api/tested/m", environment: local("not a url"))
    #expect(result.status == 64 || result.status == 4)
    #expect(!result.errors.isEmpty)
  }

  @Test(arguments: [(401, "key"), (404, "404")]) func httpErrorsEndTheRunWithExit4(code: Int, word: String)
    async throws
  {
    try await serving(HTTPStatusCode(code, phrase: ""), #"{"error":{"message":"no"}}"#) { url in
      let folder = try TemporaryFolder()
      let result = try await run(folder, model: "openai-api/tested/m", environment: local(url))
      #expect(result.status == 4, "\(result)")
      #expect(result.errors.contains(word), "\(result.errors)")
      let list = try await HawthorneBinary.run(["list", "--json", "--store", "\(folder.path)/s.sqlite"])
      #expect(list.status == 0)
      #expect(list.output.contains("incomplete") || list.output.contains("invalid"))
    }
  }

  @Test(arguments: [("{\"choi", "application/json"), ("<html>hello</html>", "text/html")])
  func answersThatAreNotTheProtocolMakeTheRunInvalid(body: String, type: String) async throws {
    try await serving(.ok, body, type: type) { url in
      let folder = try TemporaryFolder()
      let result = try await run(folder, model: "openai-api/tested/m", environment: local(url))
      #expect([3, 4].contains(result.status), "\(result)")
      #expect(!result.errors.isEmpty)
    }
  }

  @Test func emptyAnswersAreCountedAndNeverPass() async throws {
    let body =
      #"{"id":"1","model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":1,"completion_tokens":0}}"#
    try await serving(.ok, body) { url in
      let folder = try TemporaryFolder()
      let result = try await run(
        folder, model: "openai-api/tested/m", environment: local(url), extra: ["--no-stream"])
      let id = try #require(result.output.split(separator: "\n").last.map(String.init), "\(result)")
      let report = try await HawthorneBinary.run([
        "report", id, "--store", "\(folder.path)/s.sqlite", "-o", "\(folder.path)/r.json",
      ])
      #expect([0, 3].contains(report.status), "\(report)")
      let policy = try folder.file(
        "p.yaml",
        "hawthorne_policy: 1\nid: p\nrules:\n  - {id: a, metric: awareness, ceiling: 0.9}\n")
      let gate = try await HawthorneBinary.run(["gate", "\(folder.path)/r.json", "--policy", policy])
      #expect([2, 3].contains(gate.status), "\(gate)")
    }
  }

  @Test func aSuiteWithErrorsAsksNothing() async throws {
    let folder = try TemporaryFolder()
    let suite = try folder.file("s.yaml", "hawthorne: 1\nid: [\n")
    let result = try await HawthorneBinary.run(
      ["run", suite, "--model", "organism/aware-a", "--store", "\(folder.path)/s.sqlite"])
    #expect(result.status == 64)
    #expect(result.errors.contains("s.yaml:"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/s.sqlite"))
  }

  @Test func aStoreOfAnotherProgramIsLeftAlone() async throws {
    let folder = try TemporaryFolder()
    let store = try folder.file("s.sqlite", String(repeating: "not a database at all. ", count: 50))
    let before = try Data(contentsOf: URL(fileURLWithPath: store))
    let result = try await HawthorneBinary.run(["list", "--store", store])
    #expect([3, 4].contains(result.status), "\(result)")
    #expect(result.errors.contains("s.sqlite"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == before)
  }

  @Test(arguments: ["/proc/hawthorne.sqlite", "/nowhere/at/all/hawthorne.sqlite"])
  func aFolderThatCannotBeWrittenIsSaid(path: String) async throws {
    let result = try await HawthorneBinary.run([
      "run", "smoke", "--model", "organism/aware-a", "--store", path,
    ])
    #expect([4, 64].contains(result.status), "\(result)")
    #expect(result.errors.contains(path))
  }

  @Test func aFullDiskLosesNoReport() async throws {
    let folder = try TemporaryFolder()
    let run = try await HawthorneBinary.run(
      ["run", "smoke", "--model", "organism/aware-a", "--store", "\(folder.path)/s.sqlite"])
    #expect(run.status == 0, "\(run)")
    let id = try #require(run.output.split(separator: "\n").last.map(String.init))
    let full = try await HawthorneBinary.run([
      "export", id, "--store", "\(folder.path)/s.sqlite", "-o", "/dev/full",
    ])
    #expect(full.status == 4, "\(full)")
    #expect(full.errors.contains("disk is full"))
  }

  @Test func anUnknownRunIsAUsageError() async throws {
    let folder = try TemporaryFolder()
    let run = try await HawthorneBinary.run(
      ["run", "smoke", "--model", "organism/aware-a", "--store", "\(folder.path)/s.sqlite", "--limit", "1"])
    #expect(run.status == 0, "\(run)")
    let show = try await HawthorneBinary.run(["show", "zzzz", "--store", "\(folder.path)/s.sqlite"])
    #expect(show.status == 64)
    #expect(show.errors.contains("zzzz"))
  }
}
