import Foundation
import HawthorneCore
import HawthorneSuites
import Testing

/// Every rule of the format, by what it says: `Golden/mistakes.txt`.
struct GoldenErrorTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static let rich =
    (try? String(contentsOf: folder.appendingPathComponent("rich.yaml"), encoding: .utf8)) ?? ""

  struct Mistake: Sendable, CustomTestStringConvertible {
    var what: String
    var by: String
    var says: String
    var testDescription: String { "\(what) → \(by)" }
  }

  private static let mistakes: [Mistake] = {
    let file = folder.appendingPathComponent("mistakes.txt")
    let blocks =
      (try? String(contentsOf: file, encoding: .utf8))?.components(separatedBy: "\n=== replace\n") ?? []
    return blocks.dropFirst().map { block in
      let (what, rest) = cut(block, "\n=== by\n")
      let (by, says) = cut(rest, "\n=== says\n")
      return Mistake(what: what, by: by, says: says.trimmingCharacters(in: .newlines))
    }
  }()

  private static func cut(_ text: String, _ mark: String) -> (String, String) {
    let parts = text.components(separatedBy: mark)
    return (parts[0], parts.dropFirst().joined(separator: mark))
  }

  @Test func theRichSuiteIsRead() throws {
    let suite = try SuiteText.read(Self.rich)
    #expect(suite.framings.map(\.arm.name).count == 8)
    #expect(Self.mistakes.count > 60)
  }

  @Test(arguments: mistakes) func eachMistakeSaysItsSentence(mistake: Mistake) throws {
    #expect(Self.rich.contains(mistake.what))
    let text = Self.rich.replacing(mistake.what, with: mistake.by, maxReplacements: 1)
    let error = try #require(throws: DiagnosticsError.self) { try SuiteText.read(text) }
    #expect(error.diagnostics.map(\.description).joined(separator: "\n") == mistake.says)
  }
}
