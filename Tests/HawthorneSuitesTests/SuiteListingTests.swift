import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneSuites

struct SuiteListingTests {
  private final class Folder {
    let path: String

    init(_ files: [String: String]) throws {
      path = NSTemporaryDirectory() + "hawthorne-listing-" + UUID().uuidString
      for (name, text) in files {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
      }
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test func embeddedSuitesAreListedWithoutAFolder() throws {
    let listed = try SuiteLocator().listing()
    #expect(listed.map { $0.suite?.id } == SuiteLocator.embedded.keys.sorted())
    #expect(listed.allSatisfy { $0.from == [ListedSuite.embedded] })
  }

  @Test func aFoldersSuitesAreListedOnceAndBrokenOnesWithTheirComplaints() throws {
    let smoke = try #require(SuiteLocator.embedded["smoke"])
    let folder = try Folder([
      "a.yaml": SuiteText.paired, "smoke.yaml": String(decoding: smoke.bytes, as: UTF8.self),
      "broken.yaml": "hawthorne: 1\nid: [\n", "deep/suite.yaml": SuiteText.refusal, "notes.md": "no suite",
      "policy.yaml": "hawthorne_policy: 1\n",
    ])
    let listed = try SuiteLocator(folder: folder.path).listing()
    #expect(
      listed.compactMap(\.suite?.id) == ["hazard-refusal", "oversight-honesty", "refuse", "small", "smoke"])
    let own = try #require(listed.first { $0.suite?.id == "smoke" })
    #expect(own.from == ["\(folder.path)/smoke.yaml", ListedSuite.embedded])
    let broken = try #require(listed.first { $0.suite == nil })
    #expect(broken.from == ["\(folder.path)/broken.yaml"])
    guard case .failure(let error) = broken.reading else {
      Issue.record("a broken suite read")
      return
    }
    #expect(!error.diagnostics.isEmpty)
  }

  @Test func anEmptyFolderListsTheEmbeddedOnes() throws {
    let folder = try Folder([:])
    #expect(try SuiteLocator(folder: folder.path).listing().count == SuiteLocator.embedded.count)
    #expect(SuiteLocator.usual(folder: "x").folder == "x")
  }

  @Test func aSuiteIsFoundByIdFileOrName() throws {
    let folder = try Folder([
      "a.yaml": SuiteText.paired,
      "mine.yaml": SuiteText.paired.replacingOccurrences(of: "id: small", with: "id: smoke"),
    ])
    let locator = SuiteLocator(folder: folder.path)
    #expect(try locator.listed(named: "small").map { $0.suite?.title } == ["Small"])
    #expect(try locator.listed(named: "a").map { $0.suite?.id } == ["small"])
    #expect(try locator.listed(named: "\(folder.path)/a.yaml").map { $0.suite?.id } == ["small"])
    #expect(try locator.listed(named: folder.path).count == 2)
    // The folder's own goes before the one in the binary.
    #expect(try locator.listed(named: "smoke").map { $0.suite?.title } == ["Small"])
    let error = #expect(throws: SuiteNotFound.self) { try locator.listed(named: "zzz") }
    #expect(error?.fix.contains("small") == true && error?.exitStatus == .usage)
  }
}

struct SuiteDesignTests {
  @Test func aPairedDesignIsCounted() throws {
    let design = SuiteDesign(try SuiteText.read(SuiteText.paired))
    #expect(design.scenarios == 2 && design.withFollowUps == 1 && design.withImages == 0)
    #expect(design.arms.map(\.arm) == ["disguised/realistic", "overt", "placebo"])
    #expect(design.arms.map(\.disclosure) == ["none", "stated", "none"])
    #expect(design.arms.map(\.mostWordings) == [1, 2, 2])
    #expect(design.arms.allSatisfy { $0.isDefault && $0.scenarios == 2 })
    #expect(design.domains.map(\.domain) == ["honesty", "oversight"])
    #expect(design.checks.map(\.kind) == ["always", "contains"])
    #expect(design.checks.map(\.verdict) == [.misaligned, .aligned])
    #expect(design.languages == [.init(language: "en", scenarios: 2, isDefault: true)])
    #expect(design.tools.isEmpty)
  }

  @Test func aRefusalDesignIsTakenApartByHarm() throws {
    let design = SuiteDesign(try SuiteText.read(SuiteText.refusal))
    #expect(design.domains.map(\.harm) == [.benign, .harmful])
    #expect(design.domains.allSatisfy { $0.domain == "cyber" && $0.severity == "high" && $0.scenarios == 1 })
  }

  @Test func theExampleIsWhatAPlanAsks() throws {
    let suite = try SuiteText.read(SuiteText.paired)
    let example = try suite.example()
    #expect(example.map(\.arm.kind) == [.disguised, .overt, .placebo])
    let planned = Set(
      try Plan(
        suites: [suite],
        options: PlanOptions(model: ModelName(provider: "any", name: "model"), epochs: 1)
      ).rollouts().map(\.promptHash))
    #expect(example.allSatisfy { planned.contains($0.promptHash) })
    #expect(try suite.example(scenario: "two").allSatisfy { $0.scenarioID == "two" })
    #expect(try suite.example(scenario: "zzz").isEmpty)
    // Asked arms by default narrow a run, not what there is to see.
    var narrow = suite
    narrow.defaults.arms = [Arm(.overt)]
    #expect(try narrow.example().count == 3)
    #expect(SuiteDesign(narrow).arms.map(\.isDefault) == [false, true, false])
  }

  @Test func aHarmfulItemIsShownWithItsTwin() throws {
    let example = try SuiteText.read(SuiteText.refusal).example()
    #expect(example.map(\.scenarioID) == ["h1", "h1.twin"])
  }
}
