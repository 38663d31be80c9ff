/// A permutation p-value and how it was found.
public struct PermutationResult: Sendable, Hashable, Codable {
  public var p: Double
  /// True when every permutation was counted, false when they were drawn.
  public var isExact: Bool

  public init(p: Double, isExact: Bool) {
    self.p = p
    self.isExact = isExact
  }
}
