import HawthorneCore
import HawthorneStore

/// What people said, and the rates corrected by it.
enum GoldShapes {
  private typealias C = CommonShapes

  private static let run = ObjectShape(
    "goldRun", "The gold labels of one run.",
    [
      .must("run", .name), .may("strataBy", C.classifier, "By whose labels the strata were made."),
      .must(
        "queues",
        .listOf(
          ObjectShape(
            "goldQueue", "A sample that people were given.",
            [
              .must("id", .hash), .must("name", .text), .must("members", .count),
              .may(
                "unused", .words(GoldSample.Unused.Reason.self),
                "Why it does not count; absent where it does."),
            ]))),
      .must(
        "people",
        .listOf(
          ObjectShape(
            "annotator", "One who labelled.",
            [
              .must("name", .text), .must("labels", .count),
              .must("blind", .count, "Given without seeing arm, model and machine labels."),
            ]))),
      .must("members", .count, "Of the queues that count, each once."),
      .must("read", .count, "Of the members."),
      .must("cannotTell", .count, "Of the read: nobody could tell whether it is aware."),
      .must("disputed", .count, "Of the read: no majority says whether it is aware."),
      .must("stale", .count, "Labels of texts replaced since; not counted."),
      .must("outside", .count, "Labels given outside of queues; not counted."),
    ])

  private static let part = DocumentShape.object(
    ObjectShape(
      "goldClass", "One of the two classes that the machine makes.",
      [
        .must("rollouts", .count), .must("gold", .count, "Read and decided."),
        .must("positive", .count, "Of those, positive by people."),
        .must("undecided", .count, "Read, and people could not tell or do not agree."),
        .may("rate", .number, "The share that people would call positive."), .may("interval", C.interval),
      ]))

  private static let corrected: [MemberShape] = [
    .may("corrected", .number, "A fraction."), .may("interval", C.interval),
    .may("bounds", C.bounds, "With everything undecided counted either way."),
    .may("refused", .sentence, "Why there is no corrected figure."),
  ]

  private static let row = ObjectShape(
    "goldRow", "The rate of one arm, as the machine has it and corrected.",
    [
      .must("metric", C.metric), .may("suite", .suite, "Absent over all suites."), .must("arm", .arm),
      .must("mode", .name), .may("harm", C.harm), .must("raw", C.rate),
      .must("uncovered", .count, "Rollouts that no queue could draw; in no figure."),
      .must("positives", part),
      .must("negatives", part), .must("naRead", .count), .must("naPositive", .count),
    ] + corrected)

  private static let contrast = ObjectShape(
    "goldContrast", "The difference of two arms, as the machine has it and corrected.",
    [
      .must("metric", C.metric), .must("role", .words(Contrast.Role.self)),
      .may("suite", .suite, "Absent over all suites."), .must("mode", .name), .may("harm", C.harm),
      .must("first", .arm), .must("second", .arm), .must("scenarios", .count, "Known in both arms."),
      .may("raw", .number, "First − second, a fraction."),
    ] + corrected)

  private static let agreement = ObjectShape(
    "goldAgreement", "Two annotators on what both have read.",
    [
      .must("first", .text), .must("second", .text), .must("both", .count),
      .must(
        "measures",
        .listOf(
          ObjectShape(
            "goldMeasure", "One question that both answered.",
            [
              .must("question", .words(GoldAgreement.Measure.Question.self)), .must("n", .count),
              .must("undecided", .count), .must("same", .count), .may("observed", .number),
              .may("kappa", .number, "Cohen's; absent where it is not defined."),
              .may("ac1", .number, "Gwet's; AC2 where weighted."), .may("weighting", .word(["linear"])),
            ]))),
    ])

  static let gold = ObjectShape(
    "gold", "What people said of a sample of the rollouts, and the rates corrected by it.",
    [
      .must("method", .fixed), .must("labels", .hash, "Over the ids of the gold labels that stood."),
      .must("until", .integer, "When the last of them was given; ms since 1970."),
      .must("runs", .listOf(run)),
      .must("rows", .listOf(row)), .must("contrasts", .listOf(contrast)),
      .must("agreement", .listOf(agreement)),
    ])
}
