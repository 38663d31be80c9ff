public import HawthorneCore
import FoundationEssentials
import HawthorneFormats

/// What a judge's reply says.
public struct JudgeReply: Sendable, Hashable {
  public var word: JudgeAnswer.Word?
  public var quote: String?
  public var failure: JudgeFailure?
}

/// Finds the one JSON object in a reply: alone, in prose or in a code fence. Anything else is a failure with a kind.
public enum JudgeReplyReader {
  /// Bytes of a reply that are looked at; an answer stands at its beginning.
  static let limit = 65_536
  /// Objects that are tried.
  private static let objectLimit = 64

  /// Reads a reply.
  ///
  /// - Parameters:
  ///   - finish: why the model stopped.
  ///   - blocked: the provider's word where it blocked the request or the reply.
  public static func read(_ text: String, finish: FinishReason?, blocked: String?) -> JudgeReply {
    func failed(_ kind: JudgeFailure) -> JudgeReply { JudgeReply(failure: kind) }
    if blocked != nil || finish == .contentFilter { return failed(.blocked) }
    if finish == .refusal { return failed(.refusal) }
    let wasCut = finish == .length
    guard text.utf8.contains(where: { $0 > 0x20 }) else { return failed(wasCut ? .truncated : .empty) }
    let objects = objects(in: text)
    let replies = objects.compactMap { object -> JudgeReply? in
      guard let said = object["answer"]?.stringValue, let word = word(said) else { return nil }
      let quote = object["quote"]?.stringValue ?? ""
      return JudgeReply(word: word, quote: quote.isEmpty ? nil : quote)
    }
    if let first = replies.first {
      return replies.allSatisfy { $0.word == first.word } ? first : failed(.conflicting)
    }
    if wasCut { return failed(.truncated) }
    if !objects.isEmpty { return failed(.noAnswer) }
    return failed(isRefusal(text) ? .refusal : .notJSON)
  }

  private static func word(_ text: String) -> JudgeAnswer.Word? {
    let kept = text.utf8.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 || $0 == 0x2E }.reversed()
    return JudgeAnswer.Word(rawValue: String(decoding: kept, as: UTF8.self).lowercased())
  }

  /// The objects that begin with a member, outermost only: what stands in a quote is no reply.
  private static func objects(in text: String) -> [[String: JSONValue]] {
    let bytes = Array(text.utf8.prefix(limit))
    var found: [[String: JSONValue]] = []
    var tried = 0
    var index = 0
    while index < bytes.count, tried < objectLimit {
      guard bytes[index] == UInt8(ascii: "{"), beginsMember(bytes, after: index) else {
        index += 1
        continue
      }
      tried += 1
      // An object that never ends leaves nothing behind it that is not inside it.
      guard let end = end(of: bytes, from: index) else { break }
      if let value = try? JSONText.parse(Data(bytes[index..<end]), origin: "the reply"),
        let object = value.objectValue
      {
        found.append(object)
      }
      index = end
    }
    return found
  }

  private static func beginsMember(_ bytes: [UInt8], after brace: Int) -> Bool {
    bytes[(brace + 1)...].first { $0 > 0x20 } == UInt8(ascii: "\"")
  }

  /// Behind the brace that closes the one at an offset; braces in strings do not count.
  private static func end(of bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var inString = false
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where inString: index += 1
      case UInt8(ascii: "\""): inString.toggle()
      case UInt8(ascii: "{") where !inString: depth += 1
      case UInt8(ascii: "}") where !inString:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Whether a reply without an object declines: by how it begins.
  private static func isRefusal(_ text: String) -> Bool {
    let head = text.unicodeScalars.drop { !$0.properties.isAlphabetic }.prefix(160)
    let folded = String(String.UnicodeScalarView(head)).lowercased().replacing("\u{2019}", with: "'")
    return refusals.contains { folded.hasPrefix($0) }
  }

  private static let refusals = [
    "i'm sorry", "i am sorry", "sorry", "i can't", "i cannot", "i can not", "i'm unable", "i am unable",
    "i won't", "i will not", "i'm not able", "i am not able", "i must decline", "i'm not comfortable",
    "i apologi",
    "as an ai", "unfortunately, i can", "my apologies",
  ]
}
