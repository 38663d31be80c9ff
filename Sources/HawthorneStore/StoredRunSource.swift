import GRDB
public import HawthorneCore
import HawthorneFormats

/// A stored run as a source of recorded rollouts.
public struct StoredRunSource: RolloutSource {
  public let provenance: RecordedProvenance
  private let store: Store

  /// - Throws: `StoreError` for a run that the store does not hold.
  public init(store: Store, run name: String) throws(StoreError) {
    let record = try store.run(name)
    self.store = store
    do {
      let hash = ContentHash(of: try StoredJSON.text(of: record.manifest))
      provenance = RecordedProvenance(of: record.manifest, fileHash: hash)
    } catch {
      throw StoreError(error, path: store.path)
    }
  }

  public func rollout(for plan: PlannedRollout) -> Rollout? {
    // A store that cannot be read any more answers nothing: the rollout then fails by name, not silently.
    try? store.reading { database in
      let id = try Int64.fetchOne(
        database,
        sql: """
          SELECT id FROM rollouts
          WHERE run_id = ? AND suite_id = ? AND scenario_id = ? AND arm = ? AND mode = ? AND epoch = ?
            AND prompt_hash = ? AND language IS ? ORDER BY key LIMIT 1
          """,
        arguments: [
          provenance.runID, plan.suiteID.column, plan.scenarioID.column, plan.arm.name.column,
          plan.mode.name.column, plan.epoch, plan.promptHash.hex, plan.language?.column,
        ])
      return try id.flatMap { try Store.storedRollout($0, database) }?.rollout
    }
  }
}
