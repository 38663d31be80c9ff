public import HawthorneClassifiers
import HawthorneCore
public import HawthorneModels
public import HawthorneStore

/// Asks a judge about the rollouts of a stored run and labels them.
///
/// Every answer is on the disk before it counts, so that a second call asks only what is missing. A label is given
/// when a rollout's answers are complete. Memory is bounded by the number of connections.
public struct Judging: Sendable {
  private let adapter: any ModelAdapter
  private let judge: Judge
  private let store: Store
  private let settings: JudgeSettings
  private let recorders: [any EventRecorder]
  private let clock: RunnerClock
  private let stop: StopSwitch
  private let prices: PriceTable?

  /// A pass over what is left follows one in which answers that had been held back were stored; no more than so many.
  private static let passes = 3

  /// - Throws: `JudgeError` for an adapter that replays, simulates or cannot be asked with these parameters.
  public init(
    adapter: any ModelAdapter, judge: Judge, store: Store, settings: JudgeSettings = JudgeSettings(),
    recorders: [any EventRecorder] = [], clock: RunnerClock = .system, stop: StopSwitch = StopSwitch(),
    prices: PriceTable? = nil
  ) throws(JudgeError) {
    let capabilities = adapter.capabilities
    guard !capabilities.isSimulation, capabilities.replayed == nil else { throw .notAJudge(adapter.name) }
    let sample = ModelRequest(
      messages: [Message(role: .system, text: "Instructions."), Message(role: .user, text: "Question?")],
      mode: judge.parameters.mode, parameters: judge.parameters.sampled(seed: 0))
    if let need = adapter.unmetNeeds(of: sample).first {
      throw .cannotBeAsked(adapter.name, problem: need.problem, fix: need.fix)
    }
    self.adapter = adapter
    self.judge = judge
    self.store = store
    self.settings = settings
    self.recorders = recorders
    self.clock = clock
    self.stop = stop
    self.prices = prices
  }

  /// Judges the rollouts of a run that the judge has not labelled yet.
  ///
  /// - Parameters:
  ///   - lease: of the run; the caller takes it and gives it back.
  ///   - range: positions in the run's order, from 0; nil takes all.
  public func carryOut(lease: Lease, only range: Range<Int>? = nil) async -> JudgeEnd {
    let run = lease.runID
    do {
      let keys = try Self.keys(of: run, only: range, in: store)
      let labelled = try store.labelledKeys(of: run, by: judge.identity)
      let scenarios = try StoredScenarios(of: run, in: store)
      let done = keys.count(where: labelled.contains)
      let ledger = JudgeLedger(
        progress: RunProgress(planned: keys.count, done: done), settings: settings,
        queue: JudgeLedger.Queue { [store, judge] batch throws(StoreError) in
          try await store.commit(batch, by: judge.identity, lease: lease)
        }, recorders: recorders, clock: clock)
      await ledger.record(
        .judgingStarted(
          run: run, classifier: judge.identity.id, planned: keys.count, alreadyDone: done))
      let left = keys.filter { !labelled.contains($0) }
      await LeasedWork(store: store, lease: lease, stop: stop).carryOut(
        lost: { await ledger.lost($0) },
        { await work(on: left, of: run, scenarios: scenarios, ledger: ledger) })
      let end = await self.end(of: ledger)
      await ledger.record(
        .judgingEnded(
          run: run, classifier: judge.identity.id, isComplete: end.isComplete, reason: end.reason,
          progress: end.progress))
      return end
    } catch {
      return JudgeEnd(
        isComplete: false, reason: error.description, exitStatus: error.exitStatus, progress: RunProgress(),
        withheld: 0)
    }
  }

  /// What `carryOut` would ask.
  ///
  /// - Throws: `StoreError`.
  public static func estimate(
    _ judge: Judge, run: String, only range: Range<Int>? = nil, in store: Store
  ) throws -> JudgeEstimate {
    var estimate = JudgeEstimate()
    let labelled = try store.labelledKeys(of: run, by: judge.identity)
    let scenarios = try StoredScenarios(of: run, in: store)
    for key in try keys(of: run, only: range, in: store) where !labelled.contains(key) {
      guard let stored = try store.rollout(of: run, key: key), stored.rollout.withheld == nil else {
        continue
      }
      let inquiry = judge.inquiry(stored.rollout, scenario: scenarios.scenario(of: stored.rollout.plan))
      let answers = try store.judgeAnswers(of: run, key: key, by: judge.identity)
      let open = inquiry.open(given: answers)
      estimate.rollouts += 1
      if open.isEmpty { estimate.withoutRequests += 1 }
      estimate.requests += open.count
      if open.contains(where: { $0.pass == .agent }) { estimate.layerRequests += inquiry.layerRequests }
      estimate.inputTokens += open.reduce(0) { $0 + $1.messages.reduce(0) { $0 + $1.text.utf8.count } / 4 }
    }
    estimate.outputTokens = (estimate.requests + estimate.layerRequests) * judge.parameters.maxTokens
    return estimate
  }

  private static func keys(
    of run: String, only range: Range<Int>?, in store: Store
  ) throws(StoreError) -> [ContentHash] {
    let keys = try store.keysInOrder(of: run)
    return range.map { Array(keys[$0.clamped(to: keys.indices)]) } ?? keys
  }

  // MARK: Asking

  private func work(
    on keys: [ContentHash], of run: String, scenarios: StoredScenarios, ledger: JudgeLedger
  ) async {
    let asker = Asker(
      policy: settings.retry, clock: clock, ledger: ledger,
      gate: RequestGate(ceiling: settings.maxConnections, rates: settings.rates, clock: clock), prices: prices
    )
    var left = keys
    for _ in 0..<Self.passes where !left.isEmpty {
      await pass(over: left, of: run, scenarios: scenarios, asker: asker)
      if Task.isCancelled { return }
      await ledger.settle()
      guard await ledger.takeReleased() > 0, await ledger.stop == nil,
        let labelled = try? store.labelledKeys(of: run, by: judge.identity)
      else { return }
      left.removeAll { labelled.contains($0) }
    }
  }

  private func pass(
    over keys: [ContentHash], of run: String, scenarios: StoredScenarios, asker: Asker<JudgeLedger>
  ) async {
    let ledger = asker.ledger
    // Few rollouts share the connections among their questions; many have one each.
    let window = max(1, min(settings.maxConnections, keys.count))
    let share = max(1, settings.maxConnections / window)
    await withTaskGroup(of: Void.self) { group in
      var underWay = 0
      for key in keys {
        if underWay >= window {
          await group.next()
          underWay -= 1
        }
        if Task.isCancelled { break }
        if await ledger.stop != nil { break }
        underWay += 1
        await ledger.began()
        group.addTask { await label(key, of: run, scenarios: scenarios, asker: asker, connections: share) }
      }
      while underWay > 0 {
        if await ledger.breaksOff { group.cancelAll() }
        await group.next()
        underWay -= 1
      }
    }
  }

  /// Asks what is missing about one rollout; labels it when nothing is.
  private func label(
    _ key: ContentHash, of run: String, scenarios: StoredScenarios, asker: Asker<JudgeLedger>,
    connections: Int
  ) async {
    let ledger = asker.ledger
    do throws(StoreError) {
      guard let rollout = try store.rollout(of: run, key: key)?.rollout, rollout.withheld == nil else {
        return await ledger.skipped()
      }
      let inquiry = judge.inquiry(rollout, scenario: scenarios.scenario(of: rollout.plan))
      var answers = try store.judgeAnswers(of: run, key: key, by: judge.identity)
      while true {
        let open = inquiry.open(given: answers)
        if open.isEmpty, let label = inquiry.label(given: answers) { return await ledger.judged(key, label) }
        let new = await ask(open, key: key, inquiry: inquiry, asker: asker, connections: connections)
        answers += new
        if new.count < open.count || open.isEmpty { return await ledger.dropped() }
      }
    } catch {
      await ledger.lost(error)
      await ledger.dropped()
    }
  }

  /// The answers that are on the disk; fewer than asked for where something failed or stops the judging.
  private func ask(
    _ requests: [JudgeRequest], key: ContentHash, inquiry: Inquiry, asker: Asker<JudgeLedger>,
    connections: Int
  ) async -> [JudgeAnswer] {
    await withTaskGroup(of: JudgeAnswer?.self) { group in
      var answers: [JudgeAnswer] = []
      var underWay = 0
      for request in requests {
        if underWay >= connections {
          if let answer = await group.next() ?? nil { answers.append(answer) }
          underWay -= 1
        }
        guard !Task.isCancelled, await asker.ledger.stop == nil else { break }
        underWay += 1
        group.addTask { await ask(request, key: key, inquiry: inquiry, asker: asker) }
      }
      for await answer in group { if let answer { answers.append(answer) } }
      return answers
    }
  }

  private func ask(
    _ request: JudgeRequest, key: ContentHash, inquiry: Inquiry, asker: Asker<JudgeLedger>
  ) async -> JudgeAnswer? {
    var tally = ServingTally(requestedModel: adapter.name.name)
    let sent = ModelRequest(
      messages: request.messages, mode: judge.parameters.mode, parameters: request.parameters)
    let begun = clock.milliseconds()
    func complete(_ answer: JudgeAnswer) -> JudgeAnswer {
      var answer = answer
      let serving = tally.record(latencyMilliseconds: Int(max(0, clock.milliseconds() - begun)))
      answer.usage = serving.usage
      answer.servedModel = serving.servedModel
      answer.latencyMilliseconds = serving.latencyMilliseconds
      answer.askedAt = begun
      return answer
    }
    do throws(ModelError) {
      let response = try await asker.ask(sent, of: adapter, key: key, tally: &tally)
      tally.add(response)
      let answer = complete(
        inquiry.answer(
          to: request, text: response.message.text, finish: response.finish, blocked: response.blocked))
      return await asker.ledger.answered(key, answer) ? answer : nil
    } catch {
      guard error.kind != .cancelled else { return nil }
      // What may pass is asked again by a later call; what was turned down for good is a vote that is NA.
      let answer =
        error.isRetryable ? nil : complete(inquiry.answer(to: request, rejectedAs: error.kind.rawValue))
      return await asker.ledger.failed(key, answer, error) ? answer : nil
    }
  }

  // MARK: The end

  private func end(of ledger: JudgeLedger) async -> JudgeEnd {
    let progress = await ledger.progress
    let withheld = await ledger.withheld
    func end(_ reason: String?, _ status: ExitStatus) -> JudgeEnd {
      JudgeEnd(
        isComplete: status == .pass, reason: reason, exitStatus: status, progress: progress,
        withheld: withheld)
    }
    switch await ledger.stop {
    case .store(let error): return end(error.description, error.exitStatus)
    case .model(let error):
      return end(error.description, error.exitStatus == .usage ? .usage : .inputOutput)
    case .budget(let reason) where progress.done < progress.planned: return end(reason, .invalid)
    case .budget, nil: break
    }
    if progress.done >= progress.planned { return end(nil, .pass) }
    switch stop.cause {
    case .interrupted: return end("interrupted", .interrupted)
    case .terminated: return end("terminated", .terminated)
    case nil: break
    }
    if let failure = await ledger.passingFailure { return end(failure.description, .inputOutput) }
    return end("cancelled", .interrupted)
  }
}
