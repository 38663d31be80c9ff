import Dispatch
import FoundationEssentials
public import HawthorneCore
import HawthorneFormats
public import HawthorneStore
import Synchronization

/// Puts surveyed logs into a store: one run for each model.
///
/// A rollout is known by the hash of all that it is. Logs that were imported before add nothing; a log that has grown
/// adds what is new to the same run.
public struct LogImport {
  /// What became of one run.
  public struct Result: Sendable, Hashable, Codable {
    public var run: String
    public var model: String
    public var suites: [String]
    public var scenarios: Int
    public var arms: [String: Int]
    public var rollouts: Int
    public var added: Int
    public var labelled: Int
    public var state: RunState
    public var stateReason: String?
    /// Scores added, by scorer.
    public var scores: [String: Int]
    public var notes: [String]
  }

  private let source: LogSource
  private let survey: LogSurvey
  private let store: Store
  private let harnessVersion: String
  private let label: (@Sendable (Rollout, Scenario) -> Label)?
  private let metadata: [String: String]

  /// Rollouts in memory at once, and their bytes.
  private static let batchCount = 64
  private static let batchBytes = 8 << 20

  /// - Parameters:
  ///   - metadata: notes for the manifests.
  ///   - label: the classifier; nil stores no labels.
  public init(
    _ source: LogSource, survey: LogSurvey, store: Store, harnessVersion: String,
    metadata: [String: String] = [:],
    label: (@Sendable (Rollout, Scenario) -> Label)?
  ) {
    self.source = source
    self.survey = survey
    self.store = store
    self.harnessVersion = harnessVersion
    self.metadata = metadata
    self.label = label
  }

  /// Stores the rollouts that are new.
  ///
  /// - Throws: `StoreError`, `LogError` for a file that changed meanwhile, what the readers throw. What was stored
  ///   before that stays, and the run is incomplete until the import is done again.
  public func carryOut() throws -> [Result] {
    var works = try survey.runs.map {
      try Work($0, survey: survey, source: source, harnessVersion: harnessVersion)
    }
    for index in works.indices {
      works[index].manifest.metadata = metadata.merging(works[index].remarks) { _, own in own }
      try open(&works[index])
    }
    let byModel = Dictionary(
      works.enumerated().map { ($0.element.found.model, $0.offset) }, uniquingKeysWith: { first, _ in first })
    if works.contains(where: { !$0.missing.isEmpty || !$0.newScorers.isEmpty }) {
      try source.forEach { mapped, epoch in
        guard let index = byModel[mapped.model] else {
          throw LogError(file: source.files[0].path, kind: .changed)
        }
        try take(mapped, epoch: epoch, &works[index])
      }
      for index in works.indices { try flush(&works[index]) }
      try source.requireUnchanged()
    }
    return try works.indices.map { try close(&works[$0]) }
  }

  // MARK: Opening

  /// Finds the run that the logs made before, or makes one.
  private func open(_ work: inout Work) throws {
    let keys = Set(work.found.keys)
    var best: (record: RunRecord, stored: Set<ContentHash>)?
    for record in try store.runs() {
      guard let imported = record.manifest.imported, record.manifest.model == work.found.model else {
        continue
      }
      guard work.isOfSameLog(as: imported) else { continue }
      let stored = try store.storedKeys(of: record.id)
      guard record.manifest.simulation == work.manifest.simulation else {
        if !stored.isDisjoint(with: keys) {
          let its = record.manifest.simulation ? "a simulation's" : "a model's"
          work.notes.append(
            "run \(record.id) holds these rollouts as \(its), which the logs do not say: it stays as it is")
        }
        continue
      }
      let isEmptyOfSame =
        stored.isEmpty && imported.files.contains { file in work.files.contains { $0.hash == file.hash } }
      if stored.isSubset(of: keys), !stored.isEmpty || isEmptyOfSame {
        if best.map({ $0.stored.count < stored.count }) ?? true { best = (record, stored) }
      } else if !stored.isDisjoint(with: keys) {
        let shared = stored.intersection(keys).count
        work.notes.append(
          "run \(record.id) holds \(shared) of these rollouts and \(stored.count - shared) others: it stays as it is"
        )
      }
    }
    guard let best else {
      work.missing = keys
      work.manifest.id = String(try ContentHash(canonical: work.manifest).hex.prefix(16))
      work.lease = try store.createRun(try work.newRun())
      work.newScorers = Set(work.kinds.keys)
      return
    }
    work.missing = keys.subtracting(best.stored)
    let before = best.record.manifest
    work.manifest.id = before.id
    try compareScores(with: before.id, &work)
    let oldFiles = before.imported?.files ?? []
    work.manifest.imported?.files =
      oldFiles + work.files.filter { file in !oldFiles.contains { $0.hash == file.hash } }
    work.manifest.harnessVersion = before.harnessVersion
    work.manifest.metadata = before.metadata.merging(work.manifest.metadata) { _, new in new }
    // The whole of a log that was begun earlier keeps its first date.
    if let imported = before.imported, imported.isDated,
      before.startedAt < work.manifest.startedAt || work.manifest.imported?.isDated == false
    {
      work.manifest.startedAt = before.startedAt
      work.manifest.imported?.isDated = true
    }
    // The same log in another form, or renamed, is nothing new.
    let isSame = best.record.state == work.state && best.record.reason == work.reason && work.missing.isEmpty
    guard !isSame || !work.newScorers.isEmpty else { return }
    let lease = try store.takeLease(of: before.id)
    try store.reopenRun(lease)
    try store.extendImported(lease, to: try work.newRun())
    work.lease = lease
  }

  /// Finds the scorers that lack values in the store: those that are new, have grown, or were interrupted; and those
  /// whose rollouts were graded again.
  private func compareScores(with run: String, _ work: inout Work) throws {
    work.newScorers = Set(work.kinds.keys)
    let uses = try store.scorers(of: run)
    for (name, kind) in work.kinds.sorted(by: { $0.key < $1.key }) {
      let scores = LogScores(name: name, kind: kind, values: work.values(of: name, as: kind))
      switch try scores.compare(with: uses, run: run, store: store) {
      case .new: break
      case .stored(let version, let isWhole):
        if version != LogScores.firstVersion { work.versions[name] = version }
        if isWhole { work.newScorers.remove(name) }
      case .gradedAgain(let version, let differing, let before):
        work.versions[name] = version
        work.notes.append(
          "scores of '\(name)' are not those stored before for \(differing) of \(scores.values.count) rollouts: "
            + "they are kept as \(name)@\(version), beside \(name)@\(before), which stays as it is"
        )
      }
    }
  }

  // MARK: Rollouts

  private func take(_ mapped: MappedRollout, epoch: Int, _ work: inout Work) throws {
    let key = try mapped.key(epoch: epoch)
    let isNew = work.missing.contains(key)
    for score in mapped.logged.scores {
      guard let name = work.names[score.scorer], let kind = work.kinds[name],
        isNew || work.newScorers.contains(name)
      else { continue }
      work.scores[name, default: []].append(
        ScoreRow(
          line: 0, reference: RolloutReference(key: key.hex), value: score.value.taken(as: kind),
          note: score.note))
    }
    guard isNew else {
      if work.scores.values.contains(where: { $0.count >= 20_000 }) { try flush(&work) }
      return
    }
    let rollout = mapped.rollout(
      key: key, epoch: epoch, parameters: work.manifest.parameters, startedAt: work.manifest.startedAt)
    work.batch.append(rollout)
    work.batchBytes += rollout.transcript.messages.reduce(0) { sum, message in
      sum + message.text.utf8.count + message.reasoning.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) }
    }
    if work.batch.count >= Self.batchCount || work.batchBytes >= Self.batchBytes { try flush(&work) }
  }

  private func flush(_ work: inout Work) throws {
    guard let lease = work.lease else { return }
    let batch = work.batch
    work.batch = []
    work.batchBytes = 0
    if !batch.isEmpty {
      let labels = labels(of: batch, work)
      let labelled = zip(batch, labels).map { LabelledRollout(rollout: $0, labels: $1.map { [$0] } ?? []) }
      let results = try store.commitImported(labelled, lease: lease)
      work.added += results.count { $0 != .alreadyThere }
      work.labelled += labels.count { $0 != nil }
    }
    for (name, rows) in work.scores.sorted(by: { $0.key < $1.key }) where !rows.isEmpty {
      let request = ScoreImport(
        run: lease.runID, scorer: work.scorer(name), file: work.files.first?.name ?? "the log")
      let result = try store.importScores(request) { take in for row in rows { try take(.row(row)) } }
      work.scoresAdded[name, default: 0] += result.added
    }
    work.scores = [:]
  }

  /// The labels of some rollouts in their order, worked out on all cores.
  private func labels(of batch: [Rollout], _ work: Work) -> [Label?] {
    guard let label else { return batch.map { _ in nil } }
    let scenarios = batch.map { work.scenarios[$0.plan.suiteID]?[$0.plan.scenarioID] }
    let labels = Mutex<[Label?]>(Array(repeating: nil, count: batch.count))
    DispatchQueue.concurrentPerform(iterations: batch.count) { index in
      guard let scenario = scenarios[index] else { return }
      let made = label(batch[index], scenario)
      labels.withLock { $0[index] = made }
    }
    return labels.withLock { $0 }
  }

  // MARK: Closing

  private func close(_ work: inout Work) throws -> Result {
    let id = work.manifest.id
    if let lease = work.lease {
      let ended =
        try work.endedAt ?? store.lastFinish(of: id) ?? work.manifest.startedAt
      try store.endRun(lease, state: work.state, reason: work.reason, endedAt: ended)
    }
    return Result(
      run: id, model: work.found.model.description, suites: work.found.suiteOrder,
      scenarios: work.found.scenarioCount,
      arms: Dictionary(work.found.arms.map { ($0.key.name, $0.value) }, uniquingKeysWith: +),
      rollouts: work.found.keys.count, added: work.added, labelled: work.labelled, state: work.state,
      stateReason: work.reason, scores: work.scoresAdded, notes: work.notes)
  }
}

extension ScoreValue {
  /// The value as one of a kind that all values of its scorer fit.
  func taken(as kind: ScoreKind) -> ScoreValue {
    switch (self, kind) {
    case (.number, .number), (.boolean, .boolean), (.category, .category): return self
    case (.boolean(let truth), .number): return .number(truth ? 1 : 0)
    case (.number(let number), _): return .category((try? CanonicalJSON.text(of: number)) ?? "")
    case (.boolean(let truth), _): return .category(truth ? "true" : "false")
    case (.category, _): return self
    }
  }
}
