import HawthorneCore
import HawthorneStore

/// How far a run has come; the script asks for it again and again.
struct RunProgressPart {
  /// Above this it is only said that there are more.
  static let cap = 200_000

  let run: BrowsedRun

  func markup(_ context: PageContext) throws -> Markup {
    let stored = try context.store.storedCount(of: run.id, cap: Self.cap)
    let place = Place(["runs", run.id, "progress.json"])
    let live: Markup = context.isExport ? "" : " data-progress=\"\(place.path)\""
    return """
      <section class="progress" aria-label="Progress"\(live)>
      <progress max="\(max(1, run.manifest.plannedRollouts))" value="\(stored.counted)" aria-label="Rollouts stored"></progress>
      <p role="status" aria-live="polite">\(RunWords.count(stored)) of \(run.manifest.plannedRollouts) rollouts are stored.</p>
      <p class="muted">\(isolated: run.holder.map { "At work: \($0)." } ?? "")</p>
      </section>

      """
  }
}
