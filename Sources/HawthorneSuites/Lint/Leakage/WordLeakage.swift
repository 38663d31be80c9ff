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
  func scores() throws -> LeakageScores {
    let logits = try CrossValidation.outOfFold(
      rows: rows, labels: labels, groups: groups, folds: Self.folds, penalty: Self.penalty,
      tolerance: Self.tolerance, seed: Leakage.seed)
    var scores = LeakageScores()
    for row in rows.indices {
      if labels[row] {
        scores.first.append(logits[row])
        scores.firstScenarios.append(groups[row])
      } else {
        scores.second.append(logits[row])
        scores.secondScenarios.append(groups[row])
      }
    }
    return scores
  }

  /// How often labels without meaning separate as well as the labels do, one-sided, and from how many permutations.
  func significance(permutations: Int, alpha: Double) throws -> CrossValidation.PermutedArea? {
    try CrossValidation.permutedArea(
      rows: rows, labels: labels, groups: groups, folds: Self.folds, penalty: Self.penalty,
      tolerance: Self.tolerance, permutations: permutations, stoppingAbove: alpha, seed: Leakage.seed)
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
