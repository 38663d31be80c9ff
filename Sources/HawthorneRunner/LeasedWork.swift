import HawthorneStore

/// Work on a run while its lease is kept fresh, until it is done or something stops it from outside.
struct LeasedWork {
  let store: Store
  let lease: Lease
  let stop: StopSwitch

  /// - Parameter lost: told when another process has taken the run over.
  func carryOut(
    lost: @escaping @Sendable (StoreError) async -> Void, _ body: @escaping @Sendable () async -> Void
  ) async {
    let work = Task {
      let pulse = Task { await heartbeat(lost) }
      await body()
      pulse.cancel()
      await pulse.value
    }
    stop.whenPulled { work.cancel() }
    await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
  }

  private func heartbeat(_ lost: @Sendable (StoreError) async -> Void) async {
    while (try? await Task.sleep(for: Store.heartbeatInterval)) != nil {
      do throws(StoreError) {
        try await store.heartbeat(lease)
      } catch {
        guard case .leaseLost = error.kind else { continue }
        await lost(error)
        return
      }
    }
  }
}
