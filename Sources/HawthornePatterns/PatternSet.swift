import CRE2

/// Many patterns looked for together: one pass says which match, then each of those gives its positions.
public final class PatternSet: Sendable {
  /// Memory that the joint automaton may spend.
  static let memory = 256 << 20

  public let patterns: [Pattern]
  // RE2 sets are documented safe for concurrent matching, and nothing writes to this one after `init`.
  // nil where the set was too large to compile; every pattern is then tried by itself.
  private nonisolated(unsafe) let set: OpaquePointer?

  public init(_ patterns: [Pattern]) {
    self.patterns = patterns
    let set = hawthorne_re2_set_new(Int64(Self.memory))
    var whole = true
    for pattern in patterns {
      var source = pattern.source
      let number = source.withUTF8 { hawthorne_re2_set_add(set, $0.baseAddress, $0.count) }
      whole = whole && number >= 0
    }
    if whole, hawthorne_re2_set_compile(set) {
      self.set = set
    } else {
      hawthorne_re2_set_free(set)
      self.set = nil
    }
  }

  deinit { if let set { hawthorne_re2_set_free(set) } }

  /// The numbers of the patterns that match somewhere in the bytes, ascending.
  public func matching(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var found = [UInt8](repeating: 0, count: patterns.count)
    if let set, hawthorne_re2_set_match(set, bytes.baseAddress, bytes.count, &found) {
      return found.indices.filter { found[$0] == 1 }
    }
    return patterns.indices.filter { patterns[$0].matches(bytes) }
  }
}
