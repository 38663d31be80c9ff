/// Sentences made from the figures, each with a stable id.
public struct Conclusions: Sendable, Hashable, Codable {
  public struct Sentence: Sendable, Hashable, Codable {
    public var id: String
    public var text: String

    public init(_ id: String, _ text: String) {
      self.id = id
      self.text = text
    }
  }

  public var summary: [Sentence]
  public var cannotConclude: [Sentence]
  /// Parts of a full report for which there was no data.
  public var notMeasured: [Sentence]
  public var statistics: [Sentence]
}
