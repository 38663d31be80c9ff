public import HawthorneCore
import HawthorneFormats

/// Why a log of another harness is not imported; nothing of it is stored then.
public struct LogError: ExplainedError, Hashable {
  public enum Kind: Sendable, Hashable {
    case empty
    case notUTF8
    case unknownFormat
    /// The format was named, and the file is not of it.
    case notThis(LogFormat, String)
    /// A place in the file (`samples[3]`, `line 7`) and what is wrong there.
    case unreadable(place: String, detail: String)
    /// A rollout with more bytes than are read.
    case tooLarge(place: String, limit: Int)
    case noRollouts
    /// A log without the conversations.
    case onlyHeader
    /// Neither the log nor the command says which model answered.
    case noModel(place: String)
    /// The command names one model for logs of several.
    case severalModels([String])
    /// Rollouts that no arm was said for: the first, and how many.
    case noArm(places: [String], count: Int)
    /// A row without the columns that are needed.
    case noColumn(needed: String, there: [String], near: String? = nil)
    /// A column is named for a log that has no rows.
    case noRows(column: String, LogFormat)
    /// Two rollouts of the same place.
    case twice(place: String, first: String, second: String)
    /// Rollouts that are alike in everything with earlier ones of their sample: the first, and how many.
    case same(places: [String], count: Int)
    /// A file that holds what another of the files does.
    case sameFile(as: String)
    /// An archive with different members of one name.
    case twoMembers(String)
    /// The mapping gave one scenario two values.
    case disagree(scenario: String, member: String, values: [String])
    case badName(place: String, what: String, name: String)
    /// It was written to between two looks at it.
    case changed
  }

  public var file: String
  public var kind: Kind

  public init(file: String, kind: Kind) {
    self.file = file
    self.kind = kind
  }

  /// The longest list of places in a sentence.
  static let shownPlaces = 5

  public var problem: String {
    func clean(_ text: String) -> String { TerminalText.stripped(String(text.prefix(300))) }
    let file = clean(file)
    return switch kind {
    case .empty: "\(file) is empty."
    case .notUTF8: "\(file) is UTF-16 or UTF-32."
    case .unknownFormat: "\(file) is of no format that is read."
    case .notThis(let format, let why): "\(file) is not \(format.title): \(clean(why))."
    case .unreadable(let place, let detail): "\(file), \(clean(place)): \(clean(detail))."
    case .tooLarge(let place, let limit):
      "\(file), \(clean(place)): a rollout with more than \(ArchiveError.size(Int64(limit)))."
    case .noRollouts: "\(file) holds no rollout."
    case .onlyHeader: "\(file) holds a log without its samples."
    case .noModel(let place): "\(file), \(clean(place)): nothing says which model answered."
    case .severalModels(let names):
      "\(file) holds rollouts of several models (\(NearestName.listed(names))), and --model names one."
    case .noArm(let places, let count):
      "\(file): nothing says the arm of \(count) rollout\(count == 1 ? "" : "s") "
        + "(\(places.prefix(Self.shownPlaces).map(clean).joined(separator: ", "))\(count > Self.shownPlaces ? ", …" : ""))."
    case .noColumn(let needed, let there, let near):
      "\(file) has no column for \(clean(needed)); there are \(NearestName.listed(there))."
        + (near.map { " Did you mean '\(clean($0))'?" } ?? "")
    case .noRows(let column, let format):
      "\(file) is read as \(format.title), which has no columns: \(clean(column)) is named for nothing."
    case .twice(let place, let first, let second):
      "\(file): \(clean(first)) and \(clean(second)) are the same rollout (\(clean(place)))."
    case .same(let places, let count):
      "\(file): \(count) rollout\(count == 1 ? " and an earlier one" : "s and earlier ones") are the same rollout"
        + "\(count == 1 ? "" : "s") (\(places.prefix(Self.shownPlaces).map(clean).joined(separator: ", "))"
        + "\(count > Self.shownPlaces ? ", …" : "")): their id, prompt, answer, reasoning and metadata are the same."
    case .sameFile(let other):
      "\(file) holds the same bytes as \(clean(other)): each of its rollouts would count twice."
    case .twoMembers(let name):
      "\(file) holds two members named '\(clean(name))', and they differ: nothing says which of them counts."
    case .disagree(let scenario, let member, let values):
      "\(file): the rollouts of scenario \(clean(scenario)) disagree about its \(member) "
        + "(\(values.map(clean).joined(separator: ", ")))."
    case .badName(let place, let what, let name):
      "\(file), \(clean(place)): '\(clean(String(name.prefix(80))))' cannot be the name of a \(what)."
    case .changed: "\(file) changed while it was read."
    }
  }

  public var fix: String {
    switch kind {
    case .empty, .noRollouts, .changed: "Import it when it is written."
    case .notUTF8: "Save it as UTF-8."
    case .unknownFormat, .notThis:
      "Name its format with --format (\(LogFormat.allCases.map(\.rawValue).joined(separator: ", ")))."
    case .unreadable: "Mend or leave out that part; nothing was stored."
    case .tooLarge: "Leave it out of the log; nothing was stored."
    case .onlyHeader: "Import a log that was written with its samples."
    case .noModel: "Name it: --model provider/name."
    case .severalModels: "Leave --model out: each model gets a run of its own."
    case .noArm:
      "Say it for all with --arm, or for each in a mapping (--mapping): Documentation/import-logs.md."
    case .noColumn: "Say which column it is: --column name=column."
    case .noRows: "Leave the column out, or name the format: --format jsonl."
    case .twice: "Tell them apart in a mapping (arm, scenario or epoch), or import the files one by one."
    case .same:
      "Take them out of the logs; where the model was asked so often, give them an epoch (Documentation/import-logs.md)."
    case .sameFile: "Name it once."
    case .twoMembers: "Write the log again with the one that counts; nothing was stored."
    case .disagree: "Give them scenarios of their own, or the same value, in the mapping."
    case .badName: "Give it another name in a mapping: 1 to 200 bytes without control characters."
    }
  }

  public var exitStatus: ExitStatus {
    switch kind {
    case .noModel, .severalModels, .noArm, .noColumn, .noRows, .sameFile, .badName, .disagree, .unknownFormat:
      .usage
    default: .invalid
    }
  }
}
