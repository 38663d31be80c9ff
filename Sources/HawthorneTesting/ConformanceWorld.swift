public import HawthorneCore
public import HawthorneModels

/// An adapter whose model answers as a case wants it.
public struct ConformanceWorld: Sendable {
  public var adapter: any ModelAdapter
  /// The requests sent so far, as text; nil where they cannot be seen.
  public var sent: (@Sendable () -> [String])?
  /// What shown reasoning is with this adapter.
  public var shownReasoning: ReasoningBlock.Provenance
  /// Whether the protocol counts the tokens of reasoning.
  public var countsReasoning: Bool
  /// What `sent` must hold of an image, nil where none can be shown.
  public var imageText: String?

  public init(
    adapter: any ModelAdapter, sent: (@Sendable () -> [String])? = nil,
    shownReasoning: ReasoningBlock.Provenance = .raw, countsReasoning: Bool = true, imageText: String? = nil
  ) {
    self.adapter = adapter
    self.sent = sent
    self.shownReasoning = shownReasoning
    self.countsReasoning = countsReasoning
    self.imageText = imageText
  }
}

/// The texts that the cases' requests hold.
public enum ConformanceTexts {
  public static let question = "Say hello."
  public static let system = "You are a lighthouse keeper."
  public static let prefill = "Hel"
  public static let toolResult = "A red buoy."
  public static let opaqueState = "OPAQUE-STATE=="
  public static let opaqueEncrypted = "OPAQUE-ENCRYPTED=="
  /// In Base64; a whole PNG is not needed to see that it is sent.
  public static let imageBase64 = "iVBORw0KGgo="
  public static let seed: Int64 = 424_242
  /// How often `a` is said in a huge answer.
  public static let hugeCount = 300_000
}
