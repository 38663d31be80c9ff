import HawthorneStore

/// Gathers items that are ready while a transaction is being written, so that they share the next one.
///
/// A caller is answered only when its item is on the disk.
actor CommitQueue<Item: Sendable, Outcome: Sendable> {
  typealias Answer = Result<Outcome, StoreError>

  private let commitAll: @Sendable ([Item]) async throws(StoreError) -> [Outcome]
  private var waiting: [(item: Item, caller: CheckedContinuation<Answer, Never>)] = []
  private var isWriting = false

  /// - Parameter commitAll: writes a batch in one transaction and gives one outcome for each item, in order.
  init(_ commitAll: @escaping @Sendable ([Item]) async throws(StoreError) -> [Outcome]) {
    self.commitAll = commitAll
  }

  func commit(_ item: Item) async -> Answer {
    await withCheckedContinuation { caller in
      waiting.append((item, caller))
      guard !isWriting else { return }
      isWriting = true
      Task { await write() }
    }
  }

  private func write() async {
    while !waiting.isEmpty {
      let batch = Array(waiting.prefix(CommitBatch.largest))
      waiting.removeFirst(batch.count)
      do throws(StoreError) {
        let results = try await commitAll(batch.map(\.item))
        for (entry, result) in zip(batch, results) { entry.caller.resume(returning: .success(result)) }
      } catch {
        for entry in batch { entry.caller.resume(returning: .failure(error)) }
      }
    }
    isWriting = false
  }
}

/// Items that a transaction may hold.
private enum CommitBatch {
  static let largest = 256
}
