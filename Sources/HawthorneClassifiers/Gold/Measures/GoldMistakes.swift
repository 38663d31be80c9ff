/// Items of one gold class that the classifier put in another.
struct GoldMistakes: Sendable {
  var gold: String
  var said: String
  /// All of them.
  var count: Int
  /// The worst: the surest evidence first, then the greatest weight, then the order of the files.
  var shown: [GoldItem]

  /// The ways of being wrong that occur: false positives first, then by number.
  static func all(_ items: [GoldItem], task: GoldTask, limit: Int) -> [GoldMistakes] {
    var groups: [Int: [GoldItem]] = [:]
    for item in items {
      if let said = item.said, said != item.gold {
        groups[item.gold * task.classes.count + said, default: []].append(item)
      }
    }
    func order(_ entry: (key: Int, value: [GoldItem])) -> (Int, Int) {
      task.isBinary ? (entry.key == 2 ? 0 : 1, 0) : (-entry.value.count, entry.key)
    }
    return groups.sorted { order($0) < order($1) }.map { cell, items in
      let worst = items.enumerated().sorted { left, right in
        let (a, b) = (left.element, right.element)
        let (sureA, sureB) = (a.evidence?.confidence ?? 0, b.evidence?.confidence ?? 0)
        if sureA != sureB { return sureA > sureB }
        let (weightA, weightB) = (a.row.weight ?? 0, b.row.weight ?? 0)
        return weightA != weightB ? weightA > weightB : left.offset < right.offset
      }
      return GoldMistakes(
        gold: task.classes[cell / task.classes.count], said: task.classes[cell % task.classes.count],
        count: items.count, shown: worst.prefix(limit).map(\.element))
    }
  }
}
