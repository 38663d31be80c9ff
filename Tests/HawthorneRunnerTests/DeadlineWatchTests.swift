import Synchronization
import Testing

@testable import HawthorneRunner

@Suite struct DeadlineWatchTests {
  @Test func whatIsInTimeIsNotLate() async {
    let watch = DeadlineWatch(limit: .seconds(3600))
    for number in 0..<200 {
      let (value, isLate) = await watch.run { number }
      #expect(value == number)
      #expect(!isLate)
    }
    watch.close()
  }

  @Test func onlyWhatTakesTooLongIsCancelled() async {
    let watch = DeadlineWatch(limit: .milliseconds(50))
    defer { watch.close() }
    await withTaskGroup(of: (Bool, Bool).self) { group in
      for number in 0..<20 {
        group.addTask {
          let isSlow = number % 2 == 0
          let (value, isLate) = await watch.run {
            // Ends only by being cancelled.
            while isSlow, !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
            return isSlow
          }
          return (value, isLate)
        }
      }
      for await (isSlow, isLate) in group where isSlow { #expect(isLate) }
    }
  }

  @Test func cancellingTheCallerCancelsTheOperationWithoutBeingLate() async {
    let watch = DeadlineWatch(limit: .seconds(3600))
    let began = Mutex(false)
    let caller = Task {
      await watch.run {
        began.withLock { $0 = true }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        return 1
      }
    }
    while !began.withLock({ $0 }) { await Task.yield() }
    caller.cancel()
    let (value, isLate) = await caller.value
    #expect(value == 1)
    #expect(!isLate)
    watch.close()
  }
}
