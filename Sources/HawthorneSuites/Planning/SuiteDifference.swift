public import HawthorneCore
import HawthorneFormats

/// What differs between two readings of a suite, for a person to read.
public enum SuiteDifference {
  /// One line for each scenario, framing or other member that was added, removed or changed, in the order of
  /// `old`, then of `new`; empty where both say the same, whatever their files' bytes.
  ///
  /// - Throws: `CanonicalJSON.NotFinite`.
  public static func lines(_ old: Suite, _ new: Suite) throws -> [String] {
    let (old, new) = (try members(old), try members(new))
    var lines = changed(old, new, but: ["hash", "scenarios", "framings"]).map { "'\($0)' has changed" }
    lines += try compare("framing", old["framings"], new["framings"]) { $0["arm"]?.stringValue ?? "" }
    lines += try compare("scenario", old["scenarios"], new["scenarios"]) { $0["id"]?.stringValue ?? "" }
    return lines
  }

  private static func members(_ suite: Suite) throws -> JSONValue { try JSONText.value(of: suite) }

  private static func compare(
    _ noun: String, _ old: JSONValue?, _ new: JSONValue?, name: (JSONValue) -> String
  ) throws -> [String] {
    let (old, new) = (old?.arrayValue ?? [], new?.arrayValue ?? [])
    let after = Dictionary(new.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
    let before = Set(old.map(name))
    return old.compactMap { item in
      let name = name(item)
      guard let other = after[name] else { return "\(noun) '\(name)' is gone" }
      let keys = changed(item, other, but: [])
      return keys.isEmpty ? nil : "\(noun) '\(name)' has another \(keys.joined(separator: ", "))"
    } + new.map(name).filter { !before.contains($0) }.map { "\(noun) '\($0)' is new" }
  }

  private static func changed(_ old: JSONValue, _ new: JSONValue, but left: Set<String>) -> [String] {
    guard case .object(let first) = old, case .object(let second) = new else { return [] }
    return Set(first.keys).union(second.keys).subtracting(left).filter { first[$0] != second[$0] }.sorted()
  }
}
