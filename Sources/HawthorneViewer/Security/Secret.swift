/// A random value of 128 bits that must not be guessed, as 32 hexadecimal digits.
struct Secret: Sendable {
  let text: String

  /// From the system's generator of secrets.
  init() {
    var generator = SystemRandomNumberGenerator()
    text = (0..<16).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &generator)
      return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  /// Whether a text is the secret, in a time that does not tell how much of it is right.
  func matches(_ guess: String) -> Bool {
    let mine = Array(text.utf8)
    let theirs = Array(guess.utf8)
    var difference = mine.count ^ theirs.count
    for index in mine.indices {
      difference |= Int(mine[index] ^ (theirs.isEmpty ? 0 : theirs[index % theirs.count]))
    }
    return difference == 0
  }
}
