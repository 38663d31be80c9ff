/// What the name of a Gemini model tells of it.
///
/// Source: Google's pages on thinking and on models (as of August 2026).
struct GeminiFamily: Sendable, Hashable {
  /// `2.5` is 25, `3` is 30; nil for names without a number, taken as the newest.
  var version: Int?
  /// Gemma, which stands behind the same protocol.
  var isOpen: Bool
  private let isGemini: Bool

  init(model: String) {
    let name = model.lowercased()
    isOpen = name.contains("gemma")
    isGemini = name.contains("gemini")
    guard isGemini, let number = name.split(separator: "-").lazy.compactMap({ Double($0) }).first,
      number < 1000
    else { return }
    version = Int((number * 10).rounded())
  }

  private func isBefore(_ limit: Int) -> Bool { version.map { $0 < limit } ?? false }

  /// Whether `thinkingConfig` is known; older models answer 400.
  var thinks: Bool { isGemini && !isBefore(25) }
  /// Whether thinking has a level (3 and later) rather than a budget (2.5).
  var hasLevels: Bool { thinks && !isBefore(30) }
}
