import HawthorneCore

/// Whether two reports asked one and the same model.
enum SameModelShapes {
  private static let count = DocumentShape.object(
    ObjectShape(
      "sameModelCount", "Answers to one question in one report.",
      [.must("yes", .count), .must("known", .count), .must("na", .count)]))

  private static let power = ObjectShape(
    "power", "What shift the test would find.",
    [
      .must("prompts", .count), .must("rollouts", .count), .must("rate", .number),
      .must("correlation", .number), .must("alpha", .number), .must("shift", .number),
      .must("found", .number), .must("scatteredShift", .number), .must("scatteredFound", .number),
      .may("detectable", .number), .must("steps", .list(.number)), .must("simulations", .count),
    ])

  private static let row = ObjectShape(
    "sameModelRow", "One question.",
    [
      .must("question", .words(SameModelSection.Question.self)), .must("prompts", .count),
      .must("informative", .count), .must("old", count), .must("new", count), .may("p", .number),
      .may("adjustedP", .number), .may("pShared", .number), .may("pScattered", .number),
      .may("power", .object(power)),
    ])

  static let section = ObjectShape(
    "sameModel", "Whether the two reports can be told apart.",
    [
      .must("verdict", .word(["told_apart", "not_told_apart", "cannot_tell", "not_made"])),
      .may("reason", .text), .must("cautions", .list(.text)), .must("rows", .listOf(row)),
      .must("draws", .count), .must("multiplicity", .sentence),
    ])
}
