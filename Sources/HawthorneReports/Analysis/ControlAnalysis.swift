import HawthorneCore
import HawthorneStatistics

/// The control arm against the arm that it repeats.
struct ControlAnalysis {
  let index: CellIndex
  let options: AnalysisOptions
  /// By suite, where its file says so.
  let repeated: [String: Arm]
  /// Of all roles, q filled in.
  let behaviour: [Contrast]

  /// nil without a paired arm in any suite: there is nothing that noise could be mistaken for.
  func section() throws -> ControlSection? {
    let contrasts = try ContrastAnalysis.adjusted(
      ContrastAnalysis(index: index, options: options, repeated: repeated)
        .contrasts(of: [.awareness, .recognised], roles: [.negativeControl]))
    var without: [String] = []
    for suite in index.suites {
      for mode in index.modes {
        let arms = index.arms(suite: suite, mode: mode)
        let kinds = Set(arms.map(\.kind))
        if kinds.contains(.control) {
          let repeats = repeated[suite] ?? DoseAnalysis.base(of: arms)
          if repeats.map(arms.contains) != true {
            without.append("\(suite) [\(mode)] (a control, but not the arm that it repeats)")
          }
        } else if !kinds.isDisjoint(with: [.overt, .placebo, .level]) {
          without.append("\(suite) [\(mode)]")
        }
      }
    }
    let all = contrasts + behaviour.filter { $0.role == .negativeControl }
    guard !all.isEmpty || !without.isEmpty else { return nil }
    return ControlSection(
      contrasts: contrasts, flips: try all.map(flips), without: without,
      multiplicity:
        "q of A/A awareness is Benjamini–Hochberg over suite × mode × metric, one family of "
        + "\(Figures.count(contrasts.count { $0.p != nil }, "test")).")
  }

  private func flips(_ contrast: Contrast) throws -> ControlFlips {
    let (paired, _) = index.pairs(
      suite: contrast.suite, mode: contrast.mode, first: contrast.first, second: contrast.second
    ) { !Metric.behaviour.contains(contrast.metric) || $0.harm == contrast.harm }
    let tallies = paired.map { pair in
      let verdicts = [contrast.metric.unit(pair.first), contrast.metric.unit(pair.second)].map(\.majority)
      guard let first = verdicts[0], let second = verdicts[1] else { return Tally(na: 1) }
      return first == second ? Tally(no: 1) : Tally(yes: 1)
    }
    return ControlFlips(
      suite: contrast.suite, mode: contrast.mode, harm: contrast.harm, metric: contrast.metric,
      first: contrast.first, second: contrast.second, flips: try Rate(of: tallies, level: options.level))
  }
}

extension Tally {
  /// The answer of more than half of the known rollouts; no where it is exactly half, nil where none is known.
  fileprivate var majority: Bool? { known > 0 ? 2 * yes > known : nil }
}

extension Report {
  /// A/A contrasts that show an effect: whatever else their suite shows is doubtful.
  var controlEffects: [Contrast] { ControlSection.effects(behaviour) }
}

extension ControlSection {
  static func effects(_ behaviour: BehaviourSection) -> [Contrast] {
    (behaviour.contrasts.filter { $0.role == .negativeControl } + (behaviour.control?.contrasts ?? []))
      .filter { ($0.q ?? 1) < 0.05 }
  }
}
