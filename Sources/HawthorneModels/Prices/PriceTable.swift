public import HawthorneCore

/// What models charge for a million tokens, as a file of the user's says.
public struct PriceTable: Sendable, Hashable {
  /// The prices of the models that a pattern names.
  public struct Entry: Sendable, Hashable {
    /// `provider/name`; `*` stands for any characters.
    public var pattern: String
    public var input: Double
    /// Of input that the provider had in its cache; nil is `input`.
    public var cached: Double?
    public var output: Double
    /// Of reasoning; nil is `output`.
    public var reasoning: Double?
  }

  public var currency: String
  /// SHA-256 of the file.
  public var hash: ContentHash
  var entries: [Entry]

  /// The first entry whose pattern names the model; nil if none does.
  public func entry(for model: ModelName) -> Entry? {
    let name = Array(model.description.utf8)
    return entries.first { Self.matches(Array($0.pattern.utf8), name) }
  }

  /// What one answer cost: `(input − cached)·p_in + cached·p_cached + (output − reasoning)·p_out + reasoning·p_reason`,
  /// each a million tokens.
  ///
  /// - Returns: nil where the table has no price for the model, or the provider did not count input and output.
  public func cost(of usage: TokenUsage, model: ModelName) -> Cost? {
    guard let entry = entry(for: model), let input = usage.input, let output = usage.output,
      input >= 0, output >= 0
    else { return nil }
    let cached = min(max(0, usage.cached ?? 0), input)
    let reasoning = min(max(0, usage.reasoning ?? 0), output)
    let amount =
      Double(input - cached) * entry.input + Double(cached) * (entry.cached ?? entry.input)
      + Double(output - reasoning) * entry.output + Double(reasoning) * (entry.reasoning ?? entry.output)
    return Cost(amount: amount / 1_000_000, currency: currency, table: hash)
  }

  /// Whether a pattern names the whole text; every `*` takes as little as it can, so this is linear in practice and
  /// quadratic at worst.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (place, at) = (0, 0)
    var retry: (place: Int, at: Int)?
    while at < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        retry = (place + 1, at)
        place += 1
      } else if place < pattern.count, pattern[place] == text[at] {
        place += 1
        at += 1
      } else if let last = retry {
        retry = (last.place, last.at + 1)
        (place, at) = (last.place, last.at + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
