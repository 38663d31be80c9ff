import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

@Suite struct ScoreImportTests {
  private let folder: Folder
  private let store: Store
  private let lease: Lease

  /// Six rollouts of one scenario: overt at epochs 1, 3, 5 and disguised/realistic at 2, 4, 6.
  init() async throws {
    folder = try Folder()
    store = try Store(path: folder.file())
    lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit((0..<6).map { Fixture.labelled($0) }, lease: lease)
  }

  private static func scorer(_ version: String = "1", file: String = "f") -> ScorerIdentity {
    ScorerIdentity(name: "probe-x", version: version, hash: ContentHash(of: file))
  }

  private func place(_ index: Int, epoch: Int? = nil) -> RolloutReference {
    let plan = Fixture.rollout(index).plan
    return RolloutReference(scenario: plan.scenarioID, arm: plan.arm, epoch: epoch ?? plan.epoch)
  }

  private func rows(_ values: [(RolloutReference, ScoreValue)]) -> [ScoreFileItem] {
    values.enumerated().map { .row(ScoreRow(line: $0 + 2, reference: $1.0, value: $1.1, note: "n\($0)")) }
  }

  @discardableResult
  private func take(
    _ items: [ScoreFileItem], _ scorer: ScorerIdentity = scorer(), partial: Bool = false
  ) throws -> ScoreImport.Result {
    try store.importScores(
      ScoreImport(run: lease.runID, scorer: scorer, file: "s.csv", partial: partial)
    ) { take in for item in items { try take(item) } }
  }

  private func refusal(_ items: [ScoreFileItem], partial: Bool = false) -> ScoreImportError? {
    #expect(throws: ScoreImportError.self) { try take(items, partial: partial) }
  }

  private func values() throws -> [ScoreValue?] {
    var found: [ScoreValue?] = []
    try store.forEachScored(of: lease.runID, scorer: Self.scorer(), classifier: Fixture.classifier) {
      found.append($0.value)
    }
    return found
  }

  @Test func rowsByKeyPrefixAndPlaceAreStored() throws {
    let key = Fixture.rollout(1).plan.key
    let result = try take(
      rows([
        (place(0), .number(0.25)), (RolloutReference(key: key.hex), .number(-3)),
        (
          RolloutReference(run: "0123", key: String(Fixture.rollout(2).plan.key.hex.prefix(10))),
          .number(1e100)
        ),
      ]))
    #expect(result.added == 3 && result.rows == 3 && result.rollouts == 6 && result.missing == 3)
    #expect(result.kind == .number && result.passedOver == 0)
    #expect(
      try store.scores(of: lease.runID, key: key) == [
        RolloutScore(scorer: Self.scorer(), value: .number(-3), note: "n1")
      ])
    #expect(
      try store.scorers(of: lease.runID) == [ScorerUse(identity: Self.scorer(), kind: .number, scored: 3)])
    #expect(try values().compactMap(\.self).count == 3)
    var aware: [Bool?] = []
    try store.forEachScored(of: lease.runID, scorer: Self.scorer(), classifier: nil) {
      aware.append($0.aware)
    }
    #expect(aware == Array(repeating: nil, count: 6))
    let queue = try DatabaseQueue(path: folder.file())
    defer { try? queue.close() }
    let view = try queue.read { database in
      try Row.fetchAll(
        database, sql: "SELECT scorer, score, score_word, score_line FROM v_scores ORDER BY score_line")
    }
    #expect(
      view.map { $0["score"] as Double } == [0.25, -3, 1e100]
        && view.map { $0["score_line"] as Int } == [2, 3, 4])
  }

  @Test func theSameFileAgainChangesNothing() throws {
    let items = rows([(place(0), .boolean(true)), (place(1), .boolean(false))])
    try take(items)
    let again = try take(items)
    #expect(again.added == 0 && again.alreadyThere == 2)
    #expect(try values().compactMap(\.self).count == 2)
  }

  @Test func rolloutsThatCameSinceAreScoredByTheSameFile() async throws {
    let items = rows([(place(0), .number(1)), (place(6), .number(2))])
    #expect(refusal(items) != nil)
    #expect(try take(items, partial: true).passedOver == 1)
    _ = try await store.commit([Fixture.labelled(6)], lease: lease)
    let later = try take(items)
    #expect(later.added == 1 && later.alreadyThere == 1 && later.missing == 5)
  }

  @Test func otherValuesNeedAVersionOfTheirOwn() throws {
    try take(rows([(place(0), .number(1))]))
    let error = #expect(throws: ScoreImportError.self) {
      try take(rows([(place(0), .number(2))]), Self.scorer(file: "other"))
    }
    #expect(error?.exitStatus == .usage && error?.fix.contains("--version") == true)
    #expect(try values().compactMap(\.self) == [.number(1)])
    try take(rows([(place(0), .category("high"))]), Self.scorer("2", file: "other"))
    #expect(try store.scores(of: lease.runID, key: Fixture.rollout(0).plan.key).count == 2)
    // The same file read as another kind is other values too.
    #expect(throws: ScoreImportError.self) { try take(rows([(place(0), .category("1"))])) }
  }

  @Test func nothingIsStoredUnlessEveryRowIs() throws {
    let complaint = Diagnostic(id: "scores.not-finite", location: .init(file: "s.csv", line: 9), message: "m")
    let error = refusal(
      rows([
        (place(0), .number(1)), (place(0), .number(2)), (place(0, epoch: 99), .number(3)),
        (RolloutReference(scenario: "s1", arm: Arm(.overt)), .number(4)),
        (RolloutReference(key: String(repeating: "0", count: 64)), .number(5)),
        (RolloutReference(run: "ffff", key: Fixture.rollout(1).plan.key.hex), .number(6)),
      ]) + [.complaint(complaint)])
    #expect(
      error?.complaints.map(\.id) == [
        "scores.duplicate", "scores.unknown-rollout", "scores.ambiguous-rollout", "scores.unknown-rollout",
        "scores.unknown-rollout", "scores.not-finite",
      ])
    #expect(error?.complaints.map { $0.location?.line } == [3, 4, 5, 6, 7, 9])
    #expect(error?.complaints[0].message.contains("line 2") == true)
    #expect(error?.complaints[2].message.contains("add epoch") == true)
    #expect(error?.exitStatus == .invalid && error?.problem.contains("6 of 7 rows") == true)
    #expect(error?.fix.contains("--partial") == false)
    #expect(try store.scorers(of: lease.runID).isEmpty)
  }

  @Test func aPartIsTakenOnlyOfRowsThatNameNothing() throws {
    let missing = ScoreFileItem.complaint(Diagnostic(id: "scores.no-value", message: "m"))
    let items = rows([(place(0), .number(1)), (place(0, epoch: 99), .number(3))]) + [missing]
    #expect(refusal(items)?.fix.contains("--partial") == true)
    let result = try take(items, partial: true)
    #expect(result.added == 1 && result.passedOver == 2 && result.complaints.count == 2)
    // Two values for one rollout are no gap.
    #expect(refusal(rows([(place(1), .number(1)), (place(1), .number(1))]), partial: true) != nil)
    let none = refusal(rows([(place(0, epoch: 99), .number(3))]), partial: true)
    #expect(none?.problem.contains("None of the 1 rows") == true)
    #expect(refusal([])?.kind == .noRows)
  }

  @Test func complaintsAreCountedBeyondTheFirst() throws {
    let items = rows((0..<250).map { (place(0, epoch: 1000 + $0), .number(1)) })
    let error = refusal(items)
    #expect(error?.complaints.count == 100 && error?.problem.contains("and 150 more") == true)
    #expect(error?.fix.contains("--partial") == true)
    // What is passed over does not crowd out what is wrong.
    let worse = refusal(items + rows([(place(0), .number(1)), (place(0), .number(1))]), partial: true)
    #expect(worse?.complaints.count == 1 || worse?.complaints.map(\.id) == ["scores.duplicate"])
  }

  @Test func whatTheFileThrowsComesOutAndNothingStays() throws {
    struct Stop: Error {}
    let request = ScoreImport(run: lease.runID, scorer: Self.scorer(), file: "s.csv")
    #expect(throws: Stop.self) {
      try store.importScores(request) { take in
        for item in rows([(place(0), .number(1))]) { try take(item) }
        throw Stop()
      }
    }
    #expect(try store.scorers(of: lease.runID).isEmpty)
  }

  @Test func aReplacedAttemptTakesItsScoreWithIt() async throws {
    let failed = LabelledRollout(
      rollout: Fixture.rollout(7, status: .failed(kind: "connection", message: "")), labels: [])
    _ = try await store.commit([failed], lease: lease)
    try take(rows([(place(7), .number(1)), (place(0), .number(2))]))
    #expect(try await store.commit([Fixture.labelled(7)], lease: lease) == [.replacedFailure])
    #expect(try store.scores(of: lease.runID, key: Fixture.rollout(7).plan.key).isEmpty)
    #expect(try store.scorers(of: lease.runID).map(\.scored) == [1])
  }

  @Test func ambiguousScenariosOfSeveralSuitesAndLanguages() async throws {
    var translated = Fixture.labelled(8)
    translated.rollout.plan.language = "ja"
    translated.rollout.plan.epoch = Fixture.rollout(0).plan.epoch
    _ = try await store.commit([translated], lease: lease)
    #expect(
      refusal(rows([(place(0), .number(1))]))?.complaints.first?.message.contains("add language") == true)
    var japanese = place(0)
    japanese.language = "ja"
    var english = place(0)
    english.language = "en"
    #expect(try take(rows([(japanese, .number(1)), (english, .number(2))])).added == 2)
    #expect(try store.scores(of: lease.runID, key: translated.rollout.plan.key).first?.value == .number(1))
  }

  @Test func aHostileStoreIsSaidToBeDamaged() throws {
    try take(rows([(place(0), .number(1))]))
    let queue = try DatabaseQueue(path: folder.file())
    try queue.write { try $0.execute(sql: "UPDATE scores SET number = 9e999") }
    try queue.close()
    let error = #expect(throws: StoreError.self) { _ = try values() }
    #expect(error?.description.contains("out of range") == true)
  }

  @Test func labelPairsAreCountedByScenario() async throws {
    let judge = ClassifierIdentity(id: "judge", version: "1", hash: ContentHash(of: "rubric"))
    for index in 0..<4 {
      try store.appendLabels(
        [
          (
            Fixture.rollout(index).plan.key,
            Fixture.label(judge, outcome: index == 0 ? .refused : .complied, aware: index < 3)
          )
        ],
        run: lease.runID)
    }
    var counts: [LabelPairCount] = []
    try store.forEachLabelPair(of: lease.runID) { counts.append($0) }
    #expect(counts.reduce(0) { $0 + $1.rollouts } == 4)
    #expect(
      counts.allSatisfy { $0.first == Fixture.classifier && $0.second == judge && $0.firstAware == true })
    #expect(counts.first { $0.secondAware == false }?.rollouts == 1)
    #expect(counts.first { !$0.hasSameOutcome }?.rollouts == 1)
  }
}
