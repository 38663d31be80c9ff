import HawthorneStore

/// Gathers rollouts that finish while a transaction is being written, so that they share the next one.
///
/// A caller is answered only when its rollout is on the disk.
actor CommitQueue {
  typealias Answer = Result<CommitResult, StoreError>

  private let store: Store
  private let lease: Lease
  private var waiting: [(rollout: LabelledRollout, caller: CheckedContinuation<Answer, Never>)] = []
  private var isWriting = false
  /// Rollouts a transaction may hold.
  private static let largestBatch = 256

  init(store: Store, lease: Lease) {
    self.store = store
    self.lease = lease
  }

  func commit(_ rollout: LabelledRollout) async -> Answer {
    await withCheckedContinuation { caller in
      waiting.append((rollout, caller))
      guard !isWriting else { return }
      isWriting = true
      Task { await write() }
    }
  }

  private func write() async {
    while !waiting.isEmpty {
      let batch = Array(waiting.prefix(Self.largestBatch))
      waiting.removeFirst(batch.count)
      do throws(StoreError) {
        let results = try await store.commit(batch.map(\.rollout), lease: lease)
        for (item, result) in zip(batch, results) { item.caller.resume(returning: .success(result)) }
      } catch {
        for item in batch { item.caller.resume(returning: .failure(error)) }
      }
    }
    isWriting = false
  }
}
