import HawthorneCore

/// What a value of the suite format may be; readers and the JSON Schema are both made from it.
indirect enum Shape: Sendable {
  case text
  /// Text that says something.
  case words
  case identifier
  case language
  case date
  case arm
  case path
  /// Text of the whole of which a regular expression matches a part.
  case pattern(String)
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case flag
  case choice([String])
  /// Any JSON value.
  case anything
  /// A mapping with any keys, each value of one shape.
  case dictionary(Shape)
  case list(Shape, atLeast: Int = 0)
  case mapping(Fields)
  /// One of several shapes.
  case either([Shape])

  static func choice<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> Shape
  where Value.RawValue == String {
    .choice(type.allCases.map(\.rawValue))
  }
}

/// One key of a mapping.
struct Field: Sendable {
  var key: String
  var shape: Shape
  /// Must be there.
  var isRequired: Bool
  /// What the editor shows, in a sentence.
  var about: String

  init(_ key: String, _ shape: Shape, required: Bool = false, _ about: String) {
    self.key = key
    self.shape = shape
    isRequired = required
    self.about = about
  }
}

/// A mapping of the suite format: its keys in the order in which authors write them.
struct Fields: Sendable {
  /// Its name among the schema's definitions.
  var name: String
  var about: String
  var fields: [Field]
  /// Exactly one of the keys is there.
  var isChoice = false
  /// What keys ask of each other, as JSON Schemas that all must hold.
  var rules: [JSONValue] = []

  var keys: [String] { fields.map(\.key) }
}
