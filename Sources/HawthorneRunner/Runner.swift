public import HawthorneCore
public import HawthorneModels
public import HawthorneStore
import HawthorneSuites

/// Asks a model what a plan plans, labels the answers and stores them.
///
/// Every rollout that the store holds is whole: it was committed with its label in one transaction. Memory
/// is bounded by the number of connections, whatever the size of the plan.
public struct Runner: Sendable {
  private let adapter: any ModelAdapter
  private let labeller: RolloutLabeller
  private let store: Store
  private let settings: RunSettings
  private let rules: [any StopRule]
  private let recorders: [any EventRecorder]
  private let clock: RunnerClock
  private let stop: StopSwitch
  private let prices: PriceTable?

  /// Rollouts under way at once where no provider is asked: enough to share a transaction.
  private static let localWindow = 64
  /// Rollouts that are worth a classifier made ready beforehand.
  private static let many = 100

  /// - Parameters:
  ///   - rules: asked after every stored rollout.
  ///   - recorders: told of every event, in order.
  ///   - stop: stops the run from outside.
  ///   - prices: what answers cost; without it no rollout has a cost.
  public init(
    adapter: any ModelAdapter, labeller: RolloutLabeller, store: Store, settings: RunSettings = RunSettings(),
    rules: [any StopRule] = [], recorders: [any EventRecorder] = [], clock: RunnerClock = .system,
    stop: StopSwitch = StopSwitch(), prices: PriceTable? = nil
  ) {
    self.adapter = adapter
    self.labeller = labeller
    self.store = store
    self.settings = settings
    self.rules = rules
    self.recorders = recorders
    self.clock = clock
    self.stop = stop
    self.prices = prices
  }

  /// Carries out an opened run to its end, says in the store how it ended and gives the lease back.
  ///
  /// Rollouts that the store holds are not asked again, but for failed ones if `retryErrors`.
  public func carryOut(_ run: OpenedRun, retryErrors: Bool = false) async -> RunEnd {
    var end: RunEnd
    do {
      // A newer harness may label differently: one run, one classifier.
      let use = try store.classifiers(of: run.id).first { $0.identity == labeller.identity }
      if try store.run(run.id).counts.stored != use?.labelled ?? 0 {
        _ = try Relabelling(store: store, labeller: labeller).relabel(run: run.id)
      }
      let sound = try store.storedKeys(of: run.id, withFailed: false)
      let done = retryErrors ? sound : try store.storedKeys(of: run.id)
      let ledger = RunLedger(
        progress: RunProgress(planned: run.plan.count, done: done.count, failed: done.count - sound.count),
        settings: settings,
        queue: RunLedger.Queue { [store] batch throws(StoreError) in
          try await store.commit(batch, lease: run.lease)
        }, rules: rules, recorders: recorders, clock: clock)
      await ledger.record(.runStarted(id: run.id, planned: run.plan.count, alreadyDone: done.count))
      await work(on: run, done: done, ledger: ledger)
      end = await self.end(of: ledger)
    } catch {
      let error = error as? any ExplainedError
      end = RunEnd(
        state: .incomplete, reason: error?.problem ?? "stopped before it began",
        exitStatus: error?.exitStatus ?? .interrupted, progress: RunProgress(planned: run.plan.count))
    }
    await adapter.close()
    end = close(run, end)
    for recorder in recorders {
      recorder.record(.runEnded(id: run.id, state: end.state, reason: end.reason, progress: end.progress))
    }
    return end
  }

  /// Starts rollouts, a window of them at once, until all are done or something stops the run.
  private func work(on run: OpenedRun, done: Set<ContentHash>, ledger: RunLedger) async {
    await LeasedWork(store: store, lease: run.lease, stop: stop).carryOut(
      lost: { await ledger.lost($0) }, { await ask(run, done: done, ledger: ledger) })
  }

  private func ask(_ run: OpenedRun, done: Set<ContentHash>, ledger: RunLedger) async {
    let isLocal = adapter.capabilities.replayed != nil || adapter.capabilities.isSimulation
    let window = isLocal ? max(settings.maxConnections, Self.localWindow) : settings.maxConnections
    let asker = Asker(
      policy: settings.retry, clock: clock, ledger: ledger,
      gate: RequestGate(ceiling: window, rates: settings.rates ?? RateLimits(), clock: clock), prices: prices,
      cache: settings.usesCache == true
        ? ResponseCache(store: store, model: adapter.name, endpoint: adapter.capabilities.endpoint) : nil)
    if run.plan.count - done.count >= Self.many { labeller.prepare(Set(run.plan.suites.map(\.language))) }
    let watch = DeadlineWatch(limit: .seconds(settings.rolloutTimeout))
    defer { watch.close() }
    await withTaskGroup(of: Void.self) { group in
      var underWay = 0
      for planned in run.plan.rollouts() where !done.contains(planned.key) {
        if underWay >= max(1, window) {
          await group.next()
          underWay -= 1
        }
        if Task.isCancelled { break }
        if await ledger.stop != nil { break }
        underWay += 1
        await ledger.began()
        group.addTask { await hold(planned, in: run, asker: asker, watch: watch) }
      }
      while underWay > 0 {
        if await ledger.breaksOff { group.cancelAll() }
        await group.next()
        underWay -= 1
      }
    }
    if !Task.isCancelled { await ledger.settle() }
  }

  private func hold(
    _ planned: PlannedRollout, in run: OpenedRun, asker: Asker<RunLedger>, watch: DeadlineWatch
  ) async {
    let scenario = run.plan.scenario(suiteID: planned.suiteID, scenarioID: planned.scenarioID)
    let conversation = Conversation(
      plan: planned, images: scenario?.imagesByHash ?? [:], adapter: adapter, settings: settings,
      clock: clock, asker: asker)
    let (ending, isLate) = await watch.run { await conversation.hold() }
    switch ending {
    case .rollout(let rollout, let failure):
      await asker.ledger.finished(labelled(rollout, in: run), failure: failure)
    case .cancelled(var rollout) where isLate:
      let message = "The conversation took longer than \(settings.rolloutTimeout) s."
      rollout.status = .failed(kind: "rollout-timeout", message: message)
      await asker.ledger.finished(
        labelled(rollout, in: run), failure: ModelError(.timeout, problem: message))
    case .cancelled:
      await asker.ledger.dropped()
    }
  }

  private func labelled(_ rollout: Rollout, in run: OpenedRun) -> LabelledRollout {
    let plan = rollout.plan
    guard let scenario = run.plan.scenario(suiteID: plan.suiteID, scenarioID: plan.scenarioID) else {
      preconditionFailure("a plan has the scenario of each of its rollouts")
    }
    let label = rollout.withheld?.label ?? labeller.label(rollout, scenario)
    return LabelledRollout(rollout: rollout, labels: [label])
  }

  private func end(of ledger: RunLedger) async -> RunEnd {
    let progress = await ledger.progress
    func end(_ state: RunState, _ reason: String?, _ status: ExitStatus) -> RunEnd {
      RunEnd(state: state, reason: reason, exitStatus: status, progress: progress)
    }
    switch await ledger.stop {
    case .store(let error): return end(.incomplete, error.description, error.exitStatus)
    case .model(let error):
      return end(.incomplete, error.description, error.exitStatus == .invalid ? .invalid : .inputOutput)
    case .rule(let state, let reason): return end(state, reason, Self.status(of: state))
    case .tooManyFailures:
      return end(
        .invalid,
        "\(progress.failed) of \(progress.planned) planned rollouts failed, more than --fail-on-error allows.",
        .invalid)
    case .budget(let reason): return end(.incomplete, reason, .invalid)
    case nil: break
    }
    if let cause = stop.cause, progress.done < progress.planned {
      return cause == .interrupted
        ? end(.incomplete, "interrupted", .interrupted) : end(.incomplete, "terminated", .terminated)
    }
    if progress.done < progress.planned { return end(.incomplete, "cancelled", .interrupted) }
    return end(.complete, nil, .pass)
  }

  private static func status(of state: RunState) -> ExitStatus {
    switch state {
    case .complete, .stoppedByPolicy: .pass
    case .running, .incomplete, .invalid: .invalid
    }
  }

  /// Writes the end into the store; where that fails the run stays without a word, which reads as incomplete.
  private func close(_ run: OpenedRun, _ ending: RunEnd) -> RunEnd {
    var end = ending
    do throws(StoreError) {
      var time = clock.milliseconds()
      let stored = try store.run(run.id).counts.stored
      if end.state == .complete, stored != run.plan.count {
        // What is counted here and what is stored there must agree before a run may call itself complete.
        end.state = .invalid
        end.reason = "The store holds \(stored) of \(run.plan.count) rollouts."
        end.exitStatus = .invalid
      }
      if run.manifest.replayed != nil { time = try store.lastFinish(of: run.id) ?? run.manifest.startedAt }
      try store.endRun(run.lease, state: end.state, reason: end.reason, endedAt: time)
      return end
    } catch {
      if end.exitStatus == .pass || end.state != .incomplete {
        end.state = .incomplete
        end.reason = error.description
        end.exitStatus = error.exitStatus
      }
      return end
    }
  }
}
