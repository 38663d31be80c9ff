import HawthorneCore
import HawthorneStatistics

/// Arms against each other, paired by scenario.
struct ContrastAnalysis {
  let index: CellIndex
  let options: AnalysisOptions
  /// The arm that a suite's control repeats, where its file says so.
  var repeated: [String: Arm] = [:]

  /// Every contrast of these roles, for each suite, mode and metric, q not yet filled in.
  ///
  /// Behaviour is taken apart by harm, reading is not. Variants of an arm are contrasted one by one, never pooled: two disguises are two framings.
  func contrasts(of metrics: [Metric], roles: [Contrast.Role]) throws -> [Contrast] {
    try roles.flatMap { role in
      try contrasts(
        of: metrics, role: role, first: { $0.kind == role.first },
        second: { role == .negativeControl || $0.kind == role.second })
    }
  }

  /// Every contrast of two arms, for each suite, mode and metric.
  func contrasts(
    of metrics: [Metric], role: Contrast.Role, suites: [String]? = nil, first isFirst: (Arm) -> Bool,
    second isSecond: (Arm) -> Bool
  ) throws -> [Contrast] {
    var found: [Contrast] = []
    for suite in suites ?? index.suites {
      for mode in index.modes {
        let arms = index.arms(suite: suite, mode: mode)
        for first in arms.filter(isFirst) {
          for second in arms.filter(isSecond)
          where role != .negativeControl || isRepeat(of: second, suite, arms) {
            for metric in metrics {
              let harms = Metric.behaviour.contains(metric) ? index.harms(suite: suite) : [nil]
              found += try harms.compactMap { harm in
                try contrast(
                  role: role, suite: suite, mode: mode, harm: harm, metric: metric, first: first,
                  second: second)
              }
            }
          }
        }
      }
    }
    return found
  }

  /// Whether the control arm repeats this one: against another disguise it is no A/A. Where the suite does not say, the
  /// arm that looks most like deployment stands for it.
  private func isRepeat(of arm: Arm, _ suite: String, _ arms: [Arm]) -> Bool {
    arm == (repeated[suite] ?? DoseAnalysis.base(of: arms))
  }

  /// Nil where no rollout of either arm has a value: a suite without checks has no `correct` to contrast.
  private func contrast(
    role: Contrast.Role, suite: String, mode: String, harm: Scenario.Harm?, metric: Metric, first: Arm,
    second: Arm
  ) throws -> Contrast? {
    let (paired, unpaired) = index.pairs(suite: suite, mode: mode, first: first, second: second) {
      !Metric.behaviour.contains(metric) || $0.harm == harm
    }
    let pairs = paired.map {
      PairedComparison.Pair(first: metric.unit($0.first), second: metric.unit($0.second))
    }
    guard pairs.contains(where: { $0.first.known + $0.second.known > 0 }) else { return nil }
    let figures = try PairedComparison(pairs, level: options.level, options: options)
    return Contrast(
      role: role, suite: suite, mode: mode, harm: harm, metric: metric, first: first, second: second,
      scenarios: figures.scenarios, unpaired: unpaired, missing: figures.missing, firstNA: figures.firstNA,
      secondNA: figures.secondNA, firstRate: figures.firstRate, secondRate: figures.secondRate,
      difference: figures.difference, test: figures.test, discordance: figures.discordance, p: figures.p,
      midP: figures.midP, pIsExact: figures.pIsExact, interval: figures.interval,
      intervalMethod: figures.intervalMethod,
      minimumDetectable: figures.minimumDetectable, bounds: figures.bounds, q: nil)
  }

  /// Fills in q over the contrasts that have a p, as one family.
  static func adjusted(_ contrasts: [Contrast]) throws -> [Contrast] {
    let adjusted = try BenjaminiHochberg.adjust(contrasts.compactMap(\.p))
    var next = adjusted.makeIterator()
    return contrasts.map { contrast in
      var contrast = contrast
      if contrast.p != nil { contrast.q = next.next()?.reported }
      return contrast
    }
  }
}

extension Contrast.Role {
  var first: Arm.Kind {
    switch self {
    case .primary, .secondary: .overt
    case .negativeControl: .control
    }
  }

  var second: Arm.Kind {
    switch self {
    case .primary: .placebo
    case .secondary, .negativeControl: .disguised
    }
  }
}
