import HawthorneCore

/// What a value of our documents may be: the JSON Schema and the redacted form are both made of it.
///
/// Written by hand beside the types and not derived from them: a type knows neither its unit nor whether its text is
/// ours, and both matter more than the key. A test holds the two together: it refuses a key that a report has and no
/// shape describes, and one that is described and no report has.
indirect enum DocumentShape: Sendable {
  /// An integer from 0.
  case count
  case integer
  case number
  case flag
  /// A SHA-256.
  case hash
  /// The SHA-256 of something short or guessable that a redacted form hides.
  case privateHash
  case digits
  /// ISO 8601, UTC.
  case time
  /// One of our words.
  case word([String])
  case arm
  /// Text of this program in which no name stands.
  case fixed
  /// A sentence that this program made, perhaps with names in it.
  case sentence
  /// A name that somebody gave: of a model, a mode, a file's field. Kept in redacted form unless it is as long as a text.
  case name
  /// The id of a suite; says whose texts are meant in the object that it stands in.
  case suite
  /// A suite's title: hidden where the suite is private.
  case title
  /// A text of a suite's author that is neither prompt nor title: a scenario's id, a domain.
  case authored
  /// A text of a user, a suite or a model; always an id in redacted form.
  case text
  /// Any JSON of a user's; its texts are ids in redacted form.
  case anything
  case list(DocumentShape)
  /// A mapping with any keys, and what they are.
  case map(DocumentShape, DocumentShape)
  case object(ObjectShape)

  static func words<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> DocumentShape
  where Value.RawValue == String {
    .word(type.allCases.map(\.rawValue))
  }

  static func listOf(_ object: ObjectShape) -> DocumentShape { .list(.object(object)) }
}

/// A mapping with known keys.
struct ObjectShape: Sendable {
  /// Its name among the schema's definitions.
  var name: String
  var about: String
  var members: [MemberShape]
  /// By key.
  let shapes: [String: DocumentShape]

  init(_ name: String, _ about: String, _ members: [MemberShape]) {
    self.name = name
    self.about = about
    self.members = members
    shapes = Dictionary(members.map { ($0.key, $0.shape) }, uniquingKeysWith: { first, _ in first })
  }
}

/// One key of a mapping.
struct MemberShape: Sendable {
  var key: String
  var shape: DocumentShape
  var isRequired: Bool
  var about: String

  /// A member that is always there.
  static func must(_ key: String, _ shape: DocumentShape, _ about: String = "") -> MemberShape {
    MemberShape(key: key, shape: shape, isRequired: true, about: about)
  }

  /// A member that is absent where it does not apply.
  static func may(_ key: String, _ shape: DocumentShape, _ about: String = "") -> MemberShape {
    MemberShape(key: key, shape: shape, isRequired: false, about: about)
  }
}
