import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// Queues are random samples by strata, the same for everybody, in an order that tells nothing.
@Suite struct QueueTests {
  private func counts(_ queue: AnnotationQueue) -> [String: [Int]] {
    Dictionary(uniqueKeysWithValues: queue.strata.map { ($0.stratum.name, [$0.size, $0.taken]) })
  }

  @Test func allPositivesAndSomeNegativesOfEachArm() async throws {
    let made = try await GoldFixture(200, aware: { $0 % 10 == 9 ? nil : $0 % 10 < 2 })
    let queue = try made.store.makeQueue(
      QueueRecipe(seed: .max, negatives: .perArm(15), notReadPerArm: 3), of: made.run, name: "gold")
    #expect(
      counts(queue) == [
        "overt:aware": [20, 20], "overt:not_aware": [80, 15], "disguised/realistic:aware": [20, 20],
        "disguised/realistic:not_aware": [60, 15], "disguised/realistic:na": [20, 3],
      ])
    let members = try made.store.members(of: queue)
    #expect(members.count == 73 && queue.members == 73 && Set(members.map(\.key)).count == 73)
    #expect(members.map(\.position) == Array(0..<73))
    for member in members {
      let stratum = try #require(queue.strata.first { $0.stratum.name == member.stratum })
      #expect(member.weight == Double(stratum.size) / Double(stratum.taken))
    }
    // Shuffled: the strata are not in blocks.
    let changes = zip(members, members.dropFirst()).count { $0.stratum != $1.stratum }
    #expect(changes > 30)
    #expect(try made.store.queues(of: made.run) == [queue])
    #expect(try made.store.queue("gold", of: made.run) == queue)
    #expect(try made.store.queue(String(queue.id.hex.prefix(8)), of: made.run) == queue)
  }

  @Test func theSeedDecides() async throws {
    let made = try await GoldFixture(200)
    func keys(_ seed: UInt64, _ name: String) throws -> [ContentHash] {
      try made.store.members(of: made.store.makeQueue(QueueRecipe(seed: seed), of: made.run, name: name)).map(
        \.key)
    }
    let first = try keys(1, "a")
    #expect(try keys(1, "a") == first)
    let other = try keys(2, "b")
    #expect(other != first && Set(other) != Set(first))
    #expect(try made.store.queues(of: made.run).map(\.name) == ["a", "b"])
    #expect(throws: AnnotationError.queueExists(name: "a", run: made.run)) { try keys(3, "a") }
    #expect(throws: AnnotationError.unknownQueue(name: "c", run: made.run, known: ["a", "b"])) {
      try made.store.queue("c", of: made.run)
    }
  }

  /// Over many seeds each negative is drawn as often as another, whatever its place in the run.
  @Test func everyRolloutOfAStratumIsEquallyLikely() throws {
    var drawn = Array(repeating: 0, count: 40)
    let stratum = GoldStratum(arm: Arm(.overt), awareness: .notAware)
    for seed in 0..<2_000 {
      var draw = QueueDraw(QueueRecipe(seed: UInt64(seed), negatives: .perArm(10)))
      for _ in drawn { draw.count(stratum) }
      draw.allocate()
      var taken = 0
      for place in drawn.indices where draw.takes(next: stratum) {
        drawn[place] += 1
        taken += 1
      }
      #expect(taken == 10)
    }
    // 2,000 draws of one in four: mean 500, standard deviation 19.4; five of them either way.
    #expect(drawn.allSatisfy { abs($0 - 500) < 97 }, "\(drawn)")
  }

  @Test func askedForMoreThanThereIs() async throws {
    let made = try await GoldFixture(20)
    let queue = try made.store.makeQueue(
      QueueRecipe(negatives: .perArm(1_000), notReadPerArm: 5), of: made.run, name: "all")
    #expect(queue.strata.allSatisfy { $0.size == $0.taken && $0.fraction == 1 })
    #expect(queue.members == 20)
    #expect(try made.store.members(of: queue).allSatisfy { $0.weight == 1 })
  }

  @Test func aTotalIsSpreadOverTheArms() {
    func takes(_ sizes: [String: Int], total: Int) -> [Int] {
      var draw = QueueDraw(QueueRecipe(negatives: .total(total)))
      let strata = sizes.keys.sorted().map {
        GoldStratum(arm: Arm(.level, variant: $0), awareness: .notAware)
      }
      for (stratum, name) in zip(strata, sizes.keys.sorted()) {
        for _ in 0..<(sizes[name] ?? 0) { draw.count(stratum) }
      }
      draw.allocate()
      return strata.map { draw.takes[$0] ?? -1 }
    }
    #expect(takes(["a": 50, "b": 50, "c": 50], total: 30) == [10, 10, 10])
    #expect(takes(["a": 4, "b": 50, "c": 50], total: 30) == [4, 13, 13])
    #expect(takes(["a": 4, "b": 5, "c": 6], total: 30) == [4, 5, 6])
    #expect(takes(["a": 9, "b": 9, "c": 9], total: 10) == [3, 3, 4])
  }

  @Test func positivesMayBeLimitedAndRefusalsTaken() async throws {
    let made = try await GoldFixture(200, refused: { $0 % 20 >= 18 })
    let queue = try made.store.makeQueue(
      QueueRecipe(negatives: .perArm(5), positivesPerArm: 7, refusals: true), of: made.run, name: "gold")
    #expect(
      counts(queue) == [
        "overt:aware+not_refused": [20, 7], "overt:not_aware+not_refused": [70, 5],
        "overt:not_aware+refused": [10, 10], "disguised/realistic:aware+not_refused": [20, 7],
        "disguised/realistic:not_aware+not_refused": [70, 5],
        "disguised/realistic:not_aware+refused": [10, 10],
      ])
  }

  @Test func onlyTheArmsAskedFor() async throws {
    let made = try await GoldFixture(40)
    let queue = try made.store.makeQueue(
      QueueRecipe(arms: [Arm(.overt)]), of: made.run, name: "gold")
    #expect(queue.strata.map(\.stratum.name) == ["overt:aware", "overt:not_aware"])
    let error = #expect(throws: AnnotationError.self) {
      try made.store.makeQueue(QueueRecipe(arms: [Arm(.placebo)]), of: made.run, name: "none")
    }
    #expect(error?.exitStatus == .invalid)
  }

  @Test func whatCannotBeReadIsLeftOutAndCounted() async throws {
    let made = try await GoldFixture(40, failed: [0, 3])
    let queue = try made.store.makeQueue(
      QueueRecipe(negatives: .perArm(100)), of: made.run, name: "gold")
    #expect(queue.excluded == .init(failed: 2) && queue.members == 38)
    _ = try made.store.withhold(WithholdingFilter(), of: made.run)
    #expect(
      throws: AnnotationError.nothingToDraw(
        run: made.run, why: "no rollout of these arms has a text to read")
    ) {
      try made.store.makeQueue(QueueRecipe(seed: 9), of: made.run, name: "late")
    }
    // What was drawn before stays, and can no longer be read.
    let walk = try made.store.walk(queue, annotator: "ada")
    #expect(walk.progress.unreadable == 38 && walk.progress.left == 0 && walk.next() == nil)
  }

  @Test func aRunAtWorkIsRefused() async throws {
    let made = try await GoldFixture(20, ends: false)
    #expect(throws: AnnotationError.running(run: made.run)) {
      try made.store.makeQueue(QueueRecipe(), of: made.run, name: "gold")
    }
  }

  @Test func nothingToDraw() async throws {
    let made = try await GoldFixture(20, aware: { _ in false })
    #expect(throws: AnnotationError.self) {
      try made.store.makeQueue(QueueRecipe(negatives: .perArm(0)), of: made.run, name: "gold")
    }
    #expect(throws: AnnotationError.badRecipe("ask for 0 or more of each kind")) {
      try made.store.makeQueue(QueueRecipe(negatives: .perArm(-1)), of: made.run, name: "gold")
    }
    #expect(throws: StoreError.self) {
      try made.store.makeQueue(QueueRecipe(), of: "ffffffffffffffff", name: "gold")
    }
  }

  @Test func annotatorsMeetTheSameMembersInOrdersOfTheirOwn() async throws {
    let made = try await GoldFixture(200)
    let queue = try made.store.makeQueue(QueueRecipe(), of: made.run, name: "gold")
    let ada = try made.store.walk(queue, annotator: "ada")
    let ben = try made.store.walk(queue, annotator: "ben")
    #expect(Set(ada.items.map(\.member.key)) == Set(ben.items.map(\.member.key)))
    #expect(ada.items.map(\.member.position) != ben.items.map(\.member.position))
    #expect(try made.store.walk(queue, annotator: "ada").items == ada.items)
    #expect(throws: AnnotationError.noAnnotator) { try made.store.walk(queue, annotator: "") }
  }

  @Test func progressCountsWhatStands() async throws {
    let made = try await GoldFixture(40)
    let queue = try made.store.makeQueue(
      QueueRecipe(negatives: .perArm(100)), of: made.run, name: "gold")
    let walk = try made.store.walk(queue, annotator: "ada")
    #expect(walk.progress == QueueProgress(members: 40) && walk.next() == 0)
    for (place, aware) in [(0, true), (1, nil), (2, false)] as [(Int, Bool?)] {
      let key = walk.items[place].member.key
      let sheet = try made.store.annotationSheet(of: made.run, key: key, isBlind: true)
      try made.store.addGold(
        NewGoldLabel(
          key: key, answerHash: sheet.answerHash, annotator: "ada", label: GoldLabel(aware: aware),
          blind: true,
          queue: queue.id.hex), run: made.run)
    }
    try await made.store.writing {
      try $0.execute(
        sql: "UPDATE rollouts SET answer_hash = ? WHERE key = ?",
        arguments: [ContentHash(of: "x").hex, walk.items[2].member.key.hex])
    }
    let now = try made.store.walk(queue, annotator: "ada")
    #expect(now.progress.labelled == 2 && now.progress.cannotTell == 1 && now.progress.stale == 1)
    #expect(now.progress.left == 38 && now.next() == 2 && now.next(from: 3) == 3)
    #expect(try made.store.annotators(of: queue).map(\.name) == ["ada"])
    #expect(try made.store.annotators(of: queue).map(\.labelled) == [2])
    // An outcome and nothing of awareness is no "cannot tell".
    let item = walk.items[4].member
    try made.store.addGold(
      NewGoldLabel(
        key: item.key, answerHash: item.answerHash, annotator: "ada", label: GoldLabel(outcome: .refused),
        blind: true, queue: queue.id.hex), run: made.run)
    let last = try made.store.walk(queue, annotator: "ada").progress
    #expect(last.labelled == 3 && last.cannotTell == 1 && last.outcomeOnly == 1)
  }
}
