import Foundation
import HawthorneCore
import HawthorneStore
import Testing

@testable import HawthorneViewer

/// The viewer as a person's browser has it.
@Suite(.enabled(if: ViewerBrowser.isThere, "\(ViewerBrowser.reason)"))
struct BrowserTests {
  private let folder: Fixture.Folder

  init() throws { folder = try Fixture.Folder() }

  @Test func everyPageIsSoundInLightAndDarkAndNarrow() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let found = try await ViewerBrowser.serving(store) { address in
      try await ViewerBrowser.complaints(["--pages", "2", address])
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
  }

  @Test func hostileTextsStayTexts() async throws {
    let store = try await Fixture.hostileStore("\(folder.path)/s.sqlite")
    let found = try await ViewerBrowser.serving(store) { address in
      try await ViewerBrowser.complaints(["--pages", "2", address])
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
  }

  @Test func peopleLabelByKeys() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let found = try await ViewerBrowser.serving(store) { address in
      try await ViewerBrowser.complaints(["--annotate", Fixture.plain, address])
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
    let labels = try store.goldLabels(of: Fixture.plain)
    #expect(Set(labels.map(\.annotator)) == ["ada", "ben"])
    #expect(labels.count { $0.label.outcome == .refused && $0.label.belief == .recognition } == 1)
  }

  @Test func theKeyboardIsEnough() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let found = try await ViewerBrowser.serving(store) { try await ViewerBrowser.complaints(["--keys", $0]) }
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
  }

  @Test func everyFilterIsInTheAddressAndKept() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let found = try await ViewerBrowser.serving(store) { address in
      try await ViewerBrowser.complaints(["--filters", "--pages", "1", address])
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
  }

  @Test func scriptsAreNotNeeded() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let found = try await ViewerBrowser.serving(store) { address in
      try await ViewerBrowser.complaints(["--no-scripts", "--pages", "2", address])
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
  }

  @Test func anExportedBundleIsSound() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    _ = try StaticBundle(store: store, runs: [Fixture.plain], rolloutLimit: 10).write(
      to: "\(folder.path)/out")
    let found = try await ViewerBrowser.complaints(["--pages", "2", "\(folder.path)/out"])
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
  }

  @Test func aRunUnderWayMovesAndEnds() async throws {
    let store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
    let suite = Fixture.suite("suite", [Fixture.scenario("s1")])
    let manifest = Fixture.manifest("bbbb", suite: suite, model: ModelName(provider: "p", name: "m"))
    let lease = try Fixture.begin(manifest, suite, in: store)
    let found = try await ViewerBrowser.serving(store) { address in
      let seen = "\(folder.path)/seen"
      async let complaints = ViewerBrowser.complaints(["--live", "/runs/bbbb", seen, address])
      // The browser may have to wait for its turn among other tests' programs.
      for _ in 0..<4500 where !FileManager.default.fileExists(atPath: seen) {
        try await Task.sleep(for: .milliseconds(200))
      }
      for epoch in 1...6 {
        try await Task.sleep(for: .seconds(1))
        let rollout = Fixture.rollout(
          "bbbb", suite: "suite", scenario: "s1", arm: Arm(.overt), epoch: epoch)
        _ = try await store.commit(
          [LabelledRollout(rollout: rollout, labels: [Fixture.label()])], lease: lease)
      }
      try store.endRun(lease, state: .complete, reason: nil)
      return try await complaints
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n").prefix(4000))")
  }
}
