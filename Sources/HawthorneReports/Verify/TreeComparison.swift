import HawthorneCore

/// Two JSON documents held against each other, member by member.
///
/// Elements of arrays are paired by what names them (suite, scenario, arm, metric, …) where that is unique on both sides, so
/// that one row too many does not make all rows after it differ; otherwise by their place.
struct TreeComparison {
  /// What stands at one place.
  struct Difference: Hashable {
    enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      /// Both have a value, and it is not the same.
      case value
      case onlyInReport = "only_in_report"
      case onlyInStore = "only_in_store"
    }

    var kind: Kind
    /// A JSON Pointer (RFC 6901) into the report; of what only the other document has, into that.
    var path: String
    /// The first name of the path.
    var section: String
    /// What names the elements on the way: `honesty, s01, overt, default`.
    var place: String
    var report: JSONValue?
    var store: JSONValue?
  }

  private(set) var differences: [Difference] = []
  /// Values that both documents have, by section.
  private(set) var compared: [String: Int] = [:]

  /// - Parameter ignoring: members of the whole document that are left out.
  init(report: JSONValue, store: JSONValue, ignoring: Set<String> = []) {
    let members = Set((report.objectValue ?? [:]).keys).union((store.objectValue ?? [:]).keys)
    for name in members.subtracting(ignoring).sorted() {
      compare(
        report.objectValue?[name], store.objectValue?[name],
        Path(section: name, path: "/\(Self.escaped(name))"))
    }
  }

  private struct Path {
    var section: String
    var path: String
    var place: [String] = []

    func child(_ name: String, _ names: [String] = []) -> Path {
      var next = self
      next.path += "/\(TreeComparison.escaped(name))"
      next.place += names.filter { !place.contains($0) }
      return next
    }
  }

  private static func escaped(_ name: String) -> String {
    name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  private mutating func compare(_ report: JSONValue?, _ store: JSONValue?, _ path: Path) {
    switch (report, store) {
    case (.none, .none): break
    case (.none, .some(let only)): add(.onlyInStore, path, Optional.none, only)
    case (.some(let only), .none): add(.onlyInReport, path, only, Optional.none)
    case (.object(let left)?, .object(let right)?):
      for name in Set(left.keys).union(right.keys).sorted() {
        compare(left[name], right[name], path.child(name))
      }
    case (.array(let left)?, .array(let right)?): compare(left, right, path)
    case (let left?, let right?):
      compared[path.section, default: 0] += 1
      if !Self.isSame(left, right) { add(.value, path, left, right) }
    }
  }

  private mutating func compare(_ left: [JSONValue], _ right: [JSONValue], _ path: Path) {
    // An empty list is a value too.
    if left.isEmpty, right.isEmpty { compared[path.section, default: 0] += 1 }
    let names = (left.map(Self.name), right.map(Self.name))
    let isNamed = (left + right).contains { $0.objectValue != nil }
    guard isNamed, Set(names.0).count == left.count, Set(names.1).count == right.count else {
      for index in 0..<max(left.count, right.count) {
        compare(
          index < left.count ? left[index] : Optional.none,
          index < right.count ? right[index] : Optional.none,
          path.child(String(index)))
      }
      return
    }
    let places = Dictionary(
      zip(names.1, right.indices).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    var matched: Set<Int> = []
    for (index, name) in names.0.enumerated() {
      let other = places[name]
      if let other { matched.insert(other) }
      compare(left[index], other.map { right[$0] }, path.child(String(index), name))
    }
    for (index, name) in names.1.enumerated() where !matched.contains(index) {
      compare(Optional.none, right[index], path.child(String(index), name))
    }
  }

  private mutating func add(
    _ kind: Difference.Kind, _ path: Path, _ report: JSONValue?, _ store: JSONValue?
  ) {
    differences.append(
      Difference(
        kind: kind, path: path.path, section: path.section, place: path.place.joined(separator: ", "),
        report: report, store: store))
  }

  /// Members that say which of several elements one is, in the order in which they are told.
  private static let naming = [
    "id", "run", "hash", "suite", "scenario", "rollout", "arm", "first", "second", "mode", "language",
    "visibility", "role",
    "harm", "domain", "severity", "metric", "measure", "field", "kind", "baseline", "choice", "name",
    "version", "category",
    "purpose", "value", "requestedModel", "servedModel", "wording", "pass", "with", "axis", "gold",
    "relation", "report",
    "disclosure", "contrast",
  ]

  private static func name(_ element: JSONValue) -> [String] {
    guard case .object(let members) = element else { return [] }
    return naming.compactMap { member in
      switch members[member] {
      case .string(let text)?: text
      case .object(let identity)?:
        // A classifier, or the arm's own contrast.
        identity["id"]?.stringValue
          ?? identity["suite"]?.stringValue.map { suite in
            ([suite] + ["mode", "harm", "first", "second", "metric"].compactMap { identity[$0]?.stringValue })
              .joined(separator: " ")
          }
      default: nil
      }
    }
  }

  /// One number has one meaning, however it is kept.
  private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.integer(let whole), .number(let other)), (.number(let other), .integer(let whole)):
      Double(whole) == other
    default: left == right
    }
  }
}
