import Testing

@testable import HawthorneViewer

struct PiecesTests {
  @Test func piecesCoverAText() {
    for length in [0, 1, Pieces.piece - 1, Pieces.piece, Pieces.piece + 1, 10_000_000] {
      var end = 0
      for number in 1...Pieces.count(length) {
        let window = Pieces.window(number, of: length)
        #expect(window.lowerBound == end)
        end = window.upperBound
      }
      #expect(end == length)
    }
  }

  @Test func sizes() {
    #expect(Pieces.size(9_999) == "9999 bytes")
    #expect(Pieces.size(10_000) == "10 kB")
    #expect(Pieces.size(1_250_000) == "1.2 MB")
  }
}
