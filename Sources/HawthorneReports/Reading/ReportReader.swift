public import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Reading report files back, believing nothing that is not sealed and consistent.
public enum ReportReader {
  /// Reads one report.
  ///
  /// - Parameter origin: the file's name, for errors.
  /// - Throws: `DocumentError` for a file that is truncated, edited, newer, someone else's, or whose counts
  ///   contradict each other.
  public static func read(_ bytes: Data, origin: String) throws(DocumentError) -> Report {
    let report = try SealedDocument.read(Report.self, schema: Report.schema, from: bytes, origin: origin)
    if let fault = report.cells.lazy.compactMap(Self.fault(in:)).first {
      throw DocumentError(origin: origin, kind: .malformed(fault))
    }
    if let fault = report.judges?.lazy.compactMap(Self.fault(in:)).first {
      throw DocumentError(origin: origin, kind: .malformed(fault))
    }
    if let fault = report.inventory.flatMap({ Self.fault(in: $0, of: report.cells) }) {
      throw DocumentError(origin: origin, kind: .malformed(fault))
    }
    if let serving = report.serving, let fault = Self.fault(in: serving) {
      throw DocumentError(origin: origin, kind: .malformed(fault))
    }
    if let fault = report.appendix.flatMap({ Self.fault(in: $0, of: report.cells) }) {
      throw DocumentError(origin: origin, kind: .malformed(fault))
    }
    if let fault = faultInMeasures(of: report) ?? Self.fault(in: report.provenance, of: report.cells) {
      throw DocumentError(origin: origin, kind: .malformed(fault))
    }
    var seen: Set<CellKey> = []
    for cell in report.cells where !seen.insert(CellKey(cell)).inserted {
      throw DocumentError(origin: origin, kind: .malformed("\(CellKey(cell)) is counted twice"))
    }
    return report
  }

  /// The largest count believed; beyond it sums could overflow.
  static let countLimit = 1 << 40

  /// What contradicts itself in a cell's counts, nil where nothing does.
  ///
  /// The seal only says that a file is as it was written; a gate must not trust who wrote it with its arithmetic.
  static func fault(in cell: CellCounts) -> String? {
    let decisions = [cell.whenAware, cell.whenNotAware].flatMap { [$0.refused, $0.misaligned, $0.correct] }
    let tallies =
      [cell.aware, cell.recognised, cell.beyondDisclosed, cell.visible, cell.correct, cell.misaligned]
      + decisions
    let axes = cell.axes ?? AxisCounts()
    let axisTallies = [
      axes.recognisedWithEchoes, axes.beyondDisclosedWithEchoes, axes.onlyInReasoning, axes.beforeDecision,
    ]
    var counts = (tallies + axisTallies).flatMap { [$0.yes, $0.no, $0.na] }
    counts += [
      cell.rollouts, cell.unlabelled, cell.inconsistent, cell.awareAfterDecision, cell.reasoningBytes,
      cell.reasoningTokens, cell.reasoningTokensKnown,
    ]
    for group in [
      cell.outcomes, cell.naCauses, cell.belief, cell.influence, cell.flags, cell.markers, cell.purposes,
      axes.forms, axes.evaluators, axes.benchmarks,
    ] {
      counts += group.values
    }
    let place = CellKey(cell).description
    guard counts.allSatisfy({ (0...countLimit).contains($0) }) else {
      return "\(place): a count is out of range"
    }
    if let answers = cell.answers {
      let parts = [answers.right, answers.wrong, answers.refused, answers.other]
      guard parts.allSatisfy({ (0...countLimit).contains($0) }), parts.reduce(0, +) == cell.rollouts else {
        return "\(place): 'answers' do not add up to the rollouts"
      }
    }
    let labelled = cell.outcomes.values.reduce(0, +)
    guard labelled + cell.unlabelled == cell.rollouts else {
      return "\(place): outcomes do not add up to the rollouts"
    }
    guard cell.outcomes.keys.allSatisfy({ Outcome(rawValue: $0) != nil }) else {
      return "\(place): an outcome is unknown"
    }
    for (name, tally) in [
      ("aware", cell.aware), ("recognised", cell.recognised), ("beyondDisclosed", cell.beyondDisclosed),
      ("correct", cell.correct), ("misaligned", cell.misaligned),
    ] where tally.all != cell.rollouts {
      return "\(place): '\(name)' does not add up to the rollouts"
    }
    if cell.axes != nil {
      guard axes.recognisedWithEchoes.all == cell.rollouts,
        axes.beyondDisclosedWithEchoes.all == cell.rollouts
      else { return "\(place): the counts with echoes do not add up to the rollouts" }
      guard axes.onlyInReasoning.all == cell.aware.yes, axes.beforeDecision.all == cell.aware.yes else {
        return "\(place): 'onlyInReasoning' or 'beforeDecision' does not add up to the aware rollouts"
      }
      let read = axes.forms[ReadingForm(axes.access).rawValue] ?? 0
      guard cell.aware.known == read || (axes.access == nil && cell.aware.known == 0) else {
        return "\(place): 'access' is not the form that its rollouts were read in"
      }
    }
    if let languages = cell.languages, let fault = fault(in: languages, of: cell) {
      return "\(place): \(fault)"
    }
    for (name, group) in [("belief", cell.belief), ("influence", cell.influence)]
    where group.values.reduce(0, +) != cell.aware.known {
      return "\(place): '\(name)' does not add up to the readable rollouts"
    }
    guard cell.naCauses.values.reduce(0, +) == cell.aware.na else {
      return "\(place): 'naCauses' do not add up to the NA of 'aware'"
    }
    return nil
  }

  /// What contradicts the cells in what is said of the runs, nil where nothing does.
  static func fault(in provenance: Provenance, of cells: [CellCounts]) -> String? {
    let runs = provenance.runs
    guard runs.allSatisfy({ (0...countLimit).contains($0.done) && (0...countLimit).contains($0.planned) })
    else {
      return "a run's number of rollouts is out of range"
    }
    guard Set(runs.map(\.id)).count == runs.count else { return "a run is named twice" }
    let (done, counted) = (runs.reduce(0) { $0 + $1.done }, cells.reduce(0) { $0 + $1.rollouts })
    guard done == counted else {
      return "the runs hold \(done) rollouts, and the cells count \(counted)"
    }
    let suites = Set(runs.flatMap { $0.suites.map(\.id) })
    if let cell = cells.first(where: { !suites.contains($0.suite) }) {
      return "\(CellKey(cell)) is of a suite that no run asked"
    }
    return nil
  }

  /// What contradicts itself in who served, nil where nothing does.
  static func fault(in serving: ServingSection) -> String? {
    var counts = serving.lines.flatMap { line in
      [line.notSaid, line.rollouts, line.changes, line.first?.place ?? 0]
        + line.values.flatMap { [$0.rollouts] + Array($0.byArm.values) }
    }
    counts += serving.mixes.flatMap { mix in
      [mix.scenarios] + mix.arms.values.flatMap(\.values)
        + mix.alone.flatMap { [$0.rollouts, $0.mostElsewhere] }
    }
    counts += serving.totals.flatMap { row in
      [
        row.rollouts, row.failed, row.requests, row.fromCache, row.cachedAnswers, row.withFingerprint,
        row.withRoute, row.withRequestID, row.withParameters,
      ]
        + [row.input, row.output, row.reasoning, row.cachedInput, row.latency].flatMap { sum in
          sum.map { [$0.total, $0.rollouts] } ?? []
        }
    }
    counts += serving.drift.flatMap {
      [$0.scenarios, $0.paired, $0.firstAlone, $0.secondAlone, $0.firstNA, $0.secondNA]
    }
    guard counts.allSatisfy({ (0...countLimit).contains($0) }) else {
      return "serving: a count is out of range"
    }
    for line in serving.lines where line.values.reduce(line.notSaid, { $0 + $1.rollouts }) != line.rollouts {
      return "serving: the \(line.field.title)s of run \(line.run) do not add up to its rollouts"
    }
    return nil
  }

  /// What is out of range in a judge's figures, nil where nothing is.
  static func fault(in figures: JudgeFigures) -> String? {
    let replies = figures.replies
    var counts = [
      figures.rollouts, figures.labelled, figures.unlabelled, figures.withheld, figures.aware,
      figures.notAware,
      replies.all, replies.yes, replies.no, replies.unsure, replies.cut, replies.inputTokens ?? 0,
      replies.outputTokens ?? 0,
    ]
    for group in [
      figures.naCauses, figures.outcomes, replies.failures, replies.quotes, replies.servedModels,
    ] { counts += group.values }
    for question in figures.questions {
      counts += [
        question.rollouts, question.yes, question.no, question.na, question.awareWithYes,
        question.awareByItAlone, question.pairs, question.agreeingPairs,
      ]
    }
    if let guess = figures.armGuess {
      counts += [guess.right, guess.known, guess.na, guess.scenarios]
      for row in guess.rows { counts += [row.right, row.known, row.na] }
    }
    for agreement in figures.agreements { counts += [agreement.n] + (agreement.table ?? []) }
    return counts.allSatisfy { (0...countLimit).contains($0) }
      ? nil : "the judge's figures of run \(figures.run): a count is out of range"
  }

  /// What of the appendix contradicts the cells, nil where nothing does.
  static func fault(in appendix: AppendixSection, of cells: [CellCounts]) -> String? {
    let asked = Dictionary(grouping: cells, by: \.suite).mapValues { Set($0.map(\.scenario)) }
    guard Set(appendix.prompts.map(\.suite)).count == appendix.prompts.count else {
      return "the appendix has the prompts of a suite twice"
    }
    for suite in appendix.prompts {
      let names = suite.scenarios.map(\.scenario)
      guard Set(names).count == names.count, asked[suite.suite]?.isSuperset(of: names) == true else {
        return "the appendix has prompts of '\(suite.suite)' that no cell counts, or twice"
      }
      guard suite.visibility == .public || suite.form == .hashesOfPrivate else {
        return "the appendix has texts of the private suite '\(suite.suite)'"
      }
    }
    return nil
  }

  /// What of the inventory contradicts itself or the cells, nil where nothing does.
  static func fault(in inventory: SuiteInventory, of cells: [CellCounts]) -> String? {
    var held: [String: SuiteInventory.Holding] = [:]
    for holding in inventory.suites {
      guard held.updateValue(holding, forKey: holding.suite) == nil else {
        return "the inventory names the suite '\(holding.suite)' twice"
      }
      guard holding.strata.allSatisfy({ (0...countLimit).contains($0.scenarios) }) else {
        return "the inventory of '\(holding.suite)': a count is out of range"
      }
    }
    let places = inventory.copies.flatMap(\.self)
    guard places.allSatisfy({ held[$0.suite]?.strata.indices.contains($0.stratum) == true }),
      Set(places).count == places.count
    else { return "the inventory's copies are not in its suites, or there twice" }
    let asked = Dictionary(grouping: cells, by: \.suite).mapValues { Set($0.map(\.scenario)) }
    for (suite, scenarios) in asked.sorted(by: { $0.key < $1.key }) {
      guard let holding = held[suite], scenarios.count <= holding.scenarios else {
        return "more scenarios of '\(suite)' were asked than its inventory holds"
      }
      if let requests = holding.requests, let odd = scenarios.filter({ requests[$0] == nil }).min() {
        return "'\(suite)/\(odd)' was asked and its inventory has no text of it"
      }
    }
    for holding in inventory.suites where (holding.requests?.count ?? holding.scenarios) != holding.scenarios
    {
      return "the inventory of '\(holding.suite)' has another number of texts than of scenarios"
    }
    return nil
  }

  /// What of the counts by language does not add up to the cell's.
  private static func fault(in languages: [String: LanguageCounts], of cell: CellCounts) -> String? {
    let parts = Array(languages.values)
    let counts = parts.flatMap { part in
      [part.rollouts, part.unlabelled] + Array(part.outcomes.values) + Array(part.naCauses.values)
        + [part.aware, part.correct, part.misaligned].flatMap { [$0.yes, $0.no, $0.na] }
    }
    guard counts.allSatisfy({ (0...countLimit).contains($0) }) else {
      return "a count by language is out of range"
    }
    func sum(_ tally: KeyPath<LanguageCounts, Tally>) -> Tally {
      parts.map { $0[keyPath: tally] }.reduce(Tally(), +)
    }
    func sum(_ group: KeyPath<LanguageCounts, [String: Int]>) -> [String: Int] {
      parts.reduce(into: [:]) { $0.add($1[keyPath: group].filter { $0.value > 0 }) }
    }
    let agree =
      parts.reduce(0) { $0 + $1.rollouts } == cell.rollouts
      && parts.reduce(0) { $0 + $1.unlabelled } == cell.unlabelled
      && sum(\.aware) == cell.aware && sum(\.correct) == cell.correct && sum(\.misaligned) == cell.misaligned
      && sum(\.outcomes) == cell.outcomes.filter { $0.value > 0 }
      && sum(\.naCauses) == cell.naCauses.filter { $0.value > 0 }
    return agree ? nil : "the counts by language do not add up to the cell's"
  }
}

/// What names a cell.
struct CellKey: Hashable, Comparable, CustomStringConvertible {
  var suite: String
  var scenario: String
  var arm: String
  var mode: String

  init(suite: String, scenario: String, arm: String, mode: String) {
    self.suite = suite
    self.scenario = scenario
    self.arm = arm
    self.mode = mode
  }

  init(_ cell: CellCounts) {
    suite = cell.suite
    scenario = cell.scenario
    arm = cell.arm.name
    mode = cell.mode
  }

  init(_ summary: RolloutSummary) {
    suite = summary.suiteID
    scenario = summary.scenarioID
    arm = summary.arm.name
    mode = summary.mode
  }

  var description: String { "\(suite)/\(scenario) [\(arm), \(mode)]" }

  static func < (left: Self, right: Self) -> Bool {
    (left.suite, left.scenario, left.arm, left.mode) < (right.suite, right.scenario, right.arm, right.mode)
  }
}
