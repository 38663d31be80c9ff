import Foundation
import TestTools
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A planted secret is in nothing that the real binary writes.
struct SecretTests {
  private static let secret = "q7Rz0pLx4WmT9vKe"

  /// A program that tells everything it was called with, in its answers and where it dies.
  private static let program = """
    import json, os, sys
    called = " ".join(sys.argv[1:])
    print("called with " + called, file=sys.stderr, flush=True)
    if os.environ.get("DIES"): sys.exit("died with " + called)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps({"id": request["id"], "text": "Yes, as " + called, "reasoning": "I was called with " + called, "model": called}), flush=True)
    """

  private static func expectNone(
    _ what: String, _ result: HawthorneBinary.Result, _ source: SourceLocation = #_sourceLocation
  ) {
    #expect(!result.output.contains(secret), "\(what): stdout", sourceLocation: source)
    #expect(!result.errors.contains(secret), "\(what): stderr: \(result.errors)", sourceLocation: source)
  }

  /// Every file of a folder but those named.
  private static func expectNone(in folder: String, but known: Set<String>) throws {
    let needle = Data(secret.utf8)
    var names: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !known.contains(name) {
      names.append(name)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      #expect(bytes.range(of: needle) == nil, "\(name) holds the secret")
    }
    #expect(names.contains("s.sqlite"))
  }

  @Test(arguments: [
    "--api-key @@", "--token=@@", "-v MY_API_KEY=@@", "'Authorization: Bearer @@'", "https://u:@@@h/v1?a=1",
    "'https://h/v1?key=@@&x=1'", "'{\"password\": \"@@\"}'", "--api-key 'with a space @@'",
  ])
  func argumentsOfACommand(form: String) async throws {
    let folder = try TemporaryFolder()
    let program = try folder.file("model.py", Self.program)
    let words = form.split(separator: "@@", omittingEmptySubsequences: false).joined(separator: Self.secret)
    let model = "command/python3 \(program) \(words)"
    let store = "\(folder.path)/s.sqlite"
    func hawthorne(_ arguments: String..., environment: [String: String] = [:]) async throws
      -> HawthorneBinary.Result
    {
      let result = try await HawthorneBinary.run(
        arguments, environment: environment, folder: folder.path)
      Self.expectNone(arguments.prefix(2).joined(separator: " "), result)
      return result
    }
    let dry = try await hawthorne("run", "smoke", "--model", model, "--dry-run", "--json")
    #expect(dry.status == 0, "\(dry.errors)")
    let planned = try await hawthorne(
      "plan", "smoke", "--model", model, "--hypothesis", "It knows.", "-o", "plan.json")
    #expect(planned.status == 0, "\(planned.errors)")
    let run = try await hawthorne(
      "run", "smoke", "--model", model, "--max-requests", "2", "--max-connections", "1", "--store", store,
      "--events", "events.jsonl", "--cache")
    #expect(run.errors.contains("HAWTHORNE_SECRET_1"), "\(run.errors)")
    let id = try #require(run.output.split(separator: "\n").last.map(String.init))
    // The child was given it: its answer had it, and was cleaned.
    let exported = try await hawthorne("export", id, "--store", store, "-o", "run.jsonl")
    #expect(exported.status == 0)
    let recording = try String(contentsOfFile: "\(folder.path)/run.jsonl", encoding: .utf8)
    #expect(recording.contains("[secret]") && recording.contains("${HAWTHORNE_SECRET_1}"))
    #expect(
      try String(contentsOfFile: "\(folder.path)/plan.json", encoding: .utf8).contains(
        "${HAWTHORNE_SECRET_1}"))

    // Gone on with: not without the secret, and with it by the environment.
    let refused = try await hawthorne("resume", id, "--store", store)
    #expect(
      refused.status == 64 && refused.errors.contains("HAWTHORNE_SECRET_1 is not set"), "\(refused.errors)")
    let value =
      form.contains("with a space")
      ? "with a space \(Self.secret)" : form.contains("u:@@") ? "u:\(Self.secret)" : Self.secret
    let resumed = try await hawthorne(
      "resume", id, "--store", store, "--events", "more.jsonl", environment: ["HAWTHORNE_SECRET_1": value])
    #expect(resumed.status == 0, "\(resumed.errors)")
    for arguments in [
      ["show", id, "--json"], ["show", id], ["list", "--json"], ["list", "--check"], ["report", id],
      ["report", id, "-o", "r.json", "-o", "r.html", "-o", "r.md"], ["verify"], ["delete", id],
    ] {
      let result = try await HawthorneBinary.run(arguments + ["--store", store], folder: folder.path)
      Self.expectNone(arguments[0], result)
      #expect([0, 3].contains(result.status), "\(arguments): \(result.errors)")
    }
    // A child that dies says what it was called with.
    let died = try await hawthorne(
      "run", "smoke", "--model", model, "--limit", "1", "--max-retries", "0", "--store", store,
      environment: ["DIES": "1"])
    #expect(died.status != 0 && died.errors.count > 20)
    try Self.expectNone(in: folder.path, but: ["model.py"])
  }

  /// What SQLite's log holds of a process that was killed.
  @Test func theLogOfAKilledRun() async throws {
    let folder = try TemporaryFolder()
    let program = try folder.file("model.py", Self.program)
    let store = "\(folder.path)/s.sqlite"
    let running = try await HawthorneBinary.start([
      "run", "smoke", "--model", "command/python3 \(program) --api-key \(Self.secret)", "--max-connections",
      "1",
      "--max-requests-per-minute", "2", "--store", store, "--quiet",
    ])
    for _ in 0..<3000 {
      let size = (try? FileManager.default.attributesOfItem(atPath: store + "-wal")[.size] as? Int) ?? 0
      if size > 20_000 { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    running.send(SIGKILL)
    #expect(try await running.status == -SIGKILL)
    let log = try Data(contentsOf: URL(fileURLWithPath: store + "-wal"))
    #expect(log.range(of: Data("HAWTHORNE_SECRET_1".utf8)) != nil)
    try Self.expectNone(in: folder.path, but: ["model.py"])
  }

  @Test func addressesOfServers() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let key = "sk-proj-\(Self.secret)0123"
    let server = try await ChatServer()
    try await server.serving { environment in
      let plain = try #require(environment["TESTED_BASE_URL"])
      let host = plain.dropFirst("http://".count)
      let address = "http://me:\(Self.secret)@\(host)?api_key=\(Self.secret)&v=1"
      func hawthorne(_ arguments: String..., environment: [String: String] = [:]) async throws
        -> HawthorneBinary.Result
      {
        let result = try await HawthorneBinary.run(arguments, environment: environment, folder: folder.path)
        Self.expectNone(arguments.prefix(2).joined(separator: " "), result)
        return result
      }
      let run = try await hawthorne(
        "run", "smoke", "--model", "openai-api/tested/m", "--base-url", address, "--no-stream",
        "--max-requests", "2",
        "--max-connections", "1", "--store", store, "--events", "events.jsonl",
        environment: ["TESTED_API_KEY": key])
      let id = try #require(run.output.split(separator: "\n").last.map(String.init))
      let refused = try await hawthorne("resume", id, "--store", store, environment: ["TESTED_API_KEY": key])
      #expect(refused.status == 64, "\(refused.errors)")
      #expect(refused.errors.contains("user and password and query is not stored"), "\(refused.errors)")
      #expect(refused.errors.contains("--base-url or TESTED_BASE_URL"))
      // The bare address of the environment is another one.
      let bare = try await hawthorne(
        "resume", id, "--store", store, "--max-requests", "1", "--no-stream",
        environment: ["TESTED_API_KEY": key, "TESTED_BASE_URL": address])
      #expect(bare.errors.contains("the budget of 1 requests") || bare.status == 0, "\(bare.errors)")
      let resumed = try await hawthorne(
        "resume", id, "--store", store, "--base-url", address, environment: ["TESTED_API_KEY": key])
      #expect(resumed.status == 0, "\(resumed.errors)")
      for arguments in [
        ["show", id, "--json"], ["list", "--json"], ["report", id, "-o", "r.json"], ["report", id],
      ] {
        let result = try await HawthorneBinary.run(arguments + ["--store", store], folder: folder.path)
        Self.expectNone(arguments[0], result)
      }
      // Addresses that cannot be used, and a server that is not there.
      for wrong in [
        "\(address)#token=\(Self.secret)", "ftp://me:\(Self.secret)@\(host)",
        "http://me:\(Self.secret)@:1/v1",
        "http://me:\(Self.secret)@127.0.0.1:9/\(key)/v1?sig=\(Self.secret)",
      ] {
        let result = try await hawthorne(
          "run", "smoke", "--model", "openai-api/tested/m", "--base-url", wrong, "--limit", "1",
          "--max-retries", "0",
          "--store", store, environment: ["TESTED_API_KEY": key])
        #expect(result.status != 0, "\(wrong)")
      }
    }
    try Self.expectNone(in: folder.path, but: [])
  }

  @Test func secretsWhereNoneBelong() async throws {
    let folder = try TemporaryFolder()
    let key = "sk-proj-\(Self.secret)0123"
    for arguments in [
      ["--model", key], ["--model", "openai/\(key)"],
      ["--model", "organism/aware-a", "--metadata", "note=\(key)"],
      ["--model", "organism/aware-a", "--metadata", "api_key=\(Self.secret)"],
      ["--model", "organism/aware-a", "-M", "headers={\"Authorization\":\"Bearer \(Self.secret)\"}"],
    ] {
      let result = try await HawthorneBinary.run(
        ["run", "smoke", "--store", "\(folder.path)/s.sqlite"] + arguments)
      Self.expectNone("\(arguments.count)", result)
      #expect(result.status == 64, "\(arguments): \(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/s.sqlite"))
    }
  }
}
