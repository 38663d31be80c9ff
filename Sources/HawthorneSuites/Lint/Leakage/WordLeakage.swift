import HawthorneStatistics

/// Tells two kinds of prompts apart by which words occur.
struct WordLeakage {
  /// One prompt: its words, its kind and its scenario.
  struct Row {
    var words: Set<String>
    var isFirst: Bool
    var scenario: Int
  }

  /// Five, not ten, and a loose fit: each permutation costs as many fits, and its order of scores needs no more.
  private static let folds = 5
  private static let leastScenarios = 3
  private static let penalty = 1.0
  private static let tolerance = 1e-3
  /// Words of each direction that a finding names.
  private static let shown = 8

  private let rows: [SparseRow]
  private let labels: [Bool]
  private let groups: [Int]
  private let vocabulary: [String]

  /// Words of fewer than `leastScenarios` are left out: they can tell next to nothing of another scenario.
  init(_ rows: [Row]) {
    var scenarios: [String: Int] = [:]
    var last: [String: Int] = [:]
    for row in rows.sorted(by: { $0.scenario < $1.scenario }) {
      for word in row.words where last[word] != row.scenario {
        scenarios[word, default: 0] += 1
        last[word] = row.scenario
      }
    }
    vocabulary = scenarios.filter { $0.value >= Self.leastScenarios }.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: vocabulary.enumerated().map { ($1, $0) })
    self.rows = rows.map { row in
      SparseRow(
        Dictionary(
          uniqueKeysWithValues: row.words.compactMap { word in places[word].map { ($0, 1.0) } }))
    }
    labels = rows.map(\.isFirst)
    groups = rows.map(\.scenario)
  }

  /// Log-odds of each row by a model that never saw its scenario.
  func scores() throws -> LeakageScores { try scores(labels) }

  private func scores(_ labels: [Bool]) throws -> LeakageScores {
    let fold = try CrossValidation.groupedFolds(groups: groups, folds: Self.folds, seed: Leakage.seed)
    var scores = LeakageScores()
    for held in 0...(fold.max() ?? 0) {
      let training = rows.indices.filter { fold[$0] != held }
      let model = try LogisticRegression.fit(
        rows: training.map { rows[$0] }, labels: training.map { labels[$0] }, features: vocabulary.count,
        penalty: Self.penalty, tolerance: Self.tolerance)
      for row in rows.indices where fold[row] == held {
        let score = model.logit(rows[row])
        if labels[row] {
          scores.first.append(score)
          scores.firstScenarios.append(groups[row])
        } else {
          scores.second.append(score)
          scores.secondScenarios.append(groups[row])
        }
      }
    }
    return scores
  }

  /// How often labels without meaning separate as well as the area seen, one-sided, and from how many permutations.
  ///
  /// Labels are shuffled within each scenario and all folds fitted again, as `CrossValidation.permutedArea` does and
  /// for its reasons: out-of-fold scores of different scenarios depend on each other. Stops as soon as p can no
  /// longer be `alpha` or less: p is then h/l after l permutations (Besag & Clifford, Biometrika 78 (1991) 301).
  func significance(
    of area: Double, permutations: Int, alpha: Double
  ) throws -> (p: Double, permutations: Int) {
    var members: [Int: [Int]] = [:]
    for (row, group) in groups.enumerated() { members[group, default: []].append(row) }
    let sets = members.sorted { $0.key < $1.key }.map(\.value)
    var generator = SeededGenerator(seed: Leakage.seed)
    var atLeast = 0
    for number in 1...max(1, permutations) {
      var shuffled = labels
      for rows in sets {
        for place in stride(from: rows.count - 1, to: 0, by: -1) {
          shuffled.swapAt(rows[place], rows[generator.next(below: place + 1)])
        }
      }
      let scores = try scores(shuffled)
      guard let other = try AUROC.area(positives: scores.first, negatives: scores.second) else { continue }
      if other >= area - 1e-12 { atLeast += 1 }
      if Double(atLeast + 1) > alpha * Double(permutations + 1), number < permutations {
        return (Double(atLeast) / Double(number), number)
      }
    }
    return (Double(atLeast + 1) / Double(permutations + 1), permutations)
  }

  /// The words with the largest standardised weights, both directions, the strongest first.
  func words() throws -> [Leakage.Word] {
    let model = try LogisticRegression.fit(
      rows: rows, labels: labels, features: vocabulary.count, penalty: Self.penalty,
      tolerance: Self.tolerance)
    var counts = [(first: Int, second: Int)](repeating: (0, 0), count: vocabulary.count)
    for (row, isFirst) in zip(rows, labels) {
      for index in row.indices {
        if isFirst { counts[index].first += 1 } else { counts[index].second += 1 }
      }
    }
    let all = Double(rows.count)
    let words = vocabulary.indices.map { index in
      let share = Double(counts[index].first + counts[index].second) / all
      return Leakage.Word(
        word: vocabulary[index], weight: model.coefficients[index] * (share * (1 - share)).squareRoot(),
        first: counts[index].first, second: counts[index].second)
    }
    // Rounded for the order, so that equal weights stand by the alphabet whatever the last bit says.
    let sorted = words.sorted {
      let (left, right) = ((abs($0.weight) * 1e6).rounded(), (abs($1.weight) * 1e6).rounded())
      return left != right ? left > right : $0.word < $1.word
    }
    return Array(sorted.filter { $0.weight > 0 }.prefix(Self.shown))
      + Array(sorted.filter { $0.weight < 0 }.prefix(Self.shown))
  }
}
