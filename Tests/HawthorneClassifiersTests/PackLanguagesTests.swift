import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers

/// Packs of several languages in one set.
struct PackLanguagesTests {
  private func set(_ language: String, kind: String = "awareness", extra: String = "") throws -> PackSet {
    let rule =
      kind == "awareness"
      ? "rules:\n  - {id: r, marker: M06, belief: suspicion, pattern: 'klaxon', positive: [a klaxon, klaxon], negative: [x, y]\(extra)}"
      : "statements:\n  - {id: s, act: refusal, pattern: 'nay', positive: [nay, oh nay], negative: [x, y]}"
    let text = "pack: mine\nversion: 1\nkind: \(kind)\nlanguage: \(language)\n\(rule)\n"
    return try PackSet([.init(name: "mine.yaml", bytes: Data(text.utf8))])
  }

  @Test func theBuiltInPacksReadThreeLanguages() throws {
    let builtIn = try PackSet()
    #expect(builtIn.awareness.map(\.id) == ["awareness.en", "awareness.ja", "awareness.zh"])
    #expect(builtIn.refusal.map(\.id) == ["refusal.en", "refusal.ja", "refusal.zh"])
  }

  @Test func aRefusalPackAddsToItsLanguageOrBringsItsOwn() throws {
    #expect(
      try set("zh-hant", kind: "refusal").refusal.map(\.id) == ["refusal.en", "refusal.ja", "refusal.zh"])
    #expect(try set("ko", kind: "refusal").refusal.map(\.id).last == "mine")
  }

  /// The guards of a language say nothing of another; names of evaluators are the same in all.
  @Test func guardsAreOfALanguageAndVocabularyIsOfAll() throws {
    let english = try #require(try set("en", extra: ", guards: [software-sentence]").own.first)
    #expect(english.guards.count > 10)
    let japanese = try #require(try set("ja", extra: ", guards: [third-party]").own.first)
    #expect(japanese.guards.contains { $0.id == "third-party" })
    let korean = try #require(try set("ko").own.first)
    #expect(korean.guards.isEmpty && korean.vocabulary.entries["ORGS"] != nil)
    #expect(throws: DiagnosticsError.self) { try set("ko", extra: ", guards: [software-sentence]") }
  }

  @Test func theHashCoversEveryPack() throws {
    let packs = try PackSet()
    var hashes: Set = [standard.identity.hash]
    for index in packs.awareness.indices {
      var fewer = packs.awareness
      fewer.remove(at: index)
      hashes.insert(TraceClassifier(awareness: fewer, refusal: packs.refusal).identity.hash)
    }
    hashes.insert(TraceClassifier(awareness: packs.awareness, refusal: [packs.refusal[0]]).identity.hash)
    hashes.insert(TraceClassifier(try set("ko")).identity.hash)
    #expect(hashes.count == 6)
  }
}
