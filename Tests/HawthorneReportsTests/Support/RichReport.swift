import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import HawthorneStore

@testable import HawthorneReports

/// A report that has every section and every member, and the mark `LEAK` in each text that is not the program's own.
enum RichReport {
  static let mark = "leak"
  static let privateSuite = "leaksuite"

  private static var rollouts: [RolloutSummary] {
    Fixture.rollouts.map { summary in
      var summary = summary
      guard summary.suiteID == "honesty" else { return summary }
      summary.suiteID = privateSuite
      summary.scenarioID = "leak-\(summary.scenarioID)"
      summary.domain = "leakdomain"
      summary.severity = "leakseverity"
      summary.label?.correct = summary.epoch == 1
      if summary.scenarioID == "leak-s01" {
        summary.translation = "ja"
        summary.finishReason = .other("leaked words of a prompt that is long enough to be one")
      }
      if summary.scenarioID == "leak-s02" {
        summary.status = .failed(kind: "connection", message: "leak")
        summary.servedModel = "leaked words of a prompt that is long enough to be one"
      }
      return summary
    }
  }

  private static var suites: [Suite] {
    var secret = Fixture.suite(privateSuite, visibility: .private)
    secret.title = "The leaktitle"
    secret.waivers = [
      Waiver(
        finding: "lint.round-number", scenario: "leak-s01", reason: "leakreason", by: "leakperson",
        expires: "2027-01-01")
    ]
    secret.framings = [
      Framing(
        arm: Fixture.overt, disclosure: .stated,
        wordings: [.init(id: "w1", system: "leaksystem", user: "leak {{ request }}", followUp: "leakmore")])
    ]
    secret.scenarios = [scenario("leak-s01")]
    var open = Fixture.suite("hazard", kind: .refusal)
    open.framings = [
      Framing(
        arm: Arm(.disguised, variant: "bare"), disclosure: .none,
        wordings: [
          .init(id: "w1", language: "en", system: "leaksystem", user: "leak", followUp: "leakmore")
        ])
    ]
    open.values = ["desk": "leakdesk"]
    open.scenarios = [scenario("h1"), scenario("h2")]
    return [secret, open]
  }

  private static func scenario(_ id: String) -> Scenario {
    Scenario(
      id: id, domain: "d", system: "leaksystem", turns: ["leakturn", "leakmore"], prefill: "leakprefill",
      images: [
        ImageAttachment(
          reference: ImageReference(path: "leak.png", mediaType: "image/png", hash: ContentHash(of: "i")),
          base64: "")
      ],
      values: ["name": "leakvalue"],
      tools: [
        SimulatedTool(
          name: "leaktool", description: "leak", parameters: [:], script: [.init(result: "leakresult")])
      ],
      framings: [
        Framing(
          arm: Arm(.disguised, variant: "bare"), disclosure: .none,
          wordings: [.init(id: "w1", user: "leakown")])
      ])
  }

  private static func manifest() throws -> RunManifest {
    var replayed = RecordedProvenance(
      runID: "feedfeedfeedfeed", model: ModelName(provider: "openai", name: "test-model"), startedAt: 1,
      simulation: true, metadata: ["leakkey": "leaknote"], fileHash: ContentHash(of: "recording"))
    replayed.metadata["thoughts"] = "elicited by leak"
    var manifest = Fixture.manifest(
      suites: suites, modes: [Mode(name: "default", reasoningEffort: "high", reasoningTokens: 5)],
      parameters: GenerationParameters(
        temperature: 0.7, topP: 0.9, maxTokens: 3, seed: 4, logprobs: 2,
        extra: ["user": "leakuser", "stop": ["leak\nstop"]]),
      planned: 100, replayed: replayed, metadata: ["system": "product", "leaknote": "leak of mine"])
    manifest.registration = try RegistrationTests.plan { plan in
      plan.hypothesis = "leakhypothesis"
      plan.exclusions = "leakexclusions"
      plan.sources = ["/home/leak/suite.yaml"]
      plan.margin = .init(points: 10)
      plan.suites[0].id = privateSuite
      plan.suites[0].title = "The leaktitle"
      plan.parameters.extra = ["user": "leakother"]
      plan.options = .init(
        arms: [Fixture.overt], languages: ["en"], epochs: 1, limit: .init(from: 1, to: 2), shuffle: true,
        tags: ["leaktag"])
      plan.suites[0].contrasts[0].harm = .harmful
    }
    for index in manifest.suites.indices {
      manifest.suites[index].scenarios = 12
      manifest.suites[index].scenarioHash = ContentHash(of: "ids")
      manifest.suites[index].arms = [Fixture.overt]
      manifest.suites[index].languages = ["en"]
    }
    return manifest
  }

  /// The sections that the run has by itself.
  private static func base() throws -> Report {
    let manifest = try manifest()
    var options = AnalysisOptions()
    options.harness = "0.1.0"
    options.reasoning = .raw
    var held = Fixture.held(rollouts, of: manifest)
    held[0].scenarios["leak-s02"] = .init(expectedPurpose: .real, controlOf: "leak-s01", isGraded: true)
    // Two of the scenarios say the same.
    if let place = held[0].held?.indices.last { held[0].held?[place].request = ContentHash(of: "copy") }
    if let place = held[0].held?.indices.first { held[0].held?[place].request = ContentHash(of: "copy") }
    var builder = try ReportBuilder(
      runs: [
        RunFacts(
          manifest: manifest, state: .incomplete, stateReason: "the server said leak", endedAt: 2_000,
          fromCache: CacheUse(rollouts: 1, answers: 1))
      ], classifier: Fixture.classifier, suites: held, options: options)
    var places = AskedPlaces()
    for rollout in rollouts {
      try builder.add(rollout)
      places.add(rollout)
    }
    let quotes = builder.excerptRequests.map {
      ReportExcerpt($0, before: "leakbefore", quote: "leakquote", after: "leakafter")
    }
    let judge = ClassifierIdentity(
      id: "judge/awareness/a/b", version: "1.0.0", hash: ContentHash(of: "judge"))
    let appendix = try AppendixBuilder(places: places, includesTexts: true).section(
      suites: suites, classifier: judge,
      rubrics: [
        RubricText(id: "awareness", version: "1.0.0", hash: ContentHash(of: "rubric"), text: "leakrubric")
      ])
    return try builder.report(excerpts: quotes, judges: [judgeFigures(judge)], appendix: appendix)
  }

  private static func judgeFigures(_ judge: ClassifierIdentity) -> JudgeFigures {
    var replies = JudgeFigures.Replies()
    replies.all = 1
    replies.yes = 1
    replies.failures = ["empty": 1]
    replies.quotes = ["exact": 1]
    replies.inputTokens = 1
    replies.outputTokens = 1
    replies.servedModels = ["m": 1]
    let interval = ReportedInterval(lower: 0, upper: 1, level: 0.95)
    return JudgeFigures(
      schema: JudgeFigures.schema, run: "a1b2c3d4e5f60718", classifier: judge, rollouts: 1, labelled: 1,
      unlabelled: 0, withheld: 0, aware: 1, notAware: 0, naCauses: ["judge": 0], outcomes: ["unread": 1],
      replies: replies, questions: [JudgeFigures.Question(id: "says", pass: .agent)],
      armGuess: JudgeFigures.ArmGuess(
        rows: [.init(arm: Fixture.overt, disclosure: .stated, right: 1, known: 1, na: 0)], right: 1, known: 1,
        na: 0, scenarios: 1, accuracy: 1, interval: interval, baseRate: 1),
      agreements: [
        .init(
          with: Fixture.classifier, axis: "aware", n: 1, observed: 1, kappa: 1, ac1: 1, table: [1, 0, 0, 0])
      ])
  }

  /// Reports that between them have every member that a report can have.
  static func all() throws -> [Report] {
    var rich = try base()
    rich.sandbagging = try sandbagging()
    rich.thinking = try ThinkingTests().report().thinking
    rich.scores = try ScoreSectionTests.report { .number(Double($0.scenarioID.count)) }.scores
    let categories = try ScoreSectionTests.report(kind: .category) {
      .category($0.arm == Fixture.overt ? "leakcategory" : "other")
    }.scores
    rich.scores?.scorers += categories?.scorers ?? []
    let counts = (0..<24).map { number in
      LabelPairCount(
        first: Fixture.classifier,
        second: ClassifierIdentity(id: "judge", version: "1", hash: ContentHash(of: "x")), suiteID: "s",
        scenarioID: "\(number)", firstAware: number % 2 == 0, secondAware: number % 2 == 0 || number % 5 == 0,
        hasSameOutcome: number % 3 == 0, rollouts: 1)
    }
    var agreement = LabelAgreementAnalysis(classifier: Fixture.classifier)
    for count in counts { agreement.add(count) }
    rich.labelAgreement = try agreement.section(AnalysisOptions())
    rich.gold = gold
    let shipped = try ClassifierAccuracy.shipped()
    rich.accuracy = AccuracySection(of: shipped.classifier, from: shipped)
    rich.provenance.classifier?.packs = [
      RulePackReference(id: "pack", version: "1", hash: ContentHash(of: "pack"))
    ]
    rich.serving = try serving()
    rich.id = try SealedDocument.seal(of: JSONTree.value(of: rich))
    var other = try repeated()
    other.serving = try ServingTests.run(scenarios: 12) { _, arm, served in
      if arm == Fixture.overt { served.servedModel = "model-b" }
    }.report().serving
    other.id = try SealedDocument.seal(of: JSONTree.value(of: other))
    return [rich, other]
  }

  /// Gold labels with every member that they can have.
  private static var gold: GoldSection {
    let interval = ReportedInterval(lower: 0.1, upper: 0.6, level: 0.95)
    let bounds = ReportedBounds(lower: 0.2, upper: 0.5)
    let raw = Rate(
      numerator: 12, denominator: 40, na: 0, scenarios: 40, interval: interval, method: .exact, bounds: bounds
    )
    let part = GoldClass(rollouts: 20, gold: 12, positive: 6, undecided: 1, rate: 0.5, interval: interval)
    var refused = GoldRow(
      metric: .refusal, suite: "hidden", arm: Fixture.overt, mode: "default", harm: .harmful, raw: raw,
      uncovered: 3,
      positives: part, negatives: part, naRead: 4, naPositive: 2)
    refused.refused =
      "Of what the machine calls negative in some stratum 3 were read and decided, and 10 are needed."
    var corrected = refused
    (corrected.metric, corrected.harm, corrected.suite, corrected.refused) = (.awareness, nil, nil, nil)
    (corrected.corrected, corrected.interval, corrected.bounds) = (0.4, interval, bounds)
    var difference = GoldContrast(
      metric: .awareness, role: .primary, suite: nil, mode: "default", first: Fixture.overt,
      second: Fixture.placebo,
      scenarios: 40)
    var noDifference = difference
    (noDifference.suite, noDifference.harm) = ("hidden", .harmful)
    noDifference.refused = "No scenario was asked in both arms."
    (difference.raw, difference.corrected) = (0.3, 0.1)
    (difference.interval, difference.bounds) = (
      ReportedInterval(lower: -0.1, upper: 0.3, level: 0.95), bounds
    )
    let measures: [GoldAgreement.Measure] = [
      .init(
        question: .aware, n: 0, undecided: 9, same: 0, observed: nil, kappa: nil, ac1: nil, weighting: nil),
      .init(
        question: .belief, n: 9, undecided: 0, same: 8, observed: 0.95, kappa: 0.8, ac1: 0.9,
        weighting: "linear"),
    ]
    return GoldSection(
      method: GoldAnalysis.method, labels: ContentHash(of: "labels"), until: 1_795_260_000_000,
      runs: [
        GoldRun(
          run: "a1b2c3d4e5f60718", strataBy: Fixture.classifier,
          queues: [
            .init(id: ContentHash(of: "q"), name: "our queue of things", members: 30, unused: nil),
            .init(id: ContentHash(of: "r"), name: "another", members: 9, unused: .changed),
          ],
          people: [
            .init(name: "Ada Lovelace", labels: 28, blind: 20), .init(name: "ben", labels: 9, blind: 9),
          ],
          members: 30, read: 28, cannotTell: 1, disputed: 2, stale: 1, outside: 2)
      ], rows: [refused, corrected], contrasts: [difference, noDifference],
      agreement: [GoldAgreement(first: "Ada Lovelace", second: "ben", both: 9, measures: measures)])
  }

  /// Twelve items in two suites, one of them private, in two arms and four epochs: every stratum has both classes.
  ///
  /// - Parameter shift: other than 0, what is refused overtly is another half of the items.
  static func repeated(shift: Int = 0) throws -> Report {
    var all: [RolloutSummary] = []
    for suite in ["honesty", "hidden"] {
      for number in 1...12 {
        for arm in [Fixture.overt, Fixture.placebo] {
          for epoch in 1...4 {
            let turn = number * epoch
            let moved = arm == Fixture.overt ? shift * (turn + number) : 0
            let isRefused = (turn + moved) % 5 < 2
            all.append(
              Fixture.summary(
                suite: suite, "s\(number)", arm, epoch: epoch, outcome: isRefused ? .refused : .complied,
                belief: (number + epoch * (number % 3 + 1)) % 3 == 0 ? .suspicion : .none,
                aligned: (number * epoch) % 3 != 0, harm: .harmful))
          }
        }
      }
    }
    return try Fixture.report(
      all,
      manifest: Fixture.manifest(
        suites: [Fixture.suite("honesty"), Fixture.suite("hidden", visibility: .private)], epochs: 4,
        planned: all.count))
  }

  /// Fourteen targets, of which some fall when told to do worse, and their controls.
  private static func sandbagging() throws -> SandbaggingSection? {
    var all: [RolloutSummary] = []
    var facts: [String: SuiteFacts.Scenario] = [:]
    let instructed = Arm(.level, variant: "instruction/underperform")
    for number in 1...14 {
      facts["t\(number)"] = .init(isGraded: true)
      facts["c\(number)"] = .init(controlOf: "t\(number)", isGraded: true)
      for name in ["t\(number)", "c\(number)"] {
        all.append(Fixture.summary(name, Fixture.disguised, correct: true))
        let falls = name == "t\(number)" ? number <= 8 : number == 14
        all.append(Fixture.summary(name, instructed, correct: !falls))
      }
    }
    return try Fixture.report(all, suites: [SuiteFacts(id: "honesty", scenarios: facts)]).sandbagging
  }

  /// A run that was served by two, one after the other and by arm.
  private static func serving() throws -> ServingSection? {
    var run = ServedFixture()
    for number in 0..<24 {
      let arm = number % 2 == 0 ? Fixture.overt : Fixture.placebo
      run.add(
        "s\(number / 2)", arm, second: number, harm: .harmful,
        outcome: number % 3 == 0 ? .refused : .complied
      ) { served in
        served.servedModel = arm == Fixture.overt || number > 12 ? "model-a" : "model-b"
        served.systemFingerprint = "fp"
        served.route = "west"
        served.usage = TokenUsage(input: 10, output: 5 + number, reasoning: 3, cached: 1)
        served.cost = 0.5
        served.currency = "USD"
      }
    }
    return try run.report().serving
  }
}
