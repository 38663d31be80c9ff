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
          languages: design.languages.map(\.language), licence: suite.licence,
          visibility: suite.visibility, hash: suite.hash, from: entry.from)
      case .failure(let error): return Item(from: entry.from, problems: error.diagnostics)
      }
    }
  }

  func json() throws -> String { try CanonicalJSON.text(of: items, indented: true) }

  var text: String {
    let rows = items.map { item in
      [
        item.id ?? "(does not read)", item.version ?? "-", item.kind?.rawValue ?? "-",
        item.scenarios.map(String.init) ?? "-", item.arms?.joined(separator: ",") ?? "-",
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
