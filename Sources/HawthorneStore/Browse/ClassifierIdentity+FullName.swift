public import HawthorneCore

extension ClassifierIdentity {
  /// `rules@7 (0123456789ab)`, as an address and a heading name it.
  public var fullName: String { "\(id)@\(version) (\(hash.short))" }

  /// The one of a name: its `fullName`, or as commands take it, `id@version` with `#` and digits of the hash where one
  /// version has several.
  ///
  /// - Returns: nil for none, and for several.
  public static func find(_ name: String, among all: [ClassifierIdentity]) -> ClassifierIdentity? {
    if let exact = all.first(where: { $0.fullName == name }) { return exact }
    // A model's name may hold a '#' itself, so the last one counts, and only where the whole is no classifier.
    var matches = all.filter { "\($0.id)@\($0.version)" == name }
    if matches.isEmpty, let mark = name.lastIndex(of: "#") {
      let digits = name[name.index(after: mark)...].lowercased()
      matches = all.filter {
        "\($0.id)@\($0.version)" == name[..<mark] && !digits.isEmpty && $0.hash.hex.hasPrefix(digits)
      }
    }
    return matches.count == 1 ? matches[0] : nil
  }
}
