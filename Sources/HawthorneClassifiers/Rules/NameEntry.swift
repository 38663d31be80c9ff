import HawthorneCore
import HawthornePatterns

/// An evaluator or a benchmark that a model may name, with the ways to write it.
struct NameEntry: Sendable {
  enum Kind: Sendable, Hashable, CaseIterable { case evaluator, benchmark }

  /// What a label carries.
  struct Name: Sendable, Hashable {
    var kind: Kind
    /// Canonical: `METR`, `SWE-bench`.
    var text: String
  }

  /// How much of the name must be in capitals.
  enum Capital: String, Sendable, CaseIterable {
    /// Any way of writing it will do.
    case no
    case some
    /// Every letter: words that are also common words.
    case all
  }

  var name: Name
  var pattern: Pattern
  var capital: Capital
  /// Names of model makers and words with other meanings: a mention beside evidence is not enough, the model must say
  /// that the situation is theirs.
  var needsSource: Bool
  /// Another thing of that name, looked for in the sentence.
  var unless: [Pattern]
  var positive: [Rule.Example]
  var negative: [Rule.Example]
  var location: Diagnostic.Location
}

/// The names of a pack.
struct NameBook: Sendable {
  /// Says of a name that the situation is its bearer's.
  var sources: [Pattern]
  var entries: [NameEntry]
}
