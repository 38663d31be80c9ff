import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// Suites as `list suites` prints them.
struct SuiteList {
  private struct Item: Encodable {
    var id: String?
    var title: String?
    var version: String?
    var kind: Suite.Kind?
    var scenarios: Int?
    var arms: [String]?
    /// Those asked unless the command line names others.
    var armsByDefault: [String]?
    var languages: [String]?
    var licence: String?
    var visibility: Suite.Visibility?
    var hash: ContentHash?
    var from: [String]
    /// Why it does not read.
    var problems: [Diagnostic]?
  }

  private let items: [Item]

  init(_ listed: [ListedSuite]) {
    items = listed.map { entry in
      switch entry.reading {
      case .success(let suite):
        let design = SuiteDesign(suite)
        return Item(
          id: suite.id, title: suite.title, version: suite.version, kind: suite.kind,
          scenarios: design.scenarios, arms: design.arms.map(\.arm),
          armsByDefault: design.arms.filter(\.isDefault).map(\.arm),
          languages: design.languages.map(\.language), licence: suite.licence,
          visibility: suite.visibility, hash: suite.hash, from: entry.from)
      case .failure(let error): return Item(from: entry.from, problems: error.diagnostics)
      }
    }
  }

  func json() throws -> String { try CanonicalJSON.text(of: items, indented: true) }

  /// The arms asked by default, and how many more there are.
  private static func arms(_ item: Item) -> String {
    guard let all = item.arms, let asked = item.armsByDefault else { return "-" }
    let more = all.count - asked.count
    return asked.joined(separator: ",") + (more > 0 ? " +\(more)" : "")
  }

  var text: String {
    let rows = items.map { item in
      [
        item.id ?? "(does not read)", item.version ?? "-", item.kind?.rawValue ?? "-",
        item.scenarios.map(String.init) ?? "-", Self.arms(item),
        item.languages?.joined(separator: ",") ?? "-", item.licence ?? "-",
        item.visibility?.rawValue ?? "-", item.from.joined(separator: ", "),
      ]
    }
    let head = [
      "SUITE", "VERSION", "KIND", "SCENARIOS", "ARMS", "LANGUAGES", "LICENCE", "VISIBILITY", "FROM",
    ]
    return TextTable(head: head, rows: rows, numeric: [3]).text
  }
}
