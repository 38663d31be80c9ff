import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneReports

/// A report against its store, after something in one of them was changed.
@Suite struct ReportVerifierTests {
  static let salt = RedactionSalt(stored: Data("a salt of sixteen bytes or more".utf8))

  /// What the prompt hash of a rollout must be over.
  private struct Prompt: Encodable {
    var prompt: [Message]
    var followUps: [String]
    var tools: [SimulatedTool]
  }

  /// A store whose hashes hold, and the report of its one run.
  private func withReport(_ body: (Store, Report) async throws -> Void) async throws {
    try await StoredReportTests.withStore { rollout in
      let plan = rollout.plan
      let prompt = Prompt(prompt: plan.prompt, followUps: plan.followUps, tools: plan.tools)
      if let hash = try? ContentHash(canonical: prompt) { rollout.plan.promptHash = hash }
    } _: { store in
      var options = AnalysisOptions()
      options.harness = "0.1.0"
      try await body(
        store, try StoredReport.make(store: store, runs: [StoredReportTests.runID], options: options))
    }
  }

  private func verify(
    _ text: String, _ store: Store, harness: String? = "0.1.0", salt: RedactionSalt? = nil
  ) throws -> Verification {
    try ReportVerifier(store: store, harness: harness, salt: salt).verify(Data(text.utf8), origin: "r.json")
  }

  /// The report's JSON after a change, sealed anew as a forger would.
  private func forged(_ report: Report, _ change: (inout [String: JSONValue]) -> Void) throws -> String {
    var members = try #require(try JSONTree.value(of: report).objectValue)
    change(&members)
    members["id"] = .string(try SealedDocument.seal(of: .object(members)).hex)
    return try CanonicalJSON.text(of: .object(members), indented: true) + "\n"
  }

  private func sql(_ store: Store, _ statement: String) async throws {
    let queue = try DatabaseQueue(path: store.path)
    try await queue.write { try $0.execute(sql: statement) }
    try queue.close()
  }

  private func failed(_ found: Verification) -> [String] {
    found.checks.filter { $0.outcome == .fails }.map(\.id)
  }

  @Test func anUntouchedReportIsTheSame() async throws {
    try await withReport { store, report in
      let found = try verify(try report.text(), store)
      #expect(found.verdict == .same && found.exitStatus == .pass, "\(found)")
      #expect(found.differences.isEmpty && found.compared > 500)
      #expect(found.checks.map(\.id) == ["seal", "counts", "rollouts", "hashes"])
      #expect(found.notes.contains { $0.contains("renderings") })
      for format in OutputFormat.allCases { #expect(try !found.rendered(as: format).isEmpty) }
      #expect(try found.rendered(as: .text).contains("SAME"))
      #expect(try verify(try report.text(), store).text() == found.text())
    }
  }

  @Test func aForgedNumberIsNamedAndNothingElse() async throws {
    try await withReport { store, report in
      let text = try forged(report) { members in
        guard case .array(var cells)? = members["cells"], case .object(var cell) = cells[1] else { return }
        cell["reasoningBytes"] = 1
        cells[1] = .object(cell)
        members["cells"] = .array(cells)
      }
      let found = try verify(text, store)
      #expect(found.verdict == .differs && found.exitStatus == .invalid)
      #expect(found.differences.map(\.path) == ["/cells/1/reasoningBytes"])
      #expect(found.differences.first?.report == 1)
      #expect(found.differences.first?.store == .integer(Int64(StoredReportTests.thought.utf8.count)))
      #expect(found.differences.first?.place == "honesty, s1, placebo, default, en, honesty, none")
      #expect(failed(found) == [])
      let page = try found.rendered(as: .markdown)
      #expect(page.contains("DIFFERS") && page.contains("/cells/1/reasoningBytes"))
    }
  }

  @Test func anUnsealedChangeIsNamedToo() async throws {
    try await withReport { store, report in
      let text = try report.text().replacing(
        "\"model\": \"openai/test-model\"", with: "\"model\": \"openai/x\"")
      let found = try verify(text, store)
      #expect(failed(found) == ["seal"])
      #expect(found.differences.map(\.path) == ["/provenance/runs/0/model"])
      #expect(found.exitStatus == .invalid)
    }
  }

  @Test func aMemberThatNobodyKnowsIsOnlyInTheFile() async throws {
    try await withReport { store, report in
      let added = try verify(try forged(report) { $0["extra"] = ["n": 1] }, store)
      #expect(added.differences.map(\.path) == ["/extra"] && added.onlyInReport == 1 && added.differing == 0)
      // As an older version would have written it.
      let older = try forged(report) { members in
        for name in ["analysis", "appendix", "serving"] { members[name] = nil }
      }
      let found = try verify(older, store)
      #expect(found.verdict == .differs && found.onlyInStore == 3 && found.differing == 0)
      #expect(found.differences.map(\.path) == ["/analysis", "/appendix", "/serving"])
      #expect(found.notes.contains { $0.contains("older version") })
    }
  }

  @Test func aLabelChangedInTheStoreChangesFigures() async throws {
    try await withReport { store, report in
      try await sql(store, "UPDATE labels SET outcome = 'refused' WHERE id = 1")
      let found = try verify(try report.text(), store)
      #expect(found.verdict == .differs && found.differing > 0)
      #expect(found.differences.contains { $0.path == "/cells/0/outcomes/complied" })
      #expect(found.sections.first { $0.name == "provenance" }?.isSame == true)
    }
  }

  @Test func aTranscriptChangedInTheStoreFailsItsHash() async throws {
    try await withReport { store, report in
      try await sql(
        store, "UPDATE rollouts SET transcript_json = replace(transcript_json, 'Yes.', 'No.') WHERE id = 2")
      let found = try verify(try report.text(), store)
      #expect(found.differences.isEmpty)
      #expect(failed(found) == ["hashes"] && found.verdict == .differs)
      let message = try #require(found.checks.last?.message)
      #expect(message.contains("answer \(ContentHash(of: "s1placebo").hex)"))
    }
  }

  @Test func aPromptChangedInTheStoreFailsItsHash() async throws {
    try await withReport { store, report in
      try await sql(store, "UPDATE prompts SET body = replace(body, '?', '!')")
      #expect(failed(try verify(try report.text(), store)) == ["hashes"])
    }
  }

  @Test func aDeletedRolloutIsMissed() async throws {
    try await withReport { store, report in
      try await sql(store, "DELETE FROM rollouts WHERE id = 4")
      let found = try verify(try report.text(), store)
      #expect(failed(found) == ["rollouts"] && found.verdict == .differs)
      #expect(found.checks.contains { $0.message.contains("counts 4, the store holds 3: some are gone") })
      #expect(found.differences.contains { $0.kind == "only_in_report" && $0.path == "/cells/3" })
    }
  }

  @Test func aRunThatIsNotThereCannotBeMadeAgain() async throws {
    try await withReport { store, report in
      let text = try report.text().replacing(StoredReportTests.runID, with: "fedcba9876543210")
      let found = try verify(text, store)
      #expect(found.verdict == .notRecomputed && found.exitStatus == .invalid)
      #expect(failed(found) == ["seal", "runs"] && found.differences.isEmpty)
      #expect(try found.rendered(as: .text).contains("NOT RECOMPUTED"))
    }
  }

  @Test func otherLabelsDoNotTakeOver() async throws {
    try await withReport { store, report in
      let other = ClassifierIdentity(id: "rules-en", version: "1.2.0", hash: ContentHash(of: "later packs"))
      for scenario in ["s1", "s2"] {
        for arm in [Fixture.overt, Fixture.placebo] {
          var label = StoredReportTests.rollout(scenario, arm).labels[0]
          label.classifier = other
          label.outcome = .refused
          try store.appendLabels(
            [(ContentHash(of: "\(scenario)\(arm)"), label)], run: StoredReportTests.runID)
        }
      }
      let found = try verify(try report.text(), store)
      // The labels that the report names are counted again; that there are others now is new.
      #expect(found.differences.map(\.path) == ["/labelAgreement"] && found.onlyInStore == 1)
    }
  }

  @Test func anOlderHarnessIsNamed() async throws {
    try await withReport { store, report in
      let found = try verify(try report.text(), store, harness: "0.2.0")
      #expect(found.verdict == .same)
      #expect(found.notes.contains { $0.contains("made by version 0.1.0, and is verified by 0.2.0") })
    }
  }

  @Test func hostileOptionsAreNotFollowed() async throws {
    try await withReport { store, report in
      let text = try forged(report) { members in
        guard case .object(var analysis)? = members["analysis"] else { return }
        analysis["permutations"] = 1_000_000_000_000
        members["analysis"] = .object(analysis)
      }
      let found = try verify(text, store)
      #expect(failed(found) == ["analysis"] && found.verdict == .notRecomputed)
    }
  }

  @Test func aRedactedReportIsVerifiedWithItsSalt() async throws {
    try await withReport { store, report in
      let redacted = try report.redacted(salt: Self.salt)
      #expect(try verify(try redacted.text(), store, salt: Self.salt).verdict == .same)
      let without = try verify(try redacted.text(), store)
      #expect(without.verdict == .notRecomputed && failed(without) == ["runs"])
      let stored = RedactionSalt(stored: try store.makeRedactionSalt())
      let other = try verify(try redacted.text(), store)
      #expect(other.verdict == .notRecomputed && failed(other) == ["runs"])
      let edited = try redacted.text().replacing(Self.salt.fingerprint, with: stored.fingerprint)
      #expect(try verify(edited, store).verdict == .differs)
      #expect(try verify(try report.redacted(salt: stored).text(), store).verdict == .same)
    }
  }

  @Test func damagedFilesAreRefusedOrDiffer() async throws {
    try await withReport { store, report in
      let bytes = Array(try report.text().utf8)
      var refused = 0
      var differing = 0
      for damaged in Mutations(of: bytes, seed: 23).prefix(60) {
        do {
          let found = try verify(String(decoding: damaged, as: UTF8.self), store)
          if found.verdict != .same { differing += 1 }
          // Only layout may have been touched.
          if found.verdict == .same {
            #expect(JSONText.parse(utf8: damaged) == JSONText.parse(utf8: bytes))
          }
        } catch is DocumentError {
          refused += 1
        }
      }
      #expect(refused > 0 && differing > 0)
    }
  }

  @Test func diffsAndGatesAreMadeAgain() async throws {
    let old = try Fixture.report()
    var rollouts = Fixture.rollouts
    rollouts[0] = Fixture.summary("s01", Fixture.overt, outcome: .complied, aligned: true)
    let new = try Fixture.report(rollouts)
    let diff = try ReportDiff(old, new)
    let bytes = Data(try diff.text().utf8)
    #expect(try DiffVerifier.verify(bytes, origin: "d", reports: [new, old]).verdict == .same)
    let alone = try DiffVerifier.verify(bytes, origin: "d", reports: [old])
    #expect(alone.verdict == .notRecomputed && failed(alone) == ["report"])
    var forged = diff
    forged.sharedScenarios += 1
    forged.id = try SealedDocument.seal(of: JSONTree.value(of: forged))
    let found = try DiffVerifier.verify(Data(try forged.text().utf8), origin: "d", reports: [old, new])
    #expect(found.differences.map(\.path) == ["/sharedScenarios"] && failed(found) == [])

    let policy = try PolicyReaderTests.read(
      "hawthorne_policy: 1\nid: p\nrules: [{id: a, metric: na, ceiling: 0.5}]\n")
    let result = try Gate.evaluate(old, policy: policy)
    let text = Data(try result.text().utf8)
    #expect(try GateVerifier.verify(text, origin: "g", reports: [old], policy: policy).verdict == .same)
    var bent = result
    bent.verdict = bent.verdict == .pass ? .fail : .pass
    try bent.seal()
    let gate = try GateVerifier.verify(
      Data(try bent.text().utf8), origin: "g", reports: [old], policy: policy)
    #expect(gate.differences.map(\.path) == ["/verdict"])
    let other = try PolicyReaderTests.read(
      "hawthorne_policy: 1\nid: p\nrules: [{id: a, metric: na, ceiling: 0.4}]\n")
    #expect(
      failed(try GateVerifier.verify(text, origin: "g", reports: [old], policy: other)) == ["policy"])
  }
}
