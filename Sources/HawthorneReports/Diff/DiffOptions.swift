public import HawthorneCore

/// What is meant to differ between two reports; everything else that differs is a confound.
public enum DiffFactor: String, Sendable, Hashable, Codable, CaseIterable {
  case model, mode, suite, classifier
}

/// Differences that forbid a comparison unless they are allowed by name.
public enum DiffAllowance: String, Sendable, Hashable, Codable, CaseIterable {
  /// No suite id in common: scenarios are then paired by their own ids.
  case suite
  /// Scenarios that say something else in the two reports are paired all the same.
  case rewritten
  /// Labels of another classifier, version or rule pack.
  case classifier
  /// A report whose own figures are invalid.
  case invalid
}

/// How reports are to be compared.
public struct DiffOptions: Sendable, Hashable {
  public var across: DiffFactor
  public var allowed: Set<DiffAllowance>
  /// The mode taken from each report; nil takes all that both have.
  public var oldMode: String?
  public var newMode: String?
  /// How far from 0 a difference may lie and still be called the same, a fraction in (0, 1).
  public var margin: Double
  /// Whether to test that both reports asked one and the same model.
  public var sameModel: Bool
  /// Simulated comparisons for each figure of power.
  public var simulations: Int

  public init(
    across: DiffFactor = .model, allowed: Set<DiffAllowance> = [], oldMode: String? = nil,
    newMode: String? = nil, margin: Double = 0.05, sameModel: Bool = false, simulations: Int = 200
  ) {
    self.across = across
    self.allowed = allowed
    self.oldMode = oldMode
    self.newMode = newMode
    self.margin = margin
    self.sameModel = sameModel
    self.simulations = simulations
  }
}

/// Why reports cannot be compared.
public enum DiffError: ExplainedError, Hashable {
  case invalid(which: String, problem: String)
  case differentClassifiers(old: String, new: String)
  case differentSuites(old: [String], new: [String])
  case noSharedScenario
  /// So many scenarios are in both, and none says the same.
  case onlyRewritten(scenarios: Int)
  case unknownMode(name: String, which: String, known: [String])
  case severalModes(which: String, modes: [String])
  case badMargin(Double)
  case tooFewReports(Int)

  public var problem: String {
    switch self {
    case .invalid(let which, let problem): "The \(which) report is invalid: \(problem)"
    case .differentClassifiers(let old, let new):
      "The labels are of different classifiers: \(old) in the old report, \(new) in the new."
    case .differentSuites(let old, let new):
      "The reports share no suite: \(old.joined(separator: ", ")) in the old, \(new.joined(separator: ", ")) in the new."
    case .noSharedScenario: "The reports share no scenario in the same arm and mode: nothing can be paired."
    case .onlyRewritten(let count):
      "Every scenario that the reports share (\(count)) says something else in each: nothing can be paired."
    case .unknownMode(let name, let which, let known):
      "The \(which) report has no mode '\(name)'; it has \(known.joined(separator: ", "))."
    case .severalModes(let which, let modes):
      "The \(which) report holds several modes (\(modes.joined(separator: ", "))), and --across mode needs one of each."
    case .badMargin(let margin):
      "A margin of \(Figures.fixed(margin * 100, 1)) points leaves nothing to test."
    case .tooFewReports(let count): "A trend needs two reports or more, and there is \(count)."
    }
  }

  public var fix: String {
    switch self {
    case .invalid: "Finish or repeat its run, or pass --allow invalid to see the differences all the same."
    case .differentClassifiers:
      "Label both runs with one classifier ('hawthorne rescan') and write the reports again; or pass --across classifier, "
        + "or --allow classifier."
    case .differentSuites(let old, let new) where (old + new).contains { $0.hasPrefix(HiddenText.prefix) }:
      "Private suites go by ids in a redacted report: compare the full reports, or redact both with one salt."
    case .differentSuites:
      "Compare reports on the same suite; --across suite or --allow suite pairs scenarios by their ids."
    case .noSharedScenario: "Compare reports on the same scenarios."
    case .onlyRewritten:
      "Compare reports on one version of the suite; --across suite or --allow rewritten pairs scenarios by their ids."
    case .unknownMode: "Name one of them."
    case .severalModes: "Name them with --old-mode and --new-mode."
    case .badMargin: "Give --margin as percentage points above 0 and below 100, such as 5."
    case .tooFewReports: "Name the reports in the order of time."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .unknownMode, .severalModes, .badMargin, .tooFewReports: .usage
    default: .invalid
    }
  }
}
