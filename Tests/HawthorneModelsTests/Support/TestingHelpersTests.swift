import Foundation
import HawthorneCore
import HawthorneModels
import HawthorneTesting
import Testing

/// HawthorneTesting's own helpers.
struct TestingHelpersTests {
  @Test func markedText() {
    let marked = MarkedText("é ⟦M04|is this ⟦a test⟧⟧?")
    #expect(marked.text == "é is this a test?")
    #expect(
      marked.spans == [
        .init(label: "M04", start: 3, end: 17), .init(label: "", start: 11, end: 17),
      ])
    #expect(marked.difference(from: marked.spans.reversed()) == nil)
    let difference = marked.difference(from: [
      .init(label: "M04", start: 3, end: 17), .init(start: 0, end: 99),
    ])
    #expect(difference == "not found: [11..<17] 'a test'\nnot marked: [0..<99] 'outside'")
  }

  @Test func scriptedAdapter() async throws {
    let adapter = ScriptedAdapter(answers: [
      .success(.text("one", reasoning: "r")), .failure(ModelError(.overloaded, problem: "busy.")),
    ])
    #expect(try await adapter.respond(to: plainRequest).message.text == "one")
    #expect(await failure(of: adapter)?.kind == .overloaded)
    #expect(await failure(of: adapter)?.kind == .noRecording)
    #expect(adapter.requests.count == 3)
    await adapter.close()
    #expect(adapter.isClosed)
    try await checkAdapterConformance(request: plainRequest) {
      ScriptedAdapter { _ in .success(.text("always")) }
    }
  }

  @Test func conformanceFindsFaults() async throws {
    var wrong = ModelResponse.text("x")
    wrong.message.role = .user
    var bare = ModelResponse.text("x")
    bare.message.reasoning = [ReasoningBlock(provenance: .encrypted, text: "readable", source: "s")]
    var finish = ModelResponse.text("x")
    finish.finish = .length
    for response in [wrong, bare, finish, .text("the \(sentinelKey)")] {
      await #expect(throws: ConformanceFailure.self) {
        try await checkAdapterConformance(request: plainRequest, secrets: [sentinelKey]) {
          ScriptedAdapter { _ in .success(response) }
        }
      }
    }
  }

  @Test func fakeClock() async throws {
    let clock = FakeClock()
    let task = Task { try await clock.sleep(for: .seconds(10)) }
    while clock.sleeping == 0 { await Task.yield() }
    clock.advance(by: .seconds(9))
    #expect(clock.sleeping == 1)
    clock.advance(by: .seconds(1))
    try await task.value
    #expect(clock.now == .init(offset: .seconds(10)))
    let cancelled = Task { try await clock.sleep(for: .seconds(10)) }
    while clock.sleeping == 0 { await Task.yield() }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    let automatic = FakeClock(isAutomatic: true)
    try await automatic.sleep(for: .seconds(3600))
    #expect(automatic.requestedSleeps == [.seconds(3600)])
  }

  @Test func snapshots() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hawthorne-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let test = folder.appendingPathComponent("Tests.swift").path
    let missing = try Snapshot.difference("a\nb\n", named: "x.txt", testFile: test, environment: [:])
    #expect(missing?.contains("RECORD_SNAPSHOTS=1") == true)
    #expect(
      try Snapshot.difference(
        "a\nb\n", named: "x.txt", testFile: test, environment: ["RECORD_SNAPSHOTS": "1"])
        == nil)
    #expect(try Snapshot.difference("a\nb\n", named: "x.txt", testFile: test, environment: [:]) == nil)
    let changed = try Snapshot.difference("a\nc\n", named: "x.txt", testFile: test, environment: [:])
    #expect(changed?.contains("x.txt:2") == true)
  }
}
