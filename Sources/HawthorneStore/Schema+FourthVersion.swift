extension Schema {
  /// Version 4: `classifiers.packs` names the rule packs behind a classifier's hash, as JSON; null where the labels came
  /// without them.
  static let fourthVersion = """
    ALTER TABLE classifiers ADD COLUMN packs TEXT;
    """
}
