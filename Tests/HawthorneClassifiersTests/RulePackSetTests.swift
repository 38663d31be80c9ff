import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers

@Suite struct RulePackSetTests {
  private func text(_ id: String, language: String, kind: String = "awareness", extra: String = "") -> Data {
    let rule =
      kind == "awareness"
      ? "rules:\n  - {id: r, marker: M06, belief: suspicion, pattern: 'klaxon', positive: [a klaxon, klaxon], negative: [x, y]\(extra)}"
      : "statements:\n  - {id: s, act: refusal, pattern: 'nay', positive: [nay, oh nay], negative: [x, y]}"
    return Data("pack: \(id)\nversion: 1\nkind: \(kind)\nlanguage: \(language)\n\(rule)\n".utf8)
  }

  @Test func aPackTakesThePlaceOfItsID() throws {
    var packs = try RulePackSet.embedded()
    packs.put(try packs.read(text("awareness.ja", language: "ja"), file: "mine.yaml"))
    #expect(packs.awareness.map(\.ruleCount).filter { $0 == 1 }.count == 1)
    #expect(packs.awareness.map(\.id) == ["awareness.en", "awareness.ja", "awareness.zh"])
  }

  @Test func aRefusalPackTakesThePlaceOfItsLanguages() throws {
    var packs = try RulePackSet.embedded()
    packs.put(try packs.read(text("mine", language: "zh-hant", kind: "refusal"), file: "mine.yaml"))
    packs.put(try packs.read(text("more", language: "ko", kind: "refusal"), file: "more.yaml"))
    #expect(packs.refusal.map(\.id) == ["refusal.en", "refusal.ja", "mine", "more"])
  }

  @Test func packsOfALanguageAreReplacedTogether() throws {
    var packs = try RulePackSet.embedded()
    let mine = try packs.read(text("mine", language: "ja"), file: "mine.yaml")
    packs.replace(with: [mine])
    #expect(packs.awareness.map(\.id) == ["mine", "awareness.en", "awareness.zh"])
  }

  /// The guards of a language say nothing of another; names of evaluators are the same in all.
  @Test func guardsAreOfALanguageAndVocabularyIsOfAll() throws {
    let packs = try RulePackSet.embedded()
    let english = try packs.read(
      text("mine", language: "en", extra: ", guards: [software-sentence]"), file: "m")
    #expect(english.guards.count > 10)
    let japanese = try packs.read(text("mine", language: "ja", extra: ", guards: [third-party]"), file: "m")
    #expect(japanese.guards.contains { $0.id == "third-party" })
    let korean = try packs.read(text("mine", language: "ko"), file: "m")
    #expect(korean.guards.isEmpty && korean.vocabulary.entries["ORGS"] != nil)
    #expect(throws: DiagnosticsError.self) {
      try packs.read(text("mine", language: "ko", extra: ", guards: [software-sentence]"), file: "m")
    }
  }

  @Test func theHashCoversEveryPack() throws {
    let packs = try RulePackSet.embedded()
    let mine = try packs.read(text("mine", language: "ko"), file: "m")
    var hashes: Set = [standard.identity.hash]
    for index in packs.awareness.indices {
      var fewer = packs.awareness
      fewer.remove(at: index)
      hashes.insert(TraceClassifier(awareness: fewer, refusal: packs.refusal).identity.hash)
    }
    hashes.insert(TraceClassifier(awareness: packs.awareness, refusal: [packs.refusal[0]]).identity.hash)
    hashes.insert(TraceClassifier(awareness: packs.awareness + [mine], refusal: packs.refusal).identity.hash)
    #expect(hashes.count == 6)
  }
}
