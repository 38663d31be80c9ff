import HawthorneCore

/// What a policy wants of a suite: `id@version`, or `id@version#hash` with the first digits of its hash.
struct Pin {
  var id: String
  var version: String
  /// nil takes any contents of that version.
  var digits: String?

  init?(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].contains(where: { !$0.isWhitespace }), !parts[1].contains("@") else {
      return nil
    }
    let rest = parts[1].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard !rest[0].isEmpty else { return nil }
    id = String(parts[0])
    version = String(rest[0])
    guard rest.count == 2 else { return }
    guard (6...64).contains(rest[1].count), rest[1].allSatisfy({ "0123456789abcdef".contains($0) }) else {
      return nil
    }
    digits = String(rest[1])
  }

  func isOf(_ suite: RunManifest.SuiteReference) -> Bool {
    suite.id == id && suite.version == version && digits.map(suite.hash.hex.hasPrefix) != false
  }
}
