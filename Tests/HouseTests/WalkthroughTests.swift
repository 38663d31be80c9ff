import Foundation
import TestTools
import Testing

/// Every command of the walk-throughs is run, and what they say it prints is printed.
///
/// In a fenced block, `sh` is run in one folder for the whole page, `LANGUAGE file=NAME` is written to that file, and
/// each line of `output` must stand in what the `sh` block before it printed.
struct WalkthroughTests {
  private static let folder = HawthorneBinary.root.appendingPathComponent("Documentation/walk-throughs")

  static let pages =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted()

  private struct Block {
    var info: String
    var text: String
  }

  private func blocks(of page: String) throws -> [Block] {
    var blocks: [Block] = []
    var open: Block?
    let text = try String(contentsOf: Self.folder.appendingPathComponent(page), encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
        } else {
          open = Block(info: String(line.dropFirst(3)), text: "")
        }
      } else {
        open?.text += line + "\n"
      }
    }
    #expect(open == nil, "\(page): a block without an end")
    return blocks
  }

  @Test func thereArePages() { #expect(!Self.pages.isEmpty) }

  @Test(arguments: pages) func everyCommandRuns(page: String) async throws {
    let folder = try TemporaryFolder()
    var printed = ""
    var commands = 0
    for block in try blocks(of: page) {
      if block.info == "sh" {
        let result = try await HawthorneBinary.shell(
          block.text, options: ["-e", "-o", "pipefail"], folder: folder.path)
        #expect(result.status == 0, "\(page): \(block.text)\(result.output)")
        printed = result.output
        commands += 1
      } else if block.info == "output" {
        for line in block.text.split(separator: "\n") {
          #expect(printed.contains(line), "\(page): '\(line)' is not in: \(printed)")
        }
      } else if let name = block.info.split(separator: " ").first(where: { $0.hasPrefix("file=") }) {
        _ = try folder.file(String(name.dropFirst(5)), block.text)
      }
    }
    #expect(commands > 0)
  }
}
