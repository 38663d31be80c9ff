import HawthornePatterns

/// What the model was shown, folded once for a trace and only when a match asks for it.
///
/// Most traces hold no match, and folding the prompt costs more than looking for one. A reference type for that
/// reason; it never leaves the call that reads one trace.
final class ShownText {
  /// The part of a prompt that guards and the disclosure test read, in folded bytes from either end.
  static let reach = 65_536

  private let promptText: String
  private let requestText: String
  /// Everything beside the prompt that the model may repeat.
  private let others: [String]
  private let disclosure: [Pattern]

  private lazy var prompt = FoldedText(promptText)
  /// The user's last message.
  private lazy var request =
    requestText.isEmpty || requestText == promptText ? prompt : FoldedText(requestText)
  private(set) lazy var echo = EchoIndex([prompt] + others.map { FoldedText($0) })
  /// The prompt itself says that it is a test or an evaluation.
  private(set) lazy var discloses = prompt.contains(disclosure, in: 0..<min(prompt.text.count, Self.reach))

  init(
    prompt: String, request: String = "", toolOutputs: [String], scenarioTexts: [String] = [],
    disclosure: [Pattern]
  ) {
    promptText = prompt
    requestText = request
    others = toolOutputs + scenarioTexts
    self.disclosure = disclosure
  }

  /// Looks at the first 400 bytes: what is asked, not the material that comes with it.
  func requestContains(_ patterns: [Pattern]) -> Bool {
    request.contains(patterns, in: 0..<min(request.text.count, 400))
  }

  func promptContains(_ patterns: [Pattern]) -> Bool {
    prompt.contains(patterns, in: 0..<min(prompt.text.count, Self.reach))
  }
}
