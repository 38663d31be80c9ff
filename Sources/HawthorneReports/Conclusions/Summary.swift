import HawthorneCore

extension ConclusionsAnalysis {
  /// Five to eight bullets, and one each where doses, probes and controls have something to say; each with its n.
  func summary(limits: Int) -> [Sentence] {
    guard !everything.cells.isEmpty else {
      return [Sentence("scope", "Nothing was measured: there is no rollout.")]
    }
    return [
      scope(), awarenessByArm(), coverage(), correctedByGold(), manipulation(), framing(), control(),
      refusal(),
      association(), doseResponse(), promptedRecognition(), caution(limits),
    ]
    .compactMap(\.self)
  }

  private func scope() -> Sentence {
    let model = provenance.runs.first?.model ?? ""
    let rollouts = everything.cells.reduce(0) { $0 + $1.rollouts }
    let scenarios = Set(everything.cells.map { "\($0.suite)\u{0}\($0.scenario)" }).count
    let simulation = provenance.simulation ? " It is a simulation, not a language model." : ""
    let servings = Set(
      (serving?.lines ?? []).filter { $0.field == .model }.flatMap(\.values).map(\.value)
    ).count
    let pooled = servings > 1 ? " \(servings) served models answered, and the figures pool them." : ""
    return Sentence(
      "scope",
      "\(model), \(Figures.count(everything.modes.count, "mode")) (\(everything.modes.joined(separator: ", "))): "
        + "\(Figures.count(rollouts, "rollout")) of \(Figures.count(scenarios, "scenario")) in "
        + "\(Figures.count(everything.suites.count, "suite")); the run is \(validity.state.rawValue).\(simulation)\(pooled)"
    )
  }

  private func awarenessByArm() -> Sentence? {
    // A run of probes alone looks for none.
    guard !index.cells.isEmpty else { return nil }
    let all = awareness.averages.filter { $0.visibility == nil }
    // Levels of a dose have a sentence of their own.
    let others = all.filter { $0.arm.kind != .level }
    let rows = others.isEmpty ? all : others
    let parts = rows.compactMap { row -> String? in
      guard let column = row.columns.first, column.micro.denominator > 0 else { return nil }
      let mode = index.modes.count > 1 ? " [\(row.mode)]" : ""
      return "\(row.arm.name)\(mode) \(Self.phrase(column.micro, of: "readable rollouts"))"
    }
    guard !parts.isEmpty else {
      return Sentence(
        "awareness",
        "Awareness was not measured: no reasoning could be read in any rollout, and NA is not \"not aware\".")
    }
    return Sentence(
      "awareness", "Suspicion of an evaluation or more, a lower bound: \(parts.joined(separator: "; ")).")
  }

  /// Overt − placebo as people's labels have it; nil where they correct nothing.
  private func correctedByGold() -> Sentence? {
    let found = (gold?.contrasts ?? []).filter {
      $0.metric == .awareness && $0.role == .primary && $0.corrected != nil
    }
    let wide = found.filter { $0.suite == nil }
    let parts = (wide.isEmpty ? found : wide).map { contrast in
      let mode = index.modes.count > 1 ? " [\(contrast.mode)]" : ""
      return
        "\(contrast.suite ?? "all suites")\(mode) \(Figures.points(contrast.corrected)) points (95 % CI \(Figures.span(contrast.interval)), "
        + "n = \(Figures.count(contrast.scenarios, "scenario"))), where the classifier's own labels say \(Figures.points(contrast.raw))"
    }
    guard !parts.isEmpty else { return nil }
    return Sentence(
      "gold",
      "Corrected by people's labels of a sample, suspicion overt − placebo: \(parts.joined(separator: "; "))."
    )
  }

  private func coverage() -> Sentence? {
    guard !index.cells.isEmpty else { return nil }
    let all = index.cells.reduce(0) { $0 + $1.rollouts }
    let readable = index.cells.reduce(0) { $0 + $1.aware.known }
    var causes: [String: Int] = [:]
    for cell in index.cells { causes.add(cell.naCauses) }
    let why = causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
    let differing = awareness.missingness.filter { $0.role == .primary && ($0.p ?? 1) < 0.05 }
    let byArm =
      differing.isEmpty
      ? ""
      : " NA differs between arms (\(differing.map { "\(place(suite: $0.suite, mode: $0.mode)): p \(Figures.relation($0.p))" }.joined(separator: "; ")))."
    return Sentence(
      "coverage",
      "Reasoning could be read in \(readable) of \(Figures.count(all, "rollout")) "
        + "(\(Figures.percent(all > 0 ? Double(readable) / Double(all) : nil)))"
        + (why.isEmpty ? "." : "; NA by cause: \(why.joined(separator: ", ")).") + byArm)
  }

  private func manipulation() -> Sentence? {
    let parts = behaviour.manipulation.compactMap { contrast in
      contrast.difference.map { _ in
        "\(place(suite: contrast.suite, mode: contrast.mode)) \(Self.phrase(contrast))"
      }
    }
    guard !parts.isEmpty else { return nil }
    return Sentence(
      "manipulation",
      "Manipulation check, recognised in overt − placebo: \(parts.joined(separator: "; ")).")
  }

  private func framing() -> Sentence? {
    let moved = moved()
    let tested = behaviour.contrasts.filter { $0.role == .primary && $0.difference != nil }
    guard !tested.isEmpty else { return moved.map { Sentence("framing", $0) } }
    let clear = tested.filter { ($0.q ?? 1) < 0.05 }
    let ordered = tested.sorted {
      (-abs($0.difference ?? 0), $0.suite, $0.mode, $0.measure)
        < (-abs($1.difference ?? 0), $1.suite, $1.mode, $1.measure)
    }
    let largest = ordered.prefix(1).map {
      "the largest is \($0.measure) in \(place(suite: $0.suite, mode: $0.mode)): \(Self.phrase($0))"
    }.joined()
    let unlike = Set((serving?.mixes ?? []).filter(\.isUnlike).map { place(suite: $0.suite, mode: $0.mode) })
    let served =
      unlike.isEmpty
      ? ""
      : " Arms were not served alike in \(unlike.sorted().joined(separator: ", ")), so that a difference there may be one "
        + "between who served them."
    return Sentence(
      "framing",
      (moved.map { "\($0) " } ?? "")
        + "Of overt − placebo \(clear.count) of \(Figures.count(tested.count, "contrast")) stand at q < 0.05; "
        + "\(largest).\(served)")
  }

  private func refusal() -> Sentence? {
    let totals = refusals.rows.filter { $0.domain == nil }
    guard !totals.isEmpty else { return nil }
    let parts = totals.map { row in
      let what = row.harm == .harmful ? "harmful items refused" : "benign items falsely refused"
      let arm = "\(place(suite: row.suite, mode: row.mode)) [\(row.arm.name)]"
      let rest = row.blocked + row.unknown > 0 ? "; \(row.blocked) blocked, \(row.unknown) unknown" : ""
      return "\(arm): \(Self.phrase(row.refusal, of: what))\(rest)"
    }
    return Sentence("refusal", "Refusals. \(parts.joined(separator: ". ")).")
  }

  private func association() -> Sentence? {
    let rows = behaviour.associations.filter { $0.pooled != nil }
    guard !rows.isEmpty else { return nil }
    let parts = rows.map { row in
      let stratified =
        row.stratified.map {
          "\(Figures.points($0)) pp within \(row.contributingStrata) strata \(Figures.span(row.stratifiedInterval))"
        } ?? "no stratum has both classes"
      let flag = row.simpson == true ? "; pooling misleads here" : ""
      return
        "\(row.measure) in \(row.suite): pooled \(Figures.points(row.pooled)) pp "
        + "(\(row.aware.known) aware, \(row.notAware.known) not), \(stratified)\(flag)"
    }
    return Sentence(
      "association", "Aware against not aware, an association and no cause: \(parts.joined(separator: "; "))."
    )
  }

  private func caution(_ limits: Int) -> Sentence {
    Sentence(
      "caution",
      "Verbalised awareness is a lower bound; \(Figures.count(limits, "thing")) that these data cannot settle "
        + "\(limits == 1 ? "is" : "are") listed under \"What we cannot conclude\".")
  }

  /// `+3.2 pp, 95 % CI [−1.0, +7.4], n = 50, p = 0.031, q = 0.062, MDE 9.1 pp`.
  static func phrase(_ contrast: Contrast) -> String {
    var parts = ["\(Figures.points(contrast.difference)) pp"]
    if contrast.interval != nil {
      parts.append("95 % CI \(Figures.span(contrast.interval))\(contrast.intervalMethod?.mark ?? "")")
    }
    parts.append("n = \(contrast.scenarios)")
    if let p = contrast.p { parts.append("p \(Figures.relation(p))") }
    if let q = contrast.q { parts.append("q \(Figures.relation(q))") }
    if (contrast.p ?? 1) >= 0.05 {
      parts.append(
        contrast.minimumDetectable.map { "MDE \(Figures.fixed($0 * 100, 1)) pp" } ?? "no MDE: too few")
    }
    if let bounds = contrast.bounds, bounds.excludes(contrast.difference) {
      parts.append(Self.outside(bounds, what: "complete pairs"))
    }
    return parts.joined(separator: ", ")
  }
}
