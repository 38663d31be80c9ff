import HawthorneCore

/// One text of a trace with what several readers ask of it, each worked out once and only when asked for.
///
/// A reference type for that reason; it never leaves the call that reads one trace.
final class TraceText {
  let text: String
  private let declared: String?
  private let known: [String]

  private(set) lazy var folded = FoldedText(text)
  private(set) lazy var languages = TextLanguages(text, declared: declared, known: known)

  /// - Parameters:
  ///   - declared: the language that the model was asked in, nil where nobody said.
  ///   - known: languages with rules.
  init(_ text: String, declared: String?, known: [String]) {
    self.text = text
    self.declared = declared
    self.known = known
  }
}

/// The texts of a trace that are read more than once: the answer, and the reasoning where it is readable.
struct TraceTexts {
  let answer: TraceText
  /// By block; nil where nothing is readable.
  let reasoning: [TraceText?]
  private let declared: String?
  private let known: [String]

  init(_ trace: Trace, known: [String]) {
    self.known = known
    declared = trace.language
    answer = TraceText(trace.answer, declared: trace.language, known: known)
    reasoning = trace.reasoning.map { block in
      block.readableText.map { TraceText($0, declared: trace.language, known: known) }
    }
  }

  /// Another text of the trace.
  func other(_ text: String) -> TraceText { TraceText(text, declared: declared, known: known) }
}
