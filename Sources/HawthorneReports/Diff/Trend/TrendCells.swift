import HawthorneCore

/// The cells that several reports have in common, under common names.
struct TrendCells {
  struct Shared {
    var key: CellPairing.Key
    /// One for each report, in their order.
    var cells: [CellCounts]
  }

  private(set) var shared: [Shared] = []
  /// Whether suites of several names were brought under one.
  let isRenamed: Bool
  private(set) var leftOut: [Int]
  /// Between neighbours.
  private(set) var texts: [ReportDiff.TextChanges] = []

  /// - Throws: `DiffError` where nothing is in all of them.
  init(_ reports: [Report], options: DiffOptions) throws(DiffError) {
    let modes = Self.modes(reports)
    let suites = try Self.suites(reports, options)
    isRenamed = !suites[0].isEmpty
    let isPaired = isRenamed || options.across == .suite || options.allowed.contains(.rewritten)
    var apart: Set<[String]> = []
    for place in reports.indices.dropFirst() {
      let found = ReportDiff.TextChanges(
        reports[place - 1], reports[place], names: (suites[place - 1], suites[place]), isPaired: isPaired)
      texts.append(found)
      if !isPaired { apart.formUnion(found.rewritten.map { [$0.suite, $0.scenario] }) }
    }
    let keyed = reports.indices.map { place in
      Dictionary(
        reports[place].cells.map { cell in
          (
            CellPairing.Key(
              suite: suites[place][cell.suite] ?? cell.suite, scenario: cell.scenario, arm: cell.arm.name,
              mode: modes[place][cell.mode] ?? cell.mode), cell
          )
        }, uniquingKeysWith: { first, _ in first })
    }
    let common = (keyed.first ?? [:]).keys.filter { key in keyed.allSatisfy { $0[key] != nil } }.sorted()
    shared = common.filter { !apart.contains([$0.suite, $0.scenario]) }.map { key in
      Shared(key: key, cells: Self.readAlike(keyed.compactMap { $0[key] }))
    }
    let count = shared.count
    leftOut = keyed.map { $0.count - count }
    if shared.isEmpty, !common.isEmpty {
      throw .onlyRewritten(scenarios: Set(common.map { [$0.suite, $0.scenario] }).count)
    }
    guard !shared.isEmpty else { throw .noSharedScenario }
  }

  var sharedScenarios: Int { Set(shared.map { [$0.key.suite, $0.key.scenario] }).count }

  /// Where reasoning was read in several forms, awareness is NA in all reports.
  private static func readAlike(_ cells: [CellCounts]) -> [CellCounts] {
    let forms = Set(cells.compactMap { $0.axes?.access })
    return forms.count > 1 ? cells.map { $0.withoutReading(CellPairing.otherForm) } : cells
  }

  /// Where every report has one mode, they are one column; else modes keep their names.
  private static func modes(_ reports: [Report]) -> [[String: String]] {
    let names = reports.map { Set($0.cells.map(\.mode)).sorted() }
    guard names.allSatisfy({ $0.count == 1 }), Set(names).count > 1 else {
      return reports.map { _ in [:] }
    }
    let title = chain(names.compactMap(\.first))
    return names.map { [$0[0]: title] }
  }

  /// Suites keep their ids; where none is in all reports and that is allowed, one suite each is one row.
  private static func suites(
    _ reports: [Report], _ options: DiffOptions
  ) throws(DiffError) -> [[String: String]] {
    let ids = reports.map { Set($0.cells.map(\.suite)) }
    let identity = reports.map { _ in [String: String]() }
    guard let first = ids.first, !first.isEmpty else { return identity }
    let common = ids.reduce(first) { $0.intersection($1) }
    guard common.isEmpty else { return identity }
    guard options.across == .suite || options.allowed.contains(.suite) else {
      let other = ids.first { first.isDisjoint(with: $0) } ?? ids.last ?? []
      throw .differentSuites(old: first.sorted(), new: other.sorted())
    }
    guard ids.allSatisfy({ $0.count == 1 }) else { return identity }
    let names = ids.compactMap(\.first)
    let title = chain(names)
    return names.map { [$0: title] }
  }

  /// `a → b → c`, neighbours that are alike once.
  private static func chain(_ names: [String]) -> String {
    names.runs { $0 }.map(\.key).joined(separator: " → ")
  }
}
