public import HawthorneCore

/// Why a bundle is not written.
public enum BundleError: ExplainedError, Equatable {
  case notEmpty(String)
  case notMade(String)

  public var problem: String {
    switch self {
    case .notEmpty(let folder): "\(folder) is not empty."
    case .notMade(let folder): "The folder \(folder) cannot be made or read."
    }
  }

  public var fix: String {
    switch self {
    case .notEmpty: "Name a folder that is empty or not there: nothing is overwritten."
    case .notMade: "Check that its parent is a folder that you may write to."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .notEmpty: .usage
    case .notMade: .inputOutput
    }
  }
}
