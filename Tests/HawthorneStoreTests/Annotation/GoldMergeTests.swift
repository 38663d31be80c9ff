import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// Two people label copies of one store, and the copies become one again.
@Suite struct GoldMergeTests {
  private let yes = GoldLabel(aware: true, notes: "n")

  @Test func bothCopiesLabelsAreKept() async throws {
    let ours = try await GoldFixture(40)
    let theirs = try await GoldFixture(40)
    let queue = try ours.store.makeQueue(QueueRecipe(), of: ours.run, name: "gold")
    #expect(try theirs.store.makeQueue(QueueRecipe(), of: theirs.run, name: "gold").id == queue.id)
    try ours.gold(0, yes, by: "ada", queue: queue.id.hex, at: 10)
    try theirs.gold(0, GoldLabel(aware: false), by: "ben", queue: queue.id.hex, at: 10)
    try theirs.gold(1, yes, by: "ben", at: 11)
    // Ada changed her mind on the other machine.
    try theirs.gold(0, GoldLabel(aware: false), by: "ada", queue: queue.id.hex, at: 20)
    let result = try ours.store.merge(theirs.store)
    #expect(result.goldLabels == 3 && result.queues == 0)
    let labels = try ours.store.goldLabels(of: ours.run)
    #expect(labels.filter { $0.key == GoldFixture.key(0) }.map(\.label.aware) == [false, false])
    #expect(labels.count == 3)
    #expect(try ours.store.goldHistory(of: ours.run, key: GoldFixture.key(0)).count == 3)
    let again = try ours.store.merge(theirs.store)
    #expect(again.goldLabels == 0 && again.queues == 0)
    #expect(
      try ours.store.integrity(of: ours.run).damage.filter { $0.kind == .gold || $0.kind == .queue } == [])
  }

  @Test func anotherQueueOfTheSameNameGetsAName() async throws {
    let ours = try await GoldFixture(80)
    let theirs = try await GoldFixture(80)
    let queue = try ours.store.makeQueue(QueueRecipe(seed: 1), of: ours.run, name: "gold")
    let other = try theirs.store.makeQueue(QueueRecipe(seed: 2), of: theirs.run, name: "gold")
    #expect(try ours.store.merge(theirs.store).queues == 1)
    #expect(Set(try ours.store.queues(of: ours.run).map(\.name)) == ["gold", "gold-\(other.id.short)"])
    #expect(
      try ours.store.members(of: ours.store.queue("gold-\(other.id.short)", of: ours.run)).count
        == other.members)
    #expect(try ours.store.queue("gold", of: ours.run).id == queue.id)
    #expect(try ours.store.merge(theirs.store).queues == 0)
  }

  @Test func aNewRunBringsItsGoldWithIt() async throws {
    let folder = try Folder()
    let ours = try Store(path: folder.file("empty.sqlite"))
    let theirs = try await GoldFixture(20)
    let queue = try theirs.store.makeQueue(QueueRecipe(), of: theirs.run, name: "gold")
    try theirs.gold(0, yes, queue: queue.id.hex)
    let result = try ours.merge(theirs.store)
    #expect(result.goldLabels == 1 && result.queues == 1 && result.rollouts == 20)
    #expect(try ours.goldLabels(of: theirs.run) == (try theirs.store.goldLabels(of: theirs.run)))
  }
}
