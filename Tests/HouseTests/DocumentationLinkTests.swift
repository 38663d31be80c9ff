import Foundation
import Testing

/// Links between the documents lead to files, and to headings, that are there.
struct DocumentationLinkTests {
  private static let documents: [String] = {
    let root = HawthorneBinary.root.path
    let below =
      FileManager.default.enumerator(atPath: "\(root)/Documentation")?.compactMap { $0 as? String } ?? []
    return below.filter { $0.hasSuffix(".md") }.map { "Documentation/\($0)" }.sorted()
      + ["README.md", "CHANGELOG.md", "Suites/README.md", "Benchmarks/README.md"]
  }()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: HawthorneBinary.root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The document without what stands in fenced blocks and between backticks.
  private static func prose(_ text: String) -> String {
    var isFenced = false
    let lines = text.components(separatedBy: "\n").filter { line in
      if line.hasPrefix("```") { isFenced.toggle() }
      return !isFenced
    }
    return lines.joined(separator: "\n").replacing(/`[^`\n]*`/, with: "")
  }

  /// The names by which GitHub knows a document's headings.
  static func anchors(_ text: String) -> Set<String> {
    var seen: [String: Int] = [:]
    var anchors: Set<String> = []
    var isFenced = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") { isFenced.toggle() }
      guard !isFenced, let heading = line.firstMatch(of: /^#{1,6} (.+)$/)?.1 else { continue }
      let name = heading.replacing(/\[([^\]]*)\]\([^)]*\)/, with: { $0.1 }).lowercased()
        .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
        .replacing(" ", with: "-")
      let times = seen[name, default: 0]
      seen[name] = times + 1
      anchors.insert(times == 0 ? name : "\(name)-\(times)")
    }
    return anchors
  }

  /// The links of a document that lead nowhere, and how many it has.
  static func broken(in text: String, at path: String) throws -> (broken: [String], links: Int) {
    let folder = (path as NSString).deletingLastPathComponent
    let links = prose(text).matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
      .filter { !$0.contains("://") && !$0.hasPrefix("mailto:") }
    let broken = try links.filter { link in
      let halves = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if halves[0].isEmpty { return !anchors(text).contains(halves[1]) }
      let target = ((folder as NSString).appendingPathComponent(halves[0]) as NSString).standardizingPath
      let file = HawthorneBinary.root.appendingPathComponent(target).path
      guard FileManager.default.fileExists(atPath: file) else { return true }
      guard halves.count == 2 else { return false }
      return !anchors(try self.text(target)).contains(halves[1])
    }
    return (broken, links.count)
  }

  @Test func everyLinkLeadsSomewhere() throws {
    var links = 0
    for path in Self.documents {
      let found = try Self.broken(in: try Self.text(path), at: path)
      links += found.links
      #expect(found.broken.isEmpty, "\(path): \(found.broken)")
    }
    #expect(Self.documents.count > 25 && links > 100, "\(Self.documents.count) documents, \(links) links")
  }

  @Test func aBrokenLinkIsFound() throws {
    let text = """
      # A page
      ## What it says, twice
      ## What it says, twice
      [file](gate.md), [heading](gate.md#the-ledger), [here](#what-it-says-twice), [again](#what-it-says-twice-1)
      [no file](gaet.md), [no heading](gate.md#the-leger), [not here](#nowhere), `[code](no.md)`, [far](https://example.org/x)
      ```
      [fenced](no.md)
      ```
      """
    let found = try Self.broken(in: text, at: "Documentation/page.md")
    #expect(found.broken == ["gaet.md", "gate.md#the-leger", "#nowhere"])
    #expect(found.links == 7)
  }
}
