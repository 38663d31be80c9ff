public import HawthorneCore
public import HawthorneModels

/// A run that cannot be begun or gone on with.
public enum RunError: ExplainedError, Equatable {
  /// Repeats of one prompt at temperature 0: one answer copied.
  case identicalRepeats(suite: String, epochs: Int)
  /// The first request that the model cannot be asked.
  case cannotBeAsked(model: ModelName, scenario: String, mode: String, need: UnmetNeed)
  /// The frozen suites no longer give the plan that the run was begun with.
  case planChanged(run: String, version: String)
  /// The suites' files are not what they were; the stored suites are.
  case suitesChanged(run: String, differences: [String])
  /// One run asks one server: its figures would be of two.
  case endpointChanged(run: String, was: String, now: String)
  case recordingChanged(run: String)
  case nothingToResume(store: String)
  /// Another harness asked it.
  case imported(run: String)
  /// Parts of the base URL are secret and not stored.
  case addressWithheld(run: String, address: String, parts: [String], variable: String?)
  /// A value that has the form of a key.
  case secretValue(String)
  /// A name that says its value is a secret.
  case secretOption(String)

  public var problem: String {
    switch self {
    case .identicalRepeats(let suite, let epochs):
      "\(epochs) epochs of suite '\(suite)' at temperature 0 would be one answer copied \(epochs) times."
    case .cannotBeAsked(let model, let scenario, let mode, let need):
      "\(model) cannot be asked scenario '\(scenario)' in mode '\(mode)': \(need.problem)"
    case .planChanged(let run, let version):
      "The suites of run \(run) no longer give the plan it was begun with (by Hawthorne \(version))."
    case .suitesChanged(let run, let differences):
      "The suites have changed since run \(run) began: \(Self.shortened(differences))."
    case .endpointChanged(let run, let was, let now):
      "Run \(run) has asked \(was) so far, and would now ask \(now)."
    case .recordingChanged(let run): "The recording of run \(run) is not the one it was begun with."
    case .imported(let run): "Run \(run) was imported: nothing of it can be asked here."
    case .nothingToResume(let store): "\(store) holds no unfinished run."
    case .addressWithheld(let run, let address, let parts, _):
      "Run \(run) was begun with a base URL (\(address)) whose \(parts.joined(separator: " and ")) is not stored."
    case .secretValue(let name):
      "The value of '\(name)' has the form of a key, and what is given here is stored."
    case .secretOption(let name): "'\(name)' names a secret, and what is given here is stored."
    }
  }

  public var fix: String {
    switch self {
    case .identicalRepeats: "Set --epochs 1, or a --temperature above 0."
    case .cannotBeAsked(_, _, _, let need): need.fix
    case .suitesChanged:
      "Put the suites back, start a new run, or go on with the suites as they were: --stored-suites."
    case .planChanged: "Resume it with the version that began it, or start a new run."
    case .endpointChanged: "Set the base URL to the first address, or start a new run."
    case .recordingChanged: "Put the recording back, or start a new run."
    case .imported: "Import its logs again when they have grown: hawthorne import log."
    case .nothingToResume: "See `hawthorne list`; name a run to resume it all the same."
    case .addressWithheld(_, _, _, let variable):
      "Give the whole address again with --base-url\(variable.map { " or \($0)" } ?? "")."
    case .secretOption, .secretValue: "Put keys into the provider's environment variable."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .planChanged, .suitesChanged, .endpointChanged, .recordingChanged: .invalid
    default: .usage
    }
  }

  private static func shortened(_ lines: [String]) -> String {
    let most = 8
    let rest = lines.count > most ? "; and \(lines.count - most) more" : ""
    return lines.prefix(most).joined(separator: "; ") + rest
  }
}
