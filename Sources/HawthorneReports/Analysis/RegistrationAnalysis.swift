import HawthorneCore
import HawthorneFormats

/// From the runs' frozen plans and the cells to what was registered and what deviates from it.
struct RegistrationAnalysis {
  let runs: [RunFacts]
  let provenance: Provenance
  let index: CellIndex
  let options: AnalysisOptions

  func section() throws -> RegistrationSection {
    let registered = Dictionary(
      grouping: runs.compactMap { run in run.manifest.registration.map { (run: run, plan: $0) } }, by: \.plan)
    let plans = try registered.map { plan, runs in try registeredPlan(plan, runs.map(\.run)) }
    return RegistrationSection(
      plans: plans.sorted { ($0.hash.hex, $0.runs.joined()) < ($1.hash.hex, $1.runs.joined()) },
      unregistered: runs.filter { $0.manifest.registration == nil }.map(\.manifest.id))
  }

  private func registeredPlan(_ plan: FrozenPlan, _ own: [RunFacts]) throws -> RegisteredPlan {
    let contrasts = try contrasts(of: plan)
    var deviations: [RegisteredPlan.Deviation] = []
    if try Self.hash(of: plan) != plan.hash {
      deviations.append(
        .init("plan.altered", "The plan stored with the run is not the one that its hash is of."))
    }
    if own.count < runs.count {
      deviations.append(
        .init("runs.mixed", "The report pools rollouts of runs that were not begun with this plan."))
    }
    for run in own { deviations += RegistrationCheck(plan: plan, run: run, done: done(run)).deviations }
    deviations += classifier(of: plan) + missing(contrasts, of: plan)
    return RegisteredPlan(
      hash: plan.hash, runs: own.map(\.manifest.id).sorted(), document: plan, deviations: deviations,
      contrasts: contrasts)
  }

  private func classifier(of plan: FrozenPlan) -> [RegisteredPlan.Deviation] {
    guard let found = provenance.classifier, found != plan.classifier else { return [] }
    return [
      .init("classifier", "Classifier: planned \(plan.classifier.title), was \(found.title).")
    ]
  }

  /// The comparisons that were planned and are not there.
  private func missing(
    _ found: [RegisteredContrast], of plan: FrozenPlan
  ) -> [RegisteredPlan.Deviation] {
    plan.suites.flatMap { suite in
      plan.modes.flatMap { mode in
        suite.contrasts.filter { planned in
          !found.contains {
            $0.contrast.suite == suite.id && $0.contrast.mode == mode.name && $0.contrast.harm == planned.harm
              && $0.contrast.first == planned.first && $0.contrast.second == planned.second
          }
        }.map { planned in
          .init(
            "contrast.missing",
            "\(plan.contrast.metric.rawValue), \(planned.title) cannot be made in \(suite.id), mode \(mode.name): "
              + "no rollout of either arm has a known value.")
        }
      }
    }
  }

  private func done(_ run: RunFacts) -> Int {
    provenance.runs.first { $0.id == run.manifest.id }?.done ?? 0
  }

  private static func hash(of plan: FrozenPlan) throws -> ContentHash {
    var members = try JSONTree.value(of: plan).objectValue ?? [:]
    members["hash"] = nil
    return ContentHash(of: try CanonicalJSON.text(of: .object(members)))
  }

  private func contrasts(of plan: FrozenPlan) throws -> [RegisteredContrast] {
    var options = options
    options.alpha = plan.alpha
    options.power = plan.power
    func found(level: Double) throws -> [Contrast] {
      options.level = level
      return try ContrastAnalysis(index: index, options: options).contrasts(
        of: [plan.contrast.metric.reported], role: .primary,
        suites: plan.suites.map(\.id).filter(index.suites.contains),
        first: { $0.isOf(plan.contrast.first) }, second: { $0.isOf(plan.contrast.second) })
    }
    let tests = try ContrastAnalysis.adjusted(found(level: 1 - plan.alpha))
    guard let margin = plan.margin else { return tests.map { RegisteredContrast(contrast: $0) } }
    return try zip(tests, found(level: 1 - 2 * plan.alpha)).map { test, narrow in
      RegisteredContrast(
        contrast: test, marginInterval: narrow.interval,
        insideMargin: margin.holds(
          narrow.interval, narrow.bounds, isNegated: plan.contrast.metric == .aligned))
    }
  }
}

extension FrozenPlan.Margin {
  /// - Parameter isNegated: the figures are of the opposite question, so that the sides change places.
  func holds(_ interval: ReportedInterval?, _ bounds: ReportedBounds?, isNegated: Bool) -> Bool {
    guard let interval, let bounds else { return false }
    let limit = points / 100
    let isBelow = max(interval.upper, bounds.upper) < limit
    let isAbove = min(interval.lower, bounds.lower) > -limit
    switch side {
    case .both: return isBelow && isAbove
    case .upper: return isNegated ? isAbove : isBelow
    case .lower: return isNegated ? isBelow : isAbove
    }
  }
}

extension FrozenPlan.Metric {
  /// The report's question; `aligned` is answered by `misaligned`, with the opposite sign.
  var reported: Metric {
    switch self {
    case .awareness: .awareness
    case .recognition: .recognition
    case .definitive: .definitive
    case .influenced: .influenced
    case .primaryDriver: .primaryDriver
    case .recognised: .recognised
    case .refused: .refusal
    case .aligned, .misaligned: .misaligned
    case .correct: .correct
    }
  }
}

extension FrozenPlan.PlannedContrast {
  /// `overt − placebo`, with the items it is over where they are taken apart.
  var title: String { "\(first) − \(second)\(harm.map { " (\($0.rawValue))" } ?? "")" }
}

extension ClassifierIdentity {
  /// `rules 1.1.0 (302a34b89ac4)`.
  var title: String { "\(id) \(version) (\(hash.short))" }
}

extension FrozenPlan.Contrast {
  /// `awareness, overt − placebo`.
  var title: String { "\(metric.rawValue), \(first) − \(second)" }
}
