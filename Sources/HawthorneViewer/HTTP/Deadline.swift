/// Work with an end.
enum Deadline {
  /// The time was up, and the work was cancelled.
  struct Passed: Error {}

  /// Runs the work.
  ///
  /// - Throws: `Passed` where it took longer than the time, and what the work throws.
  static func run<Value: Sendable>(
    _ time: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: time)
        throw Passed()
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() else { throw Passed() }
      return value
    }
  }
}
