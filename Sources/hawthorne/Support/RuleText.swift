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

  /// Refuses to resume a run with other packs of a user's than it was begun with; notes another version of the same.
  ///
  /// A resumed run is labelled whole by the classifier at hand, and reports count its labels: rules that were left out by
  /// mistake would change every figure in silence.
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
      "note: the run was begun with \(title(first)); all of its rollouts will have labels of \(title(identity)) as well, "
        + "which reports count.")
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
