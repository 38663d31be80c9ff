import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// A complete run of many rollouts in two arms, labelled by a machine.
struct GoldFixture {
  let folder: Folder
  let store: Store
  let run = "0123456789abcdef"

  /// - Parameters:
  ///   - aware: what the machine says of each, by index; nil is NA.
  ///   - refused: whose outcome is `refused`.
  ///   - failed: which ones failed.
  init(
    _ count: Int, aware: (Int) -> Bool? = { $0 % 10 < 2 }, refused: (Int) -> Bool = { _ in false },
    failed: Set<Int> = [], ends: Bool = true, file: String = "hawthorne.sqlite"
  ) async throws {
    folder = try Folder()
    store = try Store(path: folder.file(file))
    let lease = try store.createRun(Fixture.newRun(id: run))
    let batch = (0..<count).map { index in
      var label = Fixture.label(outcome: refused(index) ? .refused : .complied, aware: true)
      label.awareness.aware = aware(index)
      if aware(index) != true { label.awareness.spans = [] }
      let status: RolloutStatus =
        failed.contains(index) ? .failed(kind: "timeout", message: "late") : .completed
      return LabelledRollout(
        rollout: Fixture.rollout(index, status: status, reasoning: "Thought \(index)."), labels: [label])
    }
    _ = try await store.commit(batch, lease: lease)
    if ends { try store.endRun(lease, state: .complete, reason: nil, endedAt: 9_000) }
  }

  static func key(_ index: Int) -> ContentHash { Fixture.rollout(index).plan.key }

  func sheet(_ index: Int, blind: Bool = true) throws -> AnnotationSheet {
    try store.annotationSheet(of: run, key: Self.key(index), isBlind: blind)
  }

  @discardableResult
  func gold(
    _ index: Int, _ label: GoldLabel, by annotator: String = "ada", queue: String? = nil,
    at time: Int64? = nil
  ) throws -> GoldRecord {
    try store.addGold(
      NewGoldLabel(
        key: Self.key(index), answerHash: sheet(index).answerHash, annotator: annotator, label: label,
        blind: true, queue: queue, createdAt: time), run: run)
  }
}
