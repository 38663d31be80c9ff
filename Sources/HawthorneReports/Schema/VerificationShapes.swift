import HawthorneCore

/// Every member of `hawthorne-verify/1`.
enum VerificationShapes {
  private static let check = ObjectShape(
    "check", "One thing that was looked at beside the figures.",
    [
      .must("id", .fixed), .must("outcome", .words(Verification.Check.Outcome.self)),
      .must("message", .sentence),
    ])

  private static let section = ObjectShape(
    "section", "The figures of one top-level member.",
    [
      .must("name", .fixed), .must("compared", .count), .must("differing", .count),
      .must("onlyInReport", .count), .must("onlyInStore", .count),
    ])

  private static let difference = ObjectShape(
    "difference", "One place where the file and what was recomputed differ.",
    [
      .must("kind", .words(TreeComparison.Difference.Kind.self)), .must("path", .text),
      .must("place", .text), .may("report", .anything), .may("store", .anything),
    ])

  static let verification = ObjectShape(
    "verification", "What came of making a file again.",
    [
      .must("schema", .word([Verification.schema])), .must("document", .fixed), .may("stated", .text),
      .must("verdict", .words(Verification.Verdict.self)), .must("compared", .count),
      .must("differing", .count), .must("onlyInReport", .count), .must("onlyInStore", .count),
      .must("checks", .listOf(check)), .must("sections", .listOf(section)),
      .must("differences", .listOf(difference)), .must("notes", .list(.fixed)),
    ])
}
