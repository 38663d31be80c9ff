import FoundationEssentials
import HawthorneCore
import HawthorneStatistics
import Testing

@testable import HawthorneReports

@Suite struct HostileDiffTests {
  private func diff() throws -> ReportDiff {
    var generator = SeededGenerator(seed: 11)
    return try ReportDiff(
      try DiffFixture.old(DiffFixture.random(&generator, scenarios: 4, epochs: 2)),
      try DiffFixture.report(
        run: DiffFixture.newRun, DiffFixture.random(&generator, scenarios: 4, epochs: 2), model: "other",
        metadata: ["system": "agent"]),
      options: DiffOptions(allowed: [.invalid], sameModel: true, simulations: 2))
  }

  private func trend() throws -> ReportTrend {
    var generator = SeededGenerator(seed: 12)
    return try ReportTrend(
      try (0..<3).map {
        try DiffFixture.report(
          run: String(repeating: "\($0)", count: 16),
          DiffFixture.random(&generator, scenarios: 4, epochs: 2), metadata: ["system": "agent"])
      }, options: DiffOptions(allowed: [.invalid]))
  }

  /// Hostile names in every member that can hold one: tables keep their cells, and terminals get no control sequence.
  private func check(_ document: some Codable & RenderableDocument, shift: Int) throws {
    let places = try HostileDocument.places(in: document)
    #expect(places.count > 7)
    let hostile = try HostileDocument.make(document, at: places, shift: shift)
    let plain = try PageScanner(try document.rendered(as: .html))
    let scanned = try PageScanner(try hostile.rendered(as: .html))
    for element in ["h1", "h2", "tr", "td", "svg", "figure"] {
      #expect(scanned.counts[element] == plain.counts[element], "\(element)")
    }
    for format in [OutputFormat.text, .markdown] {
      let text = try hostile.rendered(as: format)
      let controls = text.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }
      #expect(controls.isEmpty, "\(format)")
    }
  }

  @Test(arguments: [3, 29, 58]) func hostileDiffs(shift: Int) throws { try check(try diff(), shift: shift) }
  @Test(arguments: [3, 29, 58]) func hostileTrends(shift: Int) throws { try check(try trend(), shift: shift) }
}
