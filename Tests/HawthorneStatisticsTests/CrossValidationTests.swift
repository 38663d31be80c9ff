import HawthorneStatistics
import Testing

@Suite struct CrossValidationTests {
  @Test func groupsStayWhole() throws {
    var generator = SeededGenerator(seed: 2)
    for round in 0..<200 {
      let groups =
        (0..<(2 + generator.next(below: 60))).map { _ in generator.next(below: 20) * 5 - 30 } + [1, 2]
      let folds = 2 + generator.next(below: 12)
      let fold = try CrossValidation.groupedFolds(groups: groups, folds: folds, seed: UInt64(round))
      var known: [Int: Int] = [:]
      for (group, fold) in zip(groups, fold) {
        #expect(known[group, default: fold] == fold)
        known[group] = fold
      }
      // No fold is empty, and there are as many as asked for or as there are groups.
      #expect(Set(fold) == Set(0..<min(folds, known.count)))
      // Longest first: no two folds differ by more than the largest group.
      let sizes = Set(fold).map { f in fold.count { $0 == f } }
      let largest = known.keys.map { g in groups.count { $0 == g } }.max() ?? 0
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= largest)
    }
  }

  @Test func equalGroupsFillFoldsEvenly() throws {
    let groups = (0..<80).map { $0 / 2 }
    let fold = try CrossValidation.groupedFolds(groups: groups, folds: 10, seed: 1)
    for f in 0..<10 { #expect(fold.count { $0 == f } == 8) }
    #expect(try CrossValidation.groupedFolds(groups: groups, folds: 10, seed: 1) == fold)
    #expect(try CrossValidation.groupedFolds(groups: groups, folds: 10, seed: 2) != fold)
    // The fold of a group does not depend on where its rows stand.
    let reversed = try CrossValidation.groupedFolds(groups: groups.reversed(), folds: 10, seed: 1)
    #expect(Array(reversed.reversed()) == fold)
  }

  @Test func fewGroupsAreLeftOutOneByOne() throws {
    let fold = try CrossValidation.groupedFolds(groups: [9, 4, 9, 6], folds: 10, seed: 1)
    #expect(fold[0] == fold[2] && Set(fold) == [0, 1, 2])
    #expect(try CrossValidation.groupedFolds(groups: [1, 2], folds: .max, seed: 1).sorted() == [0, 1])
  }

  @Test func oneGroupOrFoldThrows() {
    #expect(throws: StatisticsError.tooFew(name: "groups", needed: 2, found: 1)) {
      try CrossValidation.groupedFolds(groups: [3, 3, 3], folds: 5, seed: 1)
    }
    #expect(throws: StatisticsError.tooFew(name: "groups", needed: 2, found: 0)) {
      try CrossValidation.groupedFolds(groups: [], folds: 5, seed: 1)
    }
    for folds in [1, 0, -4, Int.min] {
      #expect(throws: StatisticsError.self) {
        try CrossValidation.groupedFolds(groups: [1, 2], folds: folds, seed: 1)
      }
    }
  }

  /// Pairs of rows, of which the first has feature 0 in `leaking` of ten sets; the others are noise.
  private func pairs(_ sets: Int, leaking: Int) -> (rows: [SparseRow], labels: [Bool], groups: [Int]) {
    var generator = SeededGenerator(seed: 12)
    var table: (rows: [SparseRow], labels: [Bool], groups: [Int]) = ([], [], [])
    for set in 0..<sets {
      for positive in [true, false] {
        var row: [Int: Double] = [:]
        for _ in 0..<12 { row[1 + generator.next(below: 100)] = 1 }
        if positive, set % 10 < leaking { row[0] = 1 }
        table.rows.append(SparseRow(row))
        table.labels.append(positive)
        table.groups.append(set)
      }
    }
    return table
  }

  private func area(_ table: (rows: [SparseRow], labels: [Bool], groups: [Int])) throws -> AUROC.Estimate {
    let scores = try CrossValidation.outOfFold(
      rows: table.rows, labels: table.labels, groups: table.groups, seed: 1)
    func part(_ label: Bool) -> [Int] { scores.indices.filter { table.labels[$0] == label } }
    return try #require(
      try AUROC.clustered(
        positives: part(true).map { scores[$0] }, positiveClusters: part(true).map { table.groups[$0] },
        negatives: part(false).map { scores[$0] }, negativeClusters: part(false).map { table.groups[$0] },
        resamples: 300, seed: 1))
  }

  @Test func findsALeakAndNoneWhereThereIsNone() throws {
    #expect(try area(pairs(40, leaking: 10)).interval.lower > 0.9)
    #expect(try area(pairs(40, leaking: 0)).interval.contains(0.5))
  }

  /// A feature of one set alone can only be learned from that set.
  @Test func neverTrainsOnTheGroupItScores() throws {
    let labels = (0..<20).map { $0 % 2 == 0 }
    let groups = (0..<20).map { $0 / 2 }
    let rows = (0..<20).map { SparseRow([$0: 1]) }
    let scores = try CrossValidation.outOfFold(rows: rows, labels: labels, groups: groups, folds: 20, seed: 1)
    for score in scores { #expect(abs(score) < 1e-9) }
    let fitted = try LogisticRegression.fit(rows: rows, labels: labels)
    #expect(fitted.logit(rows[0]) > 0.1)
  }

  @Test func permutedLabelsTellALeakFromNone() throws {
    for (leaking, found) in [(10, true), (0, false)] {
      let table = pairs(14, leaking: leaking)
      let result = try #require(
        try CrossValidation.permutedArea(
          rows: table.rows, labels: table.labels, groups: table.groups, folds: 4, permutations: 39, seed: 1))
      #expect(found ? result.p == 1.0 / 40 : result.p > 0.05, "\(result)")
      #expect(result.permutations == 39 && (found ? result.area > 0.8 : result.area < 0.8), "\(result)")
    }
  }

  @Test func permutationsStopOnceTheAnswerIsClear() throws {
    for (leaking, isClear) in [(10, false), (0, true)] {
      let table = pairs(14, leaking: leaking)
      func test(_ alpha: Double?) throws -> CrossValidation.PermutedArea? {
        try CrossValidation.permutedArea(
          rows: table.rows, labels: table.labels, groups: table.groups, folds: 4, permutations: 39,
          stoppingAbove: alpha, seed: 1)
      }
      let (whole, stopped) = (try #require(try test(nil)), try #require(try test(0.05)))
      #expect(stopped.area == whole.area)
      #expect(isClear ? stopped.permutations < 39 && stopped.p > 0.05 : stopped == whole)
      #expect(throws: StatisticsError.self) { try test(1) }
    }
  }

  @Test func permutationsStayWithinGroups() throws {
    // Every group has one class: no label can move, and nothing can be said.
    let rows = (0..<8).map { SparseRow([0: Double($0)]) }
    let labels = (0..<8).map { $0 % 4 < 2 }
    #expect(
      try CrossValidation.permutedArea(
        rows: rows, labels: labels, groups: (0..<8).map { $0 / 2 }, seed: 1) == nil)
    // Rows that do not differ tie whatever their labels.
    let same = try CrossValidation.permutedArea(
      rows: [SparseRow](repeating: SparseRow([0: 1]), count: 8), labels: (0..<8).map { $0 % 2 == 0 },
      groups: (0..<8).map { $0 / 2 }, permutations: 19, seed: 1)
    #expect(same?.p == 1 && same?.area == 0.5)
    for count in badCounts + [0] {
      #expect(throws: StatisticsError.self) {
        try CrossValidation.permutedArea(
          rows: rows, labels: labels, groups: [0, 0, 0, 1, 1, 1, 2, 2], permutations: count, seed: 1)
      }
    }
  }

  /// The level under the null: 14 sets of rows that nothing tells apart.
  @Test func permutationKeepsItsLevel() throws {
    let rounds = isLong ? 600 : 25
    var generator = SeededGenerator(seed: 40)
    var rejected = 0
    for round in 0..<rounds {
      let rows = (0..<28).map { _ in
        SparseRow(Dictionary((0..<6).map { _ in (generator.next(below: 30), 1) }, uniquingKeysWith: +))
      }
      let result = try #require(
        try CrossValidation.permutedArea(
          rows: rows, labels: (0..<28).map { $0 % 2 == 0 }, groups: (0..<28).map { $0 / 2 }, folds: 3,
          permutations: 19, seed: UInt64(round)))
      if result.p <= 0.05 { rejected += 1 }
    }
    let size = Double(rejected) / Double(rounds)
    if isLong { print("SIZE permuted cross-validation: \(size)") }
    #expect(size <= 0.05 + 4 * (0.05 * 0.95 / Double(rounds)).squareRoot())
  }

  @Test func hostileInputThrows() {
    let row = SparseRow([0: 1])
    #expect(throws: StatisticsError.shape(name: "groups", expected: 2, found: 1)) {
      try CrossValidation.outOfFold(rows: [row, row], labels: [true, false], groups: [1], seed: 1)
    }
    #expect(throws: StatisticsError.shape(name: "labels", expected: 2, found: 1)) {
      try CrossValidation.outOfFold(rows: [row, row], labels: [true], groups: [1, 2], seed: 1)
    }
    // Without the group of the only positive there is nothing to tell apart.
    #expect(throws: StatisticsError.oneClass(name: "labels")) {
      try CrossValidation.outOfFold(
        rows: [row, row, row], labels: [true, false, false], groups: [1, 2, 3], seed: 1)
    }
  }
}
