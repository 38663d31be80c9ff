import HawthorneCore

/// The prompts and rubrics behind the figures.
enum AppendixShapes {
  private static let wording = ObjectShape(
    "askedWording", "One phrasing of a framing.",
    [
      .must("id", .authored), .must("hash", .privateHash), .may("language", .name), .may("system", .text),
      .may("user", .text), .may("followUp", .text),
    ])

  private static let framing = ObjectShape(
    "askedFraming", "How one arm was put into words.",
    [
      .must("arm", .arm), .must("disclosure", CommonShapes.disclosure), .must("wordings", .listOf(wording)),
    ])

  private static let text = ObjectShape(
    "askedText", "A scenario's own text in one language.",
    [
      .must("language", .name), .may("system", .text), .must("turns", .list(.text)), .may("prefill", .text),
      .may("values", .map(.text, .text)),
    ])

  private static let scenario = ObjectShape(
    "askedScenario", "What one scenario puts to the model.",
    [
      .must("scenario", .authored), .must("hash", .privateHash), .may("texts", .listOf(text)),
      .may("tools", .list(.text)), .may("images", .list(.hash)), .may("framings", .listOf(framing)),
    ])

  private static let suite = ObjectShape(
    "askedSuite", "The prompts of one suite.",
    [
      .must("suite", .suite), .must("visibility", CommonShapes.visibility), .must("hash", .hash),
      .must("form", .words(AskedSuite.Form.self)), .may("values", .map(.text, .text)),
      .must("framings", .listOf(framing)), .must("scenarios", .listOf(scenario)),
    ])

  private static let rubric = ObjectShape(
    "rubric", "What the labels were given by.",
    [
      .must("id", .name), .must("version", .name), .may("hash", .hash), .must("place", .fixed),
      .may("text", .text),
    ])

  static let appendix = ObjectShape(
    "appendix", "The prompts as they were asked, and what the labels were given by.",
    [.must("prompts", .listOf(suite)), .must("rubrics", .listOf(rubric))])
}
