/// Runs an operation, cancelling it when it takes longer than it may.
///
/// - Returns: the operation's value, and whether it was cancelled because the time was up.
func withDeadline<Value: Sendable>(
  _ limit: Duration, _ operation: @escaping @Sendable () async -> Value
) async -> (value: Value, isLate: Bool) {
  let work = Task { await operation() }
  let watch = Task {
    // Woken early only by our own cancellation, when the value is there.
    do { try await Task.sleep(for: limit) } catch { return false }
    work.cancel()
    return true
  }
  let value = await withTaskCancellationHandler {
    await work.value
  } onCancel: {
    work.cancel()
  }
  watch.cancel()
  return (value, await watch.value)
}
