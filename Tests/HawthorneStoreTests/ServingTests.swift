import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@Suite struct ServingTests {
  private static func labelled(
    _ index: Int, startedAt: Int64, _ change: (inout Rollout) -> Void = { _ in }
  ) -> LabelledRollout {
    var rollout = Fixture.labelled(index)
    rollout.rollout.startedAt = startedAt
    rollout.rollout.finishedAt = startedAt + 12
    change(&rollout.rollout)
    return rollout
  }

  private static func withRun(_ rollouts: [LabelledRollout], _ body: (Store) throws -> Void) async throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    defer { store.close() }
    let lease = try store.createRun(try Fixture.newRun())
    _ = try await store.commit(rollouts, lease: lease)
    try body(store)
  }

  private static let run = "0123456789abcdef"

  @Test func everythingThatWasRecordedComesBackInOrderOfTime() async throws {
    let rollouts = [
      Self.labelled(0, startedAt: 30) {
        $0.serving.route = "east"
        $0.serving.requestID = "req-1"
        $0.serving.cost = Cost(amount: 0.25, currency: "EUR", table: ContentHash(of: "table"))
        $0.serving.fromCache = 2
      },
      Self.labelled(1, startedAt: 10) {
        $0.serving = ServingRecord(requestedModel: "m", attempts: 3)
        $0.status = .failed(kind: "timeout", message: "late")
      },
    ]
    try await Self.withRun(rollouts) { store in
      var served: [ServedRollout] = []
      try store.forEachServed(of: Self.run) { served.append($0) }
      #expect(
        served == [
          ServedRollout(
            key: ContentHash(of: "key 1"), suiteID: "suite", scenarioID: "s1", harm: .harmful,
            arm: Arm(.disguised, variant: "realistic"), mode: "thinking", epoch: 2, isFailed: true,
            startedAt: 10,
            requestedModel: "m", requests: 3, outcome: .complied, aware: true, recognised: true),
          ServedRollout(
            key: ContentHash(of: "key 0"), suiteID: "suite", scenarioID: "s1", harm: .harmful,
            arm: Arm(.overt),
            mode: "thinking", epoch: 1, startedAt: 30, requestedModel: "m", servedModel: "m-2026",
            systemFingerprint: "fp", route: "east", hasRequestID: true, hasParameters: true,
            usage: TokenUsage(input: 3, output: 5, reasoning: 2), latencyMilliseconds: 12, requests: 2,
            fromCache: 2,
            cost: 0.25, currency: "EUR", outcome: .complied, aware: true, recognised: true),
        ])
      #expect(try store.cacheUse(of: Self.run) == CacheUse(rollouts: 1, answers: 2))
    }
  }

  @Test func withheldRolloutsKeepTheirLabelAndOthersHaveNone() async throws {
    var withheld = Self.labelled(0, startedAt: 1)
    withheld.labels = []
    withheld.rollout.withheld = Withheld(
      transcriptHash: ContentHash(of: "t"), label: Fixture.label(outcome: .refused, aware: false))
    var bare = Self.labelled(1, startedAt: 2)
    bare.labels = []
    try await Self.withRun([withheld, bare]) { store in
      var served: [ServedRollout] = []
      try store.forEachServed(of: Self.run, classifier: Fixture.classifier) { served.append($0) }
      #expect(served.map(\.outcome) == [.refused, nil])
      #expect(served.map(\.aware) == [false, nil])
      #expect(try store.cacheUse(of: Self.run) == CacheUse())
    }
  }

  /// The times at which rollouts were begun, and when the second half begins.
  @Test(
    arguments: [
      ([1, 2, 3, 4], 3), ([1, 2, 3], 2), ([1, 2, 2, 2], 2), ([1, 1, 1, 2], 2), ([5, 5, 5], nil), ([7], nil),
      ([1, 1, 2, 2, 2, 2], 2), ([1, 1, 1, 1, 2, 3], 2),
    ] as [([Int64], Int64?)])
  func halves(times: [Int64], halfway: Int64?) async throws {
    try await Self.withRun(times.enumerated().map { Self.labelled($0.offset, startedAt: $0.element) }) {
      store in
      let found = try store.halfwayTime(of: Self.run)
      #expect(found == halfway)
    }
  }

  @Test func aRunWithoutRolloutsHasNothing() async throws {
    try await Self.withRun([]) { store in
      #expect(try store.halfwayTime(of: Self.run) == nil)
      #expect(try store.cacheUse(of: Self.run) == CacheUse())
      try store.forEachServed(of: Self.run) { _ in Issue.record("there is none") }
    }
  }
}
