import HawthorneCore

/// The levels of an ordered dose that were asked, from the lowest.
struct DoseLadder {
  struct Level {
    var name: String
    var dose: Double
    var arms: [Arm]
  }

  /// The doses whose levels have an order; a jailbreak wrapper is no more than another.
  static let ordered: [Dose] = [.stakes, .tier, .factor]

  let dose: Dose
  let levels: [Level]

  /// Level arms in the order of their doses and levels.
  static func sorted(_ arms: [Arm]) -> [Arm] {
    arms.filter { $0.dose != nil }.sorted { left, right in
      let places = [left, right].map { arm in
        (Dose.allCases.firstIndex { $0 == arm.dose?.dose } ?? 0, place(of: arm)?.value ?? 0, arm.name)
      }
      return places[0] < places[1]
    }
  }

  /// nil with fewer than two levels, or for a dose without an order.
  init?(_ dose: Dose, arms: [Arm]) {
    var found: [Double: Level] = [:]
    for arm in arms.sorted() {
      guard arm.dose?.dose == dose, let (name, value) = Self.place(of: arm) else { continue }
      found[value, default: Level(name: name, dose: value, arms: [])].arms.append(arm)
    }
    guard found.count > 1 else { return nil }
    self.dose = dose
    levels = found.values.sorted { $0.dose < $1.dose }
  }

  /// A level's name and its place on the axis; nil where it has none.
  static func place(of arm: Arm) -> (name: String, value: Double)? {
    guard let (dose, level) = arm.dose else { return nil }
    switch dose {
    case .stakes:
      return dose.levels?.firstIndex(of: level).map { (level, Double($0 + 1)) }
    case .tier:
      return ["unmonitored", "monitored"].firstIndex(of: level).map { (level, Double($0)) }
    case .factor:
      let count = arm.factors.count
      return count > 0 ? (Figures.count(count, "factor"), Double(count)) : nil
    case .wrapper, .instruction: return nil
    }
  }
}
