import HawthorneStatistics

/// Counts, or sums of weights, of gold classes against the classifier's, with every figure made of them.
///
/// A figure without a denominator is nil: precision where nothing was called positive, recall where no item is.
struct ConfusionTable: Sendable, Hashable {
  /// `cells[gold * classes + said]`.
  var cells: [Double]
  let classes: Int

  init(classes: Int) {
    self.classes = classes
    cells = Array(repeating: 0, count: classes * classes)
  }

  init(classes: Int, cells: [Double]) {
    self.classes = classes
    self.cells = cells
  }

  subscript(gold: Int, said: Int) -> Double {
    get { cells[gold * classes + said] }
    set { cells[gold * classes + said] = newValue }
  }

  var total: Double { cells.reduce(0, +) }
  func gold(_ index: Int) -> Double { (0..<classes).reduce(0) { $0 + self[index, $1] } }
  func said(_ index: Int) -> Double { (0..<classes).reduce(0) { $0 + self[$1, index] } }

  private func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }

  /// Of those called so, the share that are.
  func precision(_ index: Int) -> Double? { ratio(self[index, index], said(index)) }
  /// Of those that are, the share called so.
  func recall(_ index: Int) -> Double? { ratio(self[index, index], gold(index)) }
  /// 2·both/(gold + said); nil where no item is of the class, because recall then does not exist.
  func f1(_ index: Int) -> Double? {
    gold(index) > 0 ? 2 * self[index, index] / (gold(index) + said(index)) : nil
  }

  var accuracy: Double? { ratio((0..<classes).reduce(0) { $0 + self[$1, $1] }, total) }

  /// The mean recall over the classes that the gold has; nil for fewer than two.
  var balancedAccuracy: Double? {
    let recalls = (0..<classes).compactMap(recall)
    return recalls.count > 1 ? recalls.reduce(0, +) / Double(recalls.count) : nil
  }

  /// The mean F1 over the classes that the gold has; nil for fewer than two.
  var macroF1: Double? {
    let scores = (0..<classes).compactMap(f1)
    return scores.count > 1 ? scores.reduce(0, +) / Double(scores.count) : nil
  }

  /// Cohen's κ; nil where both used one class only.
  var kappa: Double? {
    get throws { try Agreement.cohenKappa(weights: cells, classes: classes) }
  }

  /// Gwet's AC1 over the classes of the task that either used.
  func ac1(classes used: Int) throws -> Double? {
    try Agreement.gwetAC1(weights: cells, classes: classes, used: used)
  }
}
