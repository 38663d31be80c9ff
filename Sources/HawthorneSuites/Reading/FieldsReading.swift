import HawthorneCore
import HawthorneFormats

extension YAMLNode {
  /// A mapping with the keys of a part of the format.
  func mapping(_ what: String, _ fields: Fields, _ problems: inout [Diagnostic]) -> YAMLMapping? {
    mapping(what, keys: fields.keys, &problems)
  }
}
