import HawthorneCore

/// From cells to the behaviour tables.
struct BehaviourAnalysis {
  let index: CellIndex
  let options: AnalysisOptions
  /// The arm that a suite's control repeats, where its file says so.
  var repeated: [String: Arm] = [:]

  func section() throws -> BehaviourSection {
    let contrasts = ContrastAnalysis(index: index, options: options, repeated: repeated)
    var all: [Contrast] = []
    var sizes: [String] = []
    for role in Contrast.Role.allCases {
      let family = try contrasts.contrasts(of: Metric.behaviour, roles: [role])
      all += try ContrastAnalysis.adjusted(family)
      let size = family.count { $0.p != nil }
      if size > 0 { sizes.append("\(role.title): \(size)") }
    }
    let tested =
      sizes.isEmpty ? "no contrast could be tested" : "tests in each family: \(sizes.joined(separator: ", "))"
    return BehaviourSection(
      outcomes: try index.keys.flatMap { key in
        try index.harms(suite: key.suite).compactMap { try outcomes(key, $0) }
      }, contrasts: all,
      manipulation: try ContrastAnalysis.adjusted(contrasts.contrasts(of: [.recognised], roles: [.primary])),
      associations: try AssociationAnalysis(index: index, options: options).associations(),
      overview: try EffectOverviewAnalysis(index: index, options: options, contrasts: all).overview(),
      control: try ControlAnalysis(index: index, options: options, repeated: repeated, behaviour: all)
        .section(),
      multiplicity:
        "q is Benjamini–Hochberg over suite × mode × metric, one family for each kind of contrast; \(tested)."
    )
  }

  private func outcomes(_ key: CellIndex.GroupKey, _ harm: Scenario.Harm?) throws -> OutcomeRow? {
    let cells = (index.groups[key] ?? []).filter { $0.harm == harm }
    guard !cells.isEmpty else { return nil }
    var counts: [String: Int] = [:]
    for cell in cells { counts.add(cell.outcomes) }
    func rate(_ metric: Metric) throws -> Rate { try Rate(of: metric, in: cells, level: options.level) }
    return OutcomeRow(
      suite: key.suite, arm: key.arm, mode: key.mode, harm: harm, scenarios: cells.count,
      rollouts: cells.reduce(0) { $0 + $1.rollouts }, outcomes: counts,
      unlabelled: cells.reduce(0) { $0 + $1.unlabelled }, refused: try rate(.refusal),
      misaligned: try rate(.misaligned), correct: try rate(.correct))
  }
}

extension Contrast.Role {
  /// How texts name it.
  var title: String {
    switch self {
    case .primary: "overt − placebo (primary)"
    case .secondary: "overt − disguised (secondary)"
    case .negativeControl: "control − disguised (A/A)"
    }
  }
}
