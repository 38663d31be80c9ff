public import HawthorneCore

/// Why scores were not imported. Nothing was stored.
public struct ScoreImportError: ExplainedError {
  public enum Kind: Sendable, Hashable {
    /// Rows that cannot be taken: the first complaints, and how many there are of how many rows.
    case refused(complaints: [Diagnostic], count: Int, rows: Int, couldBePartial: Bool)
    /// The name and version stand for another file, or another kind of value, in this run.
    case otherValues(scorer: ScorerIdentity, stored: ScorerIdentity)
    case noRows
    /// With `--partial`: no row named a rollout of the run.
    case nothingResolved(rows: Int, complaints: [Diagnostic])
  }

  public var file: String
  public var run: String
  public var kind: Kind

  public init(file: String, run: String, kind: Kind) {
    self.file = file
    self.run = run
    self.kind = kind
  }

  /// The complaints about rows, to be printed one a line.
  public var complaints: [Diagnostic] {
    switch kind {
    case .refused(let complaints, _, _, _), .nothingResolved(_, let complaints): complaints
    default: []
    }
  }

  public var problem: String {
    switch kind {
    case .refused(let complaints, let count, let rows, _):
      (complaints.count < count ? "… and \(count - complaints.count) more. " : "")
        + "\(count) of \(rows) rows of \(file) cannot be taken, so that nothing was stored."
    case .otherValues(let scorer, let stored):
      "Run \(run) has scores of \(scorer.reference) already, from another file "
        + "(\(stored.hash.short), not \(scorer.hash.short)) or read as another kind of value."
    case .noRows: "\(file) holds no scores."
    case .nothingResolved(let rows, _): "None of the \(rows) rows of \(file) names a rollout of run \(run)."
    }
  }

  public var fix: String {
    switch kind {
    case .refused(_, _, _, let couldBePartial):
      couldBePartial
        ? "Mend the rows, or leave those out that name no rollout or have no value with --partial."
        : "Mend the rows and import the file again."
    case .otherValues: "Give the new values a version of their own with --version."
    case .noRows: "Check the path."
    case .nothingResolved: "Check --run; 'hawthorne show RUN --json' lists its rollouts."
    }
  }

  public var exitStatus: ExitStatus {
    switch kind {
    case .otherValues: .usage
    default: .invalid
    }
  }
}
