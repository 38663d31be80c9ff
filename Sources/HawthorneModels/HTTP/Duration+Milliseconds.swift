extension Duration {
  /// Whole milliseconds, rounded down; clamped to what an `Int` of 32 bits holds (24 days).
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let limit = Int64(Int32.max)
    guard seconds < limit / 1000 else { return Int(limit) }
    return Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}

extension StringProtocol {
  /// Without spaces, tabs and line ends around it.
  func trimmingWhitespace() -> SubSequence {
    func isBlank(_ character: Character) -> Bool { character.isWhitespace }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
