import Foundation
import TestTools
import Testing

/// Every command of the walk-throughs is run, and prints what the page shows.
struct WalkthroughTests {
  private static let folder = HawthorneBinary.root.appendingPathComponent("Documentation/walk-throughs")
  private static let index = "README.md"

  static let pages =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != index }.sorted()

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(page), encoding: .utf8)
  }

  @Test func theIndexNamesEveryPage() throws {
    #expect(Self.pages.count >= 6)
    let index = try Self.text(Self.index)
    for page in Self.pages { #expect(index.contains("](\(page))"), "\(page)") }
  }

  @Test(arguments: pages) func everyCommandDoesAsItSays(page: String) async throws {
    let walkthrough = Walkthrough(try Self.text(page))
    #expect(walkthrough.commands.count >= 3)
    for complaint in try await walkthrough.run() {
      Issue.record("Documentation/walk-throughs/\(page):\(complaint)")
    }
  }

  /// A page that says of each of its commands what is so.
  private static let right = """
    ```text file=words.txt
    one
    two words here
    three
    ```
    ```console
    $ N=2
    $ cat words.txt
    one
    …
    three
    $ sed -n ${N}p words.txt; echo also \\
      over two lines
    two … here
    also over two lines
    $ hawthorne report 12 --store none.sqlite # exit 64
    hawthorne: There is no store at …. Name the store with --store, or create one with `hawthorne run`.
    ```
    """

  @Test func aRightPageHasNoComplaint() async throws {
    let walkthrough = Walkthrough(Self.right)
    #expect(walkthrough.commands.map(\.status) == [0, 0, 0, 64])
    #expect(walkthrough.commands.map(\.line) == [7, 8, 12, 16])
    #expect(try await walkthrough.run() == [])
  }

  /// One thing wrong in each, and the line and the words in which it is told.
  @Test(arguments: [
    ("two … here", "two … there", "12:", "is not printed there: two … there"),
    ("# exit 64", "# exit 3", "16:", "ended with 64, not 3"),
    ("# exit 64", "", "16:", "ended with 64, not 0"),
    ("cat words.txt", "cat wrods.txt", "8:", "ended with 1, not 0"),
    ("one\n…\nthree", "three\n…\none", "8:", "is not printed there: three"),
    ("one\n…\nthree", "one\nthree", "8:", "is not printed there: three"),
    ("one\n…\nthree", "one", "8:", "prints more than is shown"),
    ("one\n…\nthree", "one\n…\nthree\nfour", "8:", "is not printed there: four"),
    ("one\n…\nthree", "on\n…\nthree", "8:", "is not printed there: on"),
    ("N=2", "exit 0", "7:", "was not run: exit 0"),
    ("N=2", "N=(", "7:", "ended with"),
    ("file=words.txt", "file=other.txt", "8:", "ended with 1, not 0"),
    ("```console\n$ N=2", "```console\nN=2", "7:", "output of no command: N=2"),
    ("```console", "```sh", "6:", "nobody runs any other: sh"),
    ("rne run`.\n```", "rne run`.", "6:", "the block has no end"),
  ])
  func aWrongPageIsToldOf(right: String, wrong: String, line: String, words: String) async throws {
    let page = Self.right.replacing(right, with: wrong)
    try #require(page != Self.right)
    let complaints = try await Walkthrough(page).run()
    #expect(complaints.contains { $0.hasPrefix(line) && $0.contains(words) }, "\(complaints)")
  }

  @Test(arguments: [
    ("a…c", "abc", true), ("a…c", "ac", true), ("a…c", "ab", false), ("…", "", true),
    ("a…b…c", "a1b2b3c", true),
    ("a…b…c", "acb", false), ("ab…ba", "aba", false), ("a  ", "a", true), (" a", "a", false),
    ("a", "a b", false),
  ])
  func anEllipsisStandsForAnyText(pattern: String, line: String, fits: Bool) {
    #expect(Walkthrough.line(line, fits: pattern) == fits)
  }

  /// Options, findings and packages that a page names in passing are there, too.
  @Test func whatAPageNamesIsThere() async throws {
    let root = try await HawthorneBinary.run(["--help"]).output
    let verbs = root.matches(of: /(?m)^  ([a-z][a-z-]+)(,| {2,})/).map { String($0.1) }
    #expect(verbs.count > 20)
    var help = root
    for verb in verbs { help += try await HawthorneBinary.run([verb, "--help"]).output }
    let lint = try String(
      contentsOf: HawthorneBinary.root.appendingPathComponent("Documentation/lint.md"), encoding: .utf8)
    var named = 0
    for page in Self.pages {
      for code in try Self.text(page).matches(of: /`([^`\n]+)`/).map({ String($0.1) }) {
        for option in code.matches(of: /(?:^|\s)(--[a-z][a-z-]+)/).map({ String($0.1) }) {
          named += 1
          #expect(help.contains(option), "\(page): \(option)")
        }
        if let verb = code.firstMatch(of: /^hawthorne ([a-z-]+)/)?.1 {
          named += 1
          #expect(verbs.contains(String(verb)), "\(page): hawthorne \(verb)")
        }
        if code.wholeMatch(of: /lint\.[a-z-]+/) != nil {
          named += 1
          #expect(lint.contains("`\(code)`"), "\(page): \(code)")
        }
      }
    }
    #expect(named > 30)
  }
}
