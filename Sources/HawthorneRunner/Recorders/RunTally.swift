import HawthorneCore

/// Running counts by arm, for people who watch: the report's figures come from the store.
struct RunTally: Sendable {
  struct Count: Sendable {
    var rollouts = 0
    var refused = 0
    var aware = 0
    var unreadable = 0
  }

  private(set) var arms: [(arm: String, count: Count)] = []

  mutating func add(_ arm: Arm, outcome: Outcome, aware: Bool?) {
    let place: Int
    if let known = arms.firstIndex(where: { $0.arm == arm.name }) {
      place = known
    } else {
      place = arms.firstIndex { $0.arm > arm.name } ?? arms.endIndex
      arms.insert((arm.name, Count()), at: place)
    }
    arms[place].count.rollouts += 1
    if outcome == .refused { arms[place].count.refused += 1 }
    switch aware {
    case .some(true): arms[place].count.aware += 1
    case .some(false): break
    case nil: arms[place].count.unreadable += 1
    }
  }
}
