public import HawthorneCore

/// Why nothing could be scored.
public enum GoldError: ExplainedError {
  /// No line of the file could be read; the first complaints.
  case unreadable(file: String, complaints: [String])
  case empty(files: [String])
  case csv(file: String, line: Int, message: String)
  case column(file: String, name: String, columns: [String])
  case noCluster(String)
  case needsTraces(file: String)
  case noSplit(String, known: [String])
  case noTask(labels: [String])
  case unmapped(labels: [(label: String, count: Int)], task: GoldTask)
  case unknownClass(label: String, class: String, task: GoldTask)
  case positive(GoldPositive, task: GoldTask)
  case nothingLeft(excluded: Int, unmatched: Int, unreadable: Int)
  case mixedClassifiers([ClassifierIdentity])

  public var problem: String {
    switch self {
    case .unreadable(let file, let complaints):
      "No line of \(file) could be read as gold:\n" + complaints.map { "  \($0)" }.joined(separator: "\n")
        + "\n"
    case .empty(let files): "There is no row in \(files.joined(separator: ", "))."
    case .csv(let file, let line, let message): "\(file):\(line): not CSV: \(message)."
    case .column(let file, let name, let columns):
      "\(file) has no column '\(name)'; it has \(Self.listed(columns))."
    case .noCluster(let name):
      name == "prompt"
        ? "No item's prompt is known." : "No item has the '\(GoldLabel.shown(name))' that --cluster names."
    case .needsTraces(let file): "\(file) holds labels and no traces."
    case .noSplit(let split, let known):
      "No row has the split '\(split)'"
        + (known.isEmpty ? "; no row has any." : "; there are \(Self.listed(known)).")
    case .noTask(let labels): "The labels \(Self.listed(labels)) do not say what they are about."
    case .unmapped(let labels, let task):
      "These labels are no class of the task \(task.name): "
        + Self.listed(labels.map { "\(GoldLabel.shown($0.label)) (\($0.count))" }, quoted: false) + "."
    case .unknownClass(let label, let name, let task):
      "'\(GoldLabel.shown(label))' is mapped to '\(GoldLabel.shown(name))', which is no class of the task \(task.name)."
    case .positive(let positive, let task):
      "The task \(task.name) has no positive '\(positive.rawValue)'."
    case .nothingLeft(let excluded, let unmatched, let unreadable):
      "Nothing is left to score: \(excluded) rows excluded, \(unmatched) without a trace, \(unreadable) unreadable."
    case .mixedClassifiers(let identities):
      "The traces were labelled by different classifiers: "
        + identities.map { "\($0.id) \($0.version) (\($0.hash.short))" }.sorted().joined(separator: ", ")
        + "."
    }
  }

  public var fix: String {
    switch self {
    case .unreadable: "Give JSON Lines with a trace and a label, or CSV with id and target."
    case .empty: "Check the path."
    case .csv: "Mend the line."
    case .column(_, let name, _):
      name == "id" ? "The rows are joined to the traces by it: add it." : "Name the column with --label."
    case .noCluster: "Name the member that items of one cluster share, or take --cluster none."
    case .needsTraces: "Join them by id: --traces FILE."
    case .noSplit: "Check --split."
    case .noTask: "Say it with --task \(GoldTask.names.joined(separator: "|"))."
    case .unmapped(_, let task):
      "Map each with --map LABEL=CLASS (classes: \(task.classes.joined(separator: ", "))) or leave it out with "
        + "--exclude LABEL."
    case .unknownClass(_, _, let task): "The classes are \(task.classes.joined(separator: ", "))."
    case .positive(_, let task):
      task.positives.isEmpty
        ? "Leave --positive out." : "It has \(task.positives.map(\.rawValue).joined(separator: ", "))."
    case .nothingLeft: "Check --exclude, --split and the ids."
    case .mixedClassifiers: "Label all traces with one classifier, or give the traces unlabelled."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .empty, .nothingLeft, .mixedClassifiers: .invalid
    default: .usage
    }
  }

  private static func listed(_ names: [String], quoted: Bool = true) -> String {
    let shown = names.prefix(20).map { quoted ? "'\(GoldLabel.shown($0))'" : $0 }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }
}
