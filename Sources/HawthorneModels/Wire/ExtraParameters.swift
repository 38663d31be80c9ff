import HawthorneCore

/// What the user adds to a request by hand (`-M key=value`).
enum ExtraParameters {
  /// Puts the extra members into a request; objects are merged member by member, theirs winning.
  ///
  /// - Parameter reserved: members that Hawthorne sets itself, or that would change what an answer is; lower case.
  /// - Throws: `ModelError` of kind `unsupported` for a reserved one.
  static func merge(
    _ extra: [String: JSONValue], into members: inout [String: JSONValue], reserved: Set<String>
  ) throws(ModelError) {
    if let clash = extra.keys.filter({ reserved.contains($0.lowercased()) }).min() {
      throw ModelError(
        .unsupported, problem: "The extra parameter '\(clash)' cannot be set by hand.", fix: "Leave it out.")
    }
    for (name, value) in extra { members[name] = merged(members[name], value) }
  }

  private static func merged(_ old: JSONValue?, _ new: JSONValue) -> JSONValue {
    guard case .object(let old)? = old, case .object(let new) = new else { return new }
    return .object(old.merging(new) { merged($0, $1) })
  }
}
