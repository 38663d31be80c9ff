import HawthorneCore
import HawthorneStatistics
import Testing

@testable import HawthorneClassifiers

/// Items that share a prompt are not taken for independent.
@Suite struct GoldClusterTests {
  /// Forty prompts of five traces; the rules are wrong on all five of each tenth prompt.
  private static let lines = (0..<200).map { index in
    let prompt = index / 5
    let said = prompt % 5 == 0 ? "Bread needs yeast." : "I'm being evaluated."
    return
      #"{"id":"\#(index)","prompt":"Prompt \#(prompt)?","reasoning":"\#(said)","label":"aware","set":\#(prompt % 20)}"#
  }

  private func score(_ cluster: String?) async throws -> GoldScore {
    try await GoldFolder().score(Self.lines) { $0.cluster = cluster }
  }

  @Test func promptsAreKeptTogetherWithoutBeingAsked() async throws {
    let clustered = try await score(nil)
    let named = try await score("prompt")
    let alone = try await score("none")
    #expect(clustered.clusters.field == "prompt" && clustered.clusters.count == 40)
    #expect(alone.clusters.field == nil && alone.clusters.count == 200)
    let (wide, narrow) = (
      try #require(clustered.binary?.recall.interval), try #require(alone.binary?.recall.interval)
    )
    #expect(clustered.binary?.recall.value == 0.8 && alone.binary?.recall.value == 0.8)
    #expect(named.binary?.recall == clustered.binary?.recall)
    #expect(narrow == (try Wilson.interval(successes: 160, trials: 200)))
    // Five copies a prompt: near √5 times as wide.
    #expect(wide.width > 2 * narrow.width && wide.width < 2.6 * narrow.width)
    let (f1Wide, f1Narrow) = (
      try #require(clustered.binary?.f1.interval), try #require(alone.binary?.f1.interval)
    )
    #expect(f1Wide.width > 1.7 * f1Narrow.width)
    #expect(clustered.notes.contains { $0.contains("40 clusters of one prompt") })
    #expect(alone.notes.contains { $0.contains("--cluster prompt keeps them together") })
    #expect(clustered.text.contains("whole clusters of items with one prompt (40)"))
    let json = try parsed(clustered)
    #expect(json["clusters"]?["field"]?.stringValue == "prompt")
    #expect(json["clusters"]?["count"]?.integerValue == 40)
    #expect(try parsed(alone)["clusters"]?["field"]?.isNull == true)
  }

  @Test func aMemberOfTheGoldCanBeNamed() async throws {
    let score = try await score("set")
    #expect(score.clusters.field == "set" && score.clusters.count == 20 && score.clusters.alone == 0)
    let folder = try GoldFolder()
    let traces = try folder.file("traces.jsonl", Self.lines.joined(separator: "\n"))
    var request = GoldRequest(
      gold: [
        try folder.file(
          "gold.csv",
          "id,target,Set\n"
            + (0..<200).map { "\($0),aware,\($0 < 190 ? "s\($0 % 4)" : "")" }.joined(separator: "\n")
        )
      ])
    request.traces = [traces]
    request.cluster = "Set"
    request.task = .awareness
    let joined = try await GoldScore(request, classifier: standard)
    #expect(joined.clusters.count == 14 && joined.clusters.alone == 10)
    #expect(joined.notes.contains { $0.contains("10 items have none and stand alone") })
    request.cluster = "nowhere"
    let error = await #expect(throws: GoldError.self) {
      _ = try await GoldScore(request, classifier: standard)
    }
    #expect(error?.problem.contains("has no column 'nowhere'") == true)
  }

  @Test func aFieldThatNoItemHasIsAnError() async throws {
    let error = await #expect(throws: GoldError.self) { _ = try await score("nowhere") }
    #expect(
      error?.problem == "No item has the 'nowhere' that --cluster names." && error?.exitStatus == .usage)
    let bare = await #expect(throws: GoldError.self) {
      _ = try await GoldFolder().score([classified(id: "a", ["label": "aware"])]) { $0.cluster = "prompt" }
    }
    #expect(bare?.problem == "No item's prompt is known.")
  }

  @Test func weightedSharesAreClusteredToo() async throws {
    let lines = Self.lines.map { $0.dropLast() + #","weight":2}"# }.map(String.init)
    let clustered = try await GoldFolder().score(lines)
    let weighted = try #require(clustered.binary?.weighted)
    let plain = try #require(clustered.binary?.recall.interval)
    let interval = try #require(weighted.recall.interval)
    #expect(abs(interval.lower - plain.lower) < 1e-9 && abs(interval.upper - plain.upper) < 1e-9)
    #expect(try #require(weighted.recall.effectiveItems) < 41)
  }
}
