import HawthorneCore

/// From the folds of all runs to the section and what stands against the figures because of it.
struct ServingAnalysis {
  /// In the order of the runs.
  let folds: [ServingFold]
  let forms: FormChoice
  let options: AnalysisOptions

  static let multiplicity =
    "Adjusted p: Holm over all rows of the table. MDE: found with 80 % power at the p that Holm asks of the smallest."

  /// Nil where nobody told who served.
  func section() throws -> ServingSection? {
    guard folds.contains(where: { $0.rollouts > 0 }) else { return nil }
    return ServingSection(
      lines: folds.flatMap { $0.lineRows() }, totals: folds.flatMap { $0.totalRows() },
      mixes: try MixAnalysis(folds: folds, options: options).rows(),
      drift: try DriftAnalysis(folds: folds, forms: forms, options: options).rows(),
      multiplicity: Self.multiplicity)
  }
}

/// What a serving section says against the figures, as problems.
struct ServingFindings {
  let section: ServingSection

  /// Values named in a sentence; the tables have them all.
  private static let namedValues = 6

  var problems: [Validity.Problem] {
    section.lines.compactMap(changed) + runsDiffer() + section.mixes.compactMap(unlike)
      + section.drift.filter(\.stands).map(drifted)
  }

  private func warning(_ id: String, _ message: String) -> Validity.Problem {
    .init(id: id, severity: .warning, message: message)
  }

  private func changed(_ line: ServingLine) -> Validity.Problem? {
    guard let change = line.first else { return nil }
    let served = Self.list(line.values.map { "\($0.value) \($0.rollouts)" })
    return warning(
      "\(line.field.rawValue).changed",
      "Run \(line.run): the \(line.field.title) changed in its course"
        + (line.changes > 1 ? " \(line.changes) times, first" : "")
        + " from \(change.from) to \(change.to), in rollout \(change.rollout.short) (\(change.suite)/\(change.scenario) "
        + "[\(change.arm.name), \(change.mode)], epoch \(change.epoch)), begun at \(change.at ?? Figures.noDate) as number \(change.place) "
        + "of \(line.rollouts). Before it \(Self.byArm(change.before)); from it on \(Self.byArm(change.after)). "
        + "Rollouts in all: \(served)" + (line.notSaid > 0 ? ", not said \(line.notSaid)." : "."))
  }

  /// Runs of the same model as requested that were not served by the same.
  private func runsDiffer() -> [Validity.Problem] {
    ServingField.identity.compactMap { field in
      let lines = section.lines.filter { $0.field == field && !$0.values.isEmpty }
      guard Set(lines.map { Set($0.values.map(\.value)) }).count > 1 else { return nil }
      let runs = lines.map { line in
        "\(line.run) \(Self.list(line.values.map { "\($0.value) (\($0.rollouts))" }))"
      }
      return warning(
        "\(field.rawValue).between-runs",
        "The runs were not served alike, and these figures pool them: \(field.title) of \(runs.joined(separator: "; of "))."
      )
    }
  }

  private func unlike(_ mix: ServingMix) -> Validity.Problem? {
    guard mix.isUnlike else { return nil }
    return warning(
      mix.field == .cache ? "served.cached-by-arm" : "served.by-arm",
      "Run \(mix.run), \(mix.suite) [\(mix.mode)]: \(mix.sentence)")
  }

  private func drifted(_ row: DriftRow) -> Validity.Problem {
    warning(
      "drift.behaviour",
      "Run \(row.run): \(row.title) moved from \(row.text(row.first)) in its first half to \(row.text(row.second)) in its "
        + "second (difference \(row.differenceText), 95 % CI \(row.intervalText), n = \(row.scenarios) scenarios, "
        + "adjusted p \(Figures.relation(row.adjustedP))). The plan's order is random, so that the mix of scenarios does not "
        + "explain it: it is an association with time, which chance alone shows as rarely as p says. Its cause is not known."
    )
  }

  static func list(_ items: [String]) -> String {
    let rest = items.count - namedValues
    return items.prefix(namedValues).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// `overt: a 3, b 1; placebo: a 4`.
  static func byArm(_ counts: [String: [String: Int]]) -> String {
    let arms = counts.sorted { $0.key < $1.key }.map { arm, values in
      let items = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
      return "\(arm): \(list(items))"
    }
    return arms.isEmpty ? "none" : arms.joined(separator: "; ")
  }
}

extension ServingMix {
  /// `the arms were not served alike by provider route: overt: a 10, b 2; placebo: a 12. Adjusted p = 0.01 …`
  var sentence: String {
    var text =
      field == .cache
      ? "answers from the response cache are not spread alike over the arms: "
      : "the arms were not served alike, by \(field.title): "
    text += ServingFindings.byArm(arms) + "."
    if let adjustedP, let p {
      text +=
        " Arms exchanged within \(Figures.count(scenarios, "scenario")): p \(Figures.relation(p)), adjusted "
        + "\(Figures.relation(adjustedP))."
    }
    for one in alone {
      text +=
        " Only \(one.arm.name) was served by \(one.value): \(Figures.count(one.rollouts, "rollout")), in every other arm at most "
        + "\(one.mostElsewhere)."
    }
    return text
  }
}

extension DriftRow {
  /// `refused (harmful)`.
  var title: String { measure.title + (harm.map { " (\($0.rawValue))" } ?? "") }

  /// A value in the measure's unit.
  func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    return measure.isRate ? Figures.percent(value) : Figures.fixed(value, 1)
  }

  var differenceText: String {
    guard let difference else { return "–" }
    if measure.isRate { return "\(Figures.points(difference)) pp" }
    return Self.signed(difference)
  }

  var intervalText: String {
    guard let interval else { return "–" }
    if measure.isRate { return Figures.span(interval) }
    return "[\(Self.signed(interval.lower)), \(Self.signed(interval.upper))]"
  }

  private static func signed(_ value: Double) -> String {
    let text = Figures.fixed(value.magnitude, 1)
    return text == "0.0" ? text : (value < 0 ? "−" : "+") + text
  }

  var detectableText: String {
    guard let minimumDetectable else { return p == nil ? "–" : "none: too few" }
    return measure.isRate
      ? "\(Figures.fixed(minimumDetectable * 100, 1)) pp" : Figures.fixed(minimumDetectable, 1)
  }
}
