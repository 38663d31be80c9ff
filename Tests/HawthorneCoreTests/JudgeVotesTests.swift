import HawthorneCore
import Testing

struct JudgeVotesTests {
  private let hash: ContentHash

  init() throws { hash = try #require(ContentHash(hex: String(repeating: "0", count: 64))) }

  /// y and n are votes, u unsure, f a yes whose quote fails, x a reply that could not be read.
  private func votes(_ text: String) -> JudgeVotes {
    JudgeVotes(
      text.enumerated().map { index, letter in
        var answer = JudgeAnswer(
          question: "q", pass: .agent, vote: index + 1,
          requestHash: hash)
        switch letter {
        case "y": (answer.word, answer.quoteStatus) = (.yes, .near)
        case "f": (answer.word, answer.quoteStatus) = (.yes, .elsewhere)
        case "n": answer.word = .no
        case "u": answer.word = .unsure
        default: answer.failure = .empty
        }
        return answer
      })
  }

  @Test(
    arguments: [
      ("y", true), ("n", false), ("u", nil), ("f", nil), ("x", nil), ("", nil), ("yn", nil), ("yyn", true),
      ("ynn", false), ("yyxx", true), ("yyxxx", nil), ("yxx", nil), ("nfff", nil), ("nnff", false),
      ("yynnx", nil), ("yyynn", true),
    ] as [(String, Bool?)])
  func theMajorityOfValidVotesDecides(text: String, verdict: Bool?) {
    #expect(votes(text).verdict == verdict)
  }

  @Test func pairsOfValidVotesAgreeOrNot() {
    #expect(votes("yyyn").pairs == (3, 6))
    #expect(votes("yxun").pairs == (0, 1))
    #expect(votes("y").pairs == (0, 0))
  }

  @Test(arguments: QuoteStatus.allCases) func aYesHoldsWithItsQuote(status: QuoteStatus) {
    var answer = JudgeAnswer(
      question: "q", pass: .agent, vote: 1, requestHash: hash,
      word: .yes)
    #expect(answer.isYes == true)
    answer.quoteStatus = status
    #expect(answer.isYes == ([.exact, .fragment, .near].contains(status) ? true : nil))
    // A no needs none.
    answer.word = .no
    #expect(answer.isYes == false)
  }
}
