/// Replaces names inside sentences that this program made.
struct SentenceRedactor {
  private let tokens: [(from: [UInt8], to: String)]

  /// - Parameter tokens: what stands for what. A number alone is left: it would be a count elsewhere.
  init(tokens: [String: String]) {
    self.tokens = tokens.filter { $0.key != $0.value && $0.key.contains { !$0.isNumber } }
      .sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }
      .map { (from: Array($0.key.utf8), to: $0.value) }
  }

  /// The sentence with every whole occurrence of a token replaced, the longest first.
  func redacted(_ sentence: String) -> String {
    guard !tokens.isEmpty else { return sentence }
    let bytes = Array(sentence.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if index == 0 || !Self.isWord(bytes[index - 1]) || !Self.isWord(bytes[index]),
        let token = tokens.first(where: { stands($0.from, in: bytes, at: index) })
      {
        out += token.to.utf8
        index += token.from.count
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func stands(_ token: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
    let end = index + token.count
    guard end <= bytes.count, bytes[index] == token[0], bytes[index..<end].elementsEqual(token) else {
      return false
    }
    // Inside a longer word it is another word.
    return end == bytes.count || !Self.isWord(bytes[end]) || !Self.isWord(bytes[end - 1])
  }

  /// ASCII letters and digits; other scripts have no spaces to go by.
  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
