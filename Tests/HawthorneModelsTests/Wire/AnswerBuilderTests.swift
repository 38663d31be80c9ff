import Foundation
import HawthorneCore
import Testing

@testable import HawthorneModels

struct AnswerBuilderTests {
  @Test("what is put together comes apart again")
  func order() throws {
    var random = SplitMix(seed: 31)
    let texts = ["A", "é.", " b ", "\n", "🧪", "e", "\u{301}x"]
    var ordered = 0
    for _ in 0..<2000 {
      var builder = AnswerBuilder()
      var said: [String] = []
      for step in 0..<Int.random(in: 0...8, using: &random) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: builder.add(ReasoningBlock(provenance: .raw, text: "r\(step)", source: "s"))
        case 1: builder.add(callID: "c\(step % 3)", name: "n", arguments: .object([:]))
        case 2:
          let text = texts.randomElement(using: &random) ?? ""
          said.append(text)
          builder.add(text: text, item: ["id": "i"])
        default:
          let text = texts.randomElement(using: &random) ?? ""
          said.append(text)
          builder.add(text: text)
        }
      }
      let message = builder.message(isCutOff: false, tokens: (nil, ""))
      #expect(Set(message.toolCalls.map(\.id)).count == message.toolCalls.count)
      // Nothing is lost and nothing added but line ends between parts.
      #expect(
        message.text.unicodeScalars.filter { $0 != "\n" }
          == said.joined().unicodeScalars.filter { $0 != "\n" })
      var pieces = ""
      var blocks: [ReasoningBlock] = []
      var calls: [ToolCall] = []
      for piece in message.pieces {
        switch piece {
        case .text(let text, _): pieces += text
        case .reasoning(let block, _): blocks.append(block)
        case .call(let call, let position, _):
          #expect(position == calls.count)
          calls.append(call)
        }
      }
      #expect(pieces == message.text && blocks == message.reasoning && calls == message.toolCalls)
      if let parts = message.parts {
        ordered += 1
        #expect(parts.count == message.pieces.count)
      }
    }
    #expect(ordered > 500)
  }

  @Test("parts that do not fit are not trusted")
  func misfits() {
    var message = Message(
      role: .assistant, text: "é", toolCalls: [ToolCall(id: "c", name: "n", arguments: [:])])
    for parts: [Message.Part] in [
      [], [.init(.text, bytes: 1), .init(.toolCall)], [.init(.text, bytes: -1), .init(.toolCall)],
      [.init(.text, bytes: 3), .init(.toolCall)], [.init(.text, bytes: 2)], [.init(.text), .init(.toolCall)],
      [.init(.text, bytes: 2), .init(.toolCall), .init(.toolCall)],
      [.init(.reasoning), .init(.text, bytes: 2), .init(.toolCall)],
    ] {
      message.parts = parts
      #expect(message.pieces.count == 2, "\(parts)")
      guard case .text("é", _) = message.pieces[0], case .call = message.pieces[1] else {
        Issue.record("\(parts): \(message.pieces)")
        continue
      }
    }
  }

  @Test("a message as stored before there were parts")
  func oldMessages() throws {
    let old = #"{"reasoning":[],"role":"assistant","text":"A","toolCalls":[]}"#
    let message = try JSONDecoder().decode(Message.self, from: Data(old.utf8))
    #expect(message == Message(role: .assistant, text: "A"))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(message), as: UTF8.self) == old)
    let serving = try encoder.encode(ServingRecord(requestedModel: "m"))
    #expect(!String(decoding: serving, as: UTF8.self).contains("unknownTypes"))
  }
}
