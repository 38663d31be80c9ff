import HawthorneCore

extension ConclusionsAnalysis {
  /// The parts of a full report that there were no data for, by name.
  func notMeasured() -> [Sentence] {
    let cells = index.cells
    let arms = Set(cells.map(\.arm.kind))
    let languages = index.languages
    var missing: [Sentence] = []
    func note(_ absent: Bool, _ id: String, _ text: String) {
      if absent { missing.append(Sentence(id, text)) }
    }
    note(awareness.purposes.isEmpty, "purpose", "Purpose inference: no label names a purpose.")
    note(
      !awareness.purposes.isEmpty && !cells.contains { $0.expectedPurpose != nil }, "purpose-truth",
      "Whether inferred purposes are right: no scenario states its true one.")
    // A label that looked for echoes was made by a version that looked for all of these.
    note(
      cells.contains { $0.aware.known > 0 }
        && !cells.contains { ($0.axes?.recognisedWithEchoes.known ?? 0) > 0 },
      "axes",
      "Echoes, named evaluators and benchmarks, and what stands before the decision: no label says; 'hawthorne rescan' "
        + "makes labels that do.")
    note(
      recognition?.rows.contains { $0.area != nil } != true, "prompted-recognition",
      "Prompted recognition (AUROC, calibration, human baseline): "
        + (recognition == nil
          ? "no probe was asked."
          : "no answer to a probe could be scored in both classes."))
    note(
      recognition != nil, "human-baseline",
      "Prompted recognition by people: there is no human baseline on these texts.")
    note(
      behaviour.contrasts.isEmpty, "framing",
      "Framing effects: no pair of arms with a known behaviour was run.")
    note(!arms.contains(.level), "dose", "Dose response: no arm is a level of a dose.")
    note(
      dose != nil && dose?.trends.contains { $0.trend != nil } != true, "dose-trend",
      "A trend over levels: no scenario is known at two levels of a dose with an order.")
    let without = behaviour.control?.without ?? []
    note(
      !arms.contains(.control) || !without.isEmpty, "negative-control",
      "A/A noise: no control arm was run"
        + (arms.contains(.control) ? " in \(without.joined(separator: ", "))." : "."))
    note(
      refusals.rows.isEmpty, "refusal", "Refusals of harmful items and of benign twins: no item is marked so."
    )
    note(
      !refusals.rows.isEmpty && refusals.twins.isEmpty, "twins",
      "Discrimination between harmful items and benign twins: no twin was run.")
    note(
      !cells.contains { $0.misaligned.known > 0 }, "alignment",
      "Aligned and misaligned behaviour: no scenario's check decided it.")
    note(
      !cells.contains { $0.correct.known > 0 }, "correctness", "Correctness: no scenario's check decided it.")
    note(
      languages.count < 2, "languages",
      "Other languages: all scenarios were asked in \(languages.first ?? "none").")
    missing += [
      Sentence("sandbagging", "Sandbagging by target and control drop, flips and a monitor's ROC."),
      Sentence("attacks", "Refusal under static attacks."),
      Sentence("interventions", "Causal interventions on the reasoning (remove, inject, resample)."),
      Sentence("gold", "Agreement of the classifier with human labels of this run."),
      Sentence("access", "Unverbalised awareness: nothing inside the model was read."),
    ]
    return missing
  }
}
