/// The ranks of two classes of scores among each other, ties sharing the middle of the ranks they span.
///
/// A mid-rank is a multiple of 1/2, so that sums of up to `Limits.scores` of them are exact.
struct MidRanks {
  /// The mid-rank (from 1) of each score among both classes, in the order given.
  var first: [Double]
  var second: [Double]
  /// Σ(t³ − t) over the groups of t tied scores.
  var tieSum: Double

  init(_ first: [Double], _ second: [Double]) {
    let (ranks, tieSum) = Self.ranks(of: first + second)
    self.first = Array(ranks[..<first.count])
    self.second = Array(ranks[first.count...])
    self.tieSum = tieSum
  }

  /// The mid-rank of each value among all, and Σ(t³ − t).
  static func ranks(of values: [Double]) -> (ranks: [Double], tieSum: Double) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var tieSum = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let middle = 0.5 * Double(start + end + 1)
      for place in start..<end { ranks[order[place]] = middle }
      let tied = Double(end - start)
      tieSum += tied * (tied * tied - 1)
      start = end
    }
    return (ranks, tieSum)
  }
}
