/// Whether a text in Latin letters is English, by the share of small words that only English has against those
/// that only other languages have.
struct LatinWords: Sendable {
  private(set) var count = 0
  private(set) var english = 0
  private(set) var foreign = 0

  /// Words that are looked at; a language shows long before.
  static let limit = 5000

  /// Counts a word: lower case, in ASCII letters and apostrophes.
  ///
  /// - Parameter isASCII: false for a word with other letters, which English hardly has.
  mutating func add(_ word: String, isASCII: Bool) {
    guard count < Self.limit else { return }
    count += 1
    if !isASCII {
      foreign += 1
    } else if Self.englishWords.contains(word) {
      english += 1
    } else if Self.foreignWords.contains(word) {
      foreign += 1
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

  private static let englishWords = set(
    """
    the and that this with are not but have what which would should they from you can could my their there if \
    about has been were it your when how i'm it's don't i'll than then these those them because where who why \
    want need must might just any some only other into out over does did doesn't isn't can't let's
    """)

  /// None of them an English word, a name or a common variable.
  private static let foreignWords = set(
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

  private static func set(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
