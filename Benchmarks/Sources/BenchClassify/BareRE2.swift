import CBareRE2

/// RE2 with nothing around it.
final class BareRE2: Sendable {
  /// Memory that each automaton may spend.
  static let memory: Int64 = 256 << 20
  /// Patterns in each of the smaller sets: the grouping that was fastest on text of many kinds.
  static let group = 40

  // RE2 objects are documented safe for concurrent matching, and nothing writes to this one after `init`.
  private nonisolated(unsafe) let bare: OpaquePointer

  /// nil where a pattern does not compile.
  init?(_ patterns: [String]) {
    var pointers = patterns.map { strdup($0).map { UnsafePointer($0) } }
    defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
    let made = pointers.withUnsafeMutableBufferPointer { buffer in
      buffer.withMemoryRebound(to: UnsafePointer<CChar>.self) { list in
        list.baseAddress.flatMap { bare_re2_new($0, list.count, Self.group, Self.memory) }
      }
    }
    guard let made else { return nil }
    bare = made
  }

  deinit { bare_re2_free(bare) }

  /// How many matches the alternation of all patterns has.
  func matches(in text: [UInt8]) -> Int {
    text.withUnsafeBufferPointer { bare_re2_count(bare, $0.baseAddress, $0.count) }
  }

  /// How many patterns match somewhere.
  func patternsMatching(_ text: [UInt8]) -> Int {
    text.withUnsafeBufferPointer { bare_re2_set_count(bare, $0.baseAddress, $0.count) }
  }

  /// The same, a set of a few patterns after the other.
  func patternsMatchingInGroups(_ text: [UInt8]) -> Int {
    text.withUnsafeBufferPointer { bare_re2_groups_count(bare, $0.baseAddress, $0.count) }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
