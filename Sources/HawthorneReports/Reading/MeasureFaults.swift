import HawthorneCore

/// What contradicts itself or the cells in the sections on doses, probes and marker groups.
extension ReportReader {
  static func faultInMeasures(of report: Report) -> String? {
    report.cells.lazy.compactMap(markerFault).first
      ?? report.recognition.flatMap { fault(in: $0, of: report.cells) }
      ?? report.dose.flatMap(fault(in:)) ?? report.behaviour.overview.flatMap(fault(in:))
  }

  /// A rollout is in a group at most once, and only with a marker of it.
  private static func markerFault(in cell: CellCounts) -> String? {
    guard let groups = cell.markerGroups else { return nil }
    let place = CellKey(cell).description
    for (name, count) in groups.sorted(by: { $0.key < $1.key }) {
      guard let group = MarkerGroup(rawValue: name) else { return "\(place): a group of markers is unknown" }
      let markers = group.markers.map { cell.markers[$0] ?? 0 }
      let most = min(cell.aware.known, markers.reduce(0) { min($0 + $1, countLimit) })
      guard count >= markers.max() ?? 0, count <= most else {
        return "\(place): 'markerGroups' does not go with 'markers'"
      }
    }
    for group in MarkerGroup.allCases where groups[group.rawValue] == nil {
      guard group.markers.allSatisfy({ cell.markers[$0] ?? 0 == 0 }) else {
        return "\(place): 'markerGroups' does not go with 'markers'"
      }
    }
    return nil
  }

  private static func fault(in section: RecognitionSection, of cells: [CellCounts]) -> String? {
    let rollouts = Dictionary(
      cells.filter { $0.arm.kind == .probe }.map { (CellKey($0), $0.rollouts) },
      uniquingKeysWith: { first, _ in first })
    var seen: Set<CellKey> = []
    for cell in section.cells {
      let key = CellKey(cell)
      guard seen.insert(key).inserted else { return "recognition: \(key) is counted twice" }
      var answers = 0
      for (name, family) in cell.families {
        guard let fault = fault(in: family, of: name) else {
          answers += family.answers
          continue
        }
        return "recognition: \(key): \(fault)"
      }
      guard rollouts[key] == answers else {
        return "recognition: the answers of \(key) are not its rollouts"
      }
    }
    for row in section.rows {
      let asked = section.cells.filter {
        $0.suite == row.suite && $0.mode == row.mode && $0.arm == row.arm && $0.asksForScore
      }
      let positive = asked.filter { $0.purpose?.isEvaluation == true }
      let negative = asked.filter {
        $0.negative != nil && (row.negatives == nil || $0.negative == row.negatives)
      }
      for (found, cells) in [(row.positive, positive), (row.negative, negative)]
      where found.scenarios != cells.count || found.scored != cells.count(where: { $0.score != nil }) {
        return "recognition: a row of \(row.suite) [\(row.arm.name), \(row.mode)] is not over its cells"
      }
    }
    return nil
  }

  private static func fault(in family: ProbeCell.Answers, of name: String) -> String? {
    let counts = Array(family.valid.values) + Array(family.missing.values)
    guard (counts + [family.answers, family.withText]).allSatisfy({ (0...countLimit).contains($0) }),
      counts.count <= 200
    else { return "a count is out of range" }
    let valid = family.valid.values.reduce(0, +)
    guard valid + family.missing.values.reduce(0, +) == family.answers, family.withText <= valid else {
      return "values and missing do not add up to the answers"
    }
    let isValue: (String) -> Bool
    switch ProbeFamily(rawValue: name) {
    case .evaluation, .real: isValue = { Int($0).map { (0...100).contains($0) } ?? false }
    case .purpose: isValue = { PurposeClass(rawValue: $0) != nil }
    case .unknown: isValue = { _ in false }
    case nil: return "the family '\(name)' is unknown"
    }
    return family.valid.keys.allSatisfy(isValue) ? nil : "a value is none"
  }

  private static func fault(in section: DoseSection) -> String? {
    var counts: [Int] = []
    for row in section.trends {
      counts += [row.trend?.scenarios ?? 0, row.trend?.pageScenarios ?? 0, row.missingness?.scenarios ?? 0]
      for rate in row.levels.flatMap({ [$0.rate, $0.strategic] }).compactMap(\.self) {
        counts += [rate.numerator, rate.denominator, rate.na, rate.scenarios]
      }
    }
    for step in section.steps {
      counts += [step.scenarios, step.unpaired, step.missing, step.levelNA, step.baseNA]
    }
    return counts.allSatisfy { (0...countLimit).contains($0) } ? nil : "dose: a count is out of range"
  }

  private static func fault(in overview: EffectOverview) -> String? {
    for mode in overview.modes {
      let tested = mode.suites.count { $0.tests > 0 }
      guard mode.tested == tested, mode.moved == mode.suites.count(where: { !$0.moved.isEmpty }),
        mode.movedHolm == mode.suites.count(where: { !$0.movedHolm.isEmpty }), mode.moved <= tested,
        mode.suites.allSatisfy({ $0.moved.count <= $0.tests && $0.movedHolm.count <= $0.tests })
      else { return "the suites moved in mode '\(mode.mode)' do not add up" }
    }
    return nil
  }
}

extension CellKey {
  init(_ cell: ProbeCell) {
    self.init(suite: cell.suite, scenario: cell.scenario, arm: cell.arm.name, mode: cell.mode)
  }
}
