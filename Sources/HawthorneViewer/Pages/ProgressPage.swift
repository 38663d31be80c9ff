import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// `/runs/ID/progress.json`: a few numbers for the script of the run's page.
struct ProgressPage: Page {
  static let pattern: PathPattern = "/runs/:run/progress.json"

  private struct Answer: Encodable {
    var state: RunState
    var stored: Int
    /// Whether there are more than were counted.
    var isMore: Bool
    var planned: Int
  }

  private let id: String

  init(_ parameters: inout PageParameters) throws(RequestError) { id = try parameters.inPath("run") }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let run = try RunLookup.run(id, context.store)
    let stored = try context.store.storedCount(of: id, cap: RunProgressPart.cap)
    let answer = Answer(
      state: run.state, stored: stored.counted, isMore: stored.isMore, planned: run.manifest.plannedRollouts)
    return ViewerResponse(.ok, .json, try CanonicalJSON.text(of: answer))
  }
}
