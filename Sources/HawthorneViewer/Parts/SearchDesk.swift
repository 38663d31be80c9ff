import Dispatch
import HawthorneStore
import Synchronization

/// The search index of a store, opened when something is first looked for and brought up to date behind the pages.
final class SearchDesk: Sendable {
  /// A page waits so long for the index: that of a small store is whole by then.
  private static let patience = DispatchTimeInterval.milliseconds(1500)

  private struct State {
    var index: SearchIndex?
    var update: DispatchGroup?
    var failure: StoreError?
  }

  private let store: Store
  private let state = Mutex(State())

  init(store: Store) { self.store = store }

  /// The index, as far as it has come.
  ///
  /// - Throws: `StoreError`; that of an update behind an earlier page too.
  func index() throws -> SearchIndex {
    let (index, update) = try state.withLock { state in
      if let failure = state.failure {
        state.failure = nil
        throw failure
      }
      let index = try state.index ?? SearchIndex(of: store)
      state.index = index
      let update = state.update ?? begin(index)
      state.update = update
      return (index, update)
    }
    _ = update.wait(timeout: .now() + Self.patience)
    return index
  }

  private func begin(_ index: SearchIndex) -> DispatchGroup {
    let group = DispatchGroup()
    group.enter()
    DispatchQueue.global(qos: .utility).async {
      var failure: StoreError?
      do throws(StoreError) { try index.update() } catch { failure = error }
      self.state.withLock { state in
        state.update = nil
        state.failure = failure
      }
      group.leave()
    }
    return group
  }
}
