import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

extension MarkersCommand {
  /// `hawthorne markers explain`.
  struct Explain: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show why a text fires or does not: rules, guards, cues, and what decides.",
      discussion: """
        The text is an argument, a file, or standard input. Every match is shown with the guards that were asked, the \
        words that decided its stance, hedge, tester, object and layer, and whether it counts; a rule that lacks what \
        it needs is shown with that.
        """)

    @Argument(help: "The text, read as reasoning; standard input when there is none.")
    var text: String?

    @Option(name: .shortAndLong, help: "Read the text from a file; - is standard input.", completion: .file())
    var file: String?

    @Option(help: "What the model was shown.")
    var prompt = ""

    @Flag(help: "Read the text as a visible answer.")
    var answer = false

    @Option(help: "The language it was asked in, such as ja.")
    var language: String?

    @Option(help: "What the arm's prompt says about evaluation: none, hinted or stated.")
    var disclosure: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var rules: RuleOptions

    /// The largest text that is read.
    private static let limit = 16 << 20

    func validate() throws {
      if text != nil, file != nil { throw ValidationError("Give a text or --file, not both.") }
      if let disclosure, Disclosure(rawValue: disclosure) == nil {
        throw ValidationError("--disclosure takes none, hinted or stated, not '\(disclosure)'.")
      }
    }

    func execute() async throws -> ExitStatus {
      let classifier = try rules.classifier()
      let text = try read()
      let block = ReasoningBlock(provenance: .raw, text: text, source: "markers explain")
      let explanation = classifier.explain(
        Trace(
          prompt: prompt, reasoning: answer ? [] : [block], answer: answer ? text : "",
          disclosure: disclosure.flatMap(Disclosure.init(rawValue:)), language: language))
      try Console.result(
        json
          ? try CanonicalJSON.text(of: explanation.json, indented: true)
          : ExplanationView(explanation: explanation, wrap: WrappedText.forOutput).text)
      return .pass
    }

    private func read() throws -> String {
      if let text { return text }
      let path = file ?? "-"
      let bytes = try SystemFile.contents(of: path == "-" ? "/dev/stdin" : path, limit: Self.limit)
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
