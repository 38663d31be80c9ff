import HawthorneCore

/// What stands against the controls and the probes of a report.
struct MeasureProblems {
  let behaviour: BehaviourSection
  let recognition: RecognitionSection?
  let index: CellIndex
  let options: AnalysisOptions

  var problems: [Validity.Problem] { controlProblems + probeProblems }

  private var controlProblems: [Validity.Problem] {
    let effects = ControlSection.effects(behaviour)
    let places = Set(effects.map { "\($0.suite) [\($0.mode)]" }).sorted()
    return places.map { place in
      let what = effects.filter { "\($0.suite) [\($0.mode)]" == place }.map {
        "\($0.measure) \(ConclusionsAnalysis.phrase($0))"
      }
      return .init(
        id: "control.effect", severity: .warning,
        message:
          "\(place): the control differs from the arm that it repeats (\(what.joined(separator: "; "))). Something other "
          + "than framing moves answers here, and every contrast of this suite and mode is doubtful.")
    }
  }

  private var probeProblems: [Validity.Problem] {
    guard let recognition else {
      let asked = index.cells.filter { $0.arm.kind == .probe }.reduce(0) { $0 + $1.rollouts }
      return asked == 0
        ? []
        : [
          .init(
            id: "probe.unread", severity: .warning,
            message: "The answers to \(Figures.count(asked, "probe")) were not read.")
        ]
    }
    return recognition.rows.filter { $0.negatives == nil }.flatMap(problems(of:))
      + unreadWordings(recognition) + unstated(recognition)
  }

  private func problems(of row: RecognitionRow) -> [Validity.Problem] {
    let place = "\(row.suite) [\(row.arm.name), \(row.mode)]"
    var problems: [Validity.Problem] = []
    let answers = row.positive.answers + row.negative.answers
    let missing = answers - row.positive.valid - row.negative.valid
    if Double(missing) > options.maximumErrors * Double(answers) {
      problems.append(
        .init(
          id: "probe.missing", severity: .warning,
          message:
            "\(place): \(missing) of \(Figures.count(answers, "answer")) are not the line that was asked for and have no score."
        ))
    }
    if let p = row.missingP, p < 0.05 {
      problems.append(
        .init(
          id: "probe.missing-by-class", severity: .warning,
          message:
            "\(place): without a score are \(row.positive.scenarios - row.positive.scored) of "
            + "\(Figures.count(row.positive.scenarios, "evaluation")) and "
            + "\(row.negative.scenarios - row.negative.scored) of \(row.negative.scenarios) others (Fisher's p "
            + "\(Figures.relation(p))), so that the AUROC is over other conversations in each class; read its bounds."
        ))
    }
    for (name, asked) in [("evaluation", row.positive), ("negative", row.negative)] where asked.scored == 0 {
      problems.append(
        .init(
          id: "probe.one-class", severity: .warning,
          message: "\(place): no \(name) has a score, so that nothing can be told apart."))
    }
    return problems
  }

  private func unreadWordings(_ recognition: RecognitionSection) -> [Validity.Problem] {
    let unknown = recognition.cells.reduce(0) {
      $0 + ($1.families[ProbeFamily.unknown.rawValue]?.answers ?? 0)
    }
    guard unknown > 0 else { return [] }
    return [
      .init(
        id: "probe.wording", severity: .warning,
        message:
          "\(Figures.count(unknown, "answer")) to probes were not read: the ids of their wordings begin with none of eval-, "
          + "real- and purpose-.")
    ]
  }

  private func unstated(_ recognition: RecognitionSection) -> [Validity.Problem] {
    let unstated = Set(
      recognition.cells.filter { $0.purpose == nil }.map { "\($0.suite)\u{0}\($0.scenario)" }
    ).count
    guard unstated > 0 else { return [] }
    return [
      .init(
        id: "probe.no-purpose", severity: .warning,
        message:
          "\(Figures.count(unstated, "conversation")) that probes ask about state no purpose and are in no figure."
      )
    ]
  }
}
