import HawthorneCore
import HawthorneStore

/// What drift is looked for in: the cells of one run, each in two halves.
struct DriftFold {
  /// A scenario × arm × mode × language: what is alike but for the epoch.
  struct CellKey: Hashable, Comparable {
    var suite: String
    var scenario: String
    var mode: String
    var arm: String
    var language: String
    var harm: Scenario.Harm?

    var unit: ServingFold.ScenarioKey { ServingFold.ScenarioKey(suite: suite, scenario: scenario) }

    static func < (left: Self, right: Self) -> Bool {
      (left.suite, left.scenario, left.mode, left.arm, left.language)
        < (right.suite, right.scenario, right.mode, right.arm, right.language)
    }
  }

  /// How many rollouts there are, and the sum over those of which a measure is known.
  struct Sum {
    var all = 0
    var known = 0
    var sum = 0.0

    var mean: Double? { known > 0 ? sum / Double(known) : nil }
    var na: Int { all - known }

    mutating func add(_ value: Double?) {
      all += 1
      guard let value else { return }
      known += 1
      sum += value
    }
  }

  struct Cell {
    var halves = [Half(), Half()]

    subscript(isSecond: Bool) -> Half { halves[isSecond ? 1 : 0] }
  }

  struct Half {
    var rollouts = 0
    fileprivate var plain: [DriftRow.Measure: Sum] = [:]
    /// By the form in which reasoning was read: which counts is known only when all are there.
    fileprivate var read: [ReadingForm: Int] = [:]
    fileprivate var recognised: [ReadingForm: Sum] = [:]

    /// The measure with reasoning read in one form; what was read in another is NA.
    func sum(_ measure: DriftRow.Measure, form: ReadingForm) -> Sum {
      switch measure {
      case .recognised:
        var sum = recognised[form] ?? Sum()
        sum.all = rollouts
        return sum
      case .unreadable:
        let read = read[form] ?? 0
        return Sum(all: rollouts, known: rollouts, sum: Double(rollouts - read))
      case .refusal, .error, .outputTokens, .reasoningTokens, .latency:
        return plain[measure] ?? Sum(all: rollouts)
      }
    }
  }

  private(set) var cells: [CellKey: Cell] = [:]

  mutating func add(_ rollout: ServedRollout, isSecond second: Bool) {
    let key = CellKey(
      suite: rollout.suiteID, scenario: rollout.scenarioID, mode: rollout.mode, arm: rollout.arm.name,
      language: rollout.translation ?? "", harm: rollout.harm)
    // Taken out while it changes, so that its storage is not copied.
    var cell = cells.removeValue(forKey: key) ?? Cell()
    cell.halves[second ? 1 : 0].add(rollout)
    cells[key] = cell
  }
}

extension DriftFold.Half {
  fileprivate mutating func add(_ rollout: ServedRollout) {
    rollouts += 1
    if rollout.aware != nil {
      let form = ReadingForm(rollout.access)
      read[form, default: 0] += 1
      recognised[form, default: .init()].add(rollout.recognised.map { $0 ? 1 : 0 })
    }
    plain[.refusal, default: .init()].add(rollout.outcome?.isRefusal.map { $0 ? 1 : 0 })
    let failed = rollout.outcome.map { $0 == .error || $0 == .empty } ?? true
    plain[.error, default: .init()].add(failed ? 1 : 0)
    plain[.outputTokens, default: .init()].add(Self.count(rollout.usage.output))
    plain[.reasoningTokens, default: .init()].add(Self.count(rollout.usage.reasoning))
    plain[.latency, default: .init()].add(
      rollout.isFailed || rollout.fromCache > 0 ? nil : Self.count(rollout.latencyMilliseconds))
  }

  /// A hostile count must not make sums that are no numbers.
  private static func count(_ value: Int?) -> Double? {
    value.flatMap { $0 >= 0 ? Double(min($0, ReportReader.countLimit)) : nil }
  }
}
