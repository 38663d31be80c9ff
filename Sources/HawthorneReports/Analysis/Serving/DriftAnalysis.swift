import HawthorneCore
import HawthorneStatistics

/// Whether the second half of a run behaves as the first.
///
/// A plan's order is random and the arms of a scenario stand next to each other in it, so that under the null the halves
/// are a random division: nothing but time can move them apart. Scenarios asked in several epochs are compared with
/// themselves; of scenarios asked once, those of the first half with those of the second.
struct DriftAnalysis {
  let folds: [ServingFold]
  let forms: FormChoice
  let options: AnalysisOptions

  /// What is tested, in the order of the table, and then what is only shown.
  private static let measures: [DriftRow.Measure] = [
    .recognised, .awareness, .refusal, .unreadable, .error, .outputTokens, .reasoningTokens, .latency,
  ]

  func rows() throws -> [DriftRow] {
    var drafts: [Draft] = []
    for fold in folds { drafts += try self.drafts(of: fold) }
    let adjusted = try Holm.adjust(drafts.compactMap(\.row.p))
    // What Holm asks of the smallest p of the family: a shift that is found at it is found for certain.
    let alpha = options.alpha / Double(max(1, adjusted.count))
    var next = adjusted.makeIterator()
    for index in drafts.indices where drafts[index].row.p != nil {
      drafts[index].row.adjustedP = next.next()?.reported
      drafts[index].row.minimumDetectable = try drafts[index].detectable(alpha)?.reported
    }
    return drafts.map(\.row)
  }

  /// A row, and the smallest shift it would have shown at an alpha that only the whole family decides.
  private struct Draft {
    var row: DriftRow
    var detectable: (_ alpha: Double) throws -> Double? = { _ in nil }
  }

  private func drafts(of fold: ServingFold) throws -> [Draft] {
    guard fold.halfway != nil else { return [] }
    // A scenario that is repeated in any arm and mode is compared with itself.
    let repeated = Set(fold.drift.cells.filter(\.value.repeats).map(\.key.unit))
    let cells = fold.drift.cells.sorted { $0.key < $1.key }
    var found: [Draft] = []
    for measure in Self.measures {
      let harms: [Scenario.Harm?] =
        measure == .refusal
        ? [Scenario.Harm.harmful, .benign, nil].filter { harm in cells.contains { $0.key.harm == harm } }
        : [nil]
      for harm in harms {
        let chosen = cells.filter { measure != .refusal || $0.key.harm == harm }
        let within = chosen.filter { repeated.contains($0.key.unit) }
        let between = chosen.filter { !repeated.contains($0.key.unit) }
        var place = DriftRow(
          run: fold.run, measure: measure, harm: harm, method: .withinScenarios, scenarios: 0,
          firstScenarios: 0,
          secondScenarios: 0, firstNA: 0, secondNA: 0)
        if let draft = try self.within(place, within) { found.append(draft) }
        place.method = .betweenScenarios
        if let draft = try self.between(place, between, isSecond: fold.drift.isSecond) { found.append(draft) }
      }
    }
    return found
  }

  private typealias Cells = [(key: DriftFold.CellKey, value: DriftFold.Cell)]

  private func sum(_ measure: DriftRow.Measure, _ cell: Cells.Element, isSecond: Bool) -> DriftFold.Sum {
    cell.value[isSecond].sum(measure, form: forms.form(suite: cell.key.suite, mode: cell.key.mode))
  }

  /// Each scenario's mean difference over the cells that are known in both halves.
  private func within(_ place: DriftRow, _ cells: Cells) throws -> Draft? {
    var row = place
    var halves: [ServingFold.ScenarioKey: (first: Double, second: Double, cells: Double)] = [:]
    var order: [ServingFold.ScenarioKey] = []
    var known = 0
    for cell in cells {
      let first = sum(row.measure, cell, isSecond: false)
      let second = sum(row.measure, cell, isSecond: true)
      row.firstNA += first.na
      row.secondNA += second.na
      known += first.known + second.known
      guard let one = first.mean, let other = second.mean else { continue }
      if halves[cell.key.unit] == nil { order.append(cell.key.unit) }
      let so = halves[cell.key.unit] ?? (0, 0, 0)
      halves[cell.key.unit] = (so.first + one, so.second + other, so.cells + 1)
    }
    guard known > 0 else { return nil }
    let pairs = order.compactMap { halves[$0] }.map { ($0.first / $0.cells, $0.second / $0.cells) }
    let n = Double(pairs.count)
    row.scenarios = pairs.count
    row.firstScenarios = pairs.count
    row.secondScenarios = pairs.count
    guard n > 0 else { return Draft(row: row) }
    let differences = pairs.map { $0.1 - $0.0 }
    let mean = differences.reduce(0, +) / n
    row.first = (pairs.reduce(0) { $0 + $1.0 } / n).reported
    row.second = (pairs.reduce(0) { $0 + $1.1 } / n).reported
    row.difference = mean.reported
    guard row.measure != .latency else { return Draft(row: row) }
    let test = try SignFlip.pValue(differences: differences, seed: options.seed, draws: options.permutations)
    row.p = test.p.reported
    row.pIsExact = test.isExact
    let isRate = row.measure.isRate
    let interval =
      isRate
      ? try ScenarioDifference.interval(
        differences: differences, level: options.level, seed: options.seed, draws: options.permutations
      ).map { (interval: $0.interval, isSparse: $0.method == .sparse) }
      : try SignFlip.interval(
        differences: differences, level: options.level, seed: options.seed, draws: options.permutations
      ).map { (interval: $0, isSparse: false) }
    row.interval = interval.map { ReportedInterval($0.interval) }
    let power = options.power
    return Draft(row: row) { alpha in
      if isRate, interval?.isSparse != false {
        // As for contrasts: a spread seen in almost no scenario promises too much.
        guard pairs.count <= MinimumDetectableEffect.pairLimit else { return nil }
        let against = differences.count { $0 != 0 && ($0 < 0) != (mean < 0) }
        return try MinimumDetectableEffect.exactMcNemar(
          pairs: pairs.count, reverse: max(0.01, Double(against) / n), alpha: alpha, power: power)
      }
      guard pairs.count > 1 else { return nil }
      let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
      guard variance > 0 else { return nil }
      return try MinimumDetectableEffect.meanDifference(
        scenarios: pairs.count, standardDeviation: variance.squareRoot(), alpha: alpha, power: power)
    }
  }

  /// Scenarios of the second half against those of the first, within suite × mode, each arm against its own mean.
  private func between(
    _ place: DriftRow, _ cells: Cells, isSecond: [DriftFold.CellKey: Bool]
  ) throws -> Draft? {
    var row = place
    struct Arm: Hashable {
      var suite: String
      var mode: String
      var arm: String
      var language: String
    }
    func arm(_ key: DriftFold.CellKey) -> Arm {
      Arm(suite: key.suite, mode: key.mode, arm: key.arm, language: key.language)
    }
    func half(_ key: DriftFold.CellKey) -> Bool { isSecond[key.slot] ?? false }
    var means: [Arm: (sum: Double, count: Double)] = [:]
    var values: [(key: DriftFold.CellKey, value: Double)] = []
    for cell in cells {
      // Once asked, a cell is in one half; one that a slow arm carried over the middle belongs where it began.
      let parts = [false, true].map { sum(row.measure, cell, isSecond: $0) }
      let na = parts.reduce(0) { $0 + $1.na }
      if half(cell.key) { row.secondNA += na } else { row.firstNA += na }
      let known = parts.reduce(0) { $0 + $1.known }
      guard known > 0 else { continue }
      let value = parts.reduce(0) { $0 + $1.sum } / Double(known)
      values.append((cell.key, value))
      let so = means[arm(cell.key)] ?? (0, 0)
      means[arm(cell.key)] = (so.sum + value, so.count + 1)
    }
    guard !values.isEmpty else { return nil }
    var slots: [DriftFold.CellKey: (raw: Double, centred: Double, cells: Double)] = [:]
    for (key, value) in values {
      let mean = means[arm(key)].map { $0.sum / $0.count } ?? 0
      let so = slots[key.slot] ?? (0, 0, 0)
      slots[key.slot] = (so.raw + value, so.centred + value - mean, so.cells + 1)
    }
    var blocks: [ServingFold.MixPlace: [BlockPermutation.Unit]] = [:]
    var raw = [DriftFold.Sum(), DriftFold.Sum()]
    for (key, slot) in slots.sorted(by: { $0.key < $1.key }) {
      let second = half(key)
      blocks[.init(suite: key.suite, mode: key.mode), default: []].append(
        .init(value: slot.centred / slot.cells, isSecond: second))
      raw[second ? 1 : 0].add(slot.raw / slot.cells)
    }
    func scenarios(_ second: Bool?) -> Int {
      Set(slots.keys.filter { second == nil || half($0) == second }.map(\.unit)).count
    }
    row.scenarios = scenarios(nil)
    row.firstScenarios = scenarios(false)
    row.secondScenarios = scenarios(true)
    row.first = raw[0].mean?.reported
    row.second = raw[1].mean?.reported
    let shift = try BlockPermutation.shift(
      blocks: blocks.sorted { $0.key < $1.key }.map(\.value), seed: options.seed, draws: options.permutations)
    guard let shift else { return Draft(row: row) }
    row.difference = shift.difference.reported
    guard row.measure != .latency else { return Draft(row: row) }
    row.p = shift.test.p.reported
    row.pIsExact = shift.test.isExact
    row.interval = try BlockPermutation.interval(of: shift, clusters: row.scenarios, level: options.level)
      .map(ReportedInterval.init)
    let (clusters, isRate, power) = (row.scenarios, row.measure.isRate, options.power)
    return Draft(row: row) { alpha in
      try BlockPermutation.minimumDetectable(
        shift, clusters: clusters, isRate: isRate, alpha: alpha, power: power)
    }
  }
}
