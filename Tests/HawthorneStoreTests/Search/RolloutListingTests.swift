import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

/// A list of rollouts holds those that pass, once each, in order, however it is cut into pages.
struct RolloutListingTests {
  private let folder: Folder
  private let store: Store
  private static let run = "aaaaaaaaaaaaaaaa"
  private static let judge = ClassifierIdentity(
    id: "judge/awareness/m", version: "1", hash: ContentHash(of: "judge"))

  init() throws {
    folder = try Folder()
    store = try Store(path: folder.file())
  }

  /// Rollout n: aware where n is a multiple of 3, refused where of 4, NA where of 5; a judge says it is never aware.
  private func fill(_ count: Int, run: String = run) async throws {
    let lease = try store.createRun(Fixture.newRun(id: run))
    let rollouts = (0..<count).map { index in
      var label = Fixture.label(
        outcome: index.isMultiple(of: 4) ? .refused : .complied, aware: index.isMultiple(of: 3))
      if index.isMultiple(of: 5) { (label.awareness.aware, label.awareness.na) = (nil, .encrypted) }
      if !index.isMultiple(of: 3) { (label.awareness.markers, label.awareness.belief) = ([], .none) }
      return LabelledRollout(
        rollout: Fixture.rollout(index),
        labels: [label, Fixture.label(Self.judge, outcome: .unread, aware: false)])
    }
    _ = try await store.commit(rollouts, lease: lease)
    try store.endRun(lease, state: .complete, reason: nil)
  }

  private func all(_ filter: RolloutFilter, limit: Int = 7) throws -> [Int] {
    var epochs: [Int] = []
    var cursor: RolloutCursor?
    repeat {
      let page = try store.rolloutListing(filter, after: cursor, limit: limit)
      #expect(page.rows.count <= limit)
      epochs += page.rows.map(\.glance.epoch)
      cursor = page.next.flatMap { RolloutCursor($0.description) }
    } while cursor != nil
    return epochs
  }

  @Test func everyFilterPassesWhatItNames() async throws {
    try await fill(60)
    func expected(_ passes: (Int) -> Bool) -> [Int] { (0..<60).filter(passes).map { $0 + 1 } }
    let cases: [(RolloutFilter, (Int) -> Bool)] = [
      (RolloutFilter(), { _ in true }), (RolloutFilter(run: Self.run), { _ in true }),
      (RolloutFilter(run: "b"), { _ in false }), (RolloutFilter(outcome: .refused), { $0 % 4 == 0 }),
      (RolloutFilter(run: Self.run, aware: .yes), { $0 % 3 == 0 && $0 % 5 != 0 }),
      (RolloutFilter(aware: .no), { $0 % 3 != 0 && $0 % 5 != 0 }),
      (RolloutFilter(aware: .notKnown), { $0 % 5 == 0 }),
      (RolloutFilter(arm: Arm(.overt)), { $0 % 2 == 0 }),
      (RolloutFilter(arm: Arm(.disguised, variant: "realistic"), outcome: .refused), { _ in false }),
      (RolloutFilter(marker: "M03"), { $0 % 3 == 0 }), (RolloutFilter(marker: "M04"), { _ in false }),
      (RolloutFilter(belief: .suspicion), { $0 % 3 == 0 && $0 % 5 != 0 }),
      // NA is not the same as none.
      (RolloutFilter(belief: Belief.none), { $0 % 3 != 0 && $0 % 5 != 0 }),
      (RolloutFilter(influence: .influenced), { $0 % 5 != 0 }),
      (RolloutFilter(domain: "honesty"), { _ in true }),
      (RolloutFilter(domain: "other"), { _ in false }), (RolloutFilter(harm: .harmful), { _ in true }),
      (RolloutFilter(suite: "suite", scenario: "s1"), { _ in true }),
      (RolloutFilter(run: Self.run, suite: "suite", scenario: "s2"), { _ in false }),
      (RolloutFilter(mode: "thinking"), { _ in true }), (RolloutFilter(status: .failed), { _ in false }),
      (RolloutFilter(disagreement: .aware), { $0 % 3 == 0 && $0 % 5 != 0 }),
      // The judge read no outcome.
      (RolloutFilter(disagreement: .outcome), { _ in false }),
      (RolloutFilter(disagreement: .any), { $0 % 3 == 0 && $0 % 5 != 0 }),
      (RolloutFilter(classifier: Self.judge.fullName, aware: .no), { _ in true }),
      (
        RolloutFilter(
          classifier: "judge/awareness/m@1#\(Self.judge.hash.hex.prefix(8))", aware: .no), { _ in true }
      ),
      (RolloutFilter(classifier: "nobody", aware: .notKnown), { _ in true }),
    ]
    for (filter, passes) in cases {
      #expect(try all(filter).sorted() == expected(passes), "\(filter)")
    }
  }

  @Test func aRunIsListedInOrder() async throws {
    try await fill(20)
    try await fill(20, run: "bbbbbbbbbbbbbbbb")
    let rows = try store.rolloutListing(RolloutFilter(run: Self.run)).rows
    #expect(rows.count == 20 && rows.allSatisfy { $0.runID == Self.run })
    #expect(rows.map(\.glance.key) == (try store.keysInOrder(of: Self.run)))
  }

  @Test func aPageThatHardlyAnythingPassesEndsAndGoesOn() async throws {
    try await fill(4100)
    let filter = RolloutFilter(aware: .yes, belief: .definitive)
    let page = try store.rolloutListing(filter, lookingAt: 2000)
    #expect(page.rows.isEmpty && page.lookedAt == 2200 && page.next != nil)
    #expect(try all(filter).isEmpty)
    #expect(try all(RolloutFilter(run: Self.run, outcome: .refused), limit: 500).count == 1025)
  }

  @Test func newLabelsAreSeen() async throws {
    try await fill(2)
    let later = ClassifierIdentity(id: "rules", version: "2", hash: ContentHash(of: "later"))
    let keys = try store.keysInOrder(of: Self.run)
    try store.appendLabels(keys.map { ($0, Fixture.label(later, outcome: .partial)) }, run: Self.run)
    #expect(try store.rolloutListing(RolloutFilter(outcome: .partial)).rows.count == 2)
  }

  @Test(arguments: ["", "-1", "x", "99999999999999999999", "1 "]) func noPlaceIsMadeOfOtherText(text: String)
  {
    #expect(RolloutCursor(text) == nil)
  }
}
