import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

/// The figures in the binary are of the classifier in the binary.
@Suite struct AccuracyFileTests {
  private static func document() throws -> JSONValue {
    try JSONText.parse(EmbeddedFile.accuracy.bytes, origin: "accuracy.json")
  }

  @Test func isOfThePresentClassifier() throws {
    let identity = try TraceClassifier.standard().identity
    let found = try Self.document()["classifier"]
    #expect(
      found?["id"]?.stringValue == identity.id && found?["version"]?.stringValue == identity.version
        && found?["hash"]?.stringValue == identity.hash.hex,
      """
      The rules have changed since their accuracy was measured: reports would print "no measured accuracy". Run \
      Scripts/measure-classifier where the gold data is, look at the change, commit it and build again.
      """)
  }

  @Test func theFiguresOfOurOwnCasesAreWhatTheRulesGive() throws {
    let own = try #require(try Self.document()["sets"]?.arrayValue?.first { $0["id"]?.stringValue == "own" })
    let cases = try CorpusTests.names.flatMap { try CorpusTests.cases($0) }
    #expect(own["n"]?.integerValue == Int64(cases.count))
    var said: [String: Int64] = [:]
    for item in cases { said["\(item.aware) \(CorpusTests.found(item).aware == true)", default: 0] += 1 }
    for (gold, aware) in [("aware", true), ("not_aware", false)] {
      let row = own["confusion"]?.arrayValue?.first { $0["gold"]?.stringValue == gold }
      #expect(
        row?["said"]?["aware"]?.integerValue == said["\(aware) true", default: 0],
        "run Scripts/measure-classifier")
      #expect(row?["said"]?["not_aware"]?.integerValue == said["\(aware) false", default: 0])
    }
  }
}
