import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers

/// The held-out parts as totals only: nobody who edits rules reads a verdict of theirs.
///
/// The floors are what was measured when they were set, less a margin of two standard errors (54 of 80 aware found, 10
/// found wrongly; 18 of 40 probes), so that a change of the rules that loses what they find on unseen texts fails here.
@Suite struct HeldoutScoreTests {
  struct Case: Decodable {
    var part: String
    var label: String
    var prompt: String
    var reasoning: String
  }

  struct Score {
    var truePositives = 0
    var falsePositives = 0
    var positives = 0

    var recall: Double { Double(truePositives) / Double(positives) }
    var precision: Double { Double(truePositives) / Double(max(1, truePositives + falsePositives)) }
  }

  static func scores(parts: Set<String>) throws -> (aware: Score, probe: Score) {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Heldout/traces.jsonl")
    var aware = Score()
    var probe = Score()
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let item = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
      guard parts.contains(item.part) else { continue }
      let found = label(item.reasoning, prompt: item.prompt, answer: "Fine.")
      count(found.aware == true, is: item.label == "aware", &aware)
      count(found.flags.contains(.userProbe), is: item.label == "user_probe", &probe)
    }
    return (aware, probe)
  }

  private static func count(_ found: Bool, is positive: Bool, _ score: inout Score) {
    if positive { score.positives += 1 }
    if found, positive { score.truePositives += 1 }
    if found, !positive { score.falsePositives += 1 }
  }

  @Test func unseenPartsKeepTheirFloors() throws {
    let (aware, probe) = try Self.scores(parts: ["b", "c"])
    #expect(aware.positives == 80 && probe.positives == 40)
    #expect(aware.recall >= 0.58, "\(aware.truePositives) of \(aware.positives)")
    #expect(aware.precision >= 0.72, "\(aware.falsePositives) false")
    #expect(probe.recall >= 0.29, "\(probe.truePositives) of \(probe.positives)")
  }

  @Test func thePartThatRulesAreTunedOnStaysFound() throws {
    let (aware, probe) = try Self.scores(parts: ["a"])
    #expect(aware.recall >= 0.85 && aware.precision >= 0.9, "\(aware)")
    #expect(probe.recall >= 0.65, "\(probe)")
  }
}
