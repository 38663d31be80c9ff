/// What a secret looks like: by the name that it is given under, or by its own form.
public enum SecretShape {
  /// Words that say so alone, or as the last word of a name: `API_KEY`, `--hf-token`, `sig`.
  private static let last: Set<String> = [
    "apikey", "auth", "authorization", "bearer", "cookie", "credential", "credentials", "jwt", "pass",
    "passphrase",
    "passwd", "password", "pat", "pwd", "sas", "secret", "sig", "signature", "token", "accesstoken",
    "authtoken",
  ]
  /// What makes a `key` one.
  private static let beforeKey: Set<String> = [
    "access", "account", "api", "auth", "encryption", "license", "private", "secret", "service", "shared",
    "signing",
    "subscription", "storage",
  ]
  /// What makes a `token` a piece of text.
  private static let beforeToken: Set<String> = [
    "bos", "end", "eos", "image", "mask", "pad", "sep", "special", "start", "stop", "think", "unk",
  ]

  /// Whether a name of an option, a variable, a header or a member of a query says that its value is a secret.
  ///
  /// - Parameter value: decides where the name does not: `--text-key prompt` is none, `--my-key 3f9a…` is one.
  public static func isNamed(_ name: String, value: String) -> Bool {
    let words = words(of: name)
    guard let word = words.last else { return false }
    let before = words.dropLast().last ?? ""
    if word == "token" { return !beforeToken.contains(before) }
    if last.contains(word) || words.contains("password") || words.contains("secret")
      || words.contains("apikey")
    {
      return true
    }
    guard word == "key" || word == "keyid" || word == "id" && before == "key" else { return false }
    if beforeKey.contains(before) || words.count == 1 { return true }
    // `ANTHROPIC_KEY` and the like; else what no person would write as a name.
    if name.utf8.allSatisfy({ !(0x61...0x7A).contains($0) }) { return true }
    return value.utf8.count >= 12 && value.utf8.contains(where: isDigit)
      && value.utf8.contains(where: isLetter)
  }

  /// Lower-case words of `X-Api-Key`, `apiKey`, `API_KEY`.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in name {
      guard character.isLetter else {
        if !word.isEmpty { words.append(word) }
        (word, wasLower) = ("", false)
        continue
      }
      if character.isUppercase, wasLower {
        words.append(word)
        word = ""
      }
      wasLower = character.isLowercase
      word += character.lowercased()
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Beginnings of keys that providers give out, with the least that follows them.
  private static let beginnings: [(String, Int)] = [
    ("sk-", 16), ("sk_live_", 10), ("sk_test_", 10), ("rk_live_", 10), ("pk_live_", 10), ("ghp_", 20),
    ("gho_", 20),
    ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 20), ("glpat-", 16), ("xoxb-", 16),
    ("xoxp-", 16),
    ("xapp-", 16), ("AKIA", 16), ("ASIA", 16), ("AIza", 30), ("hf_", 20), ("gsk_", 20), ("r8_", 20),
    ("pplx-", 20),
    ("xai-", 20), ("nvapi-", 20), ("ya29.", 16), ("npm_", 20), ("dop_v1_", 20), ("tgp_v1_", 16), ("fw_", 20),
    ("csk-", 20), ("key-", 24),
  ]

  /// Whether a stretch of letters, digits, `-`, `_` and `.` has the form of a known kind of key.
  public static func isKey(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes.allSatisfy(isOfKey), bytes.contains(where: isDigit) else { return false }
    for (beginning, rest) in beginnings
    where text.hasPrefix(beginning) && bytes.count >= beginning.utf8.count + rest {
      return true
    }
    // A JSON Web Token: three parts in Base64 for URLs, the first of them an object.
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3 && text.hasPrefix("eyJ") && parts.allSatisfy { $0.utf8.count >= 8 }
  }

  /// The text with everything in it that has the form of a known key as `[secret]`.
  public static func withoutKeys(_ text: String) -> String {
    var result = ""
    var run = ""
    func flush() {
      result += isKey(run) ? "[secret]" : run
      run = ""
    }
    for scalar in text.unicodeScalars {
      if scalar.isASCII, isOfKey(UInt8(scalar.value)) {
        run.unicodeScalars.append(scalar)
      } else {
        flush()
        result.unicodeScalars.append(scalar)
      }
    }
    flush()
    return result
  }

  static func isOfKey(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
