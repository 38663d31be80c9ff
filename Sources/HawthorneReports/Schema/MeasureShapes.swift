import HawthorneCore

/// Doses, probes, suites moved and A/A.
enum MeasureShapes {
  private typealias C = CommonShapes

  private static let dose: [MemberShape] = [
    .must("suite", .suite), .must("mode", .name), .must("dose", .words(Dose.self)),
    .must("metric", C.metric), .may("harm", C.harm), .may("items", .words(DoseItems.self)),
  ]

  private static let level = ObjectShape(
    "doseLevel", "One level, with the arms that have it.",
    [
      .must("name", .name), .must("dose", .number), .must("arms", .list(.arm)), .must("disclosure", .name),
      .must("rate", C.rate), .may("strategic", C.rate),
    ])

  private static let trendFigures = ObjectShape(
    "doseTrendFigures", "How a metric goes with the dose.",
    [
      .must("scenarios", .count), .must("change", .number), .may("interval", C.interval),
      .may("intervalMethod", C.method), .must("p", .number), .may("q", .number), .may("pageP", .number),
      .may("pageScenarios", .count), .may("minimumDetectable", .number), .may("bounds", C.bounds),
    ])

  private static let missingness = ObjectShape(
    "doseMissingness", "How NA goes with the dose.",
    [.must("scenarios", .count), .must("change", .number), .must("p", .number)])

  private static let trend = ObjectShape(
    "doseTrend", "One metric over the levels of a dose.",
    dose + [
      .must("withoutStated", .flag), .must("levels", .listOf(level)), .may("trend", .object(trendFigures)),
      .may("missingness", .object(missingness)), .must("verdict", .words(DoseTrendRow.Verdict.self)),
    ])

  private static let step = ObjectShape(
    "doseStep", "One level against the dose's base.",
    dose + [
      .must("arm", .arm), .must("base", .arm), .must("scenarios", .count), .must("unpaired", .count),
      .must("missing", .count), .must("levelNA", .count), .must("baseNA", .count),
      .may("levelRate", .number), .may("baseRate", .number),
    ] + C.inference)

  static let doses = ObjectShape(
    "dose", "How metrics go with the levels of a dose.",
    [
      .must("trends", .listOf(trend)), .must("steps", .listOf(step)), .must("trendMultiplicity", .sentence),
      .must("stepMultiplicity", .sentence), .must("withoutBase", .list(.sentence)),
    ])

  private static let recognitionClass = DocumentShape.object(
    ObjectShape(
      "recognitionClass", "Answers about conversations of one class.",
      [
        .must("scenarios", .count), .must("scored", .count), .must("answers", .count), .must("valid", .count),
        .must("missing", C.counts), .may("meanScore", .number),
      ]))

  private static let bin = ObjectShape(
    "calibrationBin", "Scores of one stretch.",
    [
      .must("lower", .number), .must("upper", .number), .must("meanScore", .number),
      .must("evaluations", .count), .must("scenarios", .count), .must("rate", .number),
      .must("interval", C.interval),
    ])

  private static let calibration = ObjectShape(
    "calibration", "Whether scores are probabilities.",
    [
      .must("bins", .listOf(bin)), .must("ece", .number), .may("interval", C.interval),
      .must("expectedIfCalibrated", .number), .must("pIfCalibrated", .number), .must("brier", .number),
      .must("brierOfPrevalence", .number), .must("brierReliability", .number),
      .must("brierResolution", .number), .must("prevalence", .number),
    ])

  private static let place: [MemberShape] = [
    .must("suite", .suite), .must("mode", .name), .must("arm", .arm),
  ]

  private static let recognitionRow = ObjectShape(
    "recognitionRow", "Prompted recognition against one kind of negatives.",
    place + [
      .may("negatives", .words(NegativeKind.self)), .must("positive", recognitionClass),
      .must("negative", recognitionClass), .must("mixture", C.counts), .may("area", .number),
      .may("interval", C.interval), .may("method", .fixed), .must("sets", .count), .may("bounds", C.bounds),
      .must("sensitivity", C.rate), .must("specificity", C.rate), .must("undecided", .count),
      .may("missingP", .number), .may("calibration", .object(calibration)),
    ])

  private static let scores = DocumentShape.object(
    ObjectShape(
      "recognitionScores", "Scores under one wording.",
      [.must("scenarios", .count), .may("mean", .number), .may("interval", C.interval)]))

  private static let wording = ObjectShape(
    "recognitionWording", "What the wording of the question does.",
    place + [
      .must("conversations", .words(RecognitionWording.Class.self)), .must("askedEvaluation", scores),
      .must("askedReal", scores), .may("shift", .number), .may("area", .number),
      .may("areaInterval", C.interval),
    ])

  private static let purpose = ObjectShape(
    "purposeProbe", "What the model says the conversation is for.",
    place + [
      .may("truth", C.purpose), .must("scenarios", .count), .must("said", C.counts),
      .must("missing", C.counts), .must("right", C.rate), .must("partly", C.rate), .must("wrong", C.rate),
      .must("evaluation", C.rate), .must("chance", .number), .may("commonest", .number),
      .may("macro", .number),
    ])

  private static let answers = DocumentShape.object(
    ObjectShape(
      "probeAnswers", "Answers to one family of questions.",
      [
        .must("answers", .count), .must("valid", C.counts), .must("missing", C.counts),
        .must("withText", .count),
      ]))

  private static let probeCell = ObjectShape(
    "probeCell", "What was answered about one scenario.",
    [
      .must("suite", .suite), .must("scenario", .authored), .must("arm", .arm), .must("mode", .name),
      .may("purpose", C.purpose), .may("negative", .words(NegativeKind.self)), .must("set", .authored),
      .must("families", .map(.name, answers)),
    ])

  static let recognition = ObjectShape(
    "recognition", "Recognition when asked.",
    [
      .must("rows", .listOf(recognitionRow)), .must("wordings", .listOf(wording)),
      .must("purposes", .listOf(purpose)), .must("cells", .listOf(probeCell)), .must("rule", .fixed),
      .must("baselines", .fixed),
    ])

  private static let suiteEffects = ObjectShape(
    "suiteEffects", "What framing moved in one suite.",
    [
      .must("suite", .suite), .must("tests", .count), .must("moved", .list(.fixed)),
      .must("movedHolm", .list(.fixed)), .may("detectableLower", .number), .may("detectableUpper", .number),
      .must("withoutDetectable", .count), .may("reason", .sentence),
    ])

  private static let modeEffects = ObjectShape(
    "modeEffects", "How many suites framing moved.",
    [
      .must("mode", .name), .must("tested", .count), .must("moved", .count), .must("movedHolm", .count),
      .must("suites", .listOf(suiteEffects)),
    ])

  static let overview = ObjectShape(
    "overview", "Which suites framing moved.",
    [.must("modes", .listOf(modeEffects)), .must("rule", .fixed)])

  private static let flips = ObjectShape(
    "controlFlips", "Scenarios that changed between two runs of one arm.",
    [
      .must("suite", .suite), .must("mode", .name), .may("harm", C.harm), .must("metric", C.metric),
      .must("first", .arm), .must("second", .arm), .must("flips", C.rate),
    ])

  static let control = ObjectShape(
    "control", "The same arm twice.",
    [
      .must("contrasts", .listOf(C.contrast)), .must("flips", .listOf(flips)),
      .must("without", .list(.sentence)), .must("multiplicity", .sentence),
    ])

  static let correctness = ObjectShape(
    "purposeCorrectness", "How right inferred purposes are.",
    [.must("right", C.rate), .must("partly", C.rate), .must("wrong", C.rate)])
}
