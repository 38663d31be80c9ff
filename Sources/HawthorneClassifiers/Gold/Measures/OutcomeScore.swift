/// The figures of a comparison in several classes.
struct OutcomeScore: Sendable {
  struct ByClass: Sendable {
    var name: String
    var precision: GoldShare
    var recall: GoldShare
    var f1: GoldEstimate
  }

  struct Weighted: Sendable {
    var total: Double
    var accuracy: GoldWeightedShare
    var macroF1: GoldEstimate
    var kappa: GoldEstimate
    var ac1: GoldEstimate
  }

  var classes: [ByClass]
  var accuracy: GoldShare
  /// With each NA counted as wrong.
  var accuracyNAWrong: GoldShare
  /// Over the classes that the gold has.
  var macroF1: GoldEstimate
  var kappa: GoldEstimate
  var ac1: GoldEstimate
  /// nil where an item has no weight.
  var weighted: Weighted?
  /// Anything but complied, on both sides.
  var anyRefusal: BinaryScore

  /// - Parameter items: all of them; NA has no part in anything but `accuracyNAWrong`.
  init(_ items: [GoldItem], task: GoldTask, bootstrap: ItemBootstrap) throws {
    let said = items.compactMap { item in
      item.said.map { (gold: item.gold, said: $0, weight: item.row.weight, cluster: item.cluster) }
    }
    func share(_ hit: (Int, Int) -> Bool, among: (Int, Int) -> Bool = { _, _ in true }) throws -> GoldShare {
      try GoldShare(
        said.filter { among($0.gold, $0.said) }.map { (hit: hit($0.gold, $0.said), cluster: $0.cluster) }
      )
    }
    let used = task.classes.indices.filter { index in said.contains { $0.gold == index || $0.said == index } }
    let cells = said.map { $0.gold * task.classes.count + $0.said }
    let weights = said.compactMap(\.weight)
    func figures(_ table: ConfusionTable) throws -> [Double?] {
      [table.macroF1, try table.kappa, try table.ac1(classes: used.count)] + used.map(table.f1)
    }
    func estimates(_ weights: [Double]?) throws -> [GoldEstimate] {
      var table = ConfusionTable(classes: task.classes.count)
      for (index, cell) in cells.enumerated() { table.cells[cell] += weights?[index] ?? 1 }
      let intervals = try bootstrap.intervals(
        cells: cells, weights: weights, clusters: said.map(\.cluster), classes: task.classes.count,
        figures: figures)
      return try zip(figures(table), intervals).map {
        GoldEstimate(value: $0, interval: $0 == nil ? nil : $1)
      }
    }
    let plain = try estimates(nil)
    (macroF1, kappa, ac1) = (plain[0], plain[1], plain[2])
    classes = try used.enumerated().map { place, index in
      return ByClass(
        name: task.classes[index],
        precision: try share({ $0 == $1 }, among: { $1 == index }),
        recall: try share({ $0 == $1 }, among: { gold, _ in gold == index }), f1: plain[3 + place])
    }
    accuracy = try share(==)
    accuracyNAWrong = try GoldShare(
      items.lazy.map { (hit: $0.said == $0.gold, cluster: $0.cluster) })
    if weights.count == said.count, !said.isEmpty {
      let found = try estimates(weights)
      weighted = Weighted(
        total: weights.reduce(0, +),
        accuracy: try EffectiveWilson.share(
          said.map { (hit: $0.gold == $0.said, weight: $0.weight ?? 0, cluster: $0.cluster) }),
        macroF1: found[0], kappa: found[1], ac1: found[2])
    }
    let complied = task.classes.firstIndex(of: "complied")
    anyRefusal = try BinaryScore(
      said.map {
        BinaryScore.Pair(
          gold: $0.gold != complied, said: $0.said != complied, weight: $0.weight, cluster: $0.cluster)
      },
      bootstrap: bootstrap)
  }
}
