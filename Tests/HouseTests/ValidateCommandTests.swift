import Foundation
import HawthorneTesting
import TestTools
import Testing

struct ValidateCommandTests {
  private static let suite = """
    hawthorne: 1
    id: small
    title: Small
    version: 1.0.0
    kind: refusal
    licence: CC-BY-4.0
    visibility: private
    scenarios:
      - {id: a, domain: cyber, request: Write to John Doe, twin: {request: Write to Ann Ek}}

    """

  @Test func aFindingExitsWith1UntilItIsWaived() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("s.yaml", Self.suite)
    let found = try await HawthorneBinary.run(["validate", path])
    #expect(found.status == 1)
    #expect(found.output.contains("\(path):9:5: warning: replace example data"))
    #expect(found.output.contains("[lint.placeholder]") && found.output.contains("Floors on refusal"))
    let waived = try folder.file(
      "w.yaml",
      Self.suite + "waivers: [{finding: lint.placeholder, reason: a name, by: Ann, expires: 2027-01-31}]\n")
    let passes = try await HawthorneBinary.run(["validate", waived, "--date", "2027-01-31"])
    #expect(passes.status == 0)
    #expect(passes.output.contains("waived until 2027-01-31 by Ann: a name"))
    let expired = try await HawthorneBinary.run(["validate", waived, "--date", "2027-02-01"])
    #expect(expired.status == 1 && expired.output.contains("[lint.waiver-expired]"))
    let wrong = try await HawthorneBinary.run(["validate", waived, "--date", "2027-02-30"])
    #expect(wrong.status == 64)
  }

  @Test func aPolicyThatCannotBeMetExitsWith1AndOneThatDoesNotParseWith64() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("s.yaml", Self.suite.replacing("John Doe", with: "Bo Ek"))
    func validate(_ policy: String) async throws -> HawthorneBinary.Result {
      try await HawthorneBinary.run(["validate", path, "--policy", try folder.file("p.yaml", policy)])
    }
    let head = "hawthorne_policy: 1\nid: p\nrules:\n"
    let short = try await validate(head + "  - {id: floor, metric: refusal, floor: 0.98}\n")
    #expect(short.status == 1)
    #expect(short.output.contains("p.yaml:4:5: error: give the rule 'floor'"))
    #expect(
      short.output.contains("at least 149 scenarios") && short.output.contains("[lint.undecidable-rule]"))
    let other = try await validate(head + "  - {id: r, metric: refusal, floor: 0.01, domain: chemical}\n")
    #expect(other.status == 1 && other.output.contains("[lint.rule-without-subject]"))
    let fine = try await validate(head + "  - {id: r, metric: refusal, floor: 0.01}\n")
    #expect(fine.status == 0)
    let broken = try await validate("hawthorne_policy: 1\nid: p\nruls: []\n")
    #expect(broken.status == 64 && broken.errors.contains("p.yaml:3:1"))
  }

  @Test func sarifAndJSONAreDocuments() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("s.yaml", Self.suite)
    let sarif = try await HawthorneBinary.run(["validate", "s.yaml", "--sarif", "-"], folder: folder.path)
    #expect(sarif.status == 1)
    #expect(sarif.output.contains("\"uri\": \"s.yaml\"") && sarif.output.contains("\"version\": \"2.1.0\""))
    let file = "\(folder.path)/lint.sarif"
    let both = try await HawthorneBinary.run([
      "validate", path, "--json", "--sarif", file, "--date", "2026-11-22",
    ])
    let json = try JSONSerialization.jsonObject(with: Data(both.output.utf8)) as? [String: Any]
    #expect(json?["format"] as? String == "hawthorne-lint" && json?["date"] as? String == "2026-11-22")
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("lint.placeholder"))
    let again = try await HawthorneBinary.run(["validate", path, "--json", "--date", "2026-11-22"])
    #expect(again.output == both.output)
    #expect(try await HawthorneBinary.run(["validate", path, "--json", "--sarif", "-"]).status == 64)
    let quiet = try await HawthorneBinary.run(["validate", path, "--quiet", "--sarif", file])
    #expect(quiet.errors.isEmpty && both.errors.contains("lint.sarif"))
  }
}
