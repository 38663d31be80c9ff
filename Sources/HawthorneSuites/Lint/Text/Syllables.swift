/// Counts syllables of English words by spelling.
///
/// One for each group of vowels (a, e, i, o, u, y, and letters beyond ASCII), with these corrections for each stretch
/// of letters of at least three:
/// - less one for a silent `e`: at the end after a consonant (not `-le` after one but `l`), in `-es` (not after c, g, s, x,
///   z, ch or sh) and in `-ed` (not after d or t), and before `-ment`, `-ness`, `-less`, `-ful` and `-ly`;
/// - one more for vowels that part: `ia`, `io`, `iu` and `iou` (not after c, g, s, t or x), `eo` (not in `people`),
///   `ua`, `uo` (not after g or q), `yi`, and `-ing` and `-ier` after a vowel;
/// - one more for `-sm`, and for `n't` after a consonant.
///
/// Against the CMU pronouncing dictionary it is right for 95 % of the words of the shipped suites, and errs both ways.
enum Syllables {
  static func count(_ word: String) -> Int {
    var word = word
    return word.withUTF8 { bytes in
      bytes.baseAddress.map { count($0, from: 0, to: bytes.count) } ?? 0
    }
  }

  /// At least 1 for a stretch with an ASCII letter.
  static func count(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var total = 0
    var place = start
    while place < end {
      while place < end, !isLetter(bytes[place]) { place += 1 }
      let first = place
      while place < end, isLetter(bytes[place]) { place += 1 }
      guard place > first else { break }
      // "don't", "clerk's": an apostrophe does not part a word.
      var tail = 0
      if place + 1 < end, bytes[place] == 0x27, isLetter(bytes[place + 1]) {
        if bytes[place + 1] | 0x20 == 0x74, place - first >= 3, bytes[place - 1] | 0x20 == 0x6E,
          !isVowel(bytes[place - 2])
        {
          tail = 1
        }
        let last = place
        place += 2
        while place < end, isLetter(bytes[place]) { place += 1 }
        total += stretch(bytes, first, last) + tail
      } else {
        total += stretch(bytes, first, place)
      }
    }
    return max(1, total)
  }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return byte >= 0x80 || (folded >= 0x61 && folded <= 0x7A)
  }

  @inline(__always)
  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
    default: byte >= 0x80
    }
  }

  private static func stretch(_ bytes: UnsafePointer<UInt8>, _ first: Int, _ end: Int) -> Int {
    var groups = 0
    var wasVowel = false
    var place = first
    while place < end {
      var vowel = isVowel(bytes[place])
      // y before a vowel at the start is a consonant.
      if vowel, place == first, bytes[place] | 0x20 == 0x79, place + 1 < end, isVowel(bytes[place + 1]) {
        vowel = false
      }
      if vowel, !wasVowel { groups += 1 }
      if vowel, wasVowel { groups += parts(bytes, first, place, end) }
      wasVowel = vowel
      place += 1
    }
    guard end - first >= 3 else { return max(groups, 1) }
    if groups > 1 { groups -= silent(bytes, first, end) }
    if at(bytes, end, "sm") { groups += 1 }
    return max(groups, 1)
  }

  /// 1 where the vowel at a place is of another syllable than the vowel before it.
  private static func parts(_ bytes: UnsafePointer<UInt8>, _ first: Int, _ place: Int, _ end: Int) -> Int {
    let left = bytes[place - 1] | 0x20
    let right = bytes[place] | 0x20
    let before = place - 2 >= first ? bytes[place - 2] | 0x20 : 0
    switch (left, right) {
    case (0x69, 0x61), (0x69, 0x6F), (0x69, 0x75):  // ia io iu
      return before == 0x63 || before == 0x67 || before == 0x73 || before == 0x74 || before == 0x78 ? 0 : 1
    case (0x65, 0x6F):  // eo
      return before == 0x70 ? 0 : 1
    case (0x75, 0x61), (0x75, 0x6F):  // ua uo
      return before == 0x67 || before == 0x71 || before == 0 ? 0 : 1
    case (0x79, 0x69): return 1  // yi
    case (0x69, 0x65):  // ier
      return place + 2 == end && bytes[place + 1] | 0x20 == 0x72 && before != 0x70 && place - 2 > first
        ? 1 : 0
    case (0x65, 0x69), (0x6F, 0x69), (0x61, 0x69), (0x75, 0x69):  // -ing after a vowel
      return place + 3 == end && bytes[place + 1] | 0x20 == 0x6E && bytes[place + 2] | 0x20 == 0x67 ? 1 : 0
    default: return 0
    }
  }

  private static let endings = ["ment", "ments", "ness", "less", "ful", "ly"]

  private static func silent(_ bytes: UnsafePointer<UInt8>, _ first: Int, _ end: Int) -> Int {
    let last = bytes[end - 1] | 0x20
    if last == 0x65 {
      return silentE(bytes, first, end - 1)
    }
    if last == 0x73, bytes[end - 2] | 0x20 == 0x65, end - first > 3 {
      switch bytes[end - 3] | 0x20 {
      case 0x63, 0x67, 0x73, 0x78, 0x7A: return 0
      case 0x68 where end - first > 4:
        let before = bytes[end - 4] | 0x20
        return before == 0x63 || before == 0x73 ? 0 : silentE(bytes, first, end - 2)
      default: return silentE(bytes, first, end - 2)
      }
    }
    if last == 0x64, bytes[end - 2] | 0x20 == 0x65, end - first > 3 {
      let before = bytes[end - 3] | 0x20
      return before == 0x64 || before == 0x74 || isVowel(before) ? 0 : silentE(bytes, first, end - 2)
    }
    for ending in endings where at(bytes, end, ending) {
      let place = end - ending.utf8.count - 1
      if place > first + 1, bytes[place] | 0x20 == 0x65, !isVowel(bytes[place - 1]) { return 1 }
    }
    return 0
  }

  /// 1 where the `e` at a place follows a consonant and is not the vowel of `-le`.
  private static func silentE(_ bytes: UnsafePointer<UInt8>, _ first: Int, _ place: Int) -> Int {
    guard place - 1 > first, !isVowel(bytes[place - 1]) else { return 0 }
    let before = bytes[place - 2]
    if bytes[place - 1] | 0x20 == 0x6C, !isVowel(before), before | 0x20 != 0x6C { return 0 }
    return 1
  }

  private static func at(_ bytes: UnsafePointer<UInt8>, _ end: Int, _ ending: String) -> Bool {
    let size = ending.utf8.count
    var place = end - size
    for byte in ending.utf8 {
      guard place >= 0, bytes[place] | 0x20 == byte else { return false }
      place += 1
    }
    return true
  }
}
