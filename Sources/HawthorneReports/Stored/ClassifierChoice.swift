public import HawthorneCore
import HawthorneFormats
public import HawthorneStore

/// Finds the one classifier whose labels a report counts.
public enum ClassifierChoice {
  /// The classifier of a name, or the runs' own; nil where there is none.
  ///
  /// - Parameter name: `id@version`, with `#` and the first digits of the rules' hash where one version had
  ///   several; nil takes the runs' default.
  public static func resolve(_ name: String?, runs: [String], in store: Store) throws -> ClassifierIdentity? {
    let used = try runs.map { try store.classifiers(of: $0) }
    guard let name else {
      let defaults = try runs.map { try store.defaultClassifier(of: $0) }
      let found = Set(defaults.compactMap(\.self))
      guard found.count < 2 else {
        let references = found.map(\.reference)
        // One version with two sets of rules is two classifiers, and must not look like one.
        throw ClassifierChoiceError.severalDefaults(
          found.map { identity in
            references.count(where: { $0 == identity.reference }) > 1
              ? "\(identity.reference)#\(identity.hash.short)" : identity.reference
          }.sorted())
      }
      return found.first
    }
    // A model's name may hold a '#' itself, so the last one counts, and only where the whole is no classifier.
    let mark = name.lastIndex(of: "#")
    let all = Set(used.flatMap { $0.map(\.identity) })
    var matches = all.filter { $0.reference == name }
    if matches.isEmpty, let mark {
      let digits = name[name.index(after: mark)...].lowercased()
      matches = all.filter {
        $0.reference == name[..<mark] && !digits.isEmpty && $0.hash.hex.hasPrefix(digits)
      }
    }
    guard let match = matches.first else {
      throw ClassifierChoiceError.unknown(name, known: Set(all.map(\.reference)).sorted())
    }
    guard matches.count == 1 else {
      throw ClassifierChoiceError.ambiguous(
        name, matches: matches.map { "\($0.reference)#\($0.hash.short)" }.sorted())
    }
    return match
  }
}

/// Why no single classifier could be found.
public enum ClassifierChoiceError: ExplainedError, Hashable {
  case unknown(String, known: [String])
  case ambiguous(String, matches: [String])
  case severalDefaults([String])

  public var problem: String {
    switch self {
    case .unknown(let name, _): "No rollout of these runs is labelled by '\(name)'."
    case .ambiguous(let name, _): "'\(name)' spoke with different rules in these runs."
    case .severalDefaults(let names):
      "The runs are labelled by different classifiers: \(names.joined(separator: ", "))."
    }
  }

  public var fix: String {
    switch self {
    case .unknown(let name, let known):
      known.isEmpty
        ? "Label them with 'hawthorne rescan'."
        : "Name one of \(known.joined(separator: ", "))"
          + (NearestName.find(name, among: known).map { "; did you mean '\($0)'?" } ?? ".")
    case .ambiguous(_, let matches): "Name one of \(matches.joined(separator: ", "))."
    case .severalDefaults: "Name one with --classifier, or label all runs with one ('hawthorne rescan')."
    }
  }

  public var exitStatus: ExitStatus { .usage }
}
