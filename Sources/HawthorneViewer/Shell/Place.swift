/// Where a link leads: a page with what it is asked. The only way to an address.
struct Place: Sendable, Hashable {
  /// The path's segments, as they are before encoding.
  var segments: [String]
  var items: [QueryItem]
  var fragment: String?

  /// - Parameter query: items with a value of nil are left out.
  init(_ segments: [String], _ query: KeyValuePairs<String, String?> = [:], fragment: String? = nil) {
    self.segments = segments
    items = query.compactMap { name, value in value.map { QueryItem(name: name, value: $0) } }
    self.fragment = fragment
  }

  /// The path with its query, encoded: `/runs/0a1b?mode=thinking`.
  var path: String {
    var path = "/" + segments.map(PercentCoding.encoded).joined(separator: "/")
    if !items.isEmpty {
      path += "?"
      path += items.map { PercentCoding.encoded($0.name) + "=" + PercentCoding.encoded($0.value) }
        .joined(separator: "&")
    }
    if let fragment { path += "#" + PercentCoding.encoded(fragment) }
    return path
  }

  /// The same page, asked otherwise: values by name, nil to take one out.
  func with(_ changes: KeyValuePairs<String, String?>) -> Place {
    var place = self
    for (name, value) in changes {
      place.items.removeAll { $0.name == name }
      if let value { place.items.append(QueryItem(name: name, value: value)) }
    }
    return place
  }

  static let runs = Place([])
  static func run(_ id: String) -> Place { Place(["runs", id]) }
}
