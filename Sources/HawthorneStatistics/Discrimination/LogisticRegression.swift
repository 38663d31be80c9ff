/// Binary logistic regression with an L2 penalty on the coefficients and none on the intercept.
///
/// P(positive | x) = 1/(1 + exp(−(b + w·x))); w and b minimise Σ log(1 + exp(−yᵢ(b + w·xᵢ))) + λ/2·‖w‖² with
/// yᵢ = ±1, which is scikit-learn's `LogisticRegression` with C = 1/λ. The penalty makes the minimum unique
/// and finite, on separable data too, as long as both classes are there.
/// Source: Hoerl & Kennard's ridge for logistic models, le Cessie & van Houwelingen, Appl. Statist. 41
/// (1992) 191; the solver: Lin, Weng & Keerthi, J. Mach. Learn. Res. 9 (2008) 627.
public enum LogisticRegression {
  public struct Model: Sendable, Hashable, Codable {
    public var intercept: Double
    /// One for each feature, in log-odds a unit of the feature.
    public var coefficients: [Double]
    /// How many Newton steps it took.
    public var iterations: Int

    /// The log-odds of a row; a feature that the model was not fitted with counts nothing.
    public func logit(_ row: SparseRow) -> Double {
      var sum = intercept
      for (index, value) in zip(row.indices, row.values) where coefficients.indices.contains(index) {
        sum += coefficients[index] * value
      }
      return sum
    }

    /// The probability of a positive, a fraction.
    public func probability(_ row: SparseRow) -> Double { 1 / (1 + exponential(-logit(row))) }
  }

  /// The most Newton steps; penalties of reasonable size take about ten.
  public static let iterationLimit: Int = 200

  /// How near to zero the gradient is unless the caller says otherwise, as `fit` measures it.
  public static let tolerance: Double = 1e-10

  /// The model that minimises the penalised loss.
  ///
  /// Newton's method; each linear system by conjugate gradients with a diagonal preconditioner, so that the
  /// Hessian is never formed and a step costs a few passes over the values that are not 0. Deterministic. It
  /// has converged when no entry of the gradient exceeds `tolerance` times the largest column of |x|; as the
  /// loss is at least as curved as the penalty, that bounds the error of the coefficients too.
  /// - Parameters:
  ///   - features: how many there are; by default one more than the largest index in `rows`.
  ///   - penalty: λ above, 1/C in scikit-learn.
  /// - Throws: `StatisticsError` for lists of different length, bad indices or values, labels of one class, a
  ///   penalty that is not positive, and `notConverged`.
  public static func fit(
    rows: [SparseRow], labels: [Bool], features: Int? = nil, penalty: Double = 1,
    tolerance: Double = tolerance
  ) throws -> Model {
    try Checks.same("labels", labels.count, as: rows.count)
    try Checks.level("tolerance", tolerance)
    guard penalty.isFinite else { throw StatisticsError.notFinite(name: "penalty") }
    guard penalty > 0 else { throw StatisticsError.notPositive(name: "penalty", value: penalty) }
    let table = try SparseTable(rows, features: features)
    guard labels.contains(true), labels.contains(false) else {
      throw StatisticsError.oneClass(name: "labels")
    }
    let loss = PenalisedLoss(table: table, labels: labels, penalty: penalty)
    let enough = tolerance * max(1, table.largestColumn)
    // The intercept is the last entry. It starts at the log-odds of the classes.
    let positives = Double(labels.count { $0 })
    var point = [Double](repeating: 0, count: table.columns + 1)
    point[table.columns] = logarithm(positives / (Double(labels.count) - positives))
    var state = loss.state(at: point)
    var taken = 0
    for iteration in 0...iterationLimit {
      taken = iteration
      let size = largest(state.gradient)
      guard size.isFinite, state.value.isFinite else { break }
      if size <= enough {
        // A feature that no row has keeps the coefficient that the penalty gives it: 0.
        var coefficients = [Double](repeating: 0, count: table.features)
        for (feature, value) in zip(table.used, point) { coefficients[feature] = value }
        return Model(intercept: point[table.columns], coefficients: coefficients, iterations: iteration)
      }
      guard iteration < iterationLimit else { break }
      let step = loss.newtonStep(at: state)
      let slope = dot(state.gradient, step)
      guard slope < 0 else { break }
      var length = 1.0
      var accepted = false
      for _ in 0..<60 {
        let candidate = zip(point, step).map { $0 + length * $1 }
        let next = loss.state(at: candidate)
        // Close to the minimum the loss no longer shows a decrease above its rounding; the gradient does.
        let rounding = 1e-13 * abs(state.value)
        let decreases = next.value <= state.value + 1e-4 * length * slope
        if decreases || (next.value <= state.value + rounding && largest(next.gradient) < size) {
          (point, state, accepted) = (candidate, next, true)
          break
        }
        length *= 0.5
      }
      guard accepted else { break }
    }
    throw StatisticsError.notConverged(name: "logistic regression", iterations: taken)
  }

  private static func largest(_ vector: [Double]) -> Double {
    // Not `max`, which may lose a NaN.
    vector.reduce(0) { abs($1) <= $0 ? $0 : abs($1) }
  }

  fileprivate static func dot(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for place in first.indices { sum += first[place] * second[place] }
    return sum
  }
}

/// The penalised loss with its derivatives, over the coefficients followed by the intercept.
private struct PenalisedLoss {
  let table: SparseTable
  let labels: [Bool]
  let penalty: Double

  /// The loss at a point, its gradient and the curvature p(1 − p) of each row.
  struct State {
    var value: Double
    var gradient: [Double]
    var curvatures: [Double]
  }

  func state(at point: [Double]) -> State {
    let last = table.columns
    var value = 0.0
    var gradient = [Double](repeating: 0, count: last + 1)
    var curvatures = [Double](repeating: 0, count: table.rows)
    for row in 0..<table.rows {
      let logit = table.dot(row, point) + point[last]
      // e = exp(−|logit|) never overflows.
      let e = exponential(-abs(logit))
      let wrong = labels[row] ? -logit : logit
      value += max(0, wrong) + logarithmOnePlus(e)
      let likely = 1 / (1 + e)
      let p = logit >= 0 ? likely : e * likely
      let residual = labels[row] ? -(logit >= 0 ? e * likely : likely) : p
      curvatures[row] = e * likely * likely
      table.add(row, times: residual, to: &gradient)
      gradient[last] += residual
    }
    for place in 0..<last {
      value += 0.5 * penalty * point[place] * point[place]
      gradient[place] += penalty * point[place]
    }
    return State(value: value, gradient: gradient, curvatures: curvatures)
  }

  /// An approximate solution of H·step = −gradient, close enough for the steps to converge superlinearly.
  func newtonStep(at state: State) -> [Double] {
    let size = table.columns + 1
    var diagonal = [Double](repeating: penalty, count: size)
    diagonal[size - 1] = 0
    for row in 0..<table.rows {
      table.addSquares(row, times: state.curvatures[row], to: &diagonal)
      diagonal[size - 1] += state.curvatures[row]
    }
    // Rows of which all are certain leave the intercept without curvature.
    diagonal[size - 1] = max(diagonal[size - 1], 1e-12)
    var step = [Double](repeating: 0, count: size)
    var residual = state.gradient.map { -$0 }
    var scaled = zip(residual, diagonal).map { $0 / $1 }
    var direction = scaled
    var weight = LogisticRegression.dot(residual, scaled)
    let start = weight
    let accuracy = min(0.01, start.squareRoot())
    for _ in 0..<(2 * size + 50) {
      if !(weight > accuracy * accuracy * start) { break }
      let image = product(direction, state.curvatures)
      let curvature = LogisticRegression.dot(direction, image)
      guard curvature > 0 else { break }
      let length = weight / curvature
      for place in 0..<size {
        step[place] += length * direction[place]
        residual[place] -= length * image[place]
        scaled[place] = residual[place] / diagonal[place]
      }
      let next = LogisticRegression.dot(residual, scaled)
      let share = next / weight
      weight = next
      for place in 0..<size { direction[place] = scaled[place] + share * direction[place] }
    }
    return step
  }

  /// H·direction = Xᵀ·diag(curvatures)·X·direction + λ·direction, the intercept without the penalty.
  private func product(_ direction: [Double], _ curvatures: [Double]) -> [Double] {
    let last = table.columns
    var image = [Double](repeating: 0, count: last + 1)
    for place in 0..<last { image[place] = penalty * direction[place] }
    for row in 0..<table.rows {
      let value = curvatures[row] * (table.dot(row, direction) + direction[last])
      table.add(row, times: value, to: &image)
      image[last] += value
    }
    return image
  }
}
