extension CrossValidation {
  public struct PermutedArea: Sendable, Hashable, Codable {
    /// The area of the out-of-fold scores, a fraction.
    public var area: Double
    /// One-sided: how often labels without meaning give such an area or a larger one.
    public var p: Double
    public var permutations: Int
  }

  /// The area of out-of-fold scores, tested against labels shuffled within each group (matched set).
  ///
  /// If nothing tells the arms of a set apart, every way to hand its labels out was as likely. Each permutation
  /// fits and scores all folds again, so that the test keeps its level whatever the model does: p is
  /// (k + 1)/(permutations + 1), k of them with an area at least as large. The interval of
  /// `AUROC.clustered` does not: models that share training rows make the scores of different groups
  /// dependent, which it cannot see (at 40 sets without signal its lower end was above 0.5 in up to 7 %, not
  /// 2.5 %; Bengio & Grandvalet, J. Mach. Learn. Res. 5 (2004) 1089). Judge by p, and show the interval.
  /// With `stoppingAbove` it stops as soon as p can no longer be that or less; p is then h/l after l permutations, h
  /// of them as large (Besag & Clifford, Biometrika 78 (1991) 301).
  /// Nil when no group has both classes. Source: Ojala & Garriga, J. Mach. Learn. Res. 11 (2010) 1833, with
  /// the +1s of Phipson & Smyth 2010.
  /// - Throws: `StatisticsError` as `outOfFold` does, and for a bad number of permutations or level to stop above.
  public static func permutedArea(
    rows: [SparseRow], labels: [Bool], groups: [Int], folds: Int = 10, penalty: Double = 1,
    tolerance: Double = LogisticRegression.tolerance, permutations: Int = 199,
    stoppingAbove alpha: Double? = nil,
    seed: UInt64
  ) throws -> PermutedArea? {
    try Checks.draws(permutations)
    if let alpha { try Checks.level("alpha", alpha) }
    func area(_ labels: [Bool]) throws -> Double? {
      let scores = try outOfFold(
        rows: rows, labels: labels, groups: groups, folds: folds, penalty: penalty, tolerance: tolerance,
        seed: seed)
      return try AUROC.area(
        positives: scores.indices.filter { labels[$0] }.map { scores[$0] },
        negatives: scores.indices.filter { !labels[$0] }.map { scores[$0] })
    }
    guard let observed = try area(labels) else { return nil }
    var members: [Int: [Int]] = [:]
    for (row, group) in groups.enumerated() { members[group, default: []].append(row) }
    // Only sets with both classes can change.
    let mixed = members.sorted { $0.key < $1.key }.map(\.value).filter { rows in
      rows.contains { labels[$0] } && rows.contains { !labels[$0] }
    }
    guard !mixed.isEmpty else { return nil }
    var generator = SeededGenerator(seed: seed)
    var atLeast = 0
    for number in 1...permutations {
      var shuffled = labels
      for rows in mixed {
        for place in stride(from: rows.count - 1, to: 0, by: -1) {
          shuffled.swapAt(rows[place], rows[generator.next(below: place + 1)])
        }
      }
      // Areas are sums of halves over one number of pairs: equal ones differ by rounding at most.
      if let area = try area(shuffled), area >= observed - 1e-12 { atLeast += 1 }
      if let alpha, number < permutations, Double(atLeast + 1) > alpha * Double(permutations + 1) {
        return PermutedArea(area: observed, p: Double(atLeast) / Double(number), permutations: number)
      }
    }
    return PermutedArea(
      area: observed, p: Double(atLeast + 1) / Double(permutations + 1), permutations: permutations)
  }
}
