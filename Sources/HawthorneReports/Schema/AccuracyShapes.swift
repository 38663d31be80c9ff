import HawthorneCore

/// What is known of the classifier's errors; all of it travels inside the program.
enum AccuracyShapes {
  private static let figure = ObjectShape(
    "accuracyFigure", "A share or a coefficient with its 95 % interval.",
    [
      .must("name", .fixed), .must("value", .number), .may("lower", .number), .may("upper", .number),
      .may("yes", .count), .may("of", .count),
    ])

  private static let pack = ObjectShape(
    "accuracyPack", "A file by its SHA-256.", [.must("name", .fixed), .must("sha256", .hash)])

  private static let confusion = ObjectShape(
    "confusion", "What was said of one gold class.",
    [.must("gold", .fixed), .must("said", .map(.fixed, .count)), .must("na", .count)])

  private static let set = ObjectShape(
    "accuracySet", "One labelled set.",
    [
      .must("id", .fixed), .must("title", .fixed), .must("measures", .fixed), .may("column", .fixed),
      .must("labelledBy", .fixed), .must("provisional", .flag), .must("heldOut", .flag), .must("n", .count),
      .must("na", .count), .may("prompts", .count), .may("clusterField", .fixed), .must("clusters", .count),
      .must("excluded", .map(.fixed, .count)), .must("data", .listOf(pack)),
      .must("confusion", .listOf(confusion)), .must("figures", .listOf(figure)),
      .must("notes", .list(.fixed)),
    ])

  private static let heldOut = ObjectShape(
    "heldOut", "A measurement on texts that the rules had not been written with.",
    [
      .must("id", .fixed), .must("title", .fixed), .must("measures", .fixed),
      .must(
        "classifier",
        .object(
          ObjectShape("classifierName", "A version.", [.must("id", .fixed), .must("version", .fixed)]))),
      .must("isPresent", .flag), .must("n", .count), .must("figures", .listOf(figure)),
      .must("notes", .list(.fixed)),
    ])

  private static let measured = ObjectShape(
    "accuracyMeasured", "How far one classifier agrees with people.",
    [
      .must("schema", .fixed), .must("classifier", CommonShapes.classifier), .must("packs", .listOf(pack)),
      .must("sets", .listOf(set)), .must("heldOut", .listOf(heldOut)),
    ])

  static let accuracy = ObjectShape(
    "accuracy", "What the report says of the errors of its labels.",
    [.must("statement", .sentence), .may("measured", .object(measured))])
}
