import HawthorneCore
import HawthorneModels
import HawthorneStore

/// The counts of a judge at work, why it stops, and the events that tell of both.
actor JudgeLedger: RequestLedger {
  typealias Queue = CommitQueue<JudgeEntry, Bool>

  /// Why no further question is asked.
  enum Stop: Sendable {
    /// Every question would meet this.
    case model(ModelError)
    case store(StoreError)
    /// What may be spent is spent.
    case budget(String)
  }

  /// A question that was asked, and what came of it; no answer where the failure may pass.
  struct Asked: Equatable, Sendable {
    var key: ContentHash
    var answer: JudgeAnswer?
  }

  private(set) var progress: RunProgress
  private(set) var stop: Stop?
  private(set) var withheld = 0
  /// The last failure that may pass: what it concerned stays without a label for now.
  private(set) var passingFailure: ModelError?
  /// Answers that were held back and came onto the disk after their rollout had been left.
  private(set) var released = 0
  private var watch: FailureWatch<Asked>
  private let queue: Queue
  private let recorders: [any EventRecorder]
  private let budget: RunBudget
  private let clock: RunnerClock
  private let beganAt: Int64

  init(
    progress: RunProgress, settings: JudgeSettings, queue: Queue, recorders: [any EventRecorder],
    clock: RunnerClock
  ) {
    self.progress = progress
    self.queue = queue
    self.recorders = recorders
    budget = settings.budget
    self.clock = clock
    beganAt = clock.milliseconds()
    watch = FailureWatch(maxConnections: settings.maxConnections)
  }

  func record(_ event: RunEvent) {
    for recorder in recorders { recorder.record(event) }
  }

  /// Whether questions under way are to be broken off: nothing can come of them.
  var breaksOff: Bool {
    switch stop {
    case .model, .store: true
    case .budget, nil: false
    }
  }

  // MARK: Questions

  func mayAsk() -> Bool {
    guard stop == nil else { return false }
    if let reason = budget.reached(progress.spent, milliseconds: clock.milliseconds() - beganAt) {
      stop = .budget(reason)
      return false
    }
    progress.spent.requests += 1
    return true
  }

  func answered(tokens: Int?, cost: Cost?) { progress.spent.add(tokens: tokens, cost: cost) }

  func wasThrottled() { progress.spent.throttled += 1 }

  func tookFromCache() { progress.spent.cached += 1 }

  func givesUpEarly(after error: ModelError, attempt: Int) -> Bool {
    breaksOff || watch.givesUpEarly(after: error, attempt: attempt)
  }

  func retried(_ key: ContentHash, attempt: Int, failure: ModelError, wait: Duration) {
    progress.retries += 1
    record(
      .retried(
        key: key, attempt: attempt, reason: failure.kind.rawValue,
        waitMilliseconds: Int(wait / .milliseconds(1))))
  }

  /// Stores an answer and those held back before it.
  ///
  /// - Returns: whether the answer is on the disk.
  func answered(_ key: ContentHash, _ answer: JudgeAnswer) async -> Bool {
    let own = Asked(key: key, answer: answer)
    guard case .store(let items) = watch.succeeded(own) else { return false }
    released += items.count(where: { $0 != own && $0.answer != nil })
    return await store(items)
  }

  /// Takes note of a question that got no reply.
  ///
  /// - Parameter answer: what to store where the provider turned it down for good; nil where it may pass.
  /// - Returns: whether the answer is on the disk.
  func failed(_ key: ContentHash, _ answer: JudgeAnswer?, _ error: ModelError) async -> Bool {
    if case .model = stop { return false }
    if answer == nil { passingFailure = error }
    switch watch.failed(Asked(key: key, answer: answer), error) {
    case .store(let items): return await store(items) && answer != nil
    case .hold: return false
    case .stop:
      // The first cause is the one to tell.
      if stop == nil { stop = .model(error) }
      return false
    }
  }

  /// Stores what is still held back when nothing is left to ask.
  func settle() async {
    guard !breaksOff else { return }
    let held = watch.release()
    released += held.count(where: { $0.answer != nil })
    _ = await store(held)
  }

  /// How many answers were released since the last call.
  func takeReleased() -> Int {
    defer { released = 0 }
    return released
  }

  private func store(_ items: [Asked]) async -> Bool {
    var isStored = true
    await withTaskGroup(of: (Asked, Queue.Answer).self) { group in
      for item in items {
        guard let answer = item.answer else { continue }
        group.addTask { [queue] in (item, await queue.commit(.answer(key: item.key, answer))) }
      }
      for await (item, result) in group {
        switch result {
        case .failure(let error):
          lost(error)
          isStored = false
        case .success:
          guard let answer = item.answer else { continue }
          record(
            .judgeAnswered(
              key: item.key, question: answer.question, vote: answer.vote, answer: answer.word?.rawValue,
              failure: answer.failure?.rawValue))
        }
      }
    }
    return isStored
  }

  // MARK: Rollouts

  func began() { progress.inFlight += 1 }

  /// Left without a label for now.
  func dropped() { progress.inFlight -= 1 }

  /// The text was withheld: not to be labelled by anybody.
  func skipped() {
    progress.inFlight -= 1
    progress.planned -= 1
    withheld += 1
  }

  func judged(_ key: ContentHash, _ label: Label) async {
    let result = await queue.commit(.label(key: key, label))
    progress.inFlight -= 1
    switch result {
    case .failure(let error): lost(error)
    case .success:
      progress.done += 1
      record(.rolloutJudged(key: key, progress: progress))
    }
  }

  func lost(_ error: StoreError) {
    if case .store = stop { return }
    stop = .store(error)
  }
}
