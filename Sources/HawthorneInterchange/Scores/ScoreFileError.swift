public import HawthorneCore

/// A file of scores that cannot be read as one at all.
public struct ScoreFileError: ExplainedError {
  public enum Kind: Sendable, Hashable {
    case unknownFormat
    case notUTF8
    case head(line: Int, message: String)
    /// It was written to between two looks at it.
    case changed
  }

  public var file: String
  public var kind: Kind

  public var problem: String {
    switch kind {
    case .unknownFormat: "The extension of \(file) names no format that scores are read from."
    case .notUTF8: "\(file) is UTF-16 or UTF-32."
    case .head(let line, let message): "\(file):\(line): \(message)."
    case .changed: "\(file) changed while it was read, so that nothing was stored."
    }
  }

  public var fix: String {
    switch kind {
    case .unknownFormat: "Name it .csv, .tsv or .jsonl."
    case .notUTF8: "Save it as UTF-8."
    case .head: "Documentation/import-scores.md lists the columns."
    case .changed: "Import it again when it is written."
    }
  }

  public var exitStatus: ExitStatus { kind == .changed ? .invalid : .usage }
}
