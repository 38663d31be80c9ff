import HawthorneStatistics
import Testing

@testable import HawthorneViewer

struct WordDiffTests {
  private func shown(_ diff: WordDiff) -> String {
    diff.pieces.map { piece in
      switch piece.kind {
      case .same: piece.text
      case .added: "[+\(piece.text)]"
      case .removed: "[-\(piece.text)]"
      }
    }.joined()
  }

  @Test(arguments: [
    ("", "", ""), ("a b", "a b", "a b"), ("a b c", "a x c", "a [-b][+x] c"), ("", "new", "[+new]"),
    ("old", "", "[-old]"),
    ("You help.", "You are tested. You help.", "You [+are tested. You ]help."),
    ("日本語", "日本人", "日本[-語][+人]"),
  ]) func differences(first: String, second: String, expected: String) {
    #expect(shown(WordDiff(first, second)) == expected)
  }

  @Test func wordsAreCutAtSpacesAndSigns() {
    #expect(WordDiff.words("ab  c-d\né1_x!?") == ["ab", "  ", "c", "-", "d", "\n", "é1_x", "!", "?"])
    #expect(WordDiff.words("テスト ok") == ["テ", "ス", "ト", " ", "ok"])
  }

  /// Both texts come out of the pieces, and no shorter script exists (checked against the quadratic table).
  @Test func randomTextsAreTakenApartAndAsLittleAsCanBe() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<1500 {
      func text() -> String {
        (0..<Int.random(in: 0...25, using: &generator)).map { _ in
          String("abc".randomElement(using: &generator) ?? "a")
        }.joined(separator: ".")
      }
      let (first, second) = (text(), text())
      let diff = WordDiff(first, second)
      #expect(diff.pieces.filter { $0.kind != .added }.map(\.text).joined() == first)
      #expect(diff.pieces.filter { $0.kind != .removed }.map(\.text).joined() == second)
      #expect(!diff.isCoarse)
      let changed = diff.pieces.filter { $0.kind != .same }.reduce(0) { $0 + WordDiff.words($1.text).count }
      #expect(changed == leastEdits(WordDiff.words(first), WordDiff.words(second)), "\(first) | \(second)")
    }
  }

  private func leastEdits(_ a: [Substring], _ b: [Substring]) -> Int {
    var row = Array(0...b.count)
    for (index, word) in a.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (other, second) in b.enumerated() {
        let above = row[other + 1]
        row[other + 1] = word == second ? diagonal : min(row[other], above) + 1
        diagonal = above
      }
    }
    return row[b.count]
  }

  @Test func textsBeyondTheBoundsAreOneBlock() {
    let first = "same " + (0..<3000).map { "a\($0)" }.joined(separator: " ") + " end"
    let second = "same " + (0..<3000).map { "b\($0)" }.joined(separator: " ") + " end"
    let diff = WordDiff(first, second)
    #expect(diff.isCoarse)
    #expect(diff.pieces.first?.kind == .same && diff.pieces.last?.kind == .same)
    #expect(diff.pieces.filter { $0.kind != .added }.map(\.text).joined() == first)
    #expect(diff.sameShare < 0.5)
  }
}
