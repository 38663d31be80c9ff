import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneReports
import HawthorneRunner
import HawthorneStore
import HawthorneSuites

/// What can be held against a stored run with rooms that reports do not know: its plan, and its labels.
struct RunVerification {
  let store: Store
  /// Labels or rollouts that a sentence names.
  private static let named = 5

  /// Whether the run's suites and options still make the plan that its manifest names.
  func planCheck(of run: String) throws -> Verification.Check {
    let record = try store.run(run)
    let manifest = record.manifest
    if manifest.imported != nil { return try importedCheck(of: record) }
    var unnamed = manifest
    unnamed.id = ""
    let id = String(try ContentHash(canonical: unnamed).hex.prefix(16))
    guard id == manifest.id else {
      return .init(
        "plan", .fails, "Run \(manifest.id): the manifest is not the one that the run's id is of (\(id)).")
    }
    let request: RunRequest
    do {
      request = try store.options(of: manifest.id, as: RunRequest.self)
    } catch {
      return .init(
        "plan", .skipped,
        "Run \(manifest.id): its options are of another version, so that its plan was not made again.")
    }
    do {
      let plan = try Plan(suites: try store.suites(of: manifest.id), options: request.plan)
      guard plan.hash == manifest.planHash, plan.count == manifest.plannedRollouts else {
        return .init(
          "plan", .fails,
          "Run \(manifest.id): the stored suites and options make another plan (\(plan.hash.short)…) than the manifest names "
            + "(\(manifest.planHash.short)…)"
            + (manifest.harnessVersion == HarnessVersion.current
              ? "."
              : "; the run is of version \(manifest.harnessVersion), which may have made plans otherwise."))
      }
      let found = try compare(run: manifest.id, with: plan)
      return found.isEmpty
        ? .init(
          "plan", .holds,
          "Run \(manifest.id): its suites and options make the plan it names, and all rollouts are of it.")
        : .init("plan", .fails, "Run \(manifest.id): \(found.joined(separator: "; ")).")
    } catch let error as PlanError {
      return .init("plan", .fails, "Run \(manifest.id): its plan cannot be made again. \(error.problem)")
    }
  }

  /// Where a rollout stands in its plan: all that figures are counted by, and what was asked.
  private struct Place: Hashable {
    var suite: String
    var scenario: String
    var arm: Arm
    var wording: String
    var disclosure: Disclosure
    var language: String?
    var mode: String
    var epoch: Int
    var prompt: ContentHash
  }

  /// What of a run's rollouts is not as its plan has it; nothing also where the plan cannot be made again.
  func misplaced(in run: String) throws -> [String] {
    let manifest = try store.run(run).manifest
    guard manifest.imported == nil, let request = try? store.options(of: run, as: RunRequest.self),
      let plan = try? Plan(suites: try store.suites(of: run), options: request.plan),
      plan.hash == manifest.planHash
    else { return [] }
    return try compare(run: run, with: plan)
  }

  /// What of a run's rollouts is not as the plan has it, by their keys; nothing where all is.
  private func compare(run: String, with plan: Plan) throws -> [String] {
    // Hashes of places: a plan may hold a million.
    var planned: [ContentHash: Int] = [:]
    for rollout in plan.rollouts() {
      planned[rollout.key] =
        Place(
          suite: rollout.suiteID, scenario: rollout.scenarioID, arm: rollout.arm, wording: rollout.wording,
          disclosure: rollout.disclosure, language: rollout.language, mode: rollout.mode.name,
          epoch: rollout.epoch, prompt: rollout.promptHash
        ).hashValue
    }
    var (seen, foreign) = (0, 0)
    var moved: [String] = []
    try store.forEachSummary(of: run) { stored in
      let place = Place(
        suite: stored.suiteID, scenario: stored.scenarioID, arm: stored.arm, wording: stored.wording,
        disclosure: stored.disclosure, language: stored.translation, mode: stored.mode, epoch: stored.epoch,
        prompt: stored.promptHash)
      seen += 1
      switch planned[stored.key] {
      case nil: foreign += 1
      case place.hashValue: break
      default: moved.append(stored.key.short)
      }
    }
    var found: [String] = []
    let homeless = try store.storedKeys(of: run).count - seen
    if homeless > 0 { found.append("\(homeless) stored rollouts belong to scenarios that are not there") }
    if foreign > 0 { found.append("\(foreign) stored rollouts are not of its plan") }
    if !moved.isEmpty {
      found.append(
        "\(moved.count) stored rollouts stand under another suite, scenario, arm, wording, disclosure, language, mode, epoch or "
          + "prompt than their plan gives their keys: \(moved.prefix(Self.named).joined(separator: ", "))"
          + (moved.count > Self.named ? " and \(moved.count - Self.named) more" : ""))
    }
    return found
  }

  /// An imported run was planned elsewhere: its manifest names the rollouts that its logs held instead.
  private func importedCheck(of record: RunRecord) throws -> Verification.Check {
    let keys = try store.storedKeys(of: record.id)
    var hash = IncrementalHash()
    for key in keys.map(\.hex).sorted() { hash.update(part: key) }
    let isWhole = hash.finish() == record.manifest.planHash
    return isWhole
      ? .init(
        "plan", .holds,
        "Run \(record.id) was imported and has no plan; its \(keys.count) rollouts are those that its logs held."
      )
      : .init(
        "plan", record.state == .complete ? .fails : .skipped,
        "Run \(record.id) was imported and has no plan; its \(keys.count) rollouts are not all that its logs held."
      )
  }

  /// Whether the rules of this program give the labels that are stored under their name.
  ///
  /// - Parameter identity: whose labels the report counts.
  func labelCheck(
    of runs: [String], by identity: ClassifierIdentity?, with classifier: TraceClassifier, isAsked: Bool
  ) throws -> Verification.Check {
    guard let identity else { return .init("labels", .skipped, "The report counts no labels.") }
    guard identity == classifier.identity else {
      let isNamesake =
        identity.id == classifier.identity.id && identity.version == classifier.identity.version
      return .init(
        "labels", .skipped,
        "The labels are of \(identity.id)@\(identity.version) (\(identity.hash.short)), which is not what this program labels "
          + "with\(isNamesake ? ": the same version read other packs" : ""): they were taken as they are stored."
      )
    }
    guard isAsked else {
      return .init(
        "labels", .skipped,
        "The labels' packs are those of this program; --relabel labels every rollout again and compares.")
    }
    let labeller = RolloutLabeller(classifier)
    var compared = 0
    var differing: [String] = []
    for run in runs {
      let found = try LabelComparison(store: store, labeller: labeller).compare(run: run)
      compared += found.compared
      differing += found.differing.map { "\(run)/\($0.short)" }
    }
    guard !differing.isEmpty else {
      return .init("labels", .holds, "\(compared) rollouts labelled again: every label is as stored.")
    }
    let rest = differing.count - Self.named
    return .init(
      "labels", .fails,
      "\(differing.count) of \(compared) rollouts get another label than is stored: "
        + differing.prefix(Self.named).joined(separator: ", ") + (rest > 0 ? " and \(rest) more." : "."))
  }
}
