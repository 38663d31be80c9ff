import Foundation
import HawthorneCore
import HawthorneStore
import Testing

@testable import HawthorneViewer

struct StaticBundleTests {
  private let folder: Fixture.Folder

  init() throws { folder = try Fixture.Folder() }

  private func files(_ path: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      files[name] = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
    return files
  }

  /// The addresses that a page leads to.
  private func links(_ html: String) -> [String] {
    html.components(separatedBy: "href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  @Test func everyLinkOfABundleLeadsToAFileOfIt() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let out = "\(folder.path)/out"
    let summary = try StaticBundle(store: store, runs: [Fixture.plain, Fixture.rerun], rolloutLimit: 100)
      .write(to: out)
    let files = try files(out)
    #expect(summary == .init(files: files.count, rollouts: 36, cutRuns: []))
    for (name, html) in files {
      #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == ".") })
      #expect(
        html.contains("default-src &#39;none&#39;; style-src &#39;sha256-") && !html.contains("<script")
          && !html.contains("<form"))
      for link in links(html) {
        let parts = link.split(separator: "#", omittingEmptySubsequences: false)
        #expect(parts[0].isEmpty || files[String(parts[0])] != nil, "\(name) leads to \(link)")
        if parts.count == 2 {
          let page = parts[0].isEmpty ? html : files[String(parts[0])] ?? ""
          #expect(page.contains("id=\"\(parts[1])\""), "\(name) leads to \(link)")
        }
      }
    }
  }

  @Test func theLimitIsKeptAndSaid() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let summary = try StaticBundle(store: store, runs: [Fixture.plain], rolloutLimit: 4).write(
      to: "\(folder.path)/out")
    #expect(summary.rollouts == 4)
    #expect(summary.cutRuns == [Fixture.plain])
    let files = try files("\(folder.path)/out")
    #expect(files["index.html"]?.contains("At most 4 rollouts of each run") == true)
    #expect(files["index.html"]?.contains(Fixture.rerun) == false)
    #expect(files.keys.filter { $0.hasPrefix("rollout-") }.count == 4)
  }

  @Test func theSameStoreGivesTheSameBytes() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    for name in ["one", "two"] {
      _ = try StaticBundle(store: store, runs: [Fixture.plain], rolloutLimit: 100).write(
        to: "\(folder.path)/\(name)")
    }
    #expect(try files("\(folder.path)/one") == files("\(folder.path)/two"))
  }

  @Test func aFolderWithSomethingInItIsLeftAlone() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    #expect(throws: BundleError.notEmpty(folder.path)) {
      try StaticBundle(store: store, runs: [Fixture.plain], rolloutLimit: 1).write(to: folder.path)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { $0.hasPrefix("s.sqlite") }
    )
  }

  @Test func hostileTextsNameNoFile() async throws {
    let store = try await Fixture.hostileStore("\(folder.path)/s.sqlite")
    _ = try StaticBundle(store: store, runs: [Fixture.hostile], rolloutLimit: 100).write(
      to: "\(folder.path)/out")
    for (name, html) in try files("\(folder.path)/out") {
      #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == ".") })
      #expect(!html.contains("<script") && !html.contains("<img"))
    }
  }
}
