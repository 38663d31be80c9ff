public import HawthorneCore

extension ClassifierIdentity {
  /// `rules@7 (0123456789ab)`, as an address and a heading name it.
  public var fullName: String { "\(id)@\(version) (\(hash.short))" }
}
