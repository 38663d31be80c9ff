/// Lets a few in at a time, in the order in which they came.
///
/// Hundreds of programs at once on a few cores would starve each other until their waits run out.
actor Turns {
  static let shared = Turns(8)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  nonisolated func taking<Value>(_ body: () async throws -> sending Value) async throws -> sending Value {
    await take()
    do {
      let value = try await body()
      await give()
      return value
    } catch {
      await give()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
