import HawthorneCore

/// Cells of two reports brought under common names.
struct CellPairing {
  struct Key: Hashable, Comparable {
    var suite: String
    var scenario: String
    var arm: String
    var mode: String

    static func < (left: Self, right: Self) -> Bool {
      (left.suite, left.scenario, left.arm, left.mode) < (right.suite, right.scenario, right.arm, right.mode)
    }
  }

  struct Paired {
    var key: Key
    var old: CellCounts
    var new: CellCounts

    /// Raw reasoning against a summary of it compares two things at once: awareness is NA on both sides then.
    fileprivate var readAlike: Paired {
      guard old.isReadUnlike(new) else { return self }
      let cause = CellPairing.otherForm
      return Paired(key: key, old: old.withoutReading(cause), new: new.withoutReading(cause))
    }
  }

  /// The cause of NA where two forms of reasoning would be compared.
  static let otherForm = "other_form"

  private(set) var paired: [Paired] = []
  private(set) var texts: ReportDiff.TextChanges
  private(set) var lost: [ReportDiff.Changes.Place] = []
  private(set) var added: [ReportDiff.Changes.Place] = []

  /// - Throws: `DiffError` where nothing can be paired.
  init(_ old: Report, _ new: Report, options: DiffOptions) throws(DiffError) {
    let modes = try Self.modes(old, new, options)
    let suites = try Self.suites(old, new, options)
    // Suites of two names are paired only where that was asked for.
    let isRenamed = !suites.old.isEmpty
    texts = ReportDiff.TextChanges(
      old, new, names: suites,
      isPaired: isRenamed || options.across == .suite || options.allowed.contains(.rewritten))
    let apart = texts.isPaired ? [] : Set(texts.rewritten.map { [$0.suite, $0.scenario] })
    var before: [Key: CellCounts] = [:]
    for cell in old.cells {
      guard let mode = modes.old[cell.mode] else { continue }
      let key = Key(
        suite: suites.old[cell.suite] ?? cell.suite, scenario: cell.scenario, arm: cell.arm.name, mode: mode)
      before[key] = cell
    }
    for cell in new.cells {
      guard let mode = modes.new[cell.mode] else { continue }
      let key = Key(
        suite: suites.new[cell.suite] ?? cell.suite, scenario: cell.scenario, arm: cell.arm.name, mode: mode)
      if let other = before.removeValue(forKey: key) {
        guard !apart.contains([key.suite, key.scenario]) else { continue }
        paired.append(Paired(key: key, old: other, new: cell).readAlike)
      } else {
        added.append(Self.place(key, cell))
      }
    }
    if paired.isEmpty, !apart.isEmpty { throw .onlyRewritten(scenarios: apart.count) }
    guard !paired.isEmpty else { throw .noSharedScenario }
    paired.sort { $0.key < $1.key }
    lost = before.sorted { $0.key < $1.key }.map { Self.place($0.key, $0.value) }
    added.sort { ($0.suite, $0.scenario, $0.arm, $0.mode) < ($1.suite, $1.scenario, $1.arm, $1.mode) }
  }

  /// Suites that carry two ids are paired under both.
  var sharedScenarios: Int { Set(paired.map { [$0.key.suite, $0.key.scenario] }).count }

  static func place(_ key: Key, _ cell: CellCounts) -> ReportDiff.Changes.Place {
    ReportDiff.Changes.Place(suite: key.suite, scenario: key.scenario, arm: cell.arm, mode: key.mode)
  }

  /// The common name of each report's modes; a mode without one is left out.
  private static func modes(
    _ old: Report, _ new: Report, _ options: DiffOptions
  ) throws(DiffError) -> (old: [String: String], new: [String: String]) {
    let before = try Self.names(old, options.oldMode, "old")
    let after = try Self.names(new, options.newMode, "new")
    let chosen = options.oldMode != nil || options.newMode != nil
    if options.across == .mode || chosen || (before.count == 1 && after.count == 1) {
      guard before.count == 1, let first = before.first else {
        throw .severalModes(which: "old", modes: before)
      }
      guard after.count == 1, let second = after.first else {
        throw .severalModes(which: "new", modes: after)
      }
      let name = first == second ? first : "\(first) → \(second)"
      return ([first: name], [second: name])
    }
    func identity(_ names: [String]) -> [String: String] {
      Dictionary(names.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return (identity(before), identity(after))
  }

  private static func names(_ report: Report, _ chosen: String?, _ which: String) throws(DiffError)
    -> [String]
  {
    let known = Set(report.cells.map(\.mode)).sorted()
    guard let chosen else { return known }
    guard known.contains(chosen) else { throw .unknownMode(name: chosen, which: which, known: known) }
    return [chosen]
  }

  /// Suites keep their ids; where none is shared and that is allowed, one suite each is paired under both ids.
  private static func suites(
    _ old: Report, _ new: Report, _ options: DiffOptions
  ) throws(DiffError) -> (old: [String: String], new: [String: String]) {
    let before = Set(old.cells.map(\.suite))
    let after = Set(new.cells.map(\.suite))
    guard before.isDisjoint(with: after), !before.isEmpty, !after.isEmpty else { return ([:], [:]) }
    guard options.across == .suite || options.allowed.contains(.suite) else {
      throw .differentSuites(old: before.sorted(), new: after.sorted())
    }
    guard before.count == 1, after.count == 1, let first = before.first, let second = after.first else {
      return ([:], [:])
    }
    return ([first: "\(first) → \(second)"], [second: "\(first) → \(second)"])
  }
}
