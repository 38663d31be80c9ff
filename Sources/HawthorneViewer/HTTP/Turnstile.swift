/// Lets so many through at a time, and so many wait.
actor Turnstile {
  private static let queue = 64
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  /// Waits for a place; false where too many wait already.
  func enter() async -> Bool {
    if free > 0 {
      free -= 1
      return true
    }
    guard waiting.count < Self.queue else { return false }
    await withCheckedContinuation { waiting.append($0) }
    return true
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
