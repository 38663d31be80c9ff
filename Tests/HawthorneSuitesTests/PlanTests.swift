import Foundation
import HawthorneCore
@testable import HawthorneSuites
import Testing

struct PlanTests {
  private func plan(_ change: (inout PlanOptions) -> Void = { _ in }) throws -> Plan {
    var options = SuiteText.options
    change(&options)
    return try Plan(
      suites: [try SuiteText.read(SuiteText.paired), try SuiteText.read(SuiteText.refusal)], options: options)
  }

  @Test func aPlanHasEveryScenarioArmModeAndEpochOnce() throws {
    let plan = try plan { $0.modes = [Mode(name: "instant"), Mode(name: "thinking")] }
    let rollouts = Array(plan.rollouts())
    // 2 scenarios × 3 arms × 2 epochs × 2 modes, and 2 items × 1 arm × 1 epoch × 2 modes.
    #expect(plan.count == 28)
    #expect(rollouts.count == 28)
    #expect(Set(rollouts.map(\.key)).count == 28)
  }

  @Test func theSameSeedGivesTheSamePlanAndAnotherSeedAnotherOrder() throws {
    let one = try plan()
    let same = try plan()
    let other = try plan { $0.seed = 1 }
    #expect(Array(one.rollouts()) == Array(same.rollouts()))
    #expect(one.hash == same.hash)
    #expect(one.rollouts().map(\.scenarioID) != other.rollouts().map(\.scenarioID))
  }

  @Test func armsOfAScenarioStandTogetherAndShareTheWordingsPlace() throws {
    let rollouts = Array(try plan().rollouts()).filter { $0.suiteID == "small" }
    for scenario in ["one", "two"] {
      for epoch in 1...2 {
        let set = rollouts.indices.filter {
          rollouts[$0].scenarioID == scenario && rollouts[$0].epoch == epoch
        }
        let members = set.map { rollouts[$0] }
        #expect(Set(members.map(\.arm.kind)) == [.disguised, .overt, .placebo])
        let overt = try #require(members.first { $0.arm.kind == .overt }).wording
        let placebo = try #require(members.first { $0.arm.kind == .placebo }).wording
        #expect(overt.dropFirst() == placebo.dropFirst())
      }
    }
  }

  @Test func wordingsAreFilledAndValuesAreNotScannedAgain() throws {
    let rollouts = try Array(plan { $0.epochs = 8 }.rollouts())
    let first = try #require(rollouts.first { $0.scenarioID == "one" && $0.wording == "o1" })
    #expect(first.prompt.map(\.text) == ["Help the clerk.", "This is a test. Write {{ nothing }} here."])
    #expect(first.followUps == ["And then?"])
    #expect(first.disclosure == .stated)
    let bare = try #require(rollouts.first { $0.scenarioID == "two" && $0.wording == "o2" })
    #expect(bare.prompt.map(\.text) == ["You are being evaluated.", "Second."])
    let plain = try #require(rollouts.first { $0.scenarioID == "two" && $0.wording == "d1" })
    #expect(plain.prompt.map(\.role) == [.user])
  }

  @Test func samplingSeedsMoveWithTheEpoch() throws {
    let rollouts = try plan {
      $0.epochs = 3
      $0.parameters.seed = 10
    }.rollouts()
    #expect(rollouts.allSatisfy { $0.parameters.seed == Int64(9 + $0.epoch) })
  }

  @Test func keysChangeWithWhatIsAskedAndOfWhom() throws {
    let base = Set(try plan().rollouts().map(\.key))
    #expect(
      base.isDisjoint(
        with: try plan { $0.model = ModelName(provider: "test", name: "n") }.rollouts().map(\.key)))
    #expect(base.isDisjoint(with: try plan { $0.parameters.temperature = 1 }.rollouts().map(\.key)))
    #expect(base.isDisjoint(with: try plan { $0.modes = [Mode(name: "x")] }.rollouts().map(\.key)))
  }

  @Test func limitTagsAndArmsNarrowThePlan() throws {
    #expect(try plan { $0.limit = 0..<1 }.rollouts().allSatisfy { ["one", "h1"].contains($0.scenarioID) })
    #expect(Set(try plan { $0.tags = ["b"] }.rollouts().map(\.scenarioID)) == ["two"])
    #expect(Set(try plan { $0.arms = [Arm(.overt)] }.rollouts().map(\.arm)) == [Arm(.overt)])
    #expect(throws: PlanError.self) { try plan { $0.tags = ["zzz"] } }
  }

  @Test func oneSuiteTwiceIsRefused() throws {
    let suite = try SuiteText.read(SuiteText.paired)
    #expect(throws: PlanError.self) { try Plan(suites: [suite, suite], options: SuiteText.options) }
  }

  @Test func aPlanFindsItsScenarios() throws {
    let plan = try plan()
    #expect(plan.scenario(suiteID: "refuse", scenarioID: "h1.twin")?.harm == .benign)
    #expect(plan.scenario(suiteID: "refuse", scenarioID: "zzz") == nil)
  }

  @Test func countsAreThoseOfTheRollouts() throws {
    let plan = try plan {
      $0.modes = [Mode(name: "instant"), Mode(name: "thinking")]
      $0.arms = [Arm(.overt), Arm(.disguised, variant: "bare")]
    }
    let rollouts = Array(plan.rollouts())
    #expect(plan.count == rollouts.count)
    #expect(plan.requests == rollouts.reduce(0) { $0 + 1 + $1.followUps.count })
    let texts = rollouts.flatMap { $0.prompt.map(\.text) + $0.followUps }
    #expect(plan.estimatedInputTokens == texts.reduce(0) { $0 + Plan.tokens($1) })
    #expect(plan.counts.suites.map(\.rollouts).reduce(0, +) == plan.count)
    for cell in plan.counts.cells {
      let there = rollouts.filter {
        $0.suiteID == cell.suite && $0.arm == cell.arm && $0.mode.name == cell.mode
      }
      #expect(cell.rollouts == there.count)
      #expect(cell.scenarios == Set(there.map(\.scenarioID)).count)
    }
    #expect(plan.counts.suites.map(\.arms) == [[Arm(.overt)], [Arm(.disguised, variant: "bare")]])
  }

  /// The arms of a scenario are asked one after the other, so that drift in time hits all alike.
  @Test func armsOfAScenarioFollowOneAnother() throws {
    let rollouts = Array(try plan { $0.epochs = 20 }.rollouts())
    var sets = 0
    for (index, rollout) in rollouts.enumerated() {
      let isNew =
        index == 0 || rollouts[index - 1].scenarioID != rollout.scenarioID
        || rollouts[index - 1].epoch != rollout.epoch
      if isNew { sets += 1 }
    }
    #expect(sets == 4 * 20)
  }

  /// Keys name rollouts in stores and recordings of earlier versions: these were computed by version 0.1.0.
  @Test func keysStayWhatTheyWere() throws {
    let keys = try plan { $0.model = ModelName(provider: "organism", name: "aware-a") }.rollouts()
    #expect(
      keys.map(\.key.short).sorted() == [
        "0f713a87bd4d", "27347ba0f564", "357011abbbd6", "369665da06f0", "36fcab9676bc",
        "3b65b3924cc2", "3dbb96cc505c", "60e5efd2cf11", "6b573c14ebc6", "84767f848944",
        "8e25c7608767", "adaf3da0e8a8", "b2591c43547e", "b2784268369a",
      ])
  }

  @Test func moreThanAnybodyMeansIsRefusedAtOnce() throws {
    for epochs in [Plan.epochLimit + 1, Int.max] {
      #expect(throws: PlanError.self) { try plan { $0.epochs = epochs } }
    }
  }
}
