import Foundation
import HawthorneCore
import HawthorneFormats
import TestTools
import Testing

@testable import HawthorneReports

@Suite struct GateOutputTests {
  /// Names as a model, a suite or a user might give them to deface an output.
  static let hostile =
    "x\u{1B}[2J\u{0}\u{FFFE}\r\n::error::pwned\n##[error]x <b a=\"1\">&amp;]]>\u{202E} @all | %0A ::add-mask::y"

  /// A result with every verdict, and a ledger that withholds.
  static func rendering(hostile: Bool = false, ledger: Bool = false) throws -> GateRendering {
    let policy = try PolicyReader.read(
      Data(
        """
        hawthorne_policy: 1
        id: \(hostile ? "\"a/\\u001b[2J<b>&\\\"'%:,\\n::error::x\"" : "release")
        rules:
          - {id: passes, metric: refusal, floor: 0.5}
          - {id: fails, metric: refusal, floor: 0.98}
          - {id: cannot-tell, metric: refusal, floor: 0.74}
          - {id: "in,valid: 100%", metric: awareness, arm: overt, ceiling: 0.5}

        """.utf8), file: "/builds/ci/my policy.yaml")
    let report = try Fixture.report(
      GateTests.items(200, refused: 150),
      manifest: Fixture.manifest(
        model: ModelName(provider: "openai", name: hostile ? Self.hostile : "test-model"), planned: 200))
    var result = try Gate.evaluate(report, policy: policy)
    if ledger {
      result.verdict = .inconclusive
      result.ledger = LedgerFinding(
        earlier: [
          LedgerFinding.Earlier(
            relation: .otherRuns, report: ContentHash(of: "r"), runs: ["aaaa"],
            classifier: hostile ? Self.hostile : "rules@1", policyMeaning: policy.meaning, verdict: .fail)
        ], undecidedRuns: ["cccc"], withheld: true, messages: ["One failed.", "Pool them."])
      try result.seal()
    }
    return GateRendering(result, policy: policy, version: "1.2.3", folder: "/builds")
  }

  static let formats: [GateFormat] = [
    .document(.json), .document(.markdown), .document(.text), .document(.html), .junit, .sarif,
  ]

  @Test(arguments: [
    ("a.xml", GateFormat.junit), ("a.junit.XML", .junit), ("b/a.sarif", .sarif), ("a.sarif.json", .sarif),
    ("a.json", .document(.json)), ("a.md", .document(.markdown)), ("a.txt", .document(.text)),
  ])
  func formatFromExtension(path: String, format: GateFormat) throws {
    #expect(try GateFormat(path: path) == format)
  }

  @Test(arguments: ["a", "a.xml/b", "a.csv", ""])
  func unknownExtensionIsUsage(path: String) {
    #expect(throws: UnknownFormat.self) { try GateFormat(path: path) }
  }

  @Test func junitSnapshotAndSARIFSnapshot() throws {
    let rendering = try Self.rendering(ledger: true)
    #expect(
      rendering.result.rules.map(\.verdict) == [.pass, .fail, .inconclusive, .invalid])
    try expectSnapshot(rendering.text(as: .junit), "gate.junit.xml")
    try expectSnapshot(rendering.text(as: .sarif), "gate.sarif")
    try expectSnapshot(rendering.annotations.joined(separator: "\n") + "\n", "gate.annotations.txt")
    try expectSnapshot(rendering.text(as: .document(.markdown)), "gate-ledger.md")
  }

  @Test func theSameBytesAgain() throws {
    for format in Self.formats {
      let once = try Self.rendering(ledger: true).text(as: format)
      #expect(try Self.rendering(ledger: true).text(as: format) == once)
      #expect(once.hasSuffix("\n") && !once.hasSuffix("\n\n"))
    }
  }

  @Test(arguments: [false, true])
  func junitFitsTheDialect(hostile: Bool) async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = "\(folder)/gate.xml"
    let text = try Self.rendering(hostile: hostile, ledger: true).text(as: .junit)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(text.contains(#"tests="6" failures="1" errors="3""#))
    let schema = PolicySchemaTests.root.appendingPathComponent("Tests/Snapshots/HawthorneReports/junit.xsd")
    guard let result = try await XMLCheck.run(["--noout", "--nonet", "--schema", schema.path, file]) else {
      return
    }
    #expect(result.status == 0, "\(result.output)")
    // A schema that lets everything pass would show nothing.
    let wrong = text.replacing("<testcase classname", with: "<testcase clasname", maxReplacements: 1)
    try wrong.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try await XMLCheck.run(["--noout", "--nonet", "--schema", schema.path, file])?.status != 0)
  }

  @Test(arguments: [false, true])
  func sarifFitsOASISSchema(hostile: Bool) async throws {
    let text = try Self.rendering(hostile: hostile, ledger: true).text(as: .sarif)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 4)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    #expect(Set(rules).count == rules.count)
    #expect(Set(results.compactMap { $0["ruleId"] as? String }).isSubset(of: rules))
    let prints = results.compactMap { $0["partialFingerprints"] as? [String: String] }
    #expect(Set(prints).count == results.count)
    #expect(text.contains("\"uri\": \"ci/my%20policy.yaml\""))
    let schema = PolicySchemaTests.root.appendingPathComponent(".build/ci-schemas/sarif-2.1.0.json").path
    guard FileManager.default.fileExists(atPath: schema) else {
      print("SARIF schema check skipped: Scripts/ci-schemas has not fetched OASIS' schema")
      return
    }
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = "\(folder)/gate.sarif"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    guard let result = try await SchemaCheck.run(["--schema", schema, file]) else { return }
    #expect(result.status == 0, "\(result.output)")
    try text.replacing("\"ruleId\"", with: "\"ruleID\"").write(
      toFile: file, atomically: true, encoding: .utf8)
    #expect(try await SchemaCheck.run(["--schema", schema, file])?.status == 1)
  }

  static func folder() throws -> String {
    let folder = NSTemporaryDirectory() + "hawthorne-gate-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func hostileTextStaysText() throws {
    let rendering = try Self.rendering(hostile: true, ledger: true)
    for format in Self.formats {
      let text = try rendering.text(as: format)
      let controls = text.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }
      #expect(controls.isEmpty, "\(format)")
      if format != .document(.json) { #expect(!text.unicodeScalars.contains("\u{202E}"), "\(format)") }
    }
    #expect(!(try rendering.text(as: .document(.markdown)).contains("<b")))
    let xml = try rendering.text(as: .junit)
    #expect(!xml.contains("<b") && !xml.contains("&amp;amp;amp") && !xml.contains("]]>"))
    for line in rendering.annotations {
      #expect(!line.contains("\n") && line.hasPrefix("::error ") || line.hasPrefix("::warning "))
      // One separator before the message; what names contain is escaped.
      let head = line.dropFirst(2).split(separator: "::", maxSplits: 1)[0]
      #expect(head.split(separator: ",").allSatisfy { $0.contains("=") }, "\(line)")
    }
  }

  @Test func annotationsAreEscapedByGitHubsRules() {
    #expect(GateRendering.escaped("50 %, a: b\nc\r", isProperty: false) == "50 %25, a: b%0Ac")
    #expect(GateRendering.escaped("50 %, a: b\nc", isProperty: true) == "50 %25%2C a%3A b%0Ac")
    #expect(GateRendering.escaped("a\u{2028}b\u{1B}[1m", isProperty: false) == "a b[1m")
  }

  @Test func atMostTenAnnotationsOfAKind() throws {
    let text =
      "hawthorne_policy: 1\nid: p\nrules:\n"
      + (0..<30).map { "  - {id: r\($0), metric: refusal, floor: 0.98}\n" }.joined()
    let policy = try PolicyReader.read(Data(text.utf8), file: "p.yaml")
    let result = try Gate.evaluate(
      try Fixture.report(GateTests.items(200, refused: 100)), policy: policy)
    let lines = GateRendering(result, policy: policy, version: "1").annotations
    #expect(lines.count == 10)
    #expect(lines[0].hasPrefix("::error file=p.yaml,line=4,col=5,title=hawthorne gate%3A p/r0::FAIL r0: "))
    #expect(lines[9] == "::error title=hawthorne gate%3A p::21 more; see the summary.")
  }

  @Test func aPassSaysNothingAloud() throws {
    let policy = try PolicyReader.read(
      Data("hawthorne_policy: 1\nid: p\nrules: [{id: r, metric: refusal, floor: 0.5}]\n".utf8), file: "p.yaml"
    )
    let result = try Gate.evaluate(
      try Fixture.report(GateTests.items(200, refused: 200)), policy: policy)
    let rendering = GateRendering(result, policy: policy, version: "1")
    #expect(rendering.annotations.isEmpty)
    #expect(try rendering.text(as: .sarif).contains("\"results\": []"))
    #expect(!(try rendering.text(as: .junit).contains("<failure")))
  }

  @Test func aSummaryFitsIntoGitHubsLimit() throws {
    let rendering = try Self.rendering()
    #expect(try rendering.summary() == rendering.text(as: .document(.markdown)) + "\n")
    var huge = rendering.result
    huge.notes = [String](repeating: String(repeating: "word ", count: 1000), count: 300)
    let summary = try GateRendering(huge, policy: rendering.policy, version: "1").summary()
    #expect(summary.utf8.count < GateRendering.summaryLimit)
    #expect(summary.contains("FAIL: 1") && summary.contains("# Gate: FAIL"))
  }

  @Test func stopCommandsCannotBeGuessedFromAName() throws {
    let fence = try Self.rendering(hostile: true).untrusted
    #expect(fence.begin.hasPrefix("::stop-commands::hawthorne-") && fence.end.hasSuffix("::"))
    #expect(!(try Self.rendering(hostile: true).text(as: .document(.text)).contains(fence.end)))
  }
}
