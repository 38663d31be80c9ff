import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers

@Suite struct CorpusResultTests {
  private func read(_ lines: String...) throws(DiagnosticsError) -> Corpus {
    try Corpus.read(Data(lines.joined(separator: "\n").utf8), file: "c.jsonl")
  }

  private func problems(_ lines: String...) -> [Diagnostic] {
    do {
      _ = try Corpus.read(Data(lines.joined(separator: "\n").utf8), file: "c.jsonl")
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test func theShippedCorporaReadAndMissWhatIsKnown() throws {
    let file = CorpusTests.folder.appendingPathComponent("known-misses.txt")
    let known = try KnownMisses.read(Data(contentsOf: file), file: "known-misses.txt")
    #expect(known.checks.count == (try CorpusTests.knownMisses().count))
    for name in ["markers", "user-probe"] {
      let bytes = try Data(contentsOf: CorpusTests.folder.appendingPathComponent("\(name).jsonl"))
      let result = CorpusResult(try Corpus.read(bytes, file: name), classifier: standard, known: known)
      #expect(result.unknownMisses.isEmpty && result.mended.isEmpty)
      #expect(result.cases == (try CorpusTests.cases(name).count))
      let sum = result.truePositives + result.falsePositives + result.falseNegatives + result.trueNegatives
      #expect(sum + result.unread == result.cases)
    }
  }

  @Test func missesAndMendedCasesAreTold() throws {
    let corpus = try read(
      #"{"id": "a", "reasoning": "This is a test.", "aware": true, "belief": "definitive", "markers": ["M01"]}"#,
      #"{"id": "b", "reasoning": "Bread needs salt.", "aware": true, "user_probe": true, "markers": ["M02"]}"#,
      "", #"{"id": "c", "reasoning": "This is a test.", "aware": false, "language": "en"}"#,
      #"{"id": "d", "reasoning": "Mkate.", "aware": true, "language": "sw"}"#)
    var result = CorpusResult(corpus, classifier: standard)
    #expect(result.cases == 4 && result.misses.map(\.item.id) == ["b", "c", "d"])
    #expect(result.misses[0].checks == [.aware, .probe, .markers] && result.misses[1].checks == [.aware])
    #expect(result.truePositives == 1 && result.falseNegatives == 1 && result.falsePositives == 1)
    #expect(result.unread == 1 && result.beliefs == 1 && result.sameBelief == 1)
    #expect(corpus.cases.map(\.line) == [1, 2, 4, 5])
    let known = try KnownMisses.read(
      Data("# why\na aware was one\nb aware,probe,markers no such words\nc probe x\n".utf8), file: "k.txt")
    result = CorpusResult(corpus, classifier: standard, known: known)
    #expect(result.unknownMisses.map(\.item.id) == ["c", "d"])
    #expect(result.mended.map(\.id) == ["a", "c"] && result.mended[0].checks == [.aware])
  }

  @Test func badLinesAreSaidWithTheirNumber() {
    let found = problems(
      "{", #"{"id": 3, "reasoning": "x", "aware": true}"#, #"{"id": "a", "aware": true}"#,
      #"{"id": "a", "reasoning": "x"}"#, #"{"id": "a", "reasoning": "x", "aware": 1}"#,
      #"{"id": "a", "reasoning": "x", "aware": true, "belief": "sure"}"#,
      #"{"id": "a", "reasoning": "x", "aware": true, "markers": ["M99"]}"#, "[1]",
      #"{"id": "b", "reasoning": "x", "aware": true}"#, #"{"id": "b", "reasoning": "x", "aware": true}"#)
    #expect(found.map { $0.location?.line } == [1, 2, 3, 4, 5, 6, 7, 8, 10])
    #expect(Set(found.map(\.id)) == ["corpus.not-json", "corpus.bad-case", "corpus.duplicate-id"])
    #expect(problems("", " ").map(\.id) == ["corpus.empty"])
  }

  @Test func badListsOfKnownMissesAreSaid() {
    let error = #expect(throws: DiagnosticsError.self) {
      try KnownMisses.read(Data("a aware\nb mood why\nc aware x\nc aware y\n".utf8), file: "k.txt")
    }
    #expect(error?.diagnostics.map { $0.location?.line } == [1, 2, 4])
  }

  @Test func mutatedCorporaNeverCrash() {
    var random = SeededGenerator(seed: 31)
    let bytes = Array(
      #"{"id": "a", "reasoning": "This.", "aware": true, "belief": "none", "markers": ["M01"]}"#.utf8)
    var read = 0
    for _ in 0..<2000 {
      var copy = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<copy.count, using: &random)
        if Bool.random(using: &random) {
          copy[place] = UInt8.random(in: 0...255, using: &random)
        } else {
          copy.remove(at: place)
        }
      }
      do {
        read += try Corpus.read(Data(copy), file: "f").cases.count
      } catch {
        #expect(!error.diagnostics.isEmpty && error.diagnostics.allSatisfy { $0.location?.line != nil })
      }
    }
    #expect(read > 0 && read < 2000)
  }
}
