import HawthorneCore

/// The cells of a report, grouped for analysis; every group in a fixed order.
struct CellIndex {
  struct GroupKey: Hashable, Comparable {
    var suite: String
    var arm: Arm
    var mode: String

    static func < (left: Self, right: Self) -> Bool {
      (left.suite, left.arm.name, left.mode) < (right.suite, right.arm.name, right.mode)
    }
  }

  let cells: [CellCounts]
  /// Cells of each suite × arm × mode, by scenario.
  let groups: [GroupKey: [CellCounts]]
  let keys: [GroupKey]

  init(_ cells: [CellCounts]) {
    self.cells = cells.sorted { CellKey($0) < CellKey($1) }
    groups = Dictionary(grouping: self.cells) { GroupKey(suite: $0.suite, arm: $0.arm, mode: $0.mode) }
    keys = groups.keys.sorted()
  }

  /// Without the arms that ask about the conversation itself.
  var withoutProbes: CellIndex {
    cells.contains { $0.arm.kind == .probe } ? CellIndex(cells.filter { $0.arm.kind != .probe }) : self
  }

  var suites: [String] { Set(cells.map(\.suite)).sorted() }
  /// The languages that were asked.
  var languages: [String] {
    Set(cells.flatMap { $0.languages.map { Array($0.keys) } ?? [$0.language] }).sorted()
  }
  var modes: [String] { Set(cells.map(\.mode)).sorted() }

  /// Kinds of item that behaviour must not be pooled over: the harms a suite marks, or one nil for none.
  func harms(suite: String) -> [Scenario.Harm?] {
    let found = Set(cells.filter { $0.suite == suite }.map(\.harm))
    return [Scenario.Harm.harmful, .benign, nil].filter(found.contains)
  }

  func arms(suite: String, mode: String) -> [Arm] {
    keys.filter { $0.suite == suite && $0.mode == mode }.map(\.arm)
  }

  /// Scenarios run in both arms, in order, and how many were run in only one.
  func pairs(
    suite: String, mode: String, first: Arm, second: Arm, where wanted: (CellCounts) -> Bool
  ) -> (paired: [(first: CellCounts, second: CellCounts)], unpaired: Int) {
    let left = (groups[GroupKey(suite: suite, arm: first, mode: mode)] ?? []).filter(wanted)
    let right = (groups[GroupKey(suite: suite, arm: second, mode: mode)] ?? []).filter(wanted)
    let byScenario = Dictionary(right.map { ($0.scenario, $0) }, uniquingKeysWith: { first, _ in first })
    let paired = left.compactMap { cell in byScenario[cell.scenario].map { (first: cell, second: $0) } }
    return (paired, left.count + right.count - 2 * paired.count)
  }
}
