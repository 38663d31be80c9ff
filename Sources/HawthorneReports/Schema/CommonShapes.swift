import HawthorneCore
import HawthorneStatistics

/// Objects that several sections share.
enum CommonShapes {
  static let harm = DocumentShape.words(Scenario.Harm.self)
  static let metric = DocumentShape.words(Metric.self)
  static let access = DocumentShape.words(ReasoningAccess.self)
  static let purpose = DocumentShape.words(PurposeClass.self)
  static let visibility = DocumentShape.words(Suite.Visibility.self)
  static let disclosure = DocumentShape.words(Disclosure.self)
  static let test = DocumentShape.words(Contrast.Test.self)
  static let method = DocumentShape.words(Contrast.IntervalMethod.self)
  /// Counts by a name.
  static let counts = DocumentShape.map(.name, .count)
  static let outcomes = DocumentShape.map(.words(Outcome.self), .count)

  static let interval = DocumentShape.object(
    ObjectShape(
      "interval", "An interval, its ends rounded to ten significant digits.",
      [
        .must("lower", .number), .must("upper", .number),
        .must("level", .number, "Two-sided confidence, for example 0.95."),
      ]))

  static let bounds = DocumentShape.object(
    ObjectShape(
      "bounds", "Where a figure could lie whatever the NA would have shown.",
      [.must("lower", .number), .must("upper", .number)]))

  static let rate = DocumentShape.object(
    ObjectShape(
      "rate", "A rate with what it is a rate of.",
      [
        .must("numerator", .count, "Rollouts, or items, that had it."), .must("denominator", .count),
        .must("na", .count, "Left out of the denominator: nothing could be said."),
        .must("scenarios", .count, "The n of inference."),
        .may("rate", .number, "numerator / denominator; absent where the denominator is 0."),
        .may("interval", interval), .may("method", .words(ScenarioRate.Method.self), "How it was made."),
        .may("bounds", bounds),
      ]))

  static let tally = DocumentShape.object(
    ObjectShape(
      "tally", "Answers to one question over rollouts.",
      [.must("yes", .count), .must("no", .count), .must("na", .count)]))

  static let discordance = DocumentShape.object(
    ObjectShape(
      "discordance", "Paired scenarios by what both sides showed.",
      [
        .must("both", .count), .must("onlyFirst", .count), .must("onlySecond", .count),
        .must("neither", .count),
      ]))

  /// What every comparison of two conditions may have beside its own members.
  static let inference: [MemberShape] = [
    .may("difference", .number, "First − second, a fraction."), .may("test", test), .may("p", .number),
    .may("interval", interval), .may("intervalMethod", method),
    .may("minimumDetectable", .number, "Found with 80 % power at this n; a fraction."),
    .may("bounds", bounds), .may("q", .number, "Benjamini–Hochberg over the table's family."),
  ]

  static let contrast = ObjectShape(
    "contrast", "One arm against another, paired by scenario.",
    [
      .must("role", .words(Contrast.Role.self)), .must("suite", .suite), .must("mode", .name),
      .may("harm", harm), .must("metric", metric), .must("first", .arm), .must("second", .arm),
      .must("scenarios", .count, "The n of the test."), .must("unpaired", .count), .must("missing", .count),
      .must("firstNA", .count), .must("secondNA", .count), .may("firstRate", .number),
      .may("secondRate", .number), .may("discordance", discordance), .may("midP", .number),
      .may("pIsExact", .flag),
    ] + inference)

  static let pack = ObjectShape(
    "rulePack", "A rule pack.", [.must("id", .name), .must("version", .name), .must("hash", .hash)])

  static let classifier = DocumentShape.object(
    ObjectShape(
      "classifier", "Whose labels are counted.",
      [
        .must("id", .name), .must("version", .name), .must("hash", .hash), .may("packs", .listOf(pack)),
      ]))

  static let mode = ObjectShape(
    "mode", "How the model is run.",
    [.must("name", .name), .may("reasoningEffort", .name), .may("reasoningTokens", .integer)])

  static let parameters = DocumentShape.object(
    ObjectShape(
      "parameters", "What is asked of the sampler.",
      [
        .may("temperature", .number), .may("topP", .number), .may("maxTokens", .integer),
        .may("seed", .integer), .may("logprobs", .integer), .must("extra", .map(.name, .anything)),
      ]))

  static let answers = DocumentShape.object(
    ObjectShape(
      "answers", "Right, wrong and refused answers.",
      [.must("right", .count), .must("wrong", .count), .must("refused", .count), .must("other", .count)]))

  static let sentence = ObjectShape(
    "sentence", "A sentence made from the figures.", [.must("id", .fixed), .must("text", .sentence)])
}
