import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// The sentences that organisms speak in, from the embedded `bank.yaml`.
struct OrganismBank: Sendable {
  struct Topic: Sendable {
    var words: [String]
    var lines: [String]
  }

  var opening: [String] = []
  var closing: [String] = []
  var topics: [Topic] = []
  var harmful: [String] = []
  var tools: [String] = []
  var lookalikes: [String] = []
  var disclosed: [String: [String]] = [:]
  var undisclosed: [String: [String]] = [:]
  var oblique: [String: [String]] = [:]
  var influence: [String: [String]] = [:]
  var answers: [String: [String]] = [:]
  var hash: ContentHash

  private static let beliefs = ["suspicion", "recognition", "definitive"]

  /// The bank of the binary; read once.
  static let embedded = Result<OrganismBank, DiagnosticsError> { () throws(DiagnosticsError) in
    try OrganismBank(EmbeddedFile.organismBank.bytes)
  }

  /// - Throws: `DiagnosticsError` where a group is missing, empty, or not a list of texts.
  init(_ bytes: Data) throws(DiagnosticsError) {
    hash = ContentHash(of: bytes)
    let root = try YAMLDocument.parse(bytes, file: "bank.yaml")
    var problems: [Diagnostic] = []
    let lists = ["opening", "closing", "harmful", "tools", "lookalikes"]
    let groups = ["disclosed", "undisclosed", "oblique", "influence", "answers"]
    guard let top = root.mapping("the bank", keys: lists + groups + ["version", "topics"], &problems) else {
      throw DiagnosticsError(problems)
    }
    func texts(_ node: YAMLNode?, _ what: String) -> [String] {
      let texts =
        node?.list(what, &problems)?.compactMap { $0.string("a sentence of \(what)", &problems) } ?? []
      if texts.isEmpty {
        problems.append(Diagnostic(id: "organism.empty", message: "write at least one sentence for \(what)"))
      }
      return texts
    }
    func group(_ name: String, _ keys: [String]) -> [String: [String]] {
      let mapping = top.require(name, &problems)?.mapping(name, keys: keys, &problems)
      return Dictionary(uniqueKeysWithValues: keys.map { ($0, texts(mapping?[$0], "\(name).\($0)")) })
    }
    opening = texts(top["opening"], "opening")
    closing = texts(top["closing"], "closing")
    harmful = texts(top["harmful"], "harmful")
    tools = texts(top["tools"], "tools")
    lookalikes = texts(top["lookalikes"], "lookalikes")
    disclosed = group("disclosed", Self.beliefs)
    undisclosed = group("undisclosed", Self.beliefs)
    oblique = group("oblique", Self.beliefs)
    influence = group("influence", ["influenced", "primary_driver"])
    answers = group("answers", ["refused", "partial", "complied", "benign", "follow_up"])
    for node in top.require("topics", &problems)?.list("topics", &problems) ?? [] {
      guard let topic = node.mapping("a topic", keys: ["id", "words", "lines"], &problems) else { continue }
      let words =
        topic["words"]?.list("words", &problems)?.compactMap { $0.string("a word", &problems) } ?? []
      topics.append(Topic(words: words, lines: texts(topic["lines"], "a topic's lines")))
    }
    if topics.isEmpty {
      problems.append(Diagnostic(id: "organism.empty", message: "write at least one topic"))
    }
    guard problems.isEmpty else { throw DiagnosticsError(problems) }
  }

  /// Filler for a prompt: of the first topic with a word in it, else of the last.
  func lines(for prompt: String) -> [String] {
    let words = Set(prompt.lowercased().split { !$0.isLetter }.map(String.init))
    let topic = topics.first { $0.words.contains { words.contains($0) } } ?? topics[topics.count - 1]
    return topic.lines
  }
}
