/// One row of a sparse table: the features that are not 0, by ascending index.
///
/// Sorted once here, so that sums over a row never depend on the order of a dictionary.
public struct SparseRow: Sendable, Hashable, Codable {
  /// Ascending, each once.
  public let indices: [Int]
  /// As long as `indices`, none 0.
  public let values: [Double]

  /// A row from feature index → value; zeros are dropped.
  public init(_ features: [Int: Double]) {
    let entries = features.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    indices = entries.map(\.key)
    values = entries.map(\.value)
  }

  /// A row with a value for each feature.
  public init(dense values: [Double]) {
    indices = values.indices.filter { values[$0] != 0 }
    self.values = indices.map { values[$0] }
  }

  /// - Throws: `DecodingError` for indices that do not ascend or lists of different length.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    indices = try container.decode([Int].self, forKey: .indices)
    values = try container.decode([Double].self, forKey: .values)
    guard indices.count == values.count, zip(indices, indices.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .indices, in: container, debugDescription: "Give ascending indices, one for each value.")
    }
  }
}

/// Checked rows in one block (compressed sparse rows), for products with a vector.
///
/// Features that no row has get no column: most are such in a fold of few rows, and vectors are dense.
struct SparseTable {
  let features: Int
  /// The feature of each column, ascending.
  private(set) var used: [Int] = []
  private var starts: [Int] = [0]
  private var indices: [Int] = []
  private var values: [Double] = []

  var rows: Int { starts.count - 1 }
  var columns: Int { used.count }

  /// The table of `rows`; `features` defaults to one more than the largest index.
  ///
  /// - Throws: `StatisticsError` for an index below 0, at or above `features` or `Limits.features`, or a
  ///   value that is not finite.
  init(_ rows: [SparseRow], features: Int?) throws {
    // Indices ascend, so that the ends of a row bound it.
    let least = rows.compactMap(\.indices.first).min() ?? 0
    let most = rows.compactMap(\.indices.last).max() ?? -1
    if least < 0 { throw StatisticsError.negativeCount(name: "feature index", value: least) }
    let found = max(features ?? 0, most == .max ? most : most + 1)
    guard found <= Limits.features else {
      throw StatisticsError.tooMany(name: "features", limit: Limits.features, found: found)
    }
    if let features {
      try Checks.count("features", features)
      guard most < features else {
        throw StatisticsError.tooMany(name: "features", limit: features, found: found)
      }
    }
    self.features = found
    var column = [Int](repeating: -1, count: found)
    for row in rows { for index in row.indices { column[index] = 0 } }
    used = column.indices.filter { column[$0] == 0 }
    for (place, feature) in used.enumerated() { column[feature] = place }
    for row in rows {
      guard row.values.allSatisfy(\.isFinite) else { throw StatisticsError.notFinite(name: "rows") }
      indices += row.indices.map { column[$0] }
      values += row.values
      starts.append(indices.count)
    }
  }

  /// The product of row `row` with the first `columns` of `vector`.
  func dot(_ row: Int, _ vector: [Double]) -> Double {
    var sum = 0.0
    for place in starts[row]..<starts[row + 1] { sum += values[place] * vector[indices[place]] }
    return sum
  }

  /// Adds `factor` times row `row` to `vector`.
  func add(_ row: Int, times factor: Double, to vector: inout [Double]) {
    for place in starts[row]..<starts[row + 1] { vector[indices[place]] += factor * values[place] }
  }

  /// As `add`, of the squares of the values.
  func addSquares(_ row: Int, times factor: Double, to vector: inout [Double]) {
    for place in starts[row]..<starts[row + 1] {
      vector[indices[place]] += factor * values[place] * values[place]
    }
  }

  /// The largest sum of magnitudes of a column, at least the number of rows (the column of the intercept).
  var largestColumn: Double {
    var sums = [Double](repeating: 0, count: columns)
    for place in indices.indices { sums[indices[place]] += abs(values[place]) }
    return max(Double(rows), sums.max() ?? 0)
  }
}
