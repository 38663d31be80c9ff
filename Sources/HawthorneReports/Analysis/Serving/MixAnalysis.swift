import HawthorneCore
import HawthorneStatistics

/// Whether the arms of a suite × mode were served alike.
///
/// Arms are exchanged within scenarios, all epochs of one together: a router that sticks to the provider it first chose for a
/// prompt would otherwise make one choice look like many.
struct MixAnalysis {
  let folds: [ServingFold]
  let options: AnalysisOptions

  /// A value is an arm's alone when at least `aloneAtLeast` of its rollouts were served by it and of no other arm more
  /// than `elsewhereAtMost`. Where arms have equal chances that happens to a value of eight to ten rollouts less than once
  /// in 25 times (two arms) or 150 (three). Arms with less than half the rollouts had no equal chance and are passed over.
  static let aloneAtLeast = 8
  static let elsewhereAtMost = 1

  func rows() throws -> [ServingMix] {
    var drafts: [(row: ServingMix, unlike: Double)] = []
    for fold in folds {
      for (place, scenarios) in fold.shares.sorted(by: { $0.key < $1.key }) {
        for field in ServingField.allCases {
          if let draft = try draft(fold.run, place, field, scenarios) { drafts.append(draft) }
        }
      }
    }
    let adjusted = try Holm.adjust(drafts.compactMap(\.row.p))
    let alpha = options.alpha / Double(max(1, adjusted.count))
    var next = adjusted.makeIterator()
    return try drafts.map { draft in
      var row = draft.row
      guard row.p != nil else { return row }
      row.adjustedP = next.next()?.reported
      row.minimumDetectable = try detectable(scenarios: row.scenarios, unlike: draft.unlike, alpha: alpha)?
        .reported
      return row
    }
  }

  /// Half of the scenarios that arms are unlike in go against the rest, as for contrasts. Where they are so many that no
  /// effect on top of them could be found, the mean difference of ±1 and 0 stands instead.
  private func detectable(scenarios: Int, unlike: Double, alpha: Double) throws -> Double? {
    guard scenarios <= MinimumDetectableEffect.pairLimit else { return nil }
    let exact = try MinimumDetectableEffect.exactMcNemar(
      pairs: scenarios, reverse: min(0.5, max(0.01, unlike / 2)), alpha: alpha, power: options.power)
    if let exact { return exact }
    let mean = try MinimumDetectableEffect.meanDifference(
      scenarios: scenarios, standardDeviation: unlike.squareRoot(), alpha: alpha, power: options.power)
    return mean.flatMap { $0 <= 1 ? $0 : nil }
  }

  /// Nil where one value, or one arm, is all there is.
  private func draft(
    _ run: String, _ place: ServingFold.MixPlace, _ field: ServingField,
    _ scenarios: [ServingFold.ScenarioKey: [String: [ServingField: [String: Int]]]]
  ) throws -> (row: ServingMix, unlike: Double)? {
    var arms: [String: [String: Int]] = [:]
    for shares in scenarios.values {
      for (arm, fields) in shares { arms[arm, default: [:]].add(fields[field] ?? [:]) }
    }
    let values = Set(arms.values.flatMap(\.keys)).sorted()
    guard values.count > 1, arms.count > 1 else { return nil }
    let names = arms.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    var blocks: [[BlockPermutation.Share]] = []
    var (unlike, compared) = (0.0, 0.0)
    for (_, shares) in scenarios.sorted(by: { $0.key < $1.key }) {
      let block = shares.sorted { $0.key < $1.key }.compactMap { arm, fields -> BlockPermutation.Share? in
        guard let counts = fields[field], let number = numbers[arm] else { return nil }
        return BlockPermutation.Share(group: number, counts: values.map { counts[$0] ?? 0 })
      }
      guard block.count > 1 else { continue }
      blocks.append(block)
      for (first, second) in zip(block, block.dropFirst()) {
        compared += 1
        unlike += Self.unlike(first.counts, second.counts)
      }
    }
    let test = try BlockPermutation.homogeneity(
      blocks: blocks, groups: names.count, values: values.count, seed: options.seed,
      draws: options.permutations)
    let row = ServingMix(
      run: run, suite: place.suite, mode: place.mode, field: field, arms: arms, scenarios: blocks.count,
      p: test?.p.reported, alone: alone(arms, values))
    return (row, compared > 0 ? unlike / compared : 0)
  }

  /// How probably one rollout of each of two arms is of different values.
  private static func unlike(_ first: [Int], _ second: [Int]) -> Double {
    let (n, m) = (Double(first.reduce(0, +)), Double(second.reduce(0, +)))
    guard n > 0, m > 0 else { return 0 }
    return 1 - zip(first, second).reduce(0) { $0 + Double($1.0) / n * (Double($1.1) / m) }
  }

  private func alone(_ arms: [String: [String: Int]], _ values: [String]) -> [ServingMix.Alone] {
    arms.sorted { $0.key < $1.key }.flatMap { name, counts in
      values.compactMap { value -> ServingMix.Alone? in
        guard let arm = Arm(name: name), let own = counts[value], own >= Self.aloneAtLeast else { return nil }
        let all = counts.values.reduce(0, +)
        let others = arms.filter { $0.key != name && 2 * $0.value.values.reduce(0, +) >= all }
        guard let elsewhere = others.map({ $0.value[value] ?? 0 }).max(), elsewhere <= Self.elsewhereAtMost
        else { return nil }
        return ServingMix.Alone(arm: arm, value: value, rollouts: own, mostElsewhere: elsewhere)
      }
    }
  }
}
