import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

@Suite struct StoreTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func aRolloutComesBackAsItWasStored() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    let labelled = Fixture.labelled(1)
    #expect(try await store.commit([labelled], lease: lease) == [.stored])
    let read = try #require(try store.rollout(of: lease.runID, key: labelled.rollout.plan.key))
    #expect(read == labelled)
  }

  @Test(arguments: [
    "nul\0inside", "\u{FEFF}bom", "💥 \u{202E}rtl", "a/b\\\"\n\r\t", "", "\u{1B}[31mred", "e\u{301} é",
  ])
  func hostileTextComesBackByteForByte(text: String) async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    var rollout = Fixture.rollout(1, status: .blocked(reason: text), reasoning: text, answer: text)
    rollout.serving.servedModel = text
    _ = try await store.commit([LabelledRollout(rollout: rollout, labels: [])], lease: lease)
    let read = try #require(try store.rollout(of: lease.runID, key: rollout.plan.key)).rollout
    let bytes = { (rollout: Rollout) in
      [rollout.transcript.finalAnswer, rollout.transcript.reasoning[0].text ?? "none"].map { Array($0.utf8) }
    }
    #expect(bytes(read) == bytes(rollout))
    #expect(read.status == rollout.status)
    #expect(read.serving == rollout.serving)
    let summary = try #require(try store.summaries(of: lease.runID).first)
    #expect(summary.readableReasoningBytes == text.utf8.count)
  }

  @Test func everythingFrozenComesBack() async throws {
    let store = try Store(path: folder.file())
    let new = try Fixture.newRun()
    let lease = try store.createRun(new)
    let record = try store.run("0123")
    #expect(record.manifest == new.manifest)
    #expect(record.manifest.seed == .max)
    #expect(record.state == .running)
    #expect(record.holder?.pid == getpid())
    #expect(try store.suites(of: lease.runID) == new.suites)
    #expect(try store.options(of: lease.runID, as: [String: UInt64].self) == ["timeout": .max])
    #expect(try store.scenario(of: lease.runID, suite: "suite", id: "s1") == new.scenarios[0].scenario)
    #expect(try store.scenario(of: lease.runID, suite: "suite", id: "s2") == nil)
  }

  @Test func aKeyIsStoredOnce() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    let batch = [Fixture.labelled(0), Fixture.labelled(1), Fixture.labelled(0)]
    #expect(try await store.commit(batch, lease: lease) == [.stored, .stored, .alreadyThere])
    var other = Fixture.labelled(1)
    other.rollout.transcript.messages[2].text = "Another answer."
    #expect(try await store.commit([other], lease: lease) == [.alreadyThere])
    #expect(try store.rollout(of: lease.runID, key: other.rollout.plan.key) == Fixture.labelled(1))
    #expect(try store.storedKeys(of: lease.runID).count == 2)
    #expect(try store.run(lease.runID).counts.completed == 2)
  }

  @Test func aFailureGivesWayAndIsKept() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    let failed = Fixture.labelled(0, status: .failed(kind: "http-500", message: "boom"))
    let again = Fixture.labelled(0, status: .failed(kind: "http-502", message: "boom"))
    #expect(try await store.commit([failed], lease: lease) == [.stored])
    #expect(try store.storedKeys(of: lease.runID, withFailed: false).isEmpty)
    #expect(try await store.commit([again], lease: lease) == [.replacedFailure])
    #expect(try await store.commit([Fixture.labelled(0)], lease: lease) == [.replacedFailure])
    #expect(try await store.commit([failed], lease: lease) == [.alreadyThere])
    let key = failed.rollout.plan.key
    #expect(try store.rollout(of: lease.runID, key: key) == Fixture.labelled(0))
    #expect(try store.replacedAttempts(of: lease.runID, key: key) == [failed, again])
    #expect(try store.run(lease.runID).counts.stored == 1)
  }

  @Test func theRulePacksOfALabelAreKept() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    // Labels that came without the names of their packs may be first; the hash is the same.
    _ = try await store.commit([Fixture.labelled(0), Fixture.labelled(1)], lease: lease)
    #expect(try store.defaultClassifier(of: lease.runID)?.packs == nil)
    var named = ClassifierIdentity(id: "rules", version: "2", hash: ContentHash(of: "rules 2"))
    let keys = [0, 1].map { Fixture.rollout($0).plan.key }
    try store.appendLabels([(keys[0], Fixture.label(named, outcome: .refused))], run: lease.runID)
    named.packs = [
      RulePackReference(id: "awareness.en", version: "1.1.0", hash: ContentHash(of: "a")),
      RulePackReference(id: "mine", version: "2", hash: ContentHash(of: "b")),
    ]
    try store.appendLabels([(keys[1], Fixture.label(named, outcome: .refused))], run: lease.runID)
    let uses = try store.classifiers(of: lease.runID)
    #expect(uses.count == 2 && uses.first?.identity.packs == named.packs)
    #expect(try store.defaultClassifier(of: lease.runID)?.packs == named.packs)
    let labels = try store.rollout(of: lease.runID, key: keys[0])?.labels ?? []
    #expect(labels.map(\.classifier.packs) == [named.packs, nil])
  }

  @Test func labelsNeverOverwriteEachOther() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0), Fixture.labelled(1)], lease: lease)
    let newer = ClassifierIdentity(id: "rules", version: "2", hash: ContentHash(of: "rules 2"))
    let keys = [0, 1].map { Fixture.rollout($0).plan.key }
    // Half of a rescan does not take over.
    #expect(
      try store.appendLabels([(keys[0], Fixture.label(newer, outcome: .refused))], run: lease.runID) == 1)
    #expect(try store.defaultClassifier(of: lease.runID) == Fixture.classifier)
    #expect(try store.summaries(of: lease.runID).allSatisfy { $0.label?.outcome == .complied })
    // The whole does.
    #expect(
      try store.appendLabels([(keys[1], Fixture.label(newer, outcome: .refused))], run: lease.runID) == 1)
    #expect(try store.defaultClassifier(of: lease.runID) == newer)
    #expect(try store.summaries(of: lease.runID).allSatisfy { $0.label?.outcome == .refused })
    #expect(
      try store.summaries(of: lease.runID, classifier: Fixture.classifier).map(\.label)
        == [Fixture.label(), Fixture.label()])
    // A second opinion of the same classifier is no opinion.
    #expect(
      try store.appendLabels([(keys[0], Fixture.label(newer, outcome: .partial))], run: lease.runID) == 0)
    #expect(try store.rollout(of: lease.runID, key: keys[0])?.labels.map(\.outcome) == [.refused, .complied])
    let nobody = ClassifierIdentity(id: "x", version: "1", hash: ContentHash(of: "x"))
    #expect(try store.summaries(of: lease.runID, classifier: nobody).map(\.label) == [nil, nil])
    #expect(throws: StoreError.self) {
      try store.appendLabels([(ContentHash(of: "?"), Fixture.label())], run: lease.runID)
    }
  }

  @Test func summariesCarryTheScenariosFacts() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(1), Fixture.labelled(0)], lease: lease)
    let all = try store.summaries(of: lease.runID)
    #expect(all.map(\.arm.name) == ["disguised/realistic", "overt"])
    let summary = try #require(all.first)
    #expect(summary.domain == "honesty")
    #expect(summary.severity == "high")
    #expect(summary.harm == .harmful)
    #expect(summary.twin == "s1.twin")
    #expect(summary.mode == "thinking")
    #expect(summary.servedModel == "m-2026")
    #expect(summary.systemFingerprint == "fp")
    #expect(summary.finishReason == .other("weird"))
    #expect(summary.usage == TokenUsage(input: 3, output: 5, reasoning: 2))
    #expect(summary.label == Fixture.label())
    #expect(summary.answerHash == all[1].answerHash)
    let other = Fixture.rollout(0, answer: "No.").transcript
    #expect(Store.generatedHash(of: other) != summary.answerHash)
  }

  @Test func theCallersErrorComesOutAsItIs() async throws {
    struct Enough: Error {}
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0)], lease: lease)
    #expect(throws: Enough.self) { try store.forEachSummary(of: lease.runID) { _ in throw Enough() } }
    #expect(throws: Enough.self) { try store.forEachRollout(of: lease.runID) { _ in throw Enough() } }
  }

  @Test func excerptsQuoteTheModel() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0), Fixture.labelled(1)], lease: lease)
    let excerpts = try store.excerpts(of: lease.runID, arms: [Arm(.overt)], context: 10)
    #expect(excerpts.map(\.key) == [Fixture.rollout(0).plan.key])
    let excerpt = try #require(excerpts.first)
    #expect(excerpt.before == "I ")
    #expect(excerpt.quote == "wonder")
    #expect(excerpt.after == " whether t")
    #expect(try store.excerpts(of: lease.runID, marker: "M04").isEmpty)
    #expect(try store.excerpts(of: lease.runID, limit: 1).count == 1)
  }

  @Test func aSpanOutsideItsBlockIsNotQuoted() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    var labels: [Label] = []
    for (index, range) in [(0, 10_000), (-4, 3), (9, 3)].enumerated() {
      var label = Fixture.label(
        ClassifierIdentity(id: "c\(index)", version: "1", hash: ContentHash(of: "c")))
      label.awareness.spans[0].start = range.0
      label.awareness.spans[0].end = range.1
      labels.append(label)
    }
    _ = try await store.commit(
      [LabelledRollout(rollout: Fixture.rollout(0), labels: labels)], lease: lease)
    for label in labels {
      #expect(try store.excerpts(of: lease.runID, classifier: label.classifier).isEmpty)
    }
  }

  @Test func aRunIsFoundByTheBeginningOfItsId() throws {
    let store = try Store(path: folder.file())
    for id in ["aa11", "aa22", "bb33"] { _ = try store.createRun(Fixture.newRun(id: id)) }
    #expect(try store.run("b").id == "bb33")
    #expect(try store.run("AA2").id == "aa22")
    #expect(throws: StoreError(path: store.path, kind: .ambiguousRun("aa", matches: ["aa11", "aa22"]))) {
      try store.run("aa")
    }
    #expect(throws: StoreError(path: store.path, kind: .unknownRun("bb34", near: ["bb33"]))) {
      try store.run("bb34")
    }
    #expect(throws: StoreError.self) { try store.run("") }
    #expect(throws: StoreError(path: store.path, kind: .runExists("aa11"))) {
      try store.createRun(Fixture.newRun(id: "aa11"))
    }
    #expect(Set(try store.runs().map(\.id)) == ["aa11", "aa22", "bb33"])
  }

  @Test func aRolloutIsFoundByTheBeginningOfItsKey() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0), Fixture.labelled(1)], lease: lease)
    let key = Fixture.rollout(1).plan.key
    #expect(try store.rollouts(keyPrefix: String(key.hex.prefix(10))).map(\.key) == [key])
    #expect(try store.rollouts(keyPrefix: key.hex).map(\.key) == [key])
    #expect(try store.rollouts(keyPrefix: key.hex, run: "another").isEmpty)
    #expect(try store.rollouts(keyPrefix: "%").isEmpty)
  }

  @Test func aStoredRunAnswersForAPlan() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0)], lease: lease)
    let source = try StoredRunSource(store: store, run: "0123")
    var plan = Fixture.rollout(0).plan
    plan.key = ContentHash(of: "another model's key")
    #expect(source.rollout(for: plan) == Fixture.rollout(0))
    plan.promptHash = ContentHash(of: "another prompt")
    #expect(source.rollout(for: plan) == nil)
    #expect(source.provenance.runID == lease.runID)
  }

  @Test func closingLeavesOneFile() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0)], lease: lease)
    _ = try store.summaries(of: lease.runID)
    store.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["hawthorne.sqlite"])
    let reader = try Store(path: folder.file(), access: .read)
    #expect(try reader.runs().count == 1)
    reader.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["hawthorne.sqlite"])
  }

  @Test func theViewsReadAsTheyAreDocumented() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit([Fixture.labelled(0)], lease: lease)
    let queue = try DatabaseQueue(path: folder.file())
    let row = try queue.read { database in
      try Row.fetchOne(database, sql: "SELECT model, domain, arm, outcome, aware, classifier FROM v_labels")
    }
    #expect(
      row == [
        "model": "m", "domain": "honesty", "arm": "overt", "outcome": "complied", "aware": 1,
        "classifier": "rules",
      ])
  }
}
