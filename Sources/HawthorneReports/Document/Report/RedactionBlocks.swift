extension Report {
  /// What a reader of a redacted report must know first; nothing for a full one.
  var redactionBlocks: [Block] {
    guard let redaction else { return [] }
    return [
      .alert(
        title: "Redacted form",
        [
          "Texts of models, prompts, suites' authors and users are replaced by ids (\(redaction.form)); every count and figure is "
            + "that of the full report.",
          "Two redacted reports with the salt mark \(redaction.salt) give equal ids to equal texts.",
        ])
    ]
  }
}
