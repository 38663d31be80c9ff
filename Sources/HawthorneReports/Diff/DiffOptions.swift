public import HawthorneCore

/// What is meant to differ between two reports; everything else that differs is a confound.
public enum DiffFactor: String, Sendable, Hashable, Codable, CaseIterable {
  case model, mode, suite, classifier
}

/// Differences that forbid a comparison unless they are allowed by name.
public enum DiffAllowance: String, Sendable, Hashable, Codable, CaseIterable {
  /// No suite id in common: scenarios are then paired by their own ids.
  case suite
  /// Labels of another classifier, version or rule pack.
  case classifier
  /// A report whose own figures are invalid.
  case invalid
}

/// How two reports are to be compared.
public struct DiffOptions: Sendable, Hashable {
  public var across: DiffFactor
  public var allowed: Set<DiffAllowance>
  /// The mode taken from each report; nil takes all that both have.
  public var oldMode: String?
  public var newMode: String?

  public init(
    across: DiffFactor = .model, allowed: Set<DiffAllowance> = [], oldMode: String? = nil,
    newMode: String? = nil
  ) {
    self.across = across
    self.allowed = allowed
    self.oldMode = oldMode
    self.newMode = newMode
  }
}

/// Why two reports cannot be compared.
public enum DiffError: ExplainedError, Hashable {
  case invalid(which: String, problem: String)
  case differentClassifiers(old: String, new: String)
  case differentSuites(old: [String], new: [String])
  case noSharedScenario
  case unknownMode(name: String, which: String, known: [String])
  case severalModes(which: String, modes: [String])

  public var problem: String {
    switch self {
    case .invalid(let which, let problem): "The \(which) report is invalid: \(problem)"
    case .differentClassifiers(let old, let new):
      "The labels are of different classifiers: \(old) in the old report, \(new) in the new."
    case .differentSuites(let old, let new):
      "The reports share no suite: \(old.joined(separator: ", ")) in the old, \(new.joined(separator: ", ")) in the new."
    case .noSharedScenario: "The reports share no scenario in the same arm and mode: nothing can be paired."
    case .unknownMode(let name, let which, let known):
      "The \(which) report has no mode '\(name)'; it has \(known.joined(separator: ", "))."
    case .severalModes(let which, let modes):
      "The \(which) report holds several modes (\(modes.joined(separator: ", "))), and --across mode needs one of each."
    }
  }

  public var fix: String {
    switch self {
    case .invalid: "Finish or repeat its run, or pass --allow invalid to see the differences all the same."
    case .differentClassifiers:
      "Label both runs with one classifier ('hawthorne rescan') and write the reports again; or pass --across classifier, "
        + "or --allow classifier."
    case .differentSuites:
      "Compare reports on the same suite; --across suite or --allow suite pairs scenarios by their ids."
    case .noSharedScenario: "Compare reports on the same scenarios."
    case .unknownMode: "Name one of them."
    case .severalModes: "Name them with --old-mode and --new-mode."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .unknownMode, .severalModes: .usage
    default: .invalid
    }
  }
}
