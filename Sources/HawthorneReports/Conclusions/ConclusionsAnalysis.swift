import HawthorneCore

/// From figures to sentences; every sentence carries its n.
struct ConclusionsAnalysis {
  let provenance: Provenance
  let validity: Validity
  let awareness: AwarenessSection
  let behaviour: BehaviourSection
  let refusals: RefusalSection
  let index: CellIndex
  /// Probes too.
  let everything: CellIndex
  let options: AnalysisOptions
  var serving: ServingSection?
  var dose: DoseSection?
  var recognition: RecognitionSection?
  var registration: RegistrationSection?
  var gold: GoldSection?

  typealias Sentence = Conclusions.Sentence

  func conclusions() throws -> Conclusions {
    let limits = try limits()
    return Conclusions(
      summary: summary(limits: limits.count), cannotConclude: limits, notMeasured: notMeasured(),
      statistics: Self.statistics + standing)
  }

  /// `a of b rollouts (x %, 95 % CI l–u %, n = s scenarios)`.
  static func phrase(_ rate: Rate, of what: String) -> String {
    guard rate.denominator > 0 else { return "0 of 0 \(what)" }
    return "\(rate.numerator) of \(rate.denominator) \(what) (\(Figures.percent(rate.rate)), 95 % CI "
      + "\(Figures.interval(rate.interval)), n = \(rate.scenarios))"
  }

  /// `suite [mode]`, the mode only where there are several.
  func place(suite: String, mode: String) -> String {
    index.modes.count > 1 ? "\(suite) [\(mode)]" : suite
  }
}
