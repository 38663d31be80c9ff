extension ConclusionsAnalysis {
  /// How the figures were made; the reasons are in `Documentation/statistics.md`.
  static let statistics: [Sentence] = [
    Sentence(
      "unit",
      "The unit of inference is the scenario. n is scenarios (items for refusals), never rollouts, wordings, languages or epochs."
    ),
    Sentence(
      "rates",
      "Rates are rollouts over readable (or known) rollouts; their 95 % intervals are Clopper–Pearson's with "
        + "scenarios as n: at the effective number of trials (Korn–Graubard) where enough scenarios show how much repeats "
        + "add, else each scenario once."),
    Sentence(
      "paired",
      "Arms are compared over scenarios run in both: exact McNemar where each has one rollout an arm, with the "
        + "outer ends of Tango's and Bonett and Price's intervals; otherwise a sign-flip permutation test of scenario means "
        + "and the interval that inverts it, guarded against responders not drawn, or exact bounds where almost no "
        + "scenario differs."
    ),
    Sentence(
      "mde",
      "MDE is the smallest true difference found with 80 % power at a two-sided 0.05 with this n and the noise seen."
    ),
    Sentence(
      "bounds",
      "Bounds count every NA against and for a figure (Manski); they hold whatever the missing rollouts would show."
    ),
    Sentence(
      "ladder",
      "Suspicion+, recognition+ and definitive are rates of belief, influenced+ and primary driver of claimed "
        + "influence; the two are not nested, and neither flags nor user_probe are in them."),
    Sentence(
      "layers",
      "Recognised counts any layer; beyond disclosed only what the prompt did not say, and is never compared between "
        + "arms of different disclosure."),
    Sentence(
      "strata",
      "Aware against not aware is weighted within scenario × arm × mode (Mantel–Haenszel, Sato's variance); the "
        + "Simpson flag means that the interval of pooled − stratified excludes 0."),
  ]
}
