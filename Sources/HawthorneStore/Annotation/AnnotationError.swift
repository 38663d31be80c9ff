public import HawthorneCore
import HawthorneFormats

/// Why an annotation could not be stored, or a queue not be made.
public enum AnnotationError: ExplainedError, Hashable {
  case noAnnotator
  case badAnnotator(String)
  /// What is wrong, phrased as the fix.
  case badLabel(String)
  /// Nothing of the model's text is left, or there was none.
  case nothingToRead(key: ContentHash, why: String)
  /// The rollout was replaced between reading and labelling.
  case textChanged(key: ContentHash)
  case unknownRollout(key: ContentHash, run: String)
  case running(run: String)
  /// No classifier has labelled the run, or not the one named.
  case noLabels(run: String)
  case nothingToDraw(run: String, why: String)
  case badRecipe(String)
  case queueExists(name: String, run: String)
  case unknownQueue(name: String, run: String, known: [String])
  /// A label names a queue that its rollout is no member of.
  case notAMember(key: ContentHash, queue: String)
  /// The label that stands is of the last moment that can be written down, so that none can stand after it.
  case noTimeLeft(key: ContentHash)

  public var problem: String {
    switch self {
    case .noAnnotator: "Nobody is named as the annotator."
    case .badAnnotator(let name):
      "'\(TerminalText.stripped(String(name.prefix(60))))' cannot be an annotator's name."
    case .badLabel(let fix): "The label is not sound: \(fix)."
    case .nothingToRead(let key, let why): "Rollout \(key.short) cannot be annotated: \(why)."
    case .textChanged(let key): "Rollout \(key.short) was replaced by another attempt after it was read."
    case .unknownRollout(let key, let run): "Run \(run) holds no rollout \(key.short)."
    case .running(let run):
      "Run \(run) is being worked on: a sample drawn now would not be one of the whole run."
    case .noLabels(let run): "Run \(run) has no labels to draw strata by."
    case .nothingToDraw(let run, let why): "No queue can be drawn from run \(run): \(why)."
    case .badRecipe(let fix): "The queue cannot be made: \(fix)."
    case .queueExists(let name, let run): "Run \(run) has a queue '\(name)' already, drawn in another way."
    case .unknownQueue(let name, let run, _):
      "Run \(run) has no queue '\(TerminalText.stripped(String(name.prefix(60))))'."
    case .notAMember(let key, let queue): "Rollout \(key.short) is no member of queue \(queue)."
    case .noTimeLeft(let key): "No label of rollout \(key.short) can stand after the one of the end of time."
    }
  }

  public var fix: String {
    switch self {
    case .noAnnotator: "Name yourself with --annotator NAME, or in HAWTHORNE_ANNOTATOR."
    case .badAnnotator:
      "Use 1 to \(Annotator.longest) characters in one line, without control characters and without blanks around."
    case .badLabel: "Nothing was stored; mend the label."
    case .nothingToRead: "Nothing was stored; go on with the next one."
    case .textChanged: "Nothing was stored; read it again."
    case .unknownRollout: "See `hawthorne show RUN`."
    case .running: "Wait for it to end."
    case .noLabels: "Label it with `hawthorne rescan`."
    case .nothingToDraw, .badRecipe: "Change what is asked for."
    case .queueExists:
      "Give the new one another name with --queue, or leave its options away to go on with it."
    case .unknownQueue(let name, _, let known):
      known.isEmpty
        ? "It has none; leave --queue away to make one."
        : "Name one of \(NearestName.listed(known))"
          + (NearestName.find(name, among: known).map { "; did you mean '\(TerminalText.stripped($0))'?" }
            ?? ".")
    case .noTimeLeft:
      "Nothing was stored; take the row whose 'created_at' no clock gives out of 'gold_labels', or another annotator's name."
    case .notAMember:
      "Leave the queue away: the label then counts as given outside of any, and corrects nothing."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .noAnnotator, .badAnnotator, .badLabel, .badRecipe, .queueExists, .unknownQueue, .unknownRollout:
      .usage
    case .nothingToRead, .textChanged, .running, .noLabels, .nothingToDraw, .notAMember, .noTimeLeft: .invalid
    }
  }
}

/// The name under which a person labels.
public enum Annotator {
  /// The most characters of a name.
  public static let longest = 80

  /// The name as it is stored.
  ///
  /// - Throws: `AnnotationError.noAnnotator` for nil or nothing, `.badAnnotator`.
  public static func name(_ text: String?) throws(AnnotationError) -> String {
    guard let text, !text.isEmpty else { throw .noAnnotator }
    let isPlain = TerminalText.stripped(text) == text && !text.contains(where: { $0.isNewline || $0 == "\t" })
    guard text.count <= longest, text.utf8.count <= 4 * longest, isPlain,
      text.first?.isWhitespace == false, text.last?.isWhitespace == false
    else { throw .badAnnotator(text) }
    return text
  }
}
