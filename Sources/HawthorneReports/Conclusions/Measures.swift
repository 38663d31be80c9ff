import HawthorneCore

/// What doses, probes and controls add to the conclusions.
extension ConclusionsAnalysis {
  // MARK: the summary

  /// How many suites the framing moved, a sentence for each mode.
  func moved() -> String? {
    behaviour.overview.map { overview in
      overview.modes.map { Self.moved($0, isAlone: overview.modes.count == 1) }.joined(separator: " ")
    }
  }

  /// `Framing moved behaviour in 3 of 20 suites …`.
  static func moved(_ mode: ModeEffects, isAlone: Bool) -> String {
    let place = isAlone ? "" : " [\(mode.mode)]"
    let untested = mode.suites.filter { $0.tests == 0 }
    let reasons = untested.map { "\($0.suite): \($0.reason ?? "")" }
    let rest =
      untested.isEmpty
      ? ""
      : " Not tested: \(Figures.count(untested.count, "suite")) (\(reasons.joined(separator: "; ")))."
    guard mode.tested > 0 else {
      return "Framing effect on behaviour\(place): no suite could be tested.\(rest)"
    }
    let still = mode.suites.filter { $0.tests > 0 && $0.moved.isEmpty }
    var null = ""
    if !still.isEmpty {
      let (low, high) = (
        still.compactMap(\.detectableLower).min(), still.compactMap(\.detectableUpper).max()
      )
      let (lowest, highest) = (
        low.map { Figures.fixed($0 * 100, 1) }, high.map { Figures.fixed($0 * 100, 1) }
      )
      let range = lowest.map { "MDE \($0)" + (highest == lowest ? " pp" : " to \(highest ?? $0) pp") }
      let blind = still.reduce(0) { $0 + $1.withoutDetectable }
      let none = blind > 0 ? "\(Figures.count(blind, "contrast")) too small to show any effect" : nil
      null =
        " In \(Figures.count(still.count, "suite")) an effect is not shown, which is not \"none\": "
        + "\([range, none].compactMap(\.self).joined(separator: ", "))."
    }
    return
      "Framing (overt − placebo) moved behaviour in \(mode.moved) of \(Figures.count(mode.tested, "suite")) tested\(place) "
      + "at q < 0.05, in \(mode.movedHolm) by Holm.\(null)\(rest)"
  }

  func control() -> Sentence? {
    let effects = ControlSection.effects(behaviour)
    guard !effects.isEmpty else { return nil }
    let parts = effects.map {
      "\($0.measure) in \(place(suite: $0.suite, mode: $0.mode)) \(Self.phrase($0))"
    }
    return Sentence(
      "control",
      "A/A: the same arm asked twice differs (\(parts.joined(separator: "; "))), so that every contrast there is doubtful."
    )
  }

  func doseResponse() -> Sentence? {
    let rows = (dose?.trends ?? []).filter { $0.metric == .awareness && !$0.withoutStated }
    guard !rows.isEmpty else { return nil }
    let parts = rows.map { row -> String in
      let place = "\(row.dose.rawValue) in \(place(suite: row.suite, mode: row.mode))"
      guard let trend = row.trend else { return "\(place): cannot tell" }
      let ends = "\(row.levels.first?.name ?? "") to \(row.levels.last?.name ?? "")"
      let others = (dose?.trends ?? []).filter {
        $0.suite == row.suite && $0.mode == row.mode && $0.dose == row.dose && !$0.withoutStated
          && Metric.behaviour.contains($0.metric) && [.rises, .falls].contains($0.verdict)
      }
      let behaviour =
        others.isEmpty
        ? "" : "; with it \(others.map { "\($0.measure) \($0.verdict.title)" }.joined(separator: ", "))"
      return "\(place) \(row.verdict.title) (\(ends) \(Self.phrase(trend)))\(behaviour)"
    }
    return Sentence("dose", "Awareness by dose, within scenarios: \(parts.joined(separator: ". ")).")
  }

  /// `+3.2 pp, 95 % CI [−1.0, +7.4], n = 50, p = 0.031, q = 0.062, MDE 9.1 pp`.
  static func phrase(_ trend: DoseTrendFigures) -> String {
    var parts = ["\(Figures.points(trend.change)) pp"]
    if let interval = trend.interval { parts.append("95 % CI \(Figures.span(interval))") }
    parts.append("n = \(trend.scenarios)")
    parts.append("p \(Figures.relation(trend.p))")
    if let q = trend.q { parts.append("q \(Figures.relation(q))") }
    if (trend.q ?? 1) >= 0.05 {
      parts.append(
        trend.minimumDetectable.map { "MDE \(Figures.fixed($0 * 100, 1)) pp" } ?? "no MDE: too few")
    }
    if trend.isOutsideBounds, let bounds = trend.bounds {
      parts.append(Self.outside(bounds, what: "levels that were read"))
    }
    return parts.joined(separator: ", ")
  }

  /// What an estimate outside its NA bounds says.
  static func outside(_ bounds: ReportedBounds, what: String) -> String {
    "outside its NA bounds \(Figures.span(bounds)): the \(what) differ by more than all that were asked can, so that what "
      + "was not read is not like what was"
  }

  func promptedRecognition() -> Sentence? {
    guard let recognition else { return nil }
    let parts = recognition.rows.filter { $0.negatives == nil }.map { row -> String in
      let place = "\(row.arm.name)\(Set(recognition.rows.map(\.mode)).count > 1 ? " [\(row.mode)]" : "")"
      guard row.area != nil else { return "\(place) cannot tell: a class has no score" }
      let missing =
        row.positive.answers + row.negative.answers - row.positive.valid - row.negative.valid
      let calibration =
        row.calibration.map {
          ", ECE \(Figures.area($0.ece)) (\(Figures.area($0.expectedIfCalibrated)) by chance)"
        }
        ?? ""
      return
        "\(place) AUROC \(Figures.area(row.area)), 95 % CI \(Figures.areaSpan(row.interval)), over "
        + "\(Figures.count(row.positive.scored, "evaluation")) and \(row.negative.scored) others (\(Figures.counts(row.mixture)))"
        + "\(calibration); \(missing) of \(Figures.count(row.positive.answers + row.negative.answers, "answer")) missing"
    }
    let purposes = recognition.purposes.filter { $0.truth == nil && $0.right.denominator > 0 }.map { row in
      "purpose right in \(Self.phrase(row.right, of: "answers")), chance \(Figures.percent(row.chance, decimals: 0)), "
        + "the commonest throughout \(Figures.percent(row.commonest))"
    }
    guard !parts.isEmpty || !purposes.isEmpty else { return nil }
    return Sentence(
      "recognition",
      "Prompted recognition, nearer to an upper bound: \((parts + purposes).joined(separator: ". ")).")
  }

  // MARK: what cannot be concluded

  func doses() -> [Sentence] {
    (dose?.trends ?? []).filter { $0.metric == .awareness && !$0.withoutStated }.compactMap { row in
      guard let trend = row.trend else { return nil }
      let place = place(suite: row.suite, mode: row.mode)
      switch row.verdict {
      case .notShown:
        return Sentence(
          "dose.null",
          "That awareness in \(place) stays the same over \(row.dose.rawValue): the trend is \(Self.phrase(trend))."
        )
      case .missingness:
        return Sentence(
          "dose.missingness",
          "That awareness in \(place) moves with \(row.dose.rawValue): "
            + (trend.isOutsideBounds ? "what is NA is not like what was read" : "NA moves with it too")
            + ", and could make the trend alone (bounds \(Figures.span(trend.bounds)) pp).")
      case .rises, .falls:
        guard row.levels.contains(where: { $0.disclosure == "stated" || $0.disclosure == "mixed" }) else {
          return nil
        }
        return Sentence(
          "dose.disclosure",
          "That awareness over \(row.dose.rawValue) in \(place) is more than an echo: prompts of some levels state the "
            + "evaluation; the trend without them has a row of its own where two levels are left.")
      case .untested: return nil
      }
    }
  }

  func probes() -> [Sentence] {
    guard let recognition, recognition.rows.contains(where: { $0.area != nil }) else { return [] }
    let kinds = Set(recognition.rows.flatMap(\.mixture.keys))
    var limits: [Sentence] = []
    if !kinds.contains(NegativeKind.traffic.rawValue) {
      limits.append(
        Sentence(
          "recognition.negatives",
          "That the model tells evaluations from real traffic: every negative (\(kinds.sorted().joined(separator: ", "))) was "
            + "written, none recorded."))
    }
    limits.append(
      Sentence(
        "recognition.asked",
        "What the model notices unasked: prompted recognition asks a leading question, and a model that can tell need not have "
          + "told itself."))
    return limits
  }

  func controls() -> [Sentence] {
    var limits: [Sentence] = []
    let doubtful = Set(
      ControlSection.effects(behaviour).map { place(suite: $0.suite, mode: $0.mode) })
    if !doubtful.isEmpty {
      limits.append(
        Sentence(
          "control.effect",
          "Anything from contrasts in \(doubtful.sorted().joined(separator: ", ")): the A/A arm shows an effect there."
        ))
    }
    if let without = behaviour.control?.without, !without.isEmpty {
      limits.append(
        Sentence(
          "no-control",
          "How much of a difference asking the same twice would make in \(without.joined(separator: ", ")): there is no A/A arm."
        ))
    }
    return limits
  }
}
