/// Whether a text in Latin letters is English, by the share of small words that only English has against those
/// that only other languages have.
struct LatinWords: Sendable {
  private(set) var count = 0
  private(set) var english = 0
  private(set) var foreign = 0

  /// Words that are looked at; a language shows long before.
  static let limit = 5000

  /// A word as it is read, packed into a number: every word of the lists fits into eight bytes.
  struct Word {
    fileprivate var packed: UInt64 = 0
    /// In bytes of UTF-8.
    private(set) var length = 0
    private(set) var isASCII = true

    /// What comes after so many bytes makes no difference any more.
    private static let longest = 24

    /// - Parameter letters: ASCII, of either case.
    mutating func add(_ letters: UnsafeBufferPointer<UInt8>) {
      var index = 0
      while index < letters.count, length < 8 {
        packed |= UInt64(letters[index] | 0x20) << UInt64(8 * length)
        length += 1
        index += 1
      }
      length += min(letters.count - index, max(0, Self.longest - length))
    }

    mutating func addApostrophe() { append(UInt8(ascii: "'")) }

    /// A letter that is not ASCII, which English hardly has.
    mutating func addForeign(length: Int) {
      guard self.length < Self.longest else { return }
      isASCII = false
      self.length += length
    }

    private mutating func append(_ byte: UInt8) {
      if length < 8 { packed |= UInt64(byte) << UInt64(8 * length) }
      length += 1
    }

    /// nil for a word that is too long.
    fileprivate init?(_ text: some StringProtocol) {
      for byte in text.utf8 { append(byte) }
      if length > 8 { return nil }
    }

    init() {}
  }

  mutating func add(_ word: Word) {
    guard count < Self.limit else { return }
    count += 1
    if !word.isASCII {
      foreign += 1
    } else if word.length <= 8 {
      switch Self.list[word.packed] {
      case .english: english += 1
      case .foreign: foreign += 1
      case nil: break
      }
    }
  }

  /// English in spite of what was declared: six words or more, one in seven of them English alone, and twice as
  /// many as there are foreign ones.
  var isPlainlyEnglish: Bool { count >= 6 && 7 * english >= count && english > 2 * foreign }

  /// Another language than English although nothing or English was declared: eight words or more, three and one in
  /// four of them foreign, and three times as many as there are English ones: a quotation does not suffice.
  var isPlainlyForeign: Bool {
    count >= 8 && foreign >= 3 && 4 * foreign >= count && foreign > 3 * english
  }

  private static let englishWords = words(
    """
    the and that this with are not but have what which would should they from you can could my their there if \
    about has been were it your when how i'm it's don't i'll than then these those them because where who why \
    want need must might just any some only other into out over does did doesn't isn't can't let's
    """)

  /// None of them an English word, a name or a common variable.
  private static let foreignWords = words(
    """
    der das und nicht ist ein eine einen einem ich zu auf wird sich dem von wenn aber auch nur wie kann muss \
    werden hier bei aus dass diese dieser wir sind \
    le la du les des est une et pas que qui dans je il elle avec mais ce cette sont sur vous nous au aux ne ou par \
    el los las una por para con es se del como pero su este esta hay lo muy eso ser yo \
    uma com um em isso ele ela pelo nos mas por seu dos das na \
    che di il lo non sono gli della questo anche nel alla quando \
    het een van dat niet ik voor zijn te aan maar ook wordt dit naar deze wij \
    och att det som inte jag ett av ikke og til jeg \
    nie jest jak tak czy ale oraz przez \
    bir ile ama yang untuk dengan adalah tidak dari saya
    """)

  private static func words(_ text: String) -> [Word] {
    text.split(whereSeparator: \.isWhitespace).compactMap { Word($0) }
  }

  private enum Side: Sendable { case english, foreign }

  private static let list = NumberTable(
    foreignWords.map { (key: $0.packed, value: Side.foreign) }
      + englishWords.map { (key: $0.packed, value: Side.english) })
}
