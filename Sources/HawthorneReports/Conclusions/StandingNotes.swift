import HawthorneCore

extension ConclusionsAnalysis {
  /// What every figure stands on, of this report: correction for many figures, chance, the labels' validation, the plan, and
  /// what could be read.
  var standing: [Sentence] { [multiplicity, chance, validation, deviations, access] }

  private var multiplicity: Sentence {
    Sentence(
      "multiplicity",
      "q adjusts p over the family that its table names (Benjamini–Hochberg), an adjusted p over serving and drift (Holm). "
        + "Intervals, and figures without either, are not adjusted for how many there are.")
  }

  private var chance: Sentence {
    Sentence(
      "chance",
      "Permutations and resamples that are too many to enumerate are drawn: \(options.permutations) with seed "
        + "\(options.seed), so that the same runs give the same figures.")
  }

  /// Whether anybody has held the labels against people's.
  private var validation: Sentence {
    guard let classifier = provenance.classifier else {
      return Sentence("validation", "Validation of labels: the report counts none.")
    }
    let name = classifier.reference
    return Sentence(
      "validation",
      classifier.isJudge
        ? "Validation of labels: given by the judge \(name). How its votes agree with each other and with other classifiers is in "
          + "its section; it was not held against people's labels of this run."
        : "Validation of labels: given by the rules \(name). What is known of their errors on other texts stands under accuracy; "
          + "they were not held against people's labels of this run.")
  }

  private var deviations: Sentence {
    let plans = registration?.plans ?? []
    guard !plans.isEmpty else {
      return Sentence(
        "deviations",
        "Deviations from pre-registration: none can be told, since no plan was frozen before the runs.")
    }
    let count = plans.reduce(0) { $0 + $1.deviations.count }
    let loose = registration?.unregistered.count ?? 0
    return Sentence(
      "deviations",
      "Deviations from pre-registration: \(Figures.count(count, "deviation")) from \(Figures.count(plans.count, "plan"))"
        + (loose > 0 ? "; \(Figures.count(loose, "run")) without one." : ".")
        + (count > 0 ? " Each is named under the plan." : ""))
  }

  /// What of the model was open to reading.
  private var access: Sentence {
    var forms: [String: Int] = [:]
    for cell in index.cells { forms.add(cell.axes?.forms ?? [:]) }
    let all = index.cells.reduce(0) { $0 + $1.rollouts }
    let read = forms.values.reduce(0, +)
    let parts = forms.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return Sentence(
      "access-limits",
      "Access: answers, tool calls and reasoning as the provider gave it"
        + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
        + "; in \(max(0, all - read)) of \(Figures.count(all, "rollout")) none could be read. Neither weights nor activations were "
        + "looked at.")
  }
}
