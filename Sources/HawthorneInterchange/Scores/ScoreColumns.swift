import HawthorneCore
import HawthorneFormats

/// What the columns of a file of scores are called, here and elsewhere.
enum ScoreColumn: String, CaseIterable {
  case run, rollout, suite, scenario, arm, mode, epoch, wording, language, value, note

  /// Other names, in lower case.
  private var others: [String] {
    switch self {
    case .run: ["run_id"]
    case .rollout: ["key", "rollout_key", "rollout_id"]
    case .suite: ["suite_id"]
    case .scenario: ["scenario_id"]
    case .value: ["score"]
    case .note: ["comment"]
    case .arm, .mode, .epoch, .wording, .language: []
    }
  }

  /// The column of a name as a file has it.
  init?(named name: String) {
    let word = Self.normalized(name)
    guard let column = Self.allCases.first(where: { $0.rawValue == word || $0.others.contains(word) }) else {
      return nil
    }
    self = column
  }

  static func normalized(_ name: String) -> String {
    String(ScoreValueReader.trimmed(name).lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }
}

/// Which column of a file is what.
struct ScoreHead {
  private(set) var places: [ScoreColumn: String] = [:]
  /// Columns that are not read.
  private(set) var ignored: [String] = []

  /// - Parameters:
  ///   - names: as the file has them.
  ///   - value: the column with the values, where it is not `value`.
  /// - Throws: a sentence on what to mend.
  init(_ names: [String], value: String?) throws(ScoreValueReader.Unfit) {
    func unfit(_ message: String) -> ScoreValueReader.Unfit { .init(id: "head", message: message) }
    guard Set(names.map(ScoreColumn.normalized)).count == names.count else {
      throw unfit("give each column a name of its own")
    }
    for name in names {
      let isChosen = value.map { ScoreColumn.normalized($0) == ScoreColumn.normalized(name) }
      guard let column = isChosen == true ? .value : ScoreColumn(named: name),
        column != .value || isChosen != false
      else {
        ignored.append(name)
        continue
      }
      guard places.updateValue(name, forKey: column) == nil else {
        throw unfit(
          column == .value
            ? "say with --value which column has the values: there are 'value' and 'score'"
            : "keep one of the columns '\(places[column] ?? "")' and '\(name)'")
      }
    }
    guard places[.value] != nil else {
      let wanted = value ?? "value"
      throw unfit(
        "add the column '\(TerminalText.stripped(wanted))', or name another with --value; there are "
          + NearestName.listed(names))
    }
    guard places[.rollout] != nil || (places[.scenario] != nil && places[.arm] != nil) else {
      throw unfit("name the rollouts: add the column 'rollout', or 'scenario' and 'arm'")
    }
  }
}
