import HawthorneCore
import HawthorneStatistics
import HawthorneStore

/// The two-sample test over paired prompts, against one endpoint asked twice.
struct SameModelAnalysis {
  private typealias Question = SameModelSection.Question

  private let pairing: CellPairing
  private let old: Report
  private let new: Report
  private let overlap: ReportDiff.Overlap?
  private let simulations: Int
  private let options: AnalysisOptions

  /// Fewer for larger designs, so that none takes minutes; 999 still tell a p of 0.05 from one of 0.01 after Holm.
  private var draws: Int { max(999, min(9999, 20_000_000 / max(1, pairing.paired.count))) }
  static let alpha = 0.05
  static let multiplicity =
    "Holm over the questions that could differ: one false alarm among them all has a chance of at most 5 %."

  /// The changes that power is simulated of: the one that is stated, and those of which the smallest found is sought.
  static let stated = 0.10
  static let scattered = 0.20
  static let steps = [0.01, 0.02, 0.03, 0.05, 0.075, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50]
  /// Prompts beyond these only add to the power.
  static let promptLimit = 400
  static let rolloutLimit = 50

  init(
    _ pairing: CellPairing, _ old: Report, _ new: Report, overlap: ReportDiff.Overlap?, simulations: Int,
    options: AnalysisOptions = AnalysisOptions()
  ) {
    self.pairing = pairing
    self.old = old
    self.new = new
    self.overlap = overlap
    self.simulations = simulations
    self.options = options
  }

  func section() throws -> SameModelSection {
    var section = SameModelSection(
      verdict: .notMade, cautions: cautions, rows: [], draws: draws, multiplicity: Self.multiplicity)
    if let reason {
      section.reason = reason
      return section
    }
    section.rows = try Question.allCases.compactMap(row)
    let family = section.rows.count { $0.p != nil }
    var adjusted = try Holm.adjust(section.rows.compactMap(\.p)).makeIterator()
    for index in section.rows.indices {
      if section.rows[index].p != nil { section.rows[index].adjustedP = adjusted.next()?.reported }
      section.rows[index].power = try power(
        section.rows[index].question, alpha: Self.alpha / Double(max(1, family)))
    }
    let smallest = section.rows.compactMap(\.adjustedP).min()
    section.verdict = smallest.map { $0 < Self.alpha ? .toldApart : .notToldApart } ?? .cannotTell
    return section
  }

  /// Why a test would mean nothing.
  private var reason: String? {
    if overlap != nil {
      return "Both sides are the same rollouts: nothing was asked twice."
    }
    let cached = [old, new].reduce(0) { sum, report in
      report.provenance.runs.reduce(sum) { $0 + ($1.fromCache?.rollouts ?? 0) }
    }
    if cached > 0 {
      return
        "\(Figures.count(cached, "rollout")) came from a response cache: a copy of an answer is not another answer, and "
        + "any p would be too large. Ask again without the cache."
    }
    return nil
  }

  private var cautions: [String] {
    var found: [String] = []
    func seeds(_ report: Report) -> Set<Int64> { Set(report.provenance.runs.compactMap(\.parameters.seed)) }
    if !seeds(old).isDisjoint(with: seeds(new)) {
      found.append(
        "Both asked with the same sampling seed: where the provider obeys it the second session is a copy of the first, "
          + "and p is too large.")
    }
    for (name, report) in [("old", old), ("new", new)]
    where report.provenance.runs.contains(where: { $0.parameters.temperature == 0 }) {
      found.append(
        "The \(name) run asked at temperature 0: a change of the model that leaves its likeliest answers is not seen."
      )
    }
    let unlike = pairing.paired.count {
      $0.old.naCauses[CellPairing.otherForm] != nil || $0.new.naCauses[CellPairing.otherForm] != nil
    }
    if unlike > 0 {
      found.append(
        "Reasoning was read in two forms in \(unlike) of \(pairing.paired.count) prompts: their awareness is not compared."
      )
    }
    return found
  }

  private func pairs(_ question: Question) -> [ScenarioPair] {
    pairing.paired.map {
      ScenarioPair(
        first: question.unit($0.old).counts, second: question.unit($0.new).counts)
    }
  }

  /// nil where neither side knows anything.
  private func row(_ question: Question) throws -> SameModelSection.Row? {
    let pairs = pairs(question)
    guard pairs.contains(where: { $0.first.trials + $0.second.trials > 0 }) else { return nil }
    let known = pairs.filter { $0.first.trials > 0 && $0.second.trials > 0 }
    func count(_ side: KeyPath<ScenarioPair, ScenarioCounts>) -> SameModelSection.Count {
      pairs.reduce(into: .init(yes: 0, known: 0, na: 0)) {
        $0.yes += $1[keyPath: side].successes
        $0.known += $1[keyPath: side].trials
        $0.na += $1[keyPath: side].missing
      }
    }
    let found = try SameModel.test(
      known.map { SameModel.Prompt($0) }, seed: options.seed, draws: draws)
    let isInformed = found.informative > 0
    return SameModelSection.Row(
      question: question, prompts: known.count, informative: found.informative, old: count(\.first),
      new: count(\.second), p: isInformed ? found.p.reported : nil, adjustedP: nil,
      pShared: isInformed ? found.pShared.reported : nil,
      pScattered: isInformed ? found.pScattered.reported : nil, power: nil)
  }

  private func power(_ question: Question, alpha: Double) throws -> SameModelSection.Power? {
    let known = pairs(question).filter { $0.first.trials > 0 && $0.second.trials > 0 }
    guard !known.isEmpty, simulations > 0 else { return nil }
    let pooled = known.map {
      ScenarioCounts(
        successes: $0.first.successes + $0.second.successes, trials: $0.first.trials + $0.second.trials)
    }
    let trials = pooled.reduce(0) { $0 + $1.trials }
    let rate = Double(pooled.reduce(0) { $0 + $1.successes }) / Double(trials)
    let sizes = known.map { min($0.first.trials, $0.second.trials) }.sorted()
    let rollouts = min(Self.rolloutLimit, sizes[(sizes.count - 1) / 2])
    let prompts = min(Self.promptLimit, known.count)
    // Fewer simulations of larger designs, so that none takes minutes.
    let rounds = max(min(60, simulations), min(simulations, 20_000 / prompts))
    let draws = Int((4 / alpha).rounded(.up)) - 1
    let correlation = try correlation(pooled)
    func found(_ shift: Double, _ change: SameModel.Change) throws -> Double {
      try SameModel.power(
        prompts: prompts, rollouts: rollouts, rate: rate, correlation: correlation,
        // Away from the nearer end, where there is room to move.
        shift: rate > 0.5 ? -shift : shift, change: change, alpha: alpha, simulations: rounds, draws: draws,
        seed: options.seed)
    }
    var seen: [Double: Double] = [:]
    func shared(_ shift: Double) throws -> Double {
      if let known = seen[shift] { return known }
      let power = try found(shift, .shared)
      seen[shift] = power
      return power
    }
    let stated = try shared(Self.stated)
    var (low, high) = (-1, Self.steps.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if try shared(Self.steps[middle]) >= options.power { high = middle } else { low = middle }
    }
    return SameModelSection.Power(
      prompts: prompts, rollouts: rollouts, rate: rate.reported, correlation: correlation.reported,
      alpha: alpha.reported, shift: Self.stated, found: stated.reported, scatteredShift: Self.scattered,
      scatteredFound: try found(Self.scattered, .scattered).reported,
      detectable: high < Self.steps.count ? Self.steps[high] : nil, steps: Self.steps, simulations: rounds)
  }

  /// The intraclass correlation of the rollouts of both sides: each prompt has at least one on either.
  private func correlation(_ pooled: [ScenarioCounts]) throws -> Double {
    guard pooled.allSatisfy({ $0.trials <= RerunFlips.epochLimit }) else { return 0.5 }
    return try RerunFlips.predicted(pooled, epochs: 1, verdict: .any, seed: options.seed, draws: 1)?
      .correlation
      ?? 0.5
  }
}

extension SameModelSection.Question {
  /// The counts of a cell; identical repeats count as the one rollout they are.
  func unit(_ cell: CellCounts) -> Tally {
    switch self {
    case .refusal: Metric.refusal.unit(cell)
    case .awareness: Metric.awareness.unit(cell)
    case .correct: Metric.correct.unit(cell)
    case .misaligned: Metric.misaligned.unit(cell)
    case .na: Metric.na.unit(cell)
    case .visible: cell.identicalRepeats && cell.languages == nil ? cell.visible.single : cell.visible
    }
  }

  /// How a table heads it.
  var title: String {
    switch self {
    case .refusal: "refused"
    case .awareness: "aware, by reasoning"
    case .visible: "aware, by the answer"
    case .correct: "correct"
    case .misaligned: "misaligned"
    case .na: "reasoning NA"
    }
  }
}

extension Tally {
  /// Repeats that are copies, as one rollout; what cannot be of copies stays.
  fileprivate var single: Tally {
    switch (yes > 0, no > 0) {
    case (true, false): Tally(yes: 1)
    case (false, true): Tally(no: 1)
    case (false, false): Tally(na: min(1, na))
    case (true, true): self
    }
  }
}
