import HawthorneCore
import HawthorneFormats

extension YAMLNode {
  /// A mapping with the keys of a part of the format.
  ///
  /// A key with nothing behind it is complained about: its author meant something by it, and a condition or a list
  /// that silently is not there changes what is asked.
  func mapping(_ what: String, _ fields: Fields, _ problems: inout [Diagnostic]) -> YAMLMapping? {
    guard let map = mapping(what, keys: fields.keys, &problems) else { return nil }
    for field in fields.fields where !field.isRequired && map.holdsNothing(field.key) {
      if case .anything = field.shape { continue }
      problems.append(Self.nothing(behind: field.key, at: map.place(of: field.key)))
    }
    return map
  }

  /// The keys and values of a mapping with any keys, in the file's order; a complaint for each that holds nothing.
  func entries(
    _ what: String, _ problems: inout [Diagnostic]
  ) -> [(key: String, place: Diagnostic.Location, node: YAMLNode)] {
    guard let map = openMapping(what, &problems) else { return [] }
    return map.keyPlaces.compactMap { key, place in
      if let node = map[key] { return (key, place, node) }
      problems.append(Self.nothing(behind: key, at: place))
      return nil
    }
  }

  private static func nothing(behind key: String, at place: Diagnostic.Location) -> Diagnostic {
    Diagnostic(
      id: "yaml.wrong-type", location: place,
      message: "write something after '\(TerminalText.stripped(key))', or remove it")
  }
}
