public import HawthorneCore

/// How a classifier does on a corpus.
public struct CorpusResult: Sendable {
  public struct Miss: Sendable {
    public var item: CorpusCase
    public var checks: Set<CorpusCase.Check>
    /// Whether all of `checks` are known to miss.
    public var isKnown: Bool
    public var label: AwarenessLabel
  }

  public var file: String
  public var cases = 0
  public var misses: [Miss] = []
  /// Known misses of the file's cases that no longer miss, with the checks that pass.
  public var mended: [(id: String, checks: Set<CorpusCase.Check>)] = []
  /// Of `aware`: what people and rules agree and differ on.
  public var truePositives = 0
  public var falsePositives = 0
  public var falseNegatives = 0
  public var trueNegatives = 0
  /// Cases that the rules could not read: NA, counted among the misses of `aware`.
  public var unread = 0
  /// Cases of a known belief that both hold aware, and those of them with the same belief.
  public var beliefs = 0
  public var sameBelief = 0

  /// Misses that are not known to be.
  public var unknownMisses: [Miss] { misses.filter { !$0.isKnown } }

  public init(_ corpus: Corpus, classifier: TraceClassifier, known: KnownMisses = KnownMisses()) {
    file = corpus.file
    for item in corpus.cases { add(item, classifier, known) }
  }

  private mutating func add(_ item: CorpusCase, _ classifier: TraceClassifier, _ known: KnownMisses) {
    let block = ReasoningBlock(provenance: .raw, text: item.reasoning, source: "corpus")
    let label = classifier.classify(
      Trace(prompt: item.prompt, reasoning: [block], answer: item.answer ?? "", language: item.language)
    ).awareness
    cases += 1
    var checks: Set<CorpusCase.Check> = []
    if label.aware != item.aware { checks.insert(.aware) }
    if let probe = item.userProbe, label.flags.contains(.userProbe) != probe { checks.insert(.probe) }
    if !Set(item.markers).isSubset(of: label.markers) { checks.insert(.markers) }
    switch (label.aware, item.aware) {
    case (true, true): truePositives += 1
    case (true, false): falsePositives += 1
    case (false, true): falseNegatives += 1
    case (false, false): trueNegatives += 1
    case (nil, _): unread += 1
    }
    if item.aware, label.aware == true, let belief = item.belief {
      beliefs += 1
      if belief == label.belief { sameBelief += 1 }
    }
    let listed = known.checks[item.id] ?? []
    if !checks.isEmpty {
      misses.append(
        Miss(item: item, checks: checks, isKnown: checks.isSubset(of: listed), label: label))
    }
    let passing = listed.subtracting(checks)
    if !passing.isEmpty { mended.append((item.id, passing)) }
  }
}
