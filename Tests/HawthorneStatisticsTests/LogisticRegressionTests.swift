import FoundationEssentials
import Testing

@testable import HawthorneStatistics

@Suite struct LogisticRegressionTests {
  struct Case: Decodable {
    var rows: [[String: Double]]
    var labels: [Bool]
    var features: Int
    var penalty: Double
    var coefficients: [Double]
    var intercept: Double
  }

  @Test func agreesWithScikitLearn() throws {
    for item in try fixtures("logistic", of: Case.self) {
      let rows = try item.rows.map { row in
        SparseRow(Dictionary(uniqueKeysWithValues: try row.map { (try #require(Int($0.key)), $0.value) }))
      }
      let model = try LogisticRegression.fit(
        rows: rows, labels: item.labels, features: item.features, penalty: item.penalty)
      #expect(model.coefficients.count == item.features)
      #expect(abs(model.intercept - item.intercept) < 1e-5, "\(model.intercept) \(item.intercept)")
      for (value, reference) in zip(model.coefficients, item.coefficients) {
        #expect(abs(value - reference) < 1e-5, "\(item.features) features: \(value) \(reference)")
      }
    }
  }

  /// Rows of counts with many features; the first tells the classes apart now and then.
  private func sparse(rows: Int, features: Int, each: Int) -> (rows: [SparseRow], labels: [Bool]) {
    var generator = SeededGenerator(seed: 6)
    let labels = (0..<rows).map { $0 % 2 == 0 }
    let table = labels.map { label in
      var row: [Int: Double] = label && generator.unit() < 0.5 ? [0: 1] : [:]
      for _ in 0..<each { row[generator.next(below: features), default: 0] += 1 }
      return SparseRow(row)
    }
    return (table, labels)
  }

  /// At the minimum Σ(yᵢ − pᵢ)xᵢ = λw, and Σ(yᵢ − pᵢ) = 0 for the intercept.
  @Test(arguments: [0.001, 1, 100]) func gradientVanishes(penalty: Double) throws {
    let (rows, labels) = sparse(rows: 200, features: 1500, each: 25)
    let model = try LogisticRegression.fit(rows: rows, labels: labels, penalty: penalty)
    var pull = model.coefficients.map { -penalty * $0 }
    var balance = 0.0
    for (row, label) in zip(rows, labels) {
      let residual = (label ? 1 : 0) - model.probability(row)
      balance += residual
      for (index, value) in zip(row.indices, row.values) { pull[index] += residual * value }
    }
    #expect(pull.allSatisfy { abs($0) < 1e-7 } && abs(balance) < 1e-7)
    #expect(model.iterations < 40)
    #expect(try LogisticRegression.fit(rows: rows, labels: labels, penalty: penalty) == model)
  }

  @Test func withoutFeaturesTheInterceptIsTheLogOdds() throws {
    let rows = [SparseRow](repeating: SparseRow([:]), count: 8)
    let model = try LogisticRegression.fit(rows: rows, labels: (0..<8).map { $0 < 2 })
    #expect(model.coefficients.isEmpty && abs(model.probability(rows[0]) - 0.25) < 1e-9)
  }

  @Test func separableDataStayFinite() throws {
    let rows = (0..<10).map { SparseRow([0: $0 < 5 ? -1 : 1]) }
    let labels = (0..<10).map { $0 >= 5 }
    var last = 0.0
    for penalty in [10, 1, 0.1, 1e-3, 1e-6] {
      let model = try LogisticRegression.fit(rows: rows, labels: labels, penalty: penalty)
      #expect(model.coefficients[0] > last && model.coefficients[0] < 30)
      last = model.coefficients[0]
    }
  }

  @Test func unevenScalesConverge() throws {
    var generator = SeededGenerator(seed: 9)
    let rows = (0..<60).map { _ in
      SparseRow([0: 4000 + 1000 * generator.unit(), 1: 1e-3 * generator.unit(), 2: generator.unit()])
    }
    let labels = rows.map { $0.values[2] + 0.3 * generator.unit() > 0.6 }
    let model = try LogisticRegression.fit(rows: rows, labels: labels)
    let correct = zip(rows, labels).count { (model.logit($0) > 0) == $1 }
    #expect(correct > 45 && abs(model.coefficients[0]) < 0.01)
  }

  @Test func unknownFeaturesCountNothing() throws {
    let model = LogisticRegression.Model(intercept: 0.5, coefficients: [2], iterations: 1)
    #expect(model.logit(SparseRow([0: 1, 7: 100, .max: 3])) == 2.5)
    #expect(model.probability(SparseRow([0: 1e9])) == 1)
    #expect(model.probability(SparseRow([0: -1e9])) == 0)
  }

  @Test func rowsAreSortedAndWithoutZeros() throws {
    let row = SparseRow([5: 1, 2: -3, 9: 0])
    #expect(row.indices == [2, 5] && row.values == [-3, 1])
    #expect(SparseRow(dense: [0, 0, -3, 0, 0, 1]) == row)
    #expect(try JSONDecoder().decode(SparseRow.self, from: JSONEncoder().encode(row)) == row)
    for text in [
      #"{"indices":[2,1],"values":[1,1]}"#, #"{"indices":[1,1],"values":[1,1]}"#,
      #"{"indices":[1],"values":[]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(SparseRow.self, from: Data(text.utf8))
      }
    }
  }

  @Test func hostileInputThrows() {
    func fit(
      _ rows: [[Int: Double]], _ labels: [Bool] = [true, false], features: Int? = nil, penalty: Double = 1,
      tolerance: Double = 1e-10
    ) throws -> LogisticRegression.Model {
      try LogisticRegression.fit(
        rows: rows.map { SparseRow($0) }, labels: labels, features: features, penalty: penalty,
        tolerance: tolerance)
    }
    #expect(throws: StatisticsError.shape(name: "labels", expected: 1, found: 2)) { try fit([[0: 1]]) }
    #expect(throws: StatisticsError.oneClass(name: "labels")) { try fit([[0: 1], [1: 1]], [true, true]) }
    #expect(throws: StatisticsError.oneClass(name: "labels")) { try fit([], []) }
    #expect(throws: StatisticsError.negativeCount(name: "feature index", value: -2)) {
      try fit([[-2: 1], [1: 1]])
    }
    #expect(throws: StatisticsError.self) { try fit([[.min: 1], [1: 1]]) }
    #expect(throws: StatisticsError.self) { try fit([[.max: 1], [1: 1]]) }
    #expect(throws: StatisticsError.self) { try fit([[Limits.features: 1], [1: 1]]) }
    #expect(throws: StatisticsError.tooMany(name: "features", limit: 3, found: 4)) {
      try fit([[3: 1], [1: 1]], features: 3)
    }
    #expect(throws: StatisticsError.self) { try fit([[0: 1], [1: 1]], features: -1) }
    for value in [Double.nan, .infinity] {
      #expect(throws: StatisticsError.notFinite(name: "rows")) { try fit([[0: value], [1: 1]]) }
    }
    for penalty in [0, -1, Double.nan, .infinity] {
      #expect(throws: StatisticsError.self) { try fit([[0: 1], [1: 1]], penalty: penalty) }
    }
    for tolerance in badLevels {
      #expect(throws: StatisticsError.self) { try fit([[0: 1], [1: 1]], tolerance: tolerance) }
    }
    // Squares that overflow leave no finite loss: said, not returned.
    #expect(throws: StatisticsError.self) { try fit([[0: 1e200], [0: -1e200, 1: 1]]) }
    // No double comes this near to the minimum.
    #expect(throws: StatisticsError.self) {
      try fit([[0: 1.1], [0: -0.7, 1: 0.3], [1: 0.7]], [true, false, true], tolerance: 1e-30)
    }
  }
}
