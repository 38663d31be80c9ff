public import FoundationEssentials
public import HawthorneCore

/// Cases of corpora that a classifier is known to get wrong, with what misses and why.
public struct KnownMisses: Sendable, Hashable {
  public var checks: [String: Set<CorpusCase.Check>] = [:]

  public init() {}

  /// Reads lines of `id checks reason`, the checks parted by commas; `#` starts a comment.
  ///
  /// - Throws: `DiagnosticsError` with the lines that do not read.
  public static func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> KnownMisses {
    var known = KnownMisses()
    var problems: [Diagnostic] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      guard !text.hasPrefix("#"), text.contains(where: { !$0.isWhitespace }) else { continue }
      func complain(_ message: String) {
        problems.append(
          Diagnostic(
            id: "corpus.bad-known-miss", location: Diagnostic.Location(file: file, line: index + 1),
            message: message))
      }
      let parts = text.split(separator: " ", maxSplits: 2)
      guard parts.count == 3 else {
        complain("write 'id checks reason', as in: case-1 aware,markers the reason")
        continue
      }
      let checks = parts[1].split(separator: ",").map { CorpusCase.Check(rawValue: String($0)) }
      guard !checks.contains(nil) else {
        complain("name checks of aware, probe and markers, parted by commas")
        continue
      }
      if known.checks.updateValue(Set(checks.compactMap { $0 }), forKey: String(parts[0])) != nil {
        complain("list each case once: '\(RulePackReader.short(String(parts[0])))' is here twice")
      }
    }
    guard problems.isEmpty else { throw DiagnosticsError(RulePack.limited(problems, file: file)) }
    return known
  }
}
