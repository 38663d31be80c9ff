#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The alphabet that literals are looked for in: word characters, and one blank for everything else, so that a word's
/// edge is a blank.
struct Letters: Sendable {
  static let blank: UInt8 = 0x20

  /// Whether bytes from 0x80 are letters, too; a word's edge is then not known, for `\b` takes them for blanks.
  let isWide: Bool
  var hasBoundaries: Bool { !isWide }

  subscript(byte: UInt8) -> UInt8 {
    ASCIISet.word.contains(byte) || isWide && byte >= 0x80 ? byte : Self.blank
  }

  /// How often a literal stands in a byte of English, roughly: good enough to tell rare from common.
  static func rate(_ literal: [UInt8]) -> Double {
    var bits = 0.0
    for word in literal.split(separator: blank, omittingEmptySubsequences: true) {
      let text = String(decoding: word, as: UTF8.self)
      let opens = word.startIndex > literal.startIndex
      let closes = word.endIndex < literal.endIndex
      if opens, closes, let known = commonWords[text] {
        bits += known
      } else {
        let steps = [4.2, 3.2, 2.8, 2.2]
        bits += (opens ? 2.4 : 0) + (closes ? 2.0 : 0)
        for place in 0..<word.count { bits += place < steps.count ? steps[place] : 1.8 }
      }
    }
    return exp2(-bits)
  }

  /// Minus the binary logarithm of how many bytes of English there are for one such word, roughly.
  private static let commonWords: [String: Double] = {
    var bits: [String: Double] = [:]
    let ranks = [
      6.5: "the", 7.5: "to of and a i in is that it",
      8.5: "this for you s t be with as are not on have or if they my but so me would",
      9.5: """
      can will from an what by at do how we their about which was more your all one there should could m may like \
      might user just want also question has no up out them some when who any make know think
      """,
    ]
    for (value, words) in ranks { for word in words.split(separator: " ") { bits[String(word)] = value } }
    return bits
  }()
}
