import HawthorneCore
import Testing

@testable import HawthorneModels

/// What of a model's name is a secret, and what is not.
@Suite struct ModelSecretsTests {
  private static let planted = "q7Rz0pLx4WmT9vKe"

  private static func scrub(_ text: String) throws -> ModelSecrets {
    try ModelSecrets(ModelName(provider: "command", name: text))
  }

  /// Commands with the planted secret where `@@` stands.
  static let secretive = [
    "model --api-key @@", "model --api-key=@@ -v", "model --api_key @@ x", "model --apikey '@@'",
    "model --apiKey \"@@\" x", "model --token @@", "model --hf-token=@@", "model --auth-token @@",
    "model --password @@",
    "model --passwd=@@", "model --secret '@@'", "model --client-secret @@", "model -key=@@",
    "model --access-key @@",
    "env OPENAI_API_KEY=@@ model", "env FOO_KEY=@@ model", "env HF_TOKEN='@@' model",
    "env DB_PASSWORD=\"@@\" model",
    "sh -c 'API_KEY=@@ exec model'", "sh -c 'API_KEY=@@; exec model'", "sh -c \"model --api-key @@\"",
    "sh -c \"model --api-key '@@' --x\"", "sh -c \"API_KEY=\\\"@@\\\" model\"",
    "curl -H 'Authorization: Bearer @@' x", "curl -H \"Authorization: Bearer @@\"",
    "curl -H 'X-Api-Key: @@' x",
    "curl -H X-Api-Key:@@ x", "curl -H 'authorization: token @@'", "model --header 'Cookie: @@'",
    "model 'Bearer @@'", "model --url https://user:@@@host/v1", "model --url 'https://@@@host/v1?x=1'",
    "model https://host/v1?key=@@", "model https://host/v1?a=1&api_key=@@&b=2",
    "model 'https://h/?token=@@#x'",
    "model 'https://h/x?X-Amz-Signature=@@&y=1'", "model 'https://h/x?sig=@@'",
    "model 'https://h/x#access_token=@@'",
    "model '{\"api_key\": \"@@\", \"n\": 1}'", "model \"{\\\"apiKey\\\":\\\"@@\\\"}\"",
    "model --config api_key:@@",
    "model --key @@", "model --my-key @@", "model --api-key @@ --again @@", "model --auth @@",
    "model --api-key a\\ @@\\'b", "model --api-key 'a b @@'", "model --password \"a;b,@@)\"",
    "model --password a\"@@\"c",
    "model --password=x,@@;y",
  ]

  @Test(arguments: secretive)
  func whatIsGivenAsASecretIsTakenOutAndPutBack(form: String) throws {
    let given = form.split(separator: "@@", omittingEmptySubsequences: false).joined(separator: Self.planted)
    let found = try Self.scrub(given)
    #expect(!found.name.name.contains(Self.planted), "\(found.name)")
    #expect(found.name.name.contains("${HAWTHORNE_SECRET_1}"), "\(found.name)")
    #expect(found.values.values.contains { $0.contains(Self.planted) })
    // The child gets what it would have got.
    let words = try #require(CommandLineWords.split(given))
    let scrubbed = try #require(CommandLineWords.split(found.name.name), "\(found.name)")
    let filled = try ModelSecrets.filled(scrubbed, of: found.name, from: found.values)
    #expect(filled.words == words, "\(found.name)")
    #expect(filled.secrets.contains { $0.contains(Self.planted) })
    // With another key it is the same model, and what was scrubbed stays so.
    let other = form.split(separator: "@@", omittingEmptySubsequences: false).joined(
      separator: "Zz91ppW0aaKKe7x")
    #expect(try Self.scrub(other).name == found.name)
    let again = try Self.scrub(found.name.name)
    #expect(again.name == found.name && again.values.isEmpty)
    // Without the secret it says which variable to set, and nothing of the secret.
    let error = #expect(throws: ModelError.self) {
      try ModelSecrets.filled(scrubbed, of: found.name, from: [:])
    }
    #expect(error?.kind == .missingKey && error?.fix.contains("HAWTHORNE_SECRET_1") == true)
    #expect(error.map { !($0.problem + $0.fix).contains(Self.planted) } ?? false)
  }

  @Test(
    arguments: [
      "sk-proj-abcdefghij0123456789", "ghp_0123456789abcdefghijABCDEFGHIJ012345", "AKIAIOSFODNN7EXAMPLE",
      "AIzaSyA0123456789abcdefghijklmnopqrstuv", "hf_abcdefghijklmnop0123456789",
      "xoxb-0123456789-abcdefghijk",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4",
    ])
  func knownFormsOfKeysAreSecretAnywhere(key: String) throws {
    #expect(SecretShape.isKey(key) && SecretShape.withoutKeys("a '\(key)', b") == "a '[secret]', b")
    let found = try Self.scrub("model --anything \(key) x")
    #expect(found.name.name == "model --anything ${HAWTHORNE_SECRET_1} x")
    let error = #expect(throws: ModelError.self) {
      try ModelSecrets(ModelName(provider: "openai", name: key))
    }
    #expect(error.map { !($0.problem + $0.fix).contains(key) } ?? false)
  }

  @Test(
    arguments: [
      "python3 my_model.py", "model --max-tokens 100 --temperature 0.7", "model --stop-token '</s>'",
      "model --text-key prompt --sort-key name", "model --api-key $OPENAI_API_KEY",
      "model --api-key=${MY_KEY} x",
      "sh -c 'model --api-key \"$MY_KEY\"'", "model --author-name x --tokenizer-path /models/a",
      "model --monkey banana", "model https://host/v1?api-version=2024-10-21",
      "model --eos-token=2 --keys a,b",
      "/opt/models/llama-3.1-8b-instruct --ctx 4096", "model --api-key --verbose",
      "model --passes 3 --sigma 1.5",
      "model --api-key",
    ])
  func everythingElseStays(command: String) throws {
    let found = try Self.scrub(command)
    #expect(found.name.name == command && found.values.isEmpty, "\(found.name)")
  }

  @Test func severalSecretsAreCountedAndKeepTheirNumbers() throws {
    let found = try Self.scrub("model --api-key abc123 --token def456 --password abc123")
    #expect(
      found.name.name
        == "model --api-key ${HAWTHORNE_SECRET_1} --token ${HAWTHORNE_SECRET_2} --password ${HAWTHORNE_SECRET_1}"
    )
    #expect(found.values == ["HAWTHORNE_SECRET_1": "abc123", "HAWTHORNE_SECRET_2": "def456"])
    let mixed = try Self.scrub("model --api-key ${HAWTHORNE_SECRET_1} --token def456")
    #expect(mixed.name.name == "model --api-key ${HAWTHORNE_SECRET_1} --token ${HAWTHORNE_SECRET_2}")
    #expect(mixed.values == ["HAWTHORNE_SECRET_2": "def456"])
    #expect(
      try ModelSecrets(ModelName(provider: "openai", name: "gpt-5")).name
        == ModelName(provider: "openai", name: "gpt-5"))
  }

  /// Any text is scrubbed to one that gives the same words again.
  @Test func mutations() throws {
    var random = Scramble(state: 11)
    let pieces = [
      "--api-key", "=", " ", "'", "\"", "\\", "token", "secret1", "https://", "@", "?", "&", "#", ":",
      "Bearer ", "$X",
      "${", "}", "sh -c", "é", "\u{0}", " sk-abcdefghij0123456789", ";", "KEY", "{", "\n", "password",
    ]
    var split = 0
    for _ in 0..<3000 {
      var text = "m "
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      let found = try Self.scrub(text)
      #expect(!found.name.name.contains("sk-abcdefghij0123456789"))
      guard let words = CommandLineWords.split(text), let scrubbed = CommandLineWords.split(found.name.name)
      else {
        continue
      }
      split += 1
      if !text.contains("${"), !text.contains("\\") {
        #expect(
          try ModelSecrets.filled(scrubbed, of: found.name, from: found.values).words == words, "\(text)")
      }
    }
    #expect(split > 500)
  }
}

/// Sebastiano Vigna's splitmix64.
private struct Scramble: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
