extension ReportDiff {
  /// The same rollouts in both reports: what was not asked again can show no change of a model, and no sameness.
  public struct Overlap: Sendable, Hashable, Codable {
    /// Whether both files are one report.
    public var isOneReport: Bool
    /// Runs that are in both.
    public var runs: [String]
    /// Whether they were labelled by two classifiers, which then is what is compared.
    public var isRelabelled: Bool
  }
}

extension ReportDiff.Overlap {
  /// nil where no rollout stands on both sides.
  init?(_ old: Report, _ new: Report, options: DiffOptions) {
    // Two modes of one run are other rollouts.
    if let before = options.oldMode, let after = options.newMode, before != after { return nil }
    let shared = Set(old.provenance.runs.map(\.id)).intersection(new.provenance.runs.map(\.id))
    guard old.id == new.id || !shared.isEmpty else { return nil }
    isOneReport = old.id == new.id
    runs = shared.sorted()
    isRelabelled = old.provenance.classifier != new.provenance.classifier
  }

  /// Whether figures that ask what a rerun would show make no sense.
  var isSameLabels: Bool { !isRelabelled }
}
