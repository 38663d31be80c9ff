import HawthorneClassifiers
import HawthorneCore
import HawthorneStore

/// Classifiers and their packs in words.
enum RuleText {
  /// `rules 1.2.0 (a1b2…): awareness.en 1.1.0, mine 1.0.0`.
  static func title(_ identity: ClassifierIdentity) -> String {
    let packs = (identity.packs ?? []).map { "\($0.id) \($0.version)" }.joined(separator: ", ")
    return "\(identity.id) \(identity.version) (\(identity.hash.short))" + (packs.isEmpty ? "" : ": \(packs)")
  }

  /// Refuses to go on labelling a run with other packs than it was begun with; notes another version of the same.
  ///
  /// One report counts the labels of one classifier: a run that changed over in the middle has half its labels.
  static func check(
    _ identity: ClassifierIdentity, against store: Store, record: RunRecord, console: ConsoleOptions
  ) throws {
    let run = record.id
    // The classifier that labels a run as it goes is there from the first rollout on.
    guard let first = try store.classifiers(of: run).last?.identity, first != identity else { return }
    // Built-in packs come and go with versions of the harness. A withheld answer of a recording carries the label
    // that it was recorded with.
    func own(_ packs: [RulePackReference]) -> Set<String> {
      Set(packs.map(\.id)).subtracting(RulePack.embeddedIDs)
    }
    if record.manifest.replayed == nil, let before = first.packs, own(before) != own(identity.packs ?? []) {
      throw OtherRules(run: run, before: title(first), now: title(identity))
    }
    console.note(
      "note: the rollouts stored so far are labelled by \(title(first)), the rest will be by \(title(identity)); "
        + "'hawthorne rescan \(run)' labels all of them by one.")
  }

  struct OtherRules: ExplainedError {
    var run: String
    var before: String
    var now: String
    var problem: String { "Run \(run) was begun with \(before), not with \(now)." }
    var fix: String {
      "Resume it with the same --rules; 'hawthorne rescan' adds labels of others afterwards."
    }
    var exitStatus: ExitStatus { .usage }
  }
}
