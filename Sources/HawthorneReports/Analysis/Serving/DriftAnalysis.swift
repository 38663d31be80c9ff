import HawthorneCore
import HawthorneStatistics

/// Whether the second half of a run behaves as the first.
///
/// A plan's order is random and the arms of a scenario stand next to each other in it, so that under the null the halves
/// are a random division: nothing but time can move them apart. Scenarios known in both halves are compared with
/// themselves, the others with each other.
struct DriftAnalysis {
  let folds: [ServingFold]
  let forms: FormChoice
  let options: AnalysisOptions

  /// What is tested, in the order of the table, and then what is only shown.
  private static let measures: [DriftRow.Measure] = [
    .recognised, .refusal, .unreadable, .error, .outputTokens, .reasoningTokens, .latency,
  ]

  /// Of a rate in one scenario: nothing seen is not known to be 0, and 1 % may be there.
  private static let leastVariance = 0.01 * 0.99

  func rows() throws -> [DriftRow] {
    var drafts: [Draft] = []
    for fold in folds { drafts += try self.drafts(of: fold) }
    let adjusted = try Holm.adjust(drafts.compactMap(\.row.p))
    // What Holm asks of the smallest p of the family: a shift that is found at it is found for certain.
    let alpha = options.alpha / Double(max(1, adjusted.count))
    var next = adjusted.makeIterator()
    for index in drafts.indices where drafts[index].row.p != nil {
      drafts[index].row.adjustedP = next.next()?.reported
      guard let shift = drafts[index].shift else { continue }
      drafts[index].row.minimumDetectable = try BlockPermutation.minimumDetectable(
        shift, clusters: drafts[index].row.scenarios, isRate: drafts[index].row.measure.isRate, alpha: alpha,
        power: options.power)?.reported
    }
    return drafts.map(\.row)
  }

  /// A row, and what its MDE is made of once the size of the family is known.
  private struct Draft {
    var row: DriftRow
    var shift: BlockPermutation.Shift?
  }

  private func drafts(of fold: ServingFold) throws -> [Draft] {
    guard fold.halfway != nil else { return [] }
    let cells = fold.drift.cells.sorted { $0.key < $1.key }
    var found: [Draft] = []
    for measure in Self.measures {
      let harms: [Scenario.Harm?] =
        measure == .refusal
        ? [Scenario.Harm.harmful, .benign, nil].filter { harm in cells.contains { $0.key.harm == harm } }
        : [nil]
      for harm in harms {
        let chosen = measure == .refusal ? cells.filter { $0.key.harm == harm } : cells
        if let draft = try draft(measure, harm, run: fold.run, chosen) { found.append(draft) }
      }
    }
    return found
  }

  /// One cell's measure in both halves.
  private struct Known {
    var key: DriftFold.CellKey
    var first: DriftFold.Sum
    var second: DriftFold.Sum
  }

  /// Nil where nothing of the measure is known.
  private func draft(
    _ measure: DriftRow.Measure, _ harm: Scenario.Harm?, run: String,
    _ cells: [(key: DriftFold.CellKey, value: DriftFold.Cell)]
  ) throws -> Draft? {
    var row = DriftRow(
      run: run, measure: measure, harm: harm, scenarios: 0, paired: 0, firstAlone: 0, secondAlone: 0,
      firstNA: 0,
      secondNA: 0)
    let known = cells.map { cell in
      let form = forms.form(suite: cell.key.suite, mode: cell.key.mode)
      return Known(
        key: cell.key, first: cell.value[false].sum(measure, form: form),
        second: cell.value[true].sum(measure, form: form))
    }
    row.firstNA = known.reduce(0) { $0 + $1.first.na }
    row.secondNA = known.reduce(0) { $0 + $1.second.na }
    guard known.contains(where: { $0.first.known + $0.second.known > 0 }) else { return nil }
    let pairs = Self.pairs(known)
    let units = Self.units(known.filter { pairs[$0.key.unit] == nil })
    row.paired = pairs.count
    row.firstAlone = Set(units.filter { !$0.isSecond }.map(\.key.unit)).count
    row.secondAlone = Set(units.filter(\.isSecond).map(\.key.unit)).count
    row.scenarios = pairs.count + Set(units.map(\.key.unit)).count
    let ordered = pairs.sorted { $0.key < $1.key }.map(\.value)
    row.first = Self.mean(ordered.map(\.first) + units.filter { !$0.isSecond }.map(\.raw))?.reported
    row.second = Self.mean(ordered.map(\.second) + units.filter(\.isSecond).map(\.raw))?.reported
    let blocks = Dictionary(grouping: units) { ServingFold.MixPlace(suite: $0.key.suite, mode: $0.key.mode) }
    let shift = try BlockPermutation.shift(
      pairs: ordered,
      blocks: blocks.sorted { $0.key < $1.key }.map { _, units in
        units.map { BlockPermutation.Unit(value: $0.centred, isSecond: $0.isSecond) }
      }, leastVariance: measure.isRate ? Self.leastVariance : 0, seed: options.seed,
      draws: options.permutations)
    guard let shift else { return Draft(row: row) }
    row.difference = shift.difference.reported
    guard measure != .latency else { return Draft(row: row) }
    row.p = shift.test.p.reported
    row.pIsExact = shift.test.isExact
    row.interval = try BlockPermutation.interval(of: shift, clusters: row.scenarios, level: options.level).map
    {
      ReportedInterval($0, within: measure.isRate ? 1 : nil)
    }
    return Draft(row: row, shift: shift)
  }

  /// Scenarios with a cell that is known in both halves: the means over such cells.
  private static func pairs(
    _ known: [Known]
  ) -> [ServingFold.ScenarioKey: (first: Double, second: Double)] {
    var sums: [ServingFold.ScenarioKey: (first: Double, second: Double, cells: Double)] = [:]
    for cell in known {
      guard let first = cell.first.mean, let second = cell.second.mean else { continue }
      let so = sums[cell.key.unit] ?? (0, 0, 0)
      sums[cell.key.unit] = (so.first + first, so.second + second, so.cells + 1)
    }
    return sums.mapValues { ($0.first / $0.cells, $0.second / $0.cells) }
  }

  /// A scenario × mode that is in one half.
  private struct Lone {
    /// Of its first cell.
    var key: DriftFold.CellKey
    var isSecond: Bool
    var raw: Double
    /// Each arm and language less its mean over all scenarios of the suite and mode.
    var centred: Double
  }

  private static func units(_ known: [Known]) -> [Lone] {
    var means: [DriftFold.CellKey: DriftFold.Sum] = [:]
    var values: [(cell: Known, value: Double)] = []
    for cell in known {
      let count = cell.first.known + cell.second.known
      guard count > 0 else { continue }
      let value = (cell.first.sum + cell.second.sum) / Double(count)
      values.append((cell, value))
      means[cell.key.arms, default: .init()].add(value)
    }
    var slots:
      [DriftFold.CellKey: (key: DriftFold.CellKey, raw: Double, centred: Double, cells: Double, second: Int)] =
        [:]
    var order: [DriftFold.CellKey] = []
    for (cell, value) in values {
      let slot = cell.key.slot
      if slots[slot] == nil { order.append(slot) }
      var so = slots[slot] ?? (cell.key, 0, 0, 0, 0)
      so.raw += value
      so.centred += value - (means[cell.key.arms]?.mean ?? 0)
      so.cells += 1
      // Where the middle of the run parts its arms, a scenario is of the half that more of it is in.
      so.second += cell.second.known - cell.first.known
      slots[slot] = so
    }
    return order.compactMap { slots[$0] }.map {
      Lone(key: $0.key, isSecond: $0.second > 0, raw: $0.raw / $0.cells, centred: $0.centred / $0.cells)
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension DriftFold.CellKey {
  /// The scenario × mode, whose arms and languages a plan asks one after the other.
  fileprivate var slot: Self {
    var slot = self
    slot.arm = ""
    slot.language = ""
    return slot
  }

  /// All scenarios of a suite in this mode, arm and language.
  fileprivate var arms: Self {
    var arms = self
    arms.scenario = ""
    arms.harm = nil
    return arms
  }
}

extension ReportedInterval {
  /// The interval, cut where no value can be.
  fileprivate init(_ interval: Interval, within bound: Double?) {
    let most = bound ?? .infinity
    self.init(lower: max(-most, interval.lower), upper: min(most, interval.upper), level: interval.level)
  }
}
