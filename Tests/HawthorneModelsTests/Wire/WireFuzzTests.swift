import Foundation
import HawthorneCore
import Testing

@testable import HawthorneModels

/// Whatever comes over the wire, reading it gives a response or a `ModelError`.
struct WireFuzzTests {
  private func exchange(_ model: String) -> Exchange {
    Exchange(model: model, server: "s", redactor: Redactor([]), parametersAsSent: .object([:]))
  }

  private static func mutated(_ seed: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = Array("{}[]\":,0ntx\\\n".utf8).randomElement(using: &random) ?? 0
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
      case 2:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
    }
    return bytes
  }

  /// Reads mutations of a protocol's fixtures, streamed and not.
  private func fuzz<Reader: AnswerReader>(_ reader: Reader, _ wire: WireUnderTest, seed: UInt64) async throws
  {
    var random = SplitMix(seed: seed)
    var answered = 0
    var failed = 0
    let names = ["reasoning", "tool-call", "truncated-reasoning", "unknown-types", "error-429"]
    let fixtures = names.flatMap { name in
      ["json", "sse"].compactMap { kind in
        wire.fixture("\(name).\(kind)").map { (kind, Array($0.utf8)) }
      }
    }
    #expect(fixtures.count == 9)
    for (kind, bytes) in fixtures {
      let type = kind == "sse" ? "text/event-stream" : "application/json"
      for _ in 0..<120 {
        let answer = try await WireAnswer<Reader.Stream>.read(
          HTTPResponse(
            head: HTTPHead(status: 200, headers: ["content-type": type]),
            body: HTTPBody(Self.mutated(bytes, &random))))
        do throws(ModelError) {
          let response = try reader.response(to: answer, latency: 0)
          #expect(response.message.role == .assistant)
          #expect(Set(response.message.toolCalls.map(\.id)).count == response.message.toolCalls.count)
          // What is kept of the order always fits the message.
          #expect(
            response.message.parts == nil || response.message.pieces.count == response.message.parts?.count)
          for block in response.message.reasoning {
            switch block.provenance {
            case .raw, .summary, .truncated: #expect(block.text?.isEmpty == false)
            case .encrypted, .redacted, .absent: #expect(block.text == nil)
            }
          }
          answered += 1
        } catch {
          #expect(!error.problem.isEmpty)
          failed += 1
        }
      }
    }
    #expect(answered > 100 && failed > 100, "\(answered) answered, \(failed) failed")
  }

  @Test(arguments: WireUnderTest.all) func bodies(wire: WireUnderTest) async throws {
    switch wire.folder {
    case "anthropic":
      try await fuzz(AnthropicReader(isAnthropic: true, exchange: exchange(wire.model)), wire, seed: 11)
    case "openai-responses":
      try await fuzz(ResponsesReader(exchange: exchange(wire.model)), wire, seed: 12)
    case "google":
      try await fuzz(GeminiFormat(model: wire.model).reader(exchange(wire.model)), wire, seed: 13)
    default:
      try await fuzz(
        ChatCompletionReader(dialect: .standard, exchange: exchange(wire.model)), wire, seed: 14)
    }
  }

  @Test("an event stream is the same in whatever pieces it comes")
  func pieces() throws {
    var random = SplitMix(seed: 15)
    let seeds = WireUnderTest.all.compactMap { $0.fixture("reasoning.sse") }.map { Array($0.utf8) }
    #expect(seeds.count == 4)
    for round in 0..<400 {
      let bytes = Self.mutated(Array(seeds[round % seeds.count].prefix(700)), &random)
      var whole = SSEParser()
      let expected = whole.feed(bytes) + [whole.finish()].compactMap { $0 }
      var parser = SSEParser()
      var found: [SSEParser.Event] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let size = Int.random(in: 1...60, using: &random)
        found += parser.feed(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      found += [parser.finish()].compactMap { $0 }
      #expect(found == expected)
    }
  }

  @Test("no number of types fills a record") func unknownTypesAreBounded() {
    let many = Dictionary(uniqueKeysWithValues: (0..<5000).map { ("type\($0)", 1) })
    let merged = UnknownType.merged([many, ["type0": .max]])
    #expect((merged?.count ?? 99) <= 33)
    #expect(UnknownType.merged([[:], [:]]) == nil)
    #expect(UnknownType.name("a\u{1B}[31m<b>\n") == "a31mb")
    #expect(UnknownType.name("é") == "untyped")
    #expect(UnknownType.name(String(repeating: "x", count: 999)).count == 60)
  }
}
