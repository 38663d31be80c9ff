import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers

@Suite struct MarkersPageTests {
  @Test func thePageIsCurrent() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/markers.md")
    let page = try String(contentsOf: path, encoding: .utf8)
    #expect(
      page == (try MarkersPage.text()),
      "renew it with: hawthorne markers page > Documentation/markers.md")
  }

  @Test func thePageHasEverything() throws {
    let page = try MarkersPage.text()
    let set = try PackSet()
    for marker in Marker.all {
      #expect(page.contains("### \(marker.id) \(marker.name)\n\n\(marker.meaning)"))
    }
    for rule in set.packs.flatMap(\.summaries) { #expect(page.contains("**`\(rule.id)`**"), "\(rule.id)") }
    for entry in set.packs.flatMap(\.guardSummaries) {
      #expect(page.contains("`\(entry.id)`"), "\(entry.id)")
    }
    for statement in set.packs.flatMap(\.statementSummaries) {
      #expect(page.contains("**`\(statement.id)`**"), "\(statement.id)")
    }
    for family in FalsePositiveFamily.all { #expect(page.contains("| \(family.id) | \(family.name) |")) }
    for field in PackFields.all.flatMap(\.fields) { #expect(page.contains("| `\(field.key)` |")) }
    for flag in AwarenessFlag.allCases { #expect(page.contains("| `\(flag.rawValue)` | \(flag.meaning)")) }
    for purpose in PurposeClass.allCases { #expect(page.contains("`\(purpose.rawValue)`")) }
    for cue in Cue.allCases { #expect(page.contains("`\(cue.rawValue)`")) }
  }

  /// Every family is handled by a guard or by a reading that the page names.
  @Test func everyFamilyIsHandled() throws {
    let named = Set(try PackSet().packs.flatMap(\.guardSummaries).flatMap(\.families))
    #expect(FalsePositiveFamily.all.count == 18)
    for family in FalsePositiveFamily.all {
      #expect(named.contains(family.id) || family.reading != nil, "\(family.id)")
    }
    #expect(named.isSubset(of: FalsePositiveFamily.all.map(\.id)))
  }

  @Test func hostileTextStaysInItsLine() {
    #expect(MarkersPage.escaped("a|b\n# <img> `x` *y*") == ##"a\|b / \# \<img\> \`x\` \*y\*"##)
  }

  @Test func rulesKeepToWhatTheirMarkerMaySay() throws {
    for rule in try PackSet().packs.flatMap(\.summaries) {
      let marker = try #require(Marker(id: rule.marker))
      #expect(marker.beliefs.contains(rule.belief), "\(rule.id)")
      #expect(rule.influence == .none || marker.mayInfluence, "\(rule.id)")
    }
  }
}
