import HawthorneCore
import Testing

@testable import HawthorneModels

/// An answer of very many pieces is read in time that grows with its length and not with the square of it: a hostile
/// endpoint, or a model that repeats itself, must not keep the harness busy for hours. The time limit is the test.
@Suite(.timeLimit(.minutes(15)))
struct LongAnswerTests {
  private static let count = 200_000
  private static let words = String(repeating: "0123456789", count: 20)

  private func exchange() -> Exchange {
    Exchange(model: "m", server: "s", redactor: Redactor([]), parametersAsSent: [:])
  }

  private func read<Reader: AnswerReader>(
    _ reader: Reader, first: [JSONValue], _ piece: JSONValue, last: [JSONValue]
  ) throws -> Message {
    var stream = Reader.Stream()
    for event in first { stream.add(event, name: nil) }
    for _ in 0..<Self.count { stream.add(piece, name: nil) }
    for event in last { stream.add(event, name: nil) }
    stream.end()
    #expect(stream.isComplete)
    return try reader.read(stream.document, headers: [:], latency: 0).message
  }

  private static let length = 200 * count

  @Test func anthropic() throws {
    let message = try read(
      AnthropicReader(isAnthropic: true, exchange: exchange()),
      first: [
        ["type": "message_start", "message": ["id": "m", "content": []]],
        ["type": "content_block_start", "index": 0, "content_block": ["type": "text", "text": ""]],
      ],
      [
        "type": "content_block_delta", "index": 0,
        "delta": ["type": "text_delta", "text": .string(Self.words)],
      ],
      last: [["type": "message_delta", "delta": ["stop_reason": "end_turn"]], ["type": "message_stop"]])
    #expect(message.text.utf8.count == Self.length)
  }

  @Test func gemini() throws {
    func event(_ finish: JSONValue) -> JSONValue {
      [
        "candidates": [
          [
            "content": ["parts": [["text": .string(Self.words), "thought": true]]], "finishReason": finish,
          ]
        ]
      ]
    }
    let message = try read(
      GeminiFormat(model: "gemini-2.5-flash").reader(exchange()), first: [], event(nil), last: [event("STOP")]
    )
    #expect(message.reasoning.count == 1)
    #expect(message.reasoning.first?.text?.utf8.count == Self.length + 200)
  }

  @Test func chat() throws {
    func event(_ finish: JSONValue) -> JSONValue {
      [
        "choices": [
          [
            "index": 0, "finish_reason": finish,
            "delta": [
              "content": .string(Self.words),
              "reasoning_details": [["type": "reasoning.text", "text": .string(Self.words), "index": 0]],
            ],
          ]
        ]
      ]
    }
    let message = try read(
      ChatCompletionReader(dialect: .standard, exchange: exchange()), first: [], event(nil),
      last: [event("stop")])
    #expect(message.text.utf8.count == Self.length + 200)
    #expect(message.reasoning.map { $0.text?.utf8.count ?? 0 } == [Self.length + 200])
  }

  @Test(
    "thoughts and channels without end",
    arguments: [
      ("<think>a</think>", "<think>b</think>" + String(repeating: "c", count: 30 << 20)),
      ("<|channel|>analysis<|message|>a<|end|>", "<|channel|>final<|message|>c<|end|>"),
    ])
  func marks(piece: String, last: String) throws {
    let text = String(repeating: piece, count: Self.count / 2) + last
    let document: JSONValue = [
      "choices": [
        ["index": 0, "finish_reason": "stop", "message": ["role": "assistant", "content": .string(text)]]
      ]
    ]
    let message = try ChatCompletionReader(dialect: .standard, exchange: exchange())
      .read(document, headers: [:], latency: 0).message
    #expect(message.text.utf8.first == UInt8(ascii: "c") && last.utf8.count >= message.text.utf8.count)
    #expect((1...2).contains(message.reasoning.count))
  }

  @Test func calls() throws {
    // The ids that we would give are taken already.
    let half = 30_000
    let calls = (0..<2 * half).map { number -> JSONValue in
      [
        "id": .string(number < half ? GeneratedCallID.text(half + number) : ""),
        "function": ["name": "f", "arguments": "{}"],
      ]
    }
    let document: JSONValue = [
      "choices": [
        [
          "index": 0, "finish_reason": "tool_calls",
          "message": ["role": "assistant", "content": nil, "tool_calls": .array(calls)],
        ]
      ]
    ]
    let message = try ChatCompletionReader(dialect: .standard, exchange: exchange())
      .read(document, headers: [:], latency: 0).message
    #expect(Set(message.toolCalls.map(\.id)).count == 2 * half)
  }
}
