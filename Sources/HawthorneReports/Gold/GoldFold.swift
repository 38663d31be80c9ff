import HawthorneCore
import HawthorneStatistics
import HawthorneStore

/// Adds gold units up by scenario, arm, mode and what machine and strata say; its size does not grow with epochs.
struct GoldFold {
  struct Place: Hashable {
    var suite: String
    var scenario: String
    var arm: Arm
    var mode: String
    var harm: Scenario.Harm?
  }

  /// What rollouts of a place have in common for every metric.
  struct Slot: Hashable {
    var run: String
    /// nil where no queue could draw them.
    var stratum: GoldStratum?
    var form: ReadingForm
    var aware: Bool?
    var refused: Bool?
  }

  struct Counts {
    var rollouts = 0
    var awareness = Read()
    var refusal = Read()
  }

  /// What people said of those that they read.
  struct Read {
    var yes = 0
    var no = 0
    var undecided = 0
    var all: Int { yes + no + undecided }

    mutating func add(_ consensus: GoldConsensus?) {
      switch consensus {
      case .yes?: yes += 1
      case .no?: no += 1
      case .cannotTell?, .disputed?: undecided += 1
      case nil: break
      }
    }
  }

  private(set) var cells: [Place: [Slot: Counts]] = [:]
  private(set) var samples: [GoldSample] = []
  /// The labels that count, by run and rollout.
  private var counted: [String: [ContentHash: [GoldRecord]]] = [:]

  var isEmpty: Bool { samples.isEmpty }

  /// To be called before any unit of the sample.
  mutating func begin(_ sample: GoldSample) {
    samples.append(sample)
    counted[sample.runID] = Dictionary(grouping: sample.counted, by: \.key)
  }

  mutating func add(_ unit: GoldUnit, run: String) {
    // A probe's prompt speaks of evaluation: its answers are neither awareness nor behaviour.
    guard unit.arm.kind != .probe else { return }
    let place = Place(
      suite: unit.suiteID, scenario: unit.scenarioID, arm: unit.arm, mode: unit.mode, harm: unit.harm)
    let slot = Slot(
      run: run, stratum: unit.stratum, form: ReadingForm(unit.label?.access), aware: unit.label?.aware,
      refused: unit.label?.outcome.isRefusal)
    // Taken out while it changes, so that its storage is not copied.
    var slots = cells.removeValue(forKey: place) ?? [:]
    var counts = slots[slot] ?? Counts()
    counts.rollouts += 1
    if unit.stratum != nil, let records = counted[run]?[unit.key] {
      counts.awareness.add(.awareness(records))
      // Who labels and gives no outcome leaves it open: what is said of some only is no sample.
      counts.refusal.add(.refusal(records) ?? .cannotTell)
    }
    slots[slot] = counts
    cells[place] = slots
  }

  /// The labels of a run that count, by rollout.
  func counted(in run: String) -> [ContentHash: [GoldRecord]] { counted[run] ?? [:] }
}
