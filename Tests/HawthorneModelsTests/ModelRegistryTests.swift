import HawthorneCore
import Testing

@testable import HawthorneModels

struct ModelRegistryTests {
  private func make(
    _ name: String, _ environment: [String: String] = [:], baseURL: String? = nil
  ) throws -> any ModelAdapter {
    try ModelRegistry.adapter(
      for: try #require(ModelName(name)), options: AdapterOptions(baseURL: baseURL), environment: environment)
  }

  private func error(
    _ name: String, _ environment: [String: String] = [:], baseURL: String? = nil
  ) throws -> ModelError {
    do {
      _ = try make(name, environment, baseURL: baseURL)
    } catch let error as ModelError {
      #expect(!"\(error)".contains("SENTINEL"))
      return error
    }
    throw ModelError(.badModelName, problem: "made without complaint: \(name)")
  }

  @Test func everyHostedProviderNamesItsKey() throws {
    for provider in ModelRegistry.providers where provider.requiresKey && provider.defaultURL != nil {
      let error = try error("\(provider.prefix)/m")
      #expect(error.kind == .missingKey)
      #expect(provider.keyVariables.allSatisfy { error.fix.contains($0) })
      #expect(error.exitStatus == .usage)
      let made = try make("\(provider.prefix)/m", [provider.keyVariables[0]: sentinelKey])
      #expect(made.capabilities.endpoint == provider.defaultURL)
    }
  }

  @Test func localProvidersNeedNoKey() throws {
    for prefix in ["vllm", "sglang", "llamacpp", "ollama", "lmstudio"] {
      #expect(try make("\(prefix)/org/model").capabilities.endpoint?.hasPrefix("http://127.0.0.1:") == true)
    }
    #expect(throws: Never.self) { try make("openai/m", baseURL: "http://localhost:9/v1") }
  }

  @Test func addresses() throws {
    #expect(
      try make("vllm/m", ["VLLM_BASE_URL": "https://user:SENTINEL-pw@gpu.example:8443/x/?token=SENTINEL"])
        .capabilities.endpoint == "https://gpu.example:8443/x")
    #expect(
      try make("vllm/m", ["VLLM_BASE_URL": "http://a/v1"], baseURL: "http://b/v1").capabilities.endpoint
        == "http://b/v1")
    for bad in [
      "", "gpu.example", "ftp://x/", "http://", "http://a:99999/", "http://a b/", "http://a/#f",
      "http://[::1", "http://u@:8",
    ] {
      #expect(try error("vllm/m", baseURL: bad).kind == .badAddress, "\(bad)")
    }
  }

  @Test func genericProvider() throws {
    #expect(
      try make(
        "openai-api/my-lab/org/model", ["MY_LAB_API_KEY": sentinelKey, "MY_LAB_BASE_URL": "https://lab/v1"]
      )
      .capabilities.endpoint == "https://lab/v1")
    #expect(try error("openai-api/my-lab/model").problem.contains("MY_LAB_BASE_URL"))
    #expect(
      try error("openai-api/my-lab/m", ["MY_LAB_BASE_URL": "https://lab/v1"]).fix.contains("MY_LAB_API_KEY"))
    for bad in ["openai-api/model", "openai-api/a b/m", "openai-api/9x/m", "openai-api/ä/m"] {
      #expect(try error(bad).kind == .badModelName)
    }
  }

  @Test func keys() throws {
    #expect(throws: Never.self) { try make("grok/m", ["GROK_API_KEY": sentinelKey]) }
    #expect(try error("openai/m", ["OPENAI_API_KEY": "  "]).kind == .missingKey)
    for key in ["\(sentinelKey)\r\nX-Evil: 1", "\(sentinelKey) x", "\(sentinelKey)é"] {
      #expect(try error("openai/m", ["OPENAI_API_KEY": key]).kind == .missingKey)
    }
    #expect(throws: Never.self) { try make("openai/m", ["OPENAI_API_KEY": "\(sentinelKey)\n"]) }
  }

  @Test func unknownProvider() throws {
    let error = try error("opnai/m")
    #expect(error.kind == .unknownProvider)
    #expect(error.problem.contains("did you mean 'openai'?"))
  }

  @Test func prefixesAreUnique() {
    let prefixes = ModelRegistry.providers.map(\.prefix)
    #expect(Set(prefixes).count == prefixes.count)
    #expect(prefixes.count == 22)
  }

  @Test func loopback() throws {
    for (host, expected) in [
      ("127.0.0.1", true), ("127.9.9.9:80", true), ("localhost", true), ("LOCALHOST:1", true),
      ("[::1]:8", true),
      ("a.localhost", true), ("127.evil.example", false), ("127.0.0.1.evil.example", false),
      ("10.0.0.1", false),
      ("localhost.evil.example", false), ("user@10.0.0.1", false), ("127.0.0.1@evil.example", false),
    ] {
      #expect(try ServerAddress("http://\(host)/v1").isLoopback == expected, "\(host)")
    }
  }

  @Test func shortPlaceholderKeysAreNotRedacted() {
    #expect(Redactor(["test", "EMPTY"]).clean("this is a test") == "this is a test")
    #expect(Redactor(["hunter2"]).clean("hunter2") == "hunter2")
    #expect(Redactor(["hunter2"]).cleanShown("hunter2") == "[secret]")
    #expect(Redactor([sentinelKey]).clean("a\(sentinelKey)b\(sentinelKey)") == "a[secret]b[secret]")
  }

  @Test func dates() {
    #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
    #expect(HTTPDate.seconds("Thu, 29 Feb 2024 00:00:00 GMT") == 1_709_164_800)
    #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
    for bad in ["", "yesterday", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 99 Nov 1994 08:49:37 GMT"] {
      #expect(HTTPDate.seconds(bad) == nil)
    }
  }
}
