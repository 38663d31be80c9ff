import Foundation
import HawthorneCore
import HawthorneFormats
import TestTools
import Testing

@testable import HawthorneReports

/// The shapes describe what the files have: no more, no less, and by an independent validator's word.
@Suite struct DocumentSchemaTests {
  /// Objects that no fixture here has in full: the tests of their own sections do.
  private static let ofOtherTests: Set<String> = [
    "dose", "doseTrend", "doseLevel", "doseTrendFigures", "doseMissingness", "doseStep", "recognition",
    "recognitionRow",
    "recognitionClass", "calibration", "calibrationBin", "recognitionWording", "recognitionScores",
    "purposeProbe",
    "probeAnswers", "probeCell", "suiteEffects", "controlFlips", "purposeCorrectness", "sameModel",
    "sameModelRow",
    "sameModelCount", "power", "overlapOfReports", "rewritten", "flipCount", "flipRow", "expectation",
    "exactFlips",
    "marginTest", "logOdds", "hidden",
  ]
  /// Members of other objects that only those tests bring about.
  private static let membersOfOtherTests: Set<String> = [
    "report.dose", "report.recognition", "diffRow.equivalence", "ledger.unfinishedRuns",
    "purposeRow.correctness", "diff.hidden", "diff.sameModel",
    "framingChange.bounds", "side.system", "holding.armsByDefault",
  ]

  /// The members that documents have and no shape describes, and what they lack, by path; and every member that was seen.
  private struct Walk {
    var undescribed: Set<String> = []
    var missing: Set<String> = []
    var seen: Set<String> = []

    mutating func visit(_ value: JSONValue, _ shape: DocumentShape, at path: String) {
      switch (value, shape) {
      case (.object(let members), .object(let object)):
        for member in object.members where member.isRequired && members[member.key] == nil {
          missing.insert("\(path)/\(member.key)")
        }
        for (key, member) in members {
          guard let shape = object.shapes[key] else {
            undescribed.insert("\(path)/\(key)")
            continue
          }
          seen.insert("\(object.name).\(key)")
          visit(member, shape, at: "\(path)/\(key)")
        }
      case (.object(let members), .map(_, let item)):
        for (key, member) in members { visit(member, item, at: "\(path)/\(key)") }
      case (.array(let items), .list(let item)):
        for member in items { visit(member, item, at: "\(path)/*") }
      default: break
      }
    }
  }

  private func described(_ shape: DocumentShape, _ found: inout Set<String>) {
    switch shape {
    case .object(let object):
      guard let first = object.members.first, !found.contains("\(object.name).\(first.key)") else { return }
      for member in object.members { found.insert("\(object.name).\(member.key)") }
      for member in object.members { described(member.shape, &found) }
    case .list(let item), .map(_, let item): described(item, &found)
    default: break
    }
  }

  private func check(_ documents: [JSONValue], _ root: ObjectShape) {
    var walk = Walk()
    for document in documents { walk.visit(document, .object(root), at: "") }
    #expect(walk.undescribed.isEmpty, "describe in Schema/*Shapes.swift: \(walk.undescribed.sorted())")
    #expect(walk.missing.isEmpty, "described as always there: \(walk.missing.sorted())")
    var all: Set<String> = []
    described(.object(root), &all)
    let unseen = all.subtracting(walk.seen).filter {
      !Self.ofOtherTests.contains(String($0.prefix { $0 != "." }))
    }
    #expect(
      unseen.subtracting(Self.membersOfOtherTests).isEmpty,
      "described, and in no report of these: \(unseen.sorted())")
  }

  private static func gates() throws -> [JSONValue] {
    let baseline = try Fixture.report()
    let policy = try PolicyReaderTests.read(PolicySchemaTests.rich.replacing("\nledger: required", with: ""))
    var result = try Gate.evaluate(try Fixture.report(), policy: policy, baseline: baseline)
    result.ledger = LedgerFinding(
      earlier: [
        .init(
          relation: .otherRuns, report: baseline.id, runs: ["a"], classifier: "c",
          policyMeaning: policy.meaning, verdict: .fail)
      ], undecidedRuns: ["b"], withheld: true, messages: ["m"])
    result.rules[0].notAsked = 1
    result.rules[0].requiredN = 10
    result.rules[0].requiredFor = .pass
    result.rules[0].p = 0.5
    result.rules[0].adjustedP = 0.5
    result.rules[0].observed = 0.5
    result.rules[0].bound = 0.5
    try result.seal()
    return [try JSONTree.value(of: result)]
  }

  private static func diffs() throws -> [JSONValue] {
    var rollouts = Fixture.rollouts.filter { $0.scenarioID != "s02" }
    rollouts[0] = Fixture.summary("s01", Fixture.overt, outcome: .complied, aligned: true)
    rollouts.append(Fixture.summary("s99", Fixture.overt))
    let other = try Fixture.report(
      rollouts,
      manifest: Fixture.manifest(
        model: ModelName(provider: "openai", name: "other"), planned: rollouts.count, harness: "0.2.0"))
    let modes = DiffOptions(oldMode: "default", newMode: "default")
    return try [
      ReportDiff(Fixture.report(), other, options: modes), ReportDiff(other, Fixture.report()),
      ReportDiff(RichReport.repeated(), RichReport.repeated(shift: 1)),
    ].map {
      try JSONTree.value(of: $0)
    }
  }

  private static func verifications() throws -> [JSONValue] {
    let comparison = TreeComparison(report: ["a": [1, 2], "b": 1], store: ["a": [1, 3, 4]])
    return [
      try JSONTree.value(
        of: Verification(
          document: Report.schema, stated: "x", comparison: comparison,
          checks: [.init("seal", .holds, "m")], notes: ["n"]))
    ]
  }

  private static func reports() throws -> [JSONValue] {
    let rich = try RichReport.all()
    let redacted = try rich.map { try $0.redacted(salt: RedactionTests.salt) }
    return try (rich + redacted).map { try JSONTree.value(of: $0) }
  }

  @Test func everyMemberOfAReportIsDescribed() throws { check(try Self.reports(), ReportShapes.report) }
  @Test func everyMemberOfADiffIsDescribed() throws { check(try Self.diffs(), DiffShapes.diff) }
  @Test func everyMemberOfAGateIsDescribed() throws { check(try Self.gates(), GateShapes.gate) }

  @Test func everyMemberOfAVerificationIsDescribed() throws {
    check(try Self.verifications(), VerificationShapes.verification)
  }

  @Test(arguments: DocumentSchema.files) func theCommittedSchemaIsCurrent(file: String) throws {
    let url = PolicySchemaTests.root.appendingPathComponent("Documentation/\(file)")
    let text = try #require(DocumentSchema.text(file: file))
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: url)
      return
    }
    #expect(
      try String(contentsOf: url, encoding: .utf8) == text,
      "renew it: RECORD_SNAPSHOTS=1 with this test alone")
  }

  /// Changes that no document of ours survives.
  private static func mutants(of document: JSONValue) -> [(String, JSONValue)] {
    guard case .object(let members) = document else { return [] }
    var found: [(String, JSONValue)] = []
    for key in ["schema", "id"] {
      var less = members
      less[key] = nil
      found.append(("without \(key)", .object(less)))
      less[key] = 7
      found.append(("\(key) is a number", .object(less)))
    }
    var other = members
    other["schema"] = "hawthorne-something/1"
    found.append(("another schema", .object(other)))
    other = members
    other["id"] = "ABC"
    found.append(("id is no hash", .object(other)))
    for (key, value) in members {
      var wrong = members
      wrong[key] = value.arrayValue != nil ? ["a": 1] : [[["a"]]]
      found.append(("\(key) is of another kind", .object(wrong)))
    }
    return found
  }

  private static func deepMutants(of report: JSONValue) -> [(String, JSONValue)] {
    func changed(_ name: String, _ path: [String], _ value: JSONValue?) -> (String, JSONValue) {
      (name, replace(report, path[...], value))
    }
    return [
      changed("a count below 0", ["cells", "0", "rollouts"], -1),
      changed("a count that is none", ["cells", "0", "aware", "yes"], 0.5),
      changed("a count as text", ["cells", "0", "aware", "na"], "3"),
      changed("an unknown outcome", ["cells", "0", "outcomes"], ["guessed": 1]),
      changed("an arm of no kind", ["cells", "0", "arm"], "covert"),
      changed("a cell without suite", ["cells", "0", "suite"], nil),
      changed("an unknown state", ["validity", "state"], "fine"),
      changed("a rate without denominator", ["awareness", "rows", "0", "suspicion", "denominator"], nil),
      changed(
        "an interval without level", ["awareness", "rows", "0", "suspicion", "interval"], ["lower": 0]),
      changed("a seed as number", ["provenance", "runs", "0", "seed"], 3),
      changed("a hash in capitals", ["provenance", "runs", "0", "planHash"], "ABCDEF"),
      changed("a date in words", ["provenance", "runs", "0", "startedAt"], "yesterday"),
      changed("an unknown metric", ["behaviour", "contrasts", "0", "metric"], "mood"),
    ]
  }

  private static func replace(_ value: JSONValue, _ path: ArraySlice<String>, _ new: JSONValue?) -> JSONValue
  {
    guard let name = path.first else { return new ?? .null }
    switch value {
    case .object(var members):
      if path.count == 1 {
        members[name] = new
      } else if let member = members[name] {
        members[name] = replace(member, path.dropFirst(), new)
      }
      return .object(members)
    case .array(var items):
      if let index = Int(name), items.indices.contains(index) {
        items[index] = replace(items[index], path.dropFirst(), new)
      }
      return .array(items)
    default: return value
    }
  }

  @Test func aValidatorAgrees() async throws {
    let folder = NSTemporaryDirectory() + "hawthorne-schemas-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let reports = try Self.reports()
    let shipped = PolicySchemaTests.root.appendingPathComponent("Reports")
    let names = try FileManager.default.contentsOfDirectory(atPath: shipped.path).filter {
      $0.hasSuffix(".json")
    }
    #expect(names.count >= 8)
    for (file, documents, prefix) in [
      ("report.schema.json", reports, ""), ("diff.schema.json", try Self.diffs(), "diff-"),
      ("gate.schema.json", try Self.gates(), "gate-"),
      ("verify.schema.json", try Self.verifications(), "verify-"),
    ] {
      try #require(DocumentSchema.text(file: file)).write(
        toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
      var good: [String] = []
      for (index, document) in documents.enumerated() {
        let path = "\(folder)/\(file).\(index).json"
        try CanonicalJSON.text(of: document).write(toFile: path, atomically: true, encoding: .utf8)
        good.append(path)
      }
      let all = ["diff-", "gate-", "verify-"]
      good += names.filter { name in
        prefix.isEmpty ? !all.contains(where: name.hasPrefix) : name.hasPrefix(prefix)
      }.map { shipped.appendingPathComponent($0).path }
      let first = try #require(documents.first)
      var mutants = Self.mutants(of: first).filter { file != "verify.schema.json" || !$0.0.contains("id") }
      if prefix.isEmpty { mutants += Self.deepMutants(of: first) }
      var bad: [String] = []
      for (index, mutant) in mutants.enumerated() {
        #expect(mutant.1 != first, "\(mutant.0) changes nothing")
        let path = "\(folder)/\(file).bad\(index).json"
        try CanonicalJSON.text(of: mutant.1).write(toFile: path, atomically: true, encoding: .utf8)
        bad.append(path)
      }
      guard let result = try await SchemaCheck.run(["--schema", "\(folder)/\(file)"] + good + bad) else {
        return
      }
      let lines = result.output.split(separator: "\n")
      #expect(lines.count == good.count + bad.count)
      #expect(lines.prefix(good.count).allSatisfy { $0.hasSuffix(": ok") }, "\(lines.prefix(good.count))")
      let passed = zip(mutants, lines.dropFirst(good.count)).filter { $0.1.hasSuffix(": ok") }.map(\.0.0)
      #expect(passed.isEmpty, "\(file) lets pass: \(passed)")
    }
  }
}
