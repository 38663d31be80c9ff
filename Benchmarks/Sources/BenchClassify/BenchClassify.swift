import BenchmarkSupport
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthornePatterns

/// Classifying a corpus, against RE2 alone over the same text with the same patterns.
///
///     bench-classify compare CORPUS ROUNDS     one and two cores, in alternation
///     bench-classify sample CORPUS BYTES       patterns and folded texts as JSON, for other engines
@main
enum BenchClassify {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 4, let number = Int(words[3]), ["compare", "sample"].contains(words[1]) else {
      print("usage: bench-classify compare CORPUS ROUNDS | sample CORPUS BYTES")
      return
    }
    let documents = try Document.read(path: words[2])
    if words[1] == "sample" {
      try sample(documents, bytes: number)
    } else {
      try await compare(documents, rounds: number)
    }
  }

  private static func sample(_ documents: [Document], bytes: Int) throws {
    var texts: [JSONValue] = []
    var size = 0
    var used = 0
    for document in documents where size < bytes {
      used += 1
      for text in folded(document) {
        size += text.count
        texts.append(.string(String(decoding: text, as: UTF8.self)))
      }
    }
    let patterns = try PackPatterns.awareness().map(JSONValue.string)
    print(
      try CanonicalJSON.text(
        of: .object([
          "documents": .integer(Int64(used)), "patterns": .array(patterns), "texts": .array(texts),
        ])))
  }

  private static func compare(_ documents: [Document], rounds: Int) async throws {
    let classifier = try TraceClassifier.standard()
    let patterns = try PackPatterns.awareness()
    guard let bare = BareRE2(patterns) else {
      throw PackPatterns.Mismatch(description: "RE2 does not take the patterns of the pack")
    }
    let texts = documents.map(folded)
    let bytes = documents.map(\.bytes).reduce(0, +)
    let reasoningAlone = documents.map { Document(prompt: "", reasoning: $0.reasoning, answer: "") }
    let reasoning = reasoningAlone.map(\.bytes).reduce(0, +)
    let scanned = texts.joined().map(\.count).reduce(0, +)
    let folded = texts.map { $0[0].count }.reduce(0, +)

    // One untimed pass each lets RE2 build its automata, which it keeps.
    for index in documents.indices {
      _ = classify(documents[index], with: classifier)
      for text in texts[index] {
        _ = bare.matches(in: text) + bare.patternsMatching(text) + bare.patternsMatchingInGroups(text)
      }
    }
    for round in 0..<rounds {
      for cores in [1, 2] {
        var turns: [(String, Int, @Sendable (Int) -> Int)] = [
          ("hawthorne", bytes, { classify(documents[$0], with: classifier) }),
          ("re2-positions", scanned, { texts[$0].map { bare.matches(in: $0) }.reduce(0, +) }),
          ("re2-set", scanned, { texts[$0].map { bare.patternsMatching($0) }.reduce(0, +) }),
          ("re2-groups", scanned, { texts[$0].map { bare.patternsMatchingInGroups($0) }.reduce(0, +) }),
          ("reasoning", reasoning, { classify(reasoningAlone[$0], with: classifier) }),
          ("reasoning-re2-positions", folded, { bare.matches(in: texts[$0][0]) }),
          ("reasoning-re2-set", folded, { bare.patternsMatching(texts[$0][0]) }),
          ("reasoning-re2-groups", folded, { bare.patternsMatchingInGroups(texts[$0][0]) }),
          ("fold", bytes, { fold(documents[$0]) }),
        ]
        if round % 2 == 1 { turns.reverse() }
        for (name, count, work) in turns {
          let (found, took) = await Measurement.of {
            await spread(over: cores, count: documents.count, work)
          }
          Record.print("\(name)-\(cores)", round: round, count: count, found: found, took)
        }
      }
    }
  }

  /// Runs the work of every index on some cores and adds up what it found.
  private static func spread(
    over cores: Int, count: Int, _ work: @escaping @Sendable (Int) -> Int
  ) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      for core in 0..<cores {
        group.addTask {
          stride(from: core, to: count, by: cores).reduce(0) { $0 + work($1) }
        }
      }
      return await group.reduce(0, +)
    }
  }

  private static func classify(_ document: Document, with classifier: TraceClassifier) -> Int {
    let block = ReasoningBlock(provenance: .raw, text: document.reasoning, source: "reasoning")
    let label = classifier.classify(
      Trace(prompt: document.prompt, reasoning: [block], answer: document.answer))
    return label.awareness.aware == true ? 1 : 0
  }

  /// What a label cannot do without before a rule is looked at.
  private static func fold(_ document: Document) -> Int {
    [document.reasoning, document.answer].reduce(0) { $0 + SentenceWindows(NormalizedText($1)).sentenceCount }
  }

  /// Reasoning and answer.
  private static func folded(_ document: Document) -> [[UInt8]] {
    [document.reasoning, document.answer].map { NormalizedText($0).bytes }
  }
}
