import HawthorneCore
public import HawthorneStore

/// A store's own hashes of a run as a check.
public enum IntegrityCheck {
  /// Places that a sentence names.
  private static let named = 5

  /// - Throws: `StoreError`.
  public static func check(_ run: String, in store: Store) throws -> Verification.Check {
    let found = try store.integrity(of: try store.run(run).manifest.id)
    let counts = RunIntegrity.Kind.allCases.compactMap { kind in
      found.checked[kind].map { Figures.count($0, kind.singular, kind.plural) }
    }
    guard !found.damage.isEmpty else {
      return .init(
        "hashes", .holds,
        "Run \(found.run): \(counts.isEmpty ? "nothing is stored" : counts.joined(separator: ", ")) as they were written."
      )
    }
    let places = found.damage.prefix(named).map { "\($0.kind.rawValue) \($0.place): \($0.message)" }
    let rest = found.damage.count - places.count
    return .init(
      "hashes", .fails,
      "Run \(found.run), changed after it was stored: \(places.joined(separator: "; "))"
        + (rest > 0 ? "; and \(rest) more." : "."))
  }
}

extension RunIntegrity.Kind {
  /// What was looked at.
  fileprivate var singular: String {
    switch self {
    case .suite, .scenario, .prompt, .answer, .queue: rawValue
    case .columns: "row of columns"
    case .label: "labelled rollout"
    case .gold: "gold label"
    }
  }

  fileprivate var plural: String { self == .columns ? "rows of columns" : singular + "s" }
}
