import HawthorneCore
import HawthorneFormats

extension Verification: BlockDocument {
  /// Differences that a document for people has; the JSON has all.
  static let shown = 50

  var blocks: [Block] {
    let name = document.split(separator: "/").first.map(String.init) ?? document
    var blocks: [Block] = [
      .heading(level: 1, "Verification of \(name)\(stated.map { " \($0.prefix(12))" } ?? "")"),
      verdictBlock,
      .table(
        TextTable(
          "Checks", [.left("check"), .left("outcome"), .left("what was found")],
          rows: checks.map { [$0.id, $0.outcome.rawValue, $0.message] })),
    ]
    blocks +=
      TextTable(
        "Recomputed values by section",
        [
          .left("section"), .right("compared"), .right("differing"), .right("only in the file"),
          .right("only recomputed"),
        ],
        rows: sections.map {
          [$0.name, "\($0.compared)", "\($0.differing)", "\($0.onlyInReport)", "\($0.onlyInStore)"]
        }
      ).blocks
    blocks += differenceBlocks
    if !notes.isEmpty { blocks.append(.bullets(notes)) }
    return blocks
  }

  private var verdictBlock: Block {
    switch verdict {
    case .same:
      return .paragraph(
        compared == 0
          ? "SAME: every check holds."
          : "SAME: \(Figures.count(compared, "value")) recomputed, none differs, and every check holds.")
    case .differs:
      let failed = checks.count { $0.outcome == .fails }
      var what = ["\(differing) of \(Figures.count(compared, "value")) differ"]
      if onlyInReport > 0 { what.append("\(Figures.count(onlyInReport, "member")) only in the file") }
      if onlyInStore > 0 { what.append("\(Figures.count(onlyInStore, "member")) only recomputed") }
      if failed > 0 { what.append("\(Figures.count(failed, "check")) failed") }
      return .alert(level: .invalid, title: "DIFFERS", what.map { "\($0)." })
    case .notRecomputed:
      return .alert(
        level: .invalid, title: "NOT RECOMPUTED",
        checks.filter { $0.outcome == .fails }.map(\.message))
    }
  }

  private var differenceBlocks: [Block] {
    guard !differences.isEmpty else { return [] }
    let rest = differences.count - Self.shown
    return TextTable(
      "Differences",
      [.left("path"), .left("of"), .left("the file says"), .left("recomputed")],
      rows: differences.prefix(Self.shown).map {
        [$0.path, Self.cut($0.place), Self.text($0.report), Self.text($0.store)]
      },
      notes: rest > 0 ? ["\(rest) more: '-o verify.json' has all \(differences.count)."] : []
    ).blocks
  }

  /// A value on one line, cut where it is long.
  private static func text(_ value: JSONValue?) -> String {
    guard let value else { return "nothing" }
    let text = (try? CanonicalJSON.text(of: value)) ?? "not a JSON value"
    return cut(text)
  }

  private static func cut(_ text: String) -> String {
    text.count > 90 ? "\(text.prefix(87))…" : text
  }
}
