import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Takes secrets out of text that may be shown or stored.
struct Redactor: Sendable {
  private let secrets: [String]

  /// What is recorded keeps its words where a secret is as short as a placeholder (`EMPTY`, `test`):
  /// replacing a common word would falsify a model's text. What is only shown is cleaned more eagerly.
  private static let recordedLength = 12
  private static let shownLength = 6

  init(_ secrets: [String]) {
    self.secrets = Set(secrets).filter { $0.utf8.count >= Self.shownLength }
      .sorted { ($0.count, $0) > ($1.count, $1) }
  }

  /// For the record.
  func clean(_ text: String) -> String { replace(in: text, from: Self.recordedLength) }

  /// For errors.
  func cleanShown(_ text: String) -> String { replace(in: text, from: Self.shownLength) }

  private func replace(in text: String, from length: Int) -> String {
    var text = text
    for secret in secrets where secret.utf8.count >= length && Self.holds(text, secret) {
      var bytes: [UInt8] = []
      var rest = text.utf8[...]
      let words = Array(secret.utf8)
      while let hit = rest.firstIndex(of: words[0]) {
        if rest[hit...].starts(with: words) {
          bytes += rest[..<hit]
          bytes += "[secret]".utf8
          rest = rest[rest.index(hit, offsetBy: words.count)...]
        } else {
          bytes += rest[...hit]
          rest = rest[rest.index(after: hit)...]
        }
      }
      bytes += rest
      text = String(decoding: bytes, as: UTF8.self)
    }
    return text
  }

  /// By bytes, so that no combining mark behind a secret hides it, and quickly: every answer is looked through.
  private static func holds(_ text: String, _ secret: String) -> Bool {
    var (text, secret) = (text, secret)
    return text.withUTF8 { text in
      secret.withUTF8 { secret in
        guard var place = text.baseAddress, let wanted = secret.baseAddress else { return false }
        let end = place + text.count
        while end - place >= secret.count,
          let hit = memchr(place, Int32(wanted[0]), end - place - secret.count + 1)
        {
          if memcmp(hit, wanted, secret.count) == 0 { return true }
          place = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) + 1
        }
        return false
      }
    }
  }

  func clean(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(clean(text))
    case .array(let items): .array(items.map(clean))
    case .object(let members): .object(members.mapValues(clean))
    default: value
    }
  }

  /// The beginning of a server's words, made safe to print on one line.
  func excerpt(_ bytes: [UInt8], limit: Int = 300) -> String {
    let line = shown(String(decoding: bytes.prefix(16 * limit), as: UTF8.self)) { text in
      // A secret that the cut left the beginning of.
      guard bytes.count > 16 * limit else { return text }
      return text.dropLast(longest { text.hasSuffix($0.prefix($1)) })
    }
    return line.count > limit ? line.prefix(limit) + "…" : line
  }

  /// The end of a program's words, made safe to print on one line.
  ///
  /// - Parameter isCut: whether `bytes` begin within its words.
  func ending(_ bytes: [UInt8], limit: Int = 300, isCut: Bool = false) -> String {
    let line = shown(String(decoding: bytes, as: UTF8.self)) { text in
      guard isCut else { return text }
      return text.dropFirst(longest { text.hasPrefix($0.suffix($1)) })
    }
    return line.count > limit ? "…" + line.suffix(limit) : line
  }

  /// The most characters of a secret, but not all of them, for which something holds.
  private func longest(_ holds: (_ secret: String, _ count: Int) -> Bool) -> Int {
    secrets.compactMap { secret in (1..<secret.count).last { holds(secret, $0) } }.max() ?? 0
  }

  /// On one line and without secrets, also such as only appear once what a terminal does not show is gone.
  private func shown(_ text: String, _ cut: (Substring) -> Substring) -> String {
    let text = cut(TerminalText.stripped(text)[...])
    return cleanShown(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// A server may echo what it was sent, the key included.
  func clean(_ response: ModelResponse) -> ModelResponse {
    var response = response
    let text = clean(response.message.text)
    // The parts' lengths are those of the text as it came.
    if text != response.message.text { response.message.parts = nil }
    response.message.text = text
    for index in response.message.reasoning.indices {
      response.message.reasoning[index].text = response.message.reasoning[index].text.map(clean)
      response.message.reasoning[index].payload = response.message.reasoning[index].payload.map(clean)
      response.message.reasoning[index].source = clean(response.message.reasoning[index].source)
      response.message.reasoning[index].subAgent = response.message.reasoning[index].subAgent.map(clean)
    }
    for index in response.message.toolCalls.indices {
      response.message.toolCalls[index].id = clean(response.message.toolCalls[index].id)
      response.message.toolCalls[index].name = clean(response.message.toolCalls[index].name)
      response.message.toolCalls[index].arguments = clean(response.message.toolCalls[index].arguments)
    }
    response.message.parts = response.message.parts?.map { part in
      var part = part
      part.item = part.item?.mapValues(clean)
      return part
    }
    for index in response.logprobs.indices {
      response.logprobs[index].token = clean(response.logprobs[index].token)
    }
    if case .other(let word) = response.finish { response.finish = .other(clean(word)) }
    response.blocked = response.blocked.map(clean)
    response.serving.finishReason = response.finish
    response.serving.servedModel = response.serving.servedModel.map(clean)
    response.serving.systemFingerprint = response.serving.systemFingerprint.map(clean)
    response.serving.route = response.serving.route.map(clean)
    response.serving.requestID = response.serving.requestID.map(clean)
    response.serving.parametersAsSent = clean(response.serving.parametersAsSent)
    if let unknownTypes = response.serving.unknownTypes {
      response.serving.unknownTypes = Dictionary(
        unknownTypes.map { (clean($0.key), $0.value) }, uniquingKeysWith: { $0 + $1 })
    }
    return response
  }
}
