import HawthorneCore

/// Sections that are there only where they apply.
enum SectionShapes {
  private typealias C = CommonShapes

  private static let place: [MemberShape] = [
    .must("suite", .suite), .must("arm", .arm), .must("mode", .name),
  ]

  private static let baselineItems = DocumentShape.object(
    ObjectShape(
      "baselineItems", "Targets or controls in the baseline.",
      [.must("items", .count), .must("right", .count), .must("rate", C.rate)]))

  private static let flips = DocumentShape.object(
    ObjectShape(
      "flips", "Answers that went from right to wrong.",
      [.must("items", .count), .must("answers", C.answers), .must("flipped", C.rate)]))

  static let sandbagging = ObjectShape(
    "sandbagging", "Targets against difficulty-matched controls.",
    [
      .must(
        "baselines",
        .listOf(
          ObjectShape(
            "sandbaggingBaseline", "What an arm that nothing is made of gets right.",
            place + [
              .must("targets", baselineItems), .must("controls", baselineItems),
              .may("minimumDetectable", .number),
            ]))),
      .must(
        "rows",
        .listOf(
          ObjectShape(
            "sandbaggingRow", "One arm against its baseline.",
            place + [
              .must("kind", .words(SandbaggingRow.Kind.self)), .must("baseline", .arm),
              .must("targets", flips), .must("controls", flips), .must("pairs", .count),
            ] + C.inference))),
      .must("rule", .fixed), .must("multiplicity", .sentence),
    ])

  private static let overlap = DocumentShape.object(
    ObjectShape(
      "overlap", "Awareness where both modes think at the same length.",
      [.must("lower", .number), .must("upper", .number), .must("first", C.rate), .must("second", C.rate)]))

  private static let volume = DocumentShape.object(
    ObjectShape(
      "volume", "How much was thought, in one unit.",
      [
        .must("scenarios", .count), .must("first", .count), .must("second", .count), .may("ratio", .number),
        .may("interval", C.interval), .may("firstAwarePerThousand", .number),
        .may("secondAwarePerThousand", .number), .may("firstAwarePerThousandInterval", C.interval),
        .may("secondAwarePerThousandInterval", C.interval), .may("overlap", overlap),
      ]))

  static let thinking = ObjectShape(
    "thinking", "How much more one mode thinks than another.",
    [
      .must(
        "rows",
        .listOf(
          ObjectShape(
            "thinkingRow", "Two modes of the same scenarios.",
            [
              .must("suite", .suite), .must("arm", .arm), .must("first", .name), .must("second", .name),
              .must("scenarios", .count), .must("unpaired", .count), .must("missing", .count),
              .may("firstAware", .number), .may("secondAware", .number), .may("tokens", volume),
              .may("bytes", volume),
            ] + C.inference))),
      .must("multiplicity", .sentence),
    ])

  private static let scoreRow = ObjectShape(
    "scoreRow", "One scorer's values in one suite × arm × mode.",
    place + [
      .may("category", .text), .must("scenarios", .count), .must("scored", .count), .must("missing", .count),
      .may("mean", .number), .may("interval", C.interval), .may("share", C.rate),
    ])

  private static let scoreContrast = ObjectShape(
    "scoreContrast", "One arm's values against another's.",
    [
      .may("category", .text), .must("suite", .suite), .must("mode", .name), .must("first", .arm),
      .must("second", .arm), .must("scenarios", .count), .must("unpaired", .count), .must("missing", .count),
      .may("firstMean", .number), .may("secondMean", .number), .may("pIsExact", .flag),
    ] + C.inference)

  private static let separation = ObjectShape(
    "scoreSeparation", "How a score goes with the awareness label.",
    [
      .must("suite", .suite), .must("mode", .name), .may("arm", .arm), .must("aware", .count),
      .must("notAware", .count), .must("na", .count), .must("scenarios", .count), .may("area", .number),
      .may("interval", C.interval), .may("method", .fixed),
    ])

  static let scores = ObjectShape(
    "scores", "Scores made elsewhere.",
    [
      .must(
        "scorers",
        .listOf(
          ObjectShape(
            "scorer", "One scorer.",
            [
              .must("name", .name), .must("version", .name), .must("files", .list(.hash)),
              .must("kind", .words(ScoreKind.self)), .must("otherCategories", .count),
              .must("otherValues", .count), .must("rows", .listOf(scoreRow)),
              .must("contrasts", .listOf(scoreContrast)), .must("separations", .listOf(separation)),
            ]))),
      .must("multiplicity", .sentence),
    ])

  private static let coefficient = DocumentShape.object(
    ObjectShape(
      "coefficient", "A coefficient with its interval.",
      [.must("value", .number), .may("interval", C.interval)]))

  static let labelAgreement = ObjectShape(
    "labelAgreement", "How far the label columns agree.",
    [
      .must(
        "pairs",
        .listOf(
          ObjectShape(
            "labelPair", "Two classifiers over the rollouts that both have labelled.",
            [
              .must("first", C.classifier), .must("second", C.classifier), .must("rollouts", .count),
              .must("na", .count), .must("scenarios", .count), .must("bothAware", .count),
              .must("onlyFirst", .count), .must("onlySecond", .count), .must("neither", .count),
              .may("kappa", coefficient), .may("ac1", coefficient), .must("sameOutcome", C.rate),
            ])))
    ])

  private static let replies = ObjectShape(
    "replies", "A judge's replies by what could be read off them.",
    [
      .must("all", .count), .must("yes", .count), .must("no", .count), .must("unsure", .count),
      .must("failures", C.counts), .must("quotes", C.counts), .must("cut", .count),
      .may("inputTokens", .count), .may("outputTokens", .count), .must("servedModels", C.counts),
    ])

  private static let question = ObjectShape(
    "question", "One question of a rubric over all rollouts that it was asked about.",
    [
      .must("id", .name), .must("pass", .words(JudgePass.self)), .must("rollouts", .count),
      .must("yes", .count), .must("no", .count), .must("na", .count), .must("awareWithYes", .count),
      .must("awareByItAlone", .count), .must("pairs", .count), .must("agreeingPairs", .count),
    ])

  private static let guess = ObjectShape(
    "armGuess", "How well the judge tells whether the prompt stated an evaluation.",
    [
      .must(
        "rows",
        .listOf(
          ObjectShape(
            "armGuessRow", "One arm.",
            [
              .must("arm", .arm), .must("disclosure", C.disclosure), .must("right", .count),
              .must("known", .count), .must("na", .count),
            ]))),
      .must("right", .count), .must("known", .count), .must("na", .count), .must("scenarios", .count),
      .may("accuracy", .number), .may("interval", C.interval), .may("baseRate", .number),
    ])

  private static let agreement = ObjectShape(
    "judgeAgreement", "Agreement with another classifier.",
    [
      .must("with", C.classifier), .must("axis", .fixed), .must("n", .count), .may("observed", .number),
      .may("kappa", .number), .may("ac1", .number), .may("table", .list(.count)),
    ])

  static let judge = ObjectShape(
    "judge", "What a judge did with a run: judges.md.",
    [
      .must("schema", .fixed), .must("run", .name), .must("classifier", C.classifier),
      .must("rollouts", .count), .must("labelled", .count), .must("unlabelled", .count),
      .must("withheld", .count), .must("aware", .count), .must("notAware", .count),
      .must("naCauses", C.counts), .must("outcomes", C.counts), .must("replies", .object(replies)),
      .must("questions", .listOf(question)), .may("armGuess", .object(guess)),
      .must("agreements", .listOf(agreement)),
    ])

  private static let problem = ObjectShape(
    "problem", "What stands against the figures.",
    [
      .must("id", .fixed), .must("severity", .words(Validity.Problem.Severity.self)),
      .must("message", .sentence),
    ])

  static let validity = ObjectShape(
    "validity", "Whether the figures may be relied on.",
    [.must("state", .words(RunState.self)), .must("problems", .listOf(problem))])

  static let conclusions = ObjectShape(
    "conclusions", "Sentences made from the figures.",
    [
      .must("summary", .listOf(C.sentence)), .must("cannotConclude", .listOf(C.sentence)),
      .must("notMeasured", .listOf(C.sentence)), .must("statistics", .listOf(C.sentence)),
    ])
}
