import HawthorneStore

/// Finds what an address names.
enum RunLookup {
  /// - Throws: 404 with the nearest ids.
  static func run(_ id: String, _ store: Store) throws -> BrowsedRun {
    if let run = try store.browsedRun(id) { return run }
    let near = try store.runs(limit: 3, countCap: 0).runs.map(\.id).joined(separator: ", ")
    throw RequestError(
      .notFound, "The store holds no run '\(id)'." + (near.isEmpty ? "" : " The latest are \(near)."))
  }
}
