import HawthorneCore
import HawthorneStore

/// The rollouts of one run, in order of time, folded into what their serving shows.
///
/// Memory grows with scenarios × arms × modes, not with rollouts, and with at most `ServedValues.limit` values a field.
struct ServingFold {
  let run: String
  /// When the second half begins; nil where the run has no halves.
  let halfway: Int64?
  private(set) var rollouts = 0
  private var lines: [ServingField: LineFold] = [:]
  private var totals: [TotalsKey: TotalsFold] = [:]
  private(set) var shares: [MixPlace: [ScenarioKey: [String: [ServingField: [String: Int]]]]] = [:]
  private(set) var drift = DriftFold()

  struct MixPlace: Hashable, Comparable {
    var suite: String
    var mode: String
    static func < (left: Self, right: Self) -> Bool { (left.suite, left.mode) < (right.suite, right.mode) }
  }

  struct ScenarioKey: Hashable, Comparable {
    var suite: String
    var scenario: String
    static func < (left: Self, right: Self) -> Bool {
      (left.suite, left.scenario) < (right.suite, right.scenario)
    }
  }

  private struct TotalsKey: Hashable, Comparable {
    var requested: String
    var served: String?
    var mode: String
    static func < (left: Self, right: Self) -> Bool {
      (left.requested, left.served ?? "", left.mode) < (right.requested, right.served ?? "", right.mode)
    }
  }

  init(run: String, halfway: Int64?) {
    self.run = run
    self.halfway = halfway
    for field in ServingField.identity { lines[field] = LineFold() }
  }

  /// Adds a rollout that was begun no earlier than the ones before it.
  mutating func add(_ rollout: ServedRollout) {
    rollouts += 1
    var values: [ServingField: String] = [:]
    for field in ServingField.identity {
      guard var line = lines.removeValue(forKey: field) else { continue }
      values[field] = line.add(rollout.value(of: field), of: rollout, place: rollouts)
      lines[field] = line
    }
    values[.cache] = rollout.fromCache > 0 ? "from the cache" : "asked anew"
    totals[
      TotalsKey(requested: rollout.requestedModel, served: values[.model], mode: rollout.mode),
      default: TotalsFold()
    ].add(rollout)
    if !rollout.isFailed {
      let place = MixPlace(suite: rollout.suiteID, mode: rollout.mode)
      let scenario = ScenarioKey(suite: rollout.suiteID, scenario: rollout.scenarioID)
      for (field, value) in values {
        shares[place, default: [:]][scenario, default: [:]][rollout.arm.name, default: [:]][
          field, default: [:]][value, default: 0] += 1
      }
    }
    if let halfway { drift.add(rollout, isSecond: rollout.startedAt >= halfway) }
  }

  func lineRows() -> [ServingLine] {
    ServingField.identity.compactMap { lines[$0]?.row(run: run, field: $0, rollouts: rollouts) }
  }

  func totalRows() -> [ServingTotals] {
    totals.sorted { $0.key < $1.key }.map { key, fold in
      fold.row(run: run, requested: key.requested, served: key.served, mode: key.mode)
    }
  }
}

extension ServedRollout {
  fileprivate func value(of field: ServingField) -> String? {
    switch field {
    case .model: servedModel
    case .fingerprint: systemFingerprint
    case .route: route
    case .cache: nil
    }
  }
}

/// One field of a run while rollouts are added in order of time.
private struct LineFold {
  /// More values than this are pooled as `others`: a provider may say something new with every answer.
  static let limit = 32
  static let others = "(others)"

  private struct Seen {
    var byArm: [String: Int] = [:]
    var first: Int64
    var last: Int64
  }

  private var order: [String] = []
  private var seen: [String: Seen] = [:]
  private var notSaid = 0
  private var previous: String?
  private var changes = 0
  private var first: (rollout: ServedRollout, from: String, to: String, place: Int)?
  private var before: [String: [String: Int]] = [:]

  /// - Returns: the value that the rollout is counted under, nil where the provider did not say.
  mutating func add(_ said: String?, of rollout: ServedRollout, place: Int) -> String? {
    guard let said else {
      notSaid += 1
      return nil
    }
    let value = seen[said] != nil || order.count < Self.limit ? said : Self.others
    if let previous, previous != said {
      changes += 1
      if first == nil {
        first = (rollout, previous, said, place)
        before = byArm()
      }
    }
    previous = said
    var entry = seen.removeValue(forKey: value) ?? Seen(first: rollout.startedAt, last: rollout.startedAt)
    if entry.byArm.isEmpty { order.append(value) }
    entry.byArm[rollout.arm.name, default: 0] += 1
    entry.last = rollout.startedAt
    seen[value] = entry
    return value
  }

  private func byArm() -> [String: [String: Int]] {
    var counts: [String: [String: Int]] = [:]
    for (value, entry) in seen {
      for (arm, count) in entry.byArm { counts[arm, default: [:]][value] = count }
    }
    return counts
  }

  func row(run: String, field: ServingField, rollouts: Int) -> ServingLine {
    ServingLine(
      run: run, field: field,
      values: order.compactMap { value in
        seen[value].map {
          ServingLine.Value(
            value: value, rollouts: $0.byArm.values.reduce(0, +), byArm: $0.byArm,
            firstAt: StatedTime.of($0.first).map(Figures.date(milliseconds:)),
            lastAt: StatedTime.of($0.last).map(Figures.date(milliseconds:)))
        }
      }, notSaid: notSaid, rollouts: rollouts, changes: changes,
      first: first.map { change in
        ServingLine.Change(
          from: change.from, to: change.to, rollout: change.rollout.key, suite: change.rollout.suiteID,
          scenario: change.rollout.scenarioID, arm: change.rollout.arm, mode: change.rollout.mode,
          epoch: change.rollout.epoch,
          at: StatedTime.of(change.rollout.startedAt).map(Figures.date(milliseconds:)),
          place: change.place, before: before, after: byArm().less(before))
      })
  }
}

extension [String: [String: Int]] {
  /// These counts without those; what is 0 is left out.
  fileprivate func less(_ others: Self) -> Self {
    var rest: Self = [:]
    for (arm, counts) in self {
      for (value, count) in counts {
        let left = count - (others[arm]?[value] ?? 0)
        if left > 0 { rest[arm, default: [:]][value] = left }
      }
    }
    return rest
  }
}

/// Sums of what providers counted.
private struct TotalsFold {
  private var rollouts = 0
  private var failed = 0
  private var requests = 0
  private var fromCache = 0
  private var cachedAnswers = 0
  private var input: ServingTotals.Sum?
  private var output: ServingTotals.Sum?
  private var reasoning: ServingTotals.Sum?
  private var cachedInput: ServingTotals.Sum?
  private var latency: ServingTotals.Sum?
  private var costs: [String: (amount: Double, rollouts: Int)] = [:]
  private var withFingerprint = 0
  private var withRoute = 0
  private var withRequestID = 0
  private var withParameters = 0

  mutating func add(_ rollout: ServedRollout) {
    rollouts += 1
    if rollout.isFailed { failed += 1 }
    requests = Self.sum(requests, rollout.requests)
    if rollout.fromCache > 0 {
      fromCache += 1
      cachedAnswers = Self.sum(cachedAnswers, rollout.fromCache)
    }
    Self.add(rollout.usage.input, to: &input)
    Self.add(rollout.usage.output, to: &output)
    Self.add(rollout.usage.reasoning, to: &reasoning)
    Self.add(rollout.usage.cached, to: &cachedInput)
    if !rollout.isFailed, rollout.fromCache == 0, rollout.latencyMilliseconds >= 0 {
      Self.add(rollout.latencyMilliseconds, to: &latency)
    }
    if let cost = rollout.cost, cost.isFinite {
      costs[rollout.currency ?? "(not said)", default: (0, 0)].amount += cost
      costs[rollout.currency ?? "(not said)", default: (0, 0)].rollouts += 1
    }
    if rollout.systemFingerprint != nil { withFingerprint += 1 }
    if rollout.route != nil { withRoute += 1 }
    if rollout.hasRequestID { withRequestID += 1 }
    if rollout.hasParameters { withParameters += 1 }
  }

  /// A hostile count must not overflow, nor make a report that no reader believes.
  private static func sum(_ left: Int, _ right: Int) -> Int {
    min(left + min(max(0, right), ReportReader.countLimit), ReportReader.countLimit)
  }

  private static func add(_ count: Int?, to sum: inout ServingTotals.Sum?) {
    guard let count, count >= 0 else { return }
    sum = ServingTotals.Sum(
      total: Self.sum(sum?.total ?? 0, count), rollouts: (sum?.rollouts ?? 0) + 1)
  }

  func row(run: String, requested: String, served: String?, mode: String) -> ServingTotals {
    ServingTotals(
      run: run, requestedModel: requested, servedModel: served, mode: mode, rollouts: rollouts,
      failed: failed,
      requests: requests, fromCache: fromCache, cachedAnswers: cachedAnswers, input: input, output: output,
      reasoning: reasoning, cachedInput: cachedInput, latency: latency,
      costs: costs.sorted { $0.key < $1.key }.map {
        ServingTotals.Money(currency: $0.key, amount: $0.value.amount.reported, rollouts: $0.value.rollouts)
      }, withFingerprint: withFingerprint, withRoute: withRoute, withRequestID: withRequestID,
      withParameters: withParameters)
  }
}
