public import HawthorneCore
public import HawthorneStore

/// Folds rollout summaries into a report.
///
/// Pure: it reads no store and no clock. Memory grows with scenarios × arms × modes, not with rollouts, and
/// the order in which summaries arrive does not matter.
public struct ReportBuilder {
  private let runs: [RunFacts]
  private let classifier: ClassifierIdentity?
  private let accuracy: ClassifierAccuracy?
  private let options: AnalysisOptions
  private let suites: [String: SuiteFacts]
  private let inventory: SuiteInventory?
  private let visibility: [String: Suite.Visibility]

  private var cells: [CellKey: CellAccumulator] = [:]
  private var selection: ExcerptSelection
  private var scores = ScoreAnalysis()
  private var labelAgreement: LabelAgreementAnalysis
  private var serving: [String: ServingFold] = [:]
  private var done: [String: Int] = [:]
  private var servedModels: [String: Int] = [:]
  private var fingerprints: [String: Int] = [:]
  private var finishReasons: [String: Int] = [:]
  private var statuses: [String: Int] = [:]
  private var withheld: [String: Int] = [:]
  private var probes = RecognitionFold()
  private var gold = GoldFold()

  /// - Parameters:
  ///   - runs: of one model, over suites of the same contents.
  ///   - classifier: whose labels the summaries carry; nil where there are none.
  ///   - suites: facts that rollouts do not carry; may be empty.
  ///   - accuracy: figures of some classifier, printed where it is the one whose labels are counted.
  /// - Throws: `AnalysisError` for runs that one report cannot hold.
  public init(
    runs: [RunFacts], classifier: ClassifierIdentity?, suites: [SuiteFacts] = [],
    accuracy: ClassifierAccuracy? = nil, options: AnalysisOptions = AnalysisOptions()
  ) throws(AnalysisError) {
    guard !runs.isEmpty else { throw .noRuns }
    var visibility: [String: Suite.Visibility] = [:]
    var hashes: [String: ContentHash] = [:]
    for run in runs {
      guard done.updateValue(0, forKey: run.manifest.id) == nil else { throw .duplicateRun(run.manifest.id) }
      for suite in run.manifest.suites {
        if let known = hashes[suite.id], known != suite.hash { throw .suiteChanged(suite.id) }
        hashes[suite.id] = suite.hash
        visibility[suite.id] = suite.visibility
      }
    }
    let models = Set(runs.map(\.model.description)).sorted()
    guard models.count == 1 else { throw .differentModels(models) }
    for run in runs { serving[run.manifest.id] = ServingFold(run: run.manifest.id, halfway: run.halfway) }
    self.runs = runs.sorted {
      ($0.manifest.startedAt, $0.manifest.id) < ($1.manifest.startedAt, $1.manifest.id)
    }
    self.classifier = classifier
    self.accuracy = accuracy
    labelAgreement = LabelAgreementAnalysis(classifier: classifier)
    self.options = options
    self.visibility = visibility
    self.suites = Dictionary(suites.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    inventory = InventoryAnalysis.inventory(suites, of: runs)
    selection = ExcerptSelection(each: options.excerptsEach)
  }

  /// Adds one rollout.
  ///
  /// - Throws: `AnalysisError` for a rollout that is there already, or does not belong here.
  public mutating func add(_ summary: RolloutSummary) throws(AnalysisError) {
    guard let count = done[summary.runID] else { throw .unknownRun(summary.runID) }
    if let label = summary.label, label.classifier != classifier, !summary.withheld {
      throw .otherClassifier(
        found: label.classifier.reference, wanted: classifier?.reference ?? "no classifier")
    }
    let key = CellKey(summary)
    var cell =
      cells[key]
      ?? CellAccumulator(
        summary, facts: suites[summary.suiteID]?.scenarios[summary.scenarioID] ?? SuiteFacts.Scenario())
    // Taken out while it changes, so that its storage is not copied.
    cells[key] = nil
    try cell.insert(summary)
    cells[key] = cell
    done[summary.runID] = count + 1
    servedModels[summary.servedModel ?? Provenance.notSaid, default: 0] += 1
    if let fingerprint = summary.systemFingerprint { fingerprints[fingerprint, default: 0] += 1 }
    finishReasons[summary.finishReason?.name ?? Provenance.notSaid, default: 0] += 1
    statuses[summary.status.title, default: 0] += 1
    if summary.withheld {
      let recorder = summary.label.map { "\($0.classifier.reference) (\($0.classifier.hash.short))" }
      withheld[recorder ?? "none", default: 0] += 1
    }
    // An answer to a question about evaluation shows nothing of what the model says unasked.
    if summary.arm.kind != .probe { selection.consider(summary) }
  }

  /// Adds who served a rollout that `add(_:)` was given too. The rollouts of a run come in order of time.
  ///
  /// - Throws: `AnalysisError` for a rollout of a run that was not named.
  public mutating func add(_ rollout: ServedRollout, run: String) throws(AnalysisError) {
    // Taken out while it changes, so that its storage is not copied.
    guard var fold = serving.removeValue(forKey: run) else { throw .unknownRun(run) }
    fold.add(rollout)
    serving[run] = fold
  }

  /// Adds the answer of a probe's rollout that `add(_:)` was given too.
  public mutating func add(_ answer: ProbeAnswer) { probes.add(answer) }

  /// Adds what one scorer says of a rollout that `add(_:)` was given too, or that it says nothing of it.
  public mutating func add(_ rollout: ScoredRollout, scorer: ScorerIdentity, kind: ScoreKind) {
    scores.add(rollout, scorer: scorer, kind: kind)
  }

  /// Adds how two classifiers labelled some rollouts.
  public mutating func add(_ count: LabelPairCount) { labelAgreement.add(count) }

  /// Begins with what people said of one run; its units follow.
  public mutating func begin(_ sample: GoldSample) { gold.begin(sample) }

  /// Adds a rollout as the correction of rates sees it, of a run whose sample was begun.
  public mutating func add(_ unit: GoldUnit, run: String) { gold.add(unit, run: run) }

  /// The spans to quote; fetch their text and hand it to `report(excerpts:)`.
  public var excerptRequests: [ExcerptRequest] { selection.requests }

  /// The report on everything added.
  ///
  /// - Throws: `StatisticsError` for counts beyond what the statistics take.
  ///
  /// - Parameter judges: where a judge gave the labels, its figures for each run.
  /// - Parameter appendix: what was asked and by which rubrics it was read.
  public func report(
    excerpts: [ReportExcerpt] = [], judges: [JudgeFigures]? = nil, appendix: AppendixSection? = nil
  ) throws -> Report {
    let forms = FormChoice(cells, wanted: options.reasoning)
    let all = CellIndex(cells.map { $0.value.counts(reading: forms.form($0.key)) })
    // A probe's prompt speaks of evaluation: its answers are neither awareness nor behaviour.
    let index = all.withoutProbes
    let provenance = Provenance(
      runs: runs.map { RunProvenance($0, done: done[$0.manifest.id] ?? 0) }, classifier: classifier,
      servedModels: servedModels, systemFingerprints: fingerprints, finishReasons: finishReasons,
      statuses: statuses, withheld: withheld,
      simulation: runs.contains { $0.manifest.simulation || $0.manifest.replayed?.simulation == true },
      replayed: runs.contains { $0.manifest.replayed != nil })
    let serving = try ServingAnalysis(
      folds: runs.compactMap { self.serving[$0.manifest.id] }, forms: forms, options: options
    ).section()
    let awareness = try AwarenessAnalysis(index: index, visibility: visibility, options: options).section()
    let behaviour = try BehaviourAnalysis(
      index: index, options: options, repeated: suites.compactMapValues(\.repeated)
    ).section()
    let recognition = try RecognitionAnalysis(fold: probes, suites: suites, options: options).section()
    var validity = ValidityAnalysis(
      provenance: provenance, index: all, options: options, serving: serving
    ).validity()
    validity.problems +=
      MeasureProblems(behaviour: behaviour, recognition: recognition, index: all, options: options)
      .problems
    let dose = try DoseAnalysis(index: index, options: options).section()
    let refusals = try RefusalAnalysis(index: index, options: options).section()
    let registration = try RegistrationAnalysis(
      runs: runs, provenance: provenance, index: all, options: options
    ).section()
    let languages = try LanguageAnalysis(index: index, options: options).rows()
    let sandbagging = try SandbaggingAnalysis(index: index, options: options).section()
    let thinking = try ThinkingAnalysis(index: index, options: options).section()
    let goldSection = try GoldAnalysis(fold: gold, forms: forms, options: options).section()
    let conclusions = try ConclusionsAnalysis(
      provenance: provenance, validity: validity, awareness: awareness, behaviour: behaviour,
      refusals: refusals, index: index, everything: all, options: options, serving: serving, dose: dose,
      recognition: recognition, registration: registration, gold: goldSection
    ).conclusions()
    return try Report(
      provenance: provenance, inventory: inventory, registration: registration, validity: validity,
      awareness: awareness, behaviour: behaviour, refusals: refusals, sandbagging: sandbagging,
      thinking: thinking,
      languages: languages, judges: judges,
      scores: try scores.section(options), labelAgreement: try labelAgreement.section(options),
      excerpts: ExcerptSection(rule: ExcerptSelection.rule(each: options.excerptsEach), items: excerpts),
      conclusions: conclusions, accuracy: AccuracySection(of: classifier, from: accuracy),
      serving: serving, dose: dose, recognition: recognition, cells: all.cells,
      analysis: AnalysisRecord(options), appendix: appendix,
      gold: goldSection)
  }
}

extension Provenance {
  static let notSaid = "(not said)"
}

extension ClassifierIdentity {
  /// `id@version`, as `--classifier` takes it.
  public var reference: String { "\(id)@\(version)" }
}

extension RolloutStatus {
  fileprivate var title: String {
    switch self {
    case .completed: "completed"
    case .blocked(let reason): "blocked: \(reason)"
    case .offScript: "off_script"
    case .failed(let kind, _): "failed: \(kind)"
    }
  }
}
