import HawthorneCore
import HawthorneModels
import HawthorneStore

/// The counts of a run under way, why it stops, and the events that tell of both.
actor RunLedger: RequestLedger {
  typealias Queue = CommitQueue<LabelledRollout, CommitResult>

  /// Why no further rollout is started.
  enum Stop: Sendable {
    /// Every rollout would meet this.
    case model(ModelError)
    case store(StoreError)
    case rule(RunState, String)
    /// More have failed than may.
    case tooManyFailures
    /// What may be spent is spent.
    case budget(String)
  }

  private(set) var progress: RunProgress
  private(set) var stop: Stop?
  private var watch: FailureWatch<LabelledRollout>
  private let queue: Queue
  private let rules: [any StopRule]
  private let recorders: [any EventRecorder]
  private let failOnError: Double
  private let budget: RunBudget
  private let clock: RunnerClock
  private let beganAt: Int64

  init(
    progress: RunProgress, settings: RunSettings, queue: Queue, rules: [any StopRule],
    recorders: [any EventRecorder], clock: RunnerClock
  ) {
    self.progress = progress
    self.queue = queue
    self.rules = rules
    self.recorders = recorders
    failOnError = settings.failOnError
    budget = settings.budget ?? RunBudget()
    self.clock = clock
    beganAt = clock.milliseconds()
    watch = FailureWatch(maxConnections: settings.maxConnections)
    if Self.isOver(settings.failOnError, progress) { stop = .tooManyFailures }
  }

  /// Whether rollouts under way are to be broken off: nothing can come of them.
  var breaksOff: Bool {
    switch stop {
    case .model, .store: true
    case .rule, .tooManyFailures, .budget, nil: false
    }
  }

  /// Counts a request that is about to be sent, unless the budget does not allow it: then the run stops.
  func mayAsk() -> Bool {
    if let reason = budget.reached(progress.spent, milliseconds: clock.milliseconds() - beganAt) {
      if stop == nil { stop = .budget(reason) }
      return false
    }
    progress.spent.requests += 1
    return true
  }

  func answered(tokens: Int?, cost: Cost?) { progress.spent.add(tokens: tokens, cost: cost) }

  func wasThrottled() { progress.spent.throttled += 1 }

  func tookFromCache() { progress.spent.cached += 1 }

  func record(_ event: RunEvent) {
    for recorder in recorders { recorder.record(event) }
  }

  func began() { progress.inFlight += 1 }

  func dropped() { progress.inFlight -= 1 }

  func givesUpEarly(after error: ModelError, attempt: Int) -> Bool {
    stop != nil || watch.givesUpEarly(after: error, attempt: attempt)
  }

  func retried(_ key: ContentHash, attempt: Int, failure: ModelError, wait: Duration) {
    progress.retries += 1
    record(
      .retried(
        key: key, attempt: attempt, reason: failure.kind.rawValue,
        waitMilliseconds: Int(wait / .milliseconds(1))))
  }

  /// Stores a rollout that ended, or holds it back, or stops the run.
  func finished(_ labelled: LabelledRollout, failure: ModelError?) async {
    progress.inFlight -= 1
    if case .model = stop {
      // An answer that was still under way is kept; a failure proves nothing more.
      if failure == nil { await store([labelled]) }
      return
    }
    let verdict = failure.map { watch.failed(labelled, $0) } ?? watch.succeeded(labelled)
    switch verdict {
    case .store(let rollouts): await store(rollouts)
    case .hold: break
    case .stop:
      // The first cause is the one to tell.
      if let failure, stop == nil { stop = .model(failure) }
    }
  }

  /// Stores what is still held back when the plan is at its end.
  func settle() async {
    if stop == nil { await store(watch.release()) }
  }

  func lost(_ error: StoreError) {
    if case .store = stop { return }
    stop = .store(error)
  }

  private func store(_ rollouts: [LabelledRollout]) async {
    // Each waits for its own transaction; together they share one.
    await withTaskGroup(of: (LabelledRollout, Queue.Answer).self) { group in
      for rollout in rollouts { group.addTask { [queue] in (rollout, await queue.commit(rollout)) } }
      for await (rollout, answer) in group { committed(rollout, answer) }
    }
  }

  private func committed(_ labelled: LabelledRollout, _ answer: Queue.Answer) {
    switch answer {
    case .failure(let error): lost(error)
    case .success(.alreadyThere): break
    case .success:
      let rollout = labelled.rollout
      progress.done += 1
      if case .failed = rollout.status { progress.failed += 1 }
      record(
        .rolloutFinished(
          key: rollout.plan.key, scenario: rollout.plan.scenarioID, arm: rollout.plan.arm,
          outcome: labelled.labels.first?.outcome ?? .error, aware: labelled.labels.first?.awareness.aware,
          progress: progress))
      guard stop == nil else { return }
      if Self.isOver(failOnError, progress) {
        stop = .tooManyFailures
      } else if let verdict = rules.lazy.compactMap({ $0.verdict(on: self.progress) }).first {
        stop = .rule(verdict.state, verdict.reason)
      }
    }
  }

  private static func isOver(_ share: Double, _ progress: RunProgress) -> Bool {
    Double(progress.failed) > share * Double(progress.planned)
  }
}
