import HawthorneCore

/// Every scenario in every mode and epoch of a plan, counted and numbered without being listed.
struct SlotSpace: Sendable {
  struct Slot: Sendable {
    var suite: Int
    var scenario: Int
    var mode: Int
    /// From 1.
    var epoch: Int
  }

  /// The slots of one suite, which follow one another.
  private struct Part: Sendable {
    var suite: Int
    /// The number of its first slot.
    var first: Int
    var scenarios: [Int]
    var epochs: Int
  }

  private let parts: [Part]
  let count: Int

  /// - Parameter asked: of each suite, the positions of its scenarios that are asked.
  /// - Throws: `PlanError.tooMany`.
  init(_ suites: [Suite], asked: [[Int]], options: PlanOptions) throws(PlanError) {
    var parts: [Part] = []
    var count = 0
    for (number, scenarios) in asked.enumerated() where !scenarios.isEmpty {
      let epochs = max(1, options.epochs ?? suites[number].defaults.epochs)
      parts.append(Part(suite: number, first: count, scenarios: scenarios, epochs: epochs))
      let (slots, isTooMany) = (scenarios.count * options.modes.count).multipliedReportingOverflow(by: epochs)
      guard !isTooMany, epochs <= Plan.epochLimit, slots <= Plan.limit - count else { throw .tooMany }
      count += slots
    }
    self.parts = parts
    self.count = count
  }

  subscript(number: Int) -> Slot {
    var low = 0
    var high = parts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].first <= number { low = middle } else { high = middle }
    }
    let part = parts[low]
    let (rest, scenario) = (number - part.first).quotientAndRemainder(dividingBy: part.scenarios.count)
    let (mode, epoch) = rest.quotientAndRemainder(dividingBy: part.epochs)
    return Slot(suite: part.suite, scenario: part.scenarios[scenario], mode: mode, epoch: epoch + 1)
  }
}
