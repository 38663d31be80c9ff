import HawthornePatterns

/// What the model was shown, folded once for a trace.
struct ShownText: Sendable {
  /// The part of a prompt that guards and the disclosure test read, in folded bytes from either end.
  static let reach = 65_536

  let prompt: FoldedText
  /// The user's last message.
  let request: FoldedText
  let echo: EchoIndex
  /// The prompt itself says that it is a test or an evaluation.
  let discloses: Bool

  init(prompt: String, request: String = "", toolOutputs: [String], disclosure: [Pattern]) {
    self.prompt = FoldedText(prompt)
    self.request = request.isEmpty || request == prompt ? self.prompt : FoldedText(request)
    echo = EchoIndex([self.prompt] + toolOutputs.map { FoldedText($0) })
    discloses = self.prompt.contains(disclosure, in: 0..<min(self.prompt.text.count, Self.reach))
  }

  /// Looks at the first 400 bytes: what is asked, not the material that comes with it.
  func requestContains(_ patterns: [Pattern]) -> Bool {
    request.contains(patterns, in: 0..<min(request.text.count, 400))
  }

  func promptContains(_ patterns: [Pattern]) -> Bool {
    prompt.contains(patterns, in: 0..<min(prompt.text.count, Self.reach))
  }
}
