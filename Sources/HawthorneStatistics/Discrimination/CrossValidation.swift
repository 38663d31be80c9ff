/// Scores of rows by models that never saw their group (matched set).
public enum CrossValidation {
  /// The fold of each row, 0…: groups stay whole, and folds get as equal numbers of rows as may be.
  ///
  /// Groups are shuffled by the seed, then dealt from the largest down, each to the fold with the fewest rows
  /// so far (the first of equals). With fewer groups than folds each group is a fold (leave one group out). The
  /// fold of a group does not depend on the order of the rows.
  /// Source: Graham, SIAM J. Appl. Math. 17 (1969) 416 (longest processing time first).
  /// - Throws: `StatisticsError` for fewer than 2 groups or folds, or too many rows.
  public static func groupedFolds(groups: [Int], folds: Int, seed: UInt64) throws -> [Int] {
    guard groups.count <= Limits.scores else {
      throw StatisticsError.tooMany(name: "groups", limit: Limits.scores, found: groups.count)
    }
    guard folds >= 2 else { throw StatisticsError.tooFew(name: "folds", needed: 2, found: folds) }
    var sizes: [Int: Int] = [:]
    for group in groups { sizes[group, default: 0] += 1 }
    guard sizes.count >= 2 else {
      throw StatisticsError.tooFew(name: "groups", needed: 2, found: sizes.count)
    }
    var dealt = sizes.keys.sorted()
    var generator = SeededGenerator(seed: seed)
    for place in stride(from: dealt.count - 1, to: 0, by: -1) {
      dealt.swapAt(place, generator.next(below: place + 1))
    }
    // `sort` is stable in practice but not by promise: the shuffled place breaks ties.
    let bySize = dealt.enumerated().sorted {
      let (first, second) = (sizes[$0.element, default: 0], sizes[$1.element, default: 0])
      return first != second ? first > second : $0.offset < $1.offset
    }
    var filled = [Int](repeating: 0, count: min(folds, dealt.count))
    var foldOf: [Int: Int] = [:]
    for (_, group) in bySize {
      guard let fold = filled.indices.min(by: { filled[$0] < filled[$1] }) else { break }
      foldOf[group] = fold
      filled[fold] += sizes[group, default: 0]
    }
    return groups.map { foldOf[$0, default: 0] }
  }

  /// The log-odds of each row by a logistic regression on the folds that its group is not in.
  ///
  /// Pass them to `AUROC.clustered` with the groups as clusters. Each fold has its own model, so that only
  /// their order is of use; with few groups and no signal their area lies a little below 0.5 on average
  /// (0.48 at 6 sets, 0.49 at 14). To say whether there is any signal, use `permutedArea`.
  /// - Throws: `StatisticsError` as `groupedFolds` and `LogisticRegression.fit` do; `oneClass` also when the
  ///   groups outside one fold have one class only.
  public static func outOfFold(
    rows: [SparseRow], labels: [Bool], groups: [Int], folds: Int = 10, penalty: Double = 1,
    tolerance: Double = LogisticRegression.tolerance, seed: UInt64
  ) throws -> [Double] {
    try Checks.same("labels", labels.count, as: rows.count)
    try Checks.same("groups", groups.count, as: rows.count)
    let fold = try groupedFolds(groups: groups, folds: folds, seed: seed)
    var scores = [Double](repeating: 0, count: rows.count)
    for held in 0...(fold.max() ?? 0) {
      let training = rows.indices.filter { fold[$0] != held }
      let model = try LogisticRegression.fit(
        rows: training.map { rows[$0] }, labels: training.map { labels[$0] }, penalty: penalty,
        tolerance: tolerance)
      for row in rows.indices where fold[row] == held { scores[row] = model.logit(rows[row]) }
    }
    return scores
  }
}
