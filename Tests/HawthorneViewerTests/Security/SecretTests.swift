import Testing

@testable import HawthorneViewer

struct SecretTests {
  @Test func aSecretHas128BitsAndMatchesOnlyItself() {
    let secret = Secret()
    #expect(secret.text.utf8.count == 32)
    #expect(secret.matches(secret.text))
    #expect(!secret.matches(""))
    #expect(!secret.matches(secret.text + secret.text))
    #expect(!secret.matches(String(secret.text.dropLast())))
    for index in 0..<32 {
      var digits = Array(secret.text.utf8)
      digits[index] ^= 1
      #expect(!secret.matches(String(decoding: digits, as: UTF8.self)))
    }
    #expect(Set((0..<100).map { _ in Secret().text }).count == 100)
  }
}
