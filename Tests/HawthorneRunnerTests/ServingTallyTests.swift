import HawthorneCore
import HawthorneModels
import HawthorneTesting
import Testing

@testable import HawthorneRunner

struct ServingTallyTests {
  private func response(_ change: (inout ServingRecord) -> Void) -> ModelResponse {
    var response = ModelResponse.text("Yes.")
    change(&response.serving)
    return response
  }

  @Test func partsThatNothingWasMadeOfAddUpOverTheTurns() {
    var tally = ServingTally(requestedModel: "m")
    tally.add(response { $0.unknownTypes = ["annotation": 2, "audio": 1] })
    tally.add(response { $0.unknownTypes = ["audio": 4] })
    tally.add(response { _ in })
    #expect(tally.record(latencyMilliseconds: 5).unknownTypes == ["annotation": 2, "audio": 5])
  }

  @Test func noUnknownPartsAreNone() {
    var tally = ServingTally(requestedModel: "m")
    #expect(tally.record(latencyMilliseconds: 0).unknownTypes == nil)
    tally.add(response { _ in })
    #expect(tally.record(latencyMilliseconds: 0).unknownTypes == nil)
  }

  @Test func hostileTypesDoNotFillTheRecord() {
    var tally = ServingTally(requestedModel: "m")
    for turn in 0..<10 {
      tally.add(
        response {
          $0.unknownTypes = Dictionary(uniqueKeysWithValues: (0..<30).map { ("t\(turn)-\($0)", Int.max) })
        })
    }
    let types = tally.record(latencyMilliseconds: 0).unknownTypes ?? [:]
    #expect(types.count > 30 && types.count <= 33)
    #expect(types["more"] == 1 << 40)
  }

  /// Everything that provenance asks of a rollout, after three turns.
  @Test func aRolloutHasAllOfItsServing() {
    var tally = ServingTally(requestedModel: "m")
    tally.requests = 4
    for (turn, model) in ["m-1", "m-2", "m-1"].enumerated() {
      tally.add(
        response {
          $0.requestedModel = "m"
          $0.servedModel = model
          $0.systemFingerprint = "fp"
          $0.route = turn == 0 ? nil : "east"
          $0.requestID = "req-\(turn)"
          $0.usage = TokenUsage(input: 10, output: 5, reasoning: turn == 1 ? 3 : nil)
          $0.parametersAsSent = ["temperature": 0.5]
        })
    }
    let record = tally.record(latencyMilliseconds: 99)
    #expect(record.requestedModel == "m")
    #expect(record.servedModel == "m-1, m-2")
    #expect(record.systemFingerprint == "fp")
    #expect(record.route == "east")
    #expect(record.requestID == "req-2")
    #expect(record.usage == TokenUsage(input: 30, output: 15, reasoning: 3))
    #expect(record.latencyMilliseconds == 99)
    #expect(record.attempts == 4)
    #expect(record.parametersAsSent == ["temperature": 0.5])
    #expect(record.cost == nil)
  }
}
