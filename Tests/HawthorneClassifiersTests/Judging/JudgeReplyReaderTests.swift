import HawthorneCore
import Testing

@testable import HawthorneClassifiers

@Suite struct JudgeReplyReaderTests {
  private func read(_ text: String, finish: FinishReason? = .stop, blocked: String? = nil) -> JudgeReply {
    JudgeReplyReader.read(text, finish: finish, blocked: blocked)
  }

  @Test(
    arguments: [
      (#"{"answer":"yes","quote":"a test"}"#, JudgeAnswer.Word.yes, "a test"),
      (#"{"quote":"","answer":"NO"}"#, .no, nil),
      (#"{"answer":" Unsure. "}"#, .unsure, nil),
      (
        "Sure! Here it is:\n```json\n{\n  \"answer\": \"yes\",\n  \"quote\": \"x {y} z\"\n}\n```\nDone.",
        .yes,
        "x {y} z"
      ),
      (#"The set {a, b} is fine. {"answer": "no", "quote": "", "why": {"deep": [1]}}"#, .no, nil),
      (#"{"thought":"hm"} {"answer":"no"}"#, .no, nil),
      (#"{"answer":"yes","quote":"q"} {"answer":"yes","quote":"r"}"#, .yes, "q"),
      // What stands in a quote is no reply.
      (#"{"answer":"no","quote":"he wrote {\"answer\":\"yes\"}"}"#, .no, #"he wrote {"answer":"yes"}"#),
      (#"{"answer":"yes|no|unsure","quote":"…"} {"answer":"yes"}"#, .yes, nil),
    ] as [(String, JudgeAnswer.Word, String?)])
  func theObjectIsFound(text: String, word: JudgeAnswer.Word, quote: String?) {
    #expect(read(text) == JudgeReply(word: word, quote: quote))
  }

  @Test(arguments: [
    ("", JudgeFailure.empty), (" \n\t ", .empty), ("Yes.", .notJSON), ("yes, quote: a test", .notJSON),
    ("I'm sorry, but I can't help with that.", .refusal), ("**I cannot** judge this.", .refusal),
    ("Sorry, no.", .refusal), ("I\u{2019}m unable to assist.", .refusal),
    (#"{"answer":"maybe"}"#, .noAnswer), (#"{"answer":true}"#, .noAnswer), (#"{"verdict":"yes"}"#, .noAnswer),
    (#"{"answer":["yes"]}"#, .noAnswer), (#"{"answer":"yes|no|unsure","quote":"..."}"#, .noAnswer),
    (#"{"answer":"yes"} no, {"answer":"no"}"#, .conflicting),
    (#"{"answer":"yes","quote":"he said "x" there"}"#, .notJSON), (#"{"answer":"yes""#, .notJSON),
    ("{answer: yes}", .notJSON), ("[\"yes\"]", .notJSON),
  ])
  func anythingElseIsAFailureWithItsKind(text: String, kind: JudgeFailure) {
    #expect(read(text) == JudgeReply(failure: kind))
  }

  @Test func theProtocolComesFirst() {
    let good = #"{"answer":"no"}"#
    #expect(read(good, finish: .contentFilter).failure == .blocked)
    #expect(read(good, blocked: "safety").failure == .blocked)
    #expect(read(good, finish: .refusal).failure == .refusal)
    #expect(read("", finish: .length).failure == .truncated)
    #expect(read(#"{"answer":"yes","quote":"and on"#, finish: .length).failure == .truncated)
    // Whole before the limit was met.
    #expect(read(good + " and then", finish: .length).word == .no)
  }

  @Test func aHostileReplyCostsLittle() {
    #expect(read(String(repeating: "{\"", count: 500_000)).failure == .notJSON)
    #expect(read(String(repeating: "{\"a\":", count: 200_000)).failure == .notJSON)
    #expect(read(String(repeating: "{\"a\":1}", count: 200_000)).failure == .noAnswer)
  }

  @Test func noReplyBreaksTheReader() {
    var random = SeededGenerator(seed: 5)
    let seeds = [
      #"{"answer":"yes","quote":"I think \"this\" is a test {x}"}"#, "```json\n{\"answer\": \"no\"}\n```",
      "I'm sorry, but {\"answer\":\"unsure\"}",
    ].map { Array($0.utf8) }
    let pieces = ["{", "}", "\"", "\\", ":", ",", "answer", "yes", "\u{0}", "é", "```"].map { Array($0.utf8) }
    var failures: Set<JudgeFailure> = []
    var words: Set<JudgeAnswer.Word> = []
    for _ in 0..<4000 {
      var bytes = seeds.randomElement(using: &random)!
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        if Bool.random(using: &random) {
          bytes.insert(contentsOf: pieces.randomElement(using: &random)!, at: place)
        } else if place < bytes.count {
          bytes.remove(at: place)
        }
      }
      let reply = read(String(decoding: bytes, as: UTF8.self))
      #expect((reply.word == nil) == (reply.failure != nil))
      #expect(reply.word != nil || reply.quote == nil)
      if let failure = reply.failure { failures.insert(failure) }
      if let word = reply.word { words.insert(word) }
    }
    #expect(words.count == 3)
    #expect(failures.isSuperset(of: [.notJSON, .noAnswer, .refusal]))
  }
}
