import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneInterchange

struct InspectLogTests {
  private static func read(_ name: String) throws -> (rollouts: [LoggedRollout], facts: LogFacts) {
    let path = Fixture.path(name)
    return name.hasSuffix(".json")
      ? try InspectJSONLog(file: path).all() : try InspectArchiveLog(file: path).all()
  }

  @Test func theLogIsSaidAsItSays() throws {
    let facts = try Self.read("inspect.json").facts
    #expect(facts.harness == "inspect_ai" && facts.harnessVersion == "0.3.200" && facts.logID == "evalA")
    #expect(facts.task == "office/notes" && facts.taskVersion == "3" && facts.dataset == "notes")
    #expect(facts.model == "acme/thinker-1" && facts.status == "success" && facts.planned == 6)
    // 2026-01-02T03:04:00Z and a minute later.
    #expect(facts.startedAt == 1_767_323_040_000 && facts.endedAt == 1_767_323_100_000)
    #expect(facts.parameters.temperature == 0.5 && facts.parameters.maxTokens == 400)
    #expect(facts.mode == Mode(name: "default", reasoningEffort: "high"))
  }

  @Test func reasoningKeepsItsProvenance() throws {
    let rollouts = try Self.read("inspect.json").rollouts
    func blocks(_ number: Int) -> [ReasoningBlock] { rollouts[number].messages.flatMap(\.reasoning) }
    #expect(
      blocks(0) == [
        ReasoningBlock(provenance: .raw, text: "This may be a test of how I write.", source: "reasoning")
      ])
    #expect(
      blocks(1) == [
        ReasoningBlock(
          provenance: .summary, text: "Thinking about the note", payload: "gAAAA-payload",
          source: "reasoning/summary")
      ])
    #expect(
      blocks(2) == [
        ReasoningBlock(provenance: .encrypted, payload: "gAAAA-hidden", source: "reasoning/redacted")
      ])
    #expect(blocks(3) == [ReasoningBlock(provenance: .raw, text: "Short note.", source: "<think>")])
    #expect(rollouts[3].messages.last?.text == "A short note.")
    #expect(blocks(4).isEmpty)
  }

  @Test func aSampleIsARolloutWithAllThatIsKnownOfIt() throws {
    let rollouts = try Self.read("inspect.json").rollouts
    let first = rollouts[0]
    #expect(first.sample == "note-1" && first.epoch == 1 && first.model == "acme/thinker-1")
    #expect(first.servedModel == "thinker-1-2026" && first.finishReason == .stop)
    // Read from a cache: 7 of 27 tokens.
    #expect(first.usage == TokenUsage(input: 27, output: 30, reasoning: 9, cached: 7))
    #expect(first.latencyMilliseconds == 250 && first.startedAt == 1_767_323_041_000)
    #expect(first.finishedAt == 1_767_323_041_250)
    #expect(first.messages.map(\.role) == [.system, .user, .assistant] && first.promptCount == 2)
    #expect(first.fields["metadata.pair"] == "p1" && first.field("metadata.framing", file: "") == "eval")
    #expect(
      first.scores == [
        LoggedScore(scorer: "length", value: .number(0.5)),
        LoggedScore(scorer: "match", value: .category("C"), note: "by the book"),
      ])
    let tools = rollouts[4]
    #expect(tools.messages.map(\.role) == [.system, .user, .assistant, .tool, .assistant])
    #expect(tools.messages[2].toolCalls == [ToolCall(id: "c1", name: "open_note", arguments: ["number": 5])])
    #expect(tools.messages[3].toolCallID == "c1" && tools.promptCount == 2)
    #expect(rollouts[5].status == .failed(kind: "logged-error", message: "the sandbox did not start"))
    #expect(rollouts[5].messages.count == 2)
  }

  /// One log in three layouts is the same rollouts, but for where they lay.
  @Test(arguments: ["inspect.eval", "inspect-chunked.eval"])
  func everyLayoutGivesTheSame(name: String) throws {
    func placeless(_ rollouts: [LoggedRollout]) -> [LoggedRollout] {
      rollouts.map { rollout in
        var rollout = rollout
        rollout.place = ""
        return rollout
      }
    }
    let whole = try Self.read("inspect.json")
    let other = try Self.read(name)
    #expect(placeless(other.rollouts) == placeless(whole.rollouts))
    var facts = other.facts
    facts.format = .inspectJSON
    #expect(facts == whole.facts)
  }

  @Test func aLogUnderWayIsReadAsFarAsItGoes() throws {
    let (rollouts, facts) = try Self.read("inspect-begun.eval")
    #expect(rollouts.count == 3 && facts.status == "started" && facts.planned == 6)
  }

  private static func json(_ samples: String, eval: String = #"{"task":"t","model":"m/x"}"#) throws
    -> [LoggedRollout]
  {
    let folder = try TestFolder()
    let path = try folder.file(
      "l.json", #"{"version":2,"status":"success","eval":\#(eval),"samples":[\#(samples)]}"#)
    return try InspectJSONLog(file: path).all().rollouts
  }

  @Test func whatWasInvalidatedDoesNotCount() throws {
    let rollouts = try Self.json(
      #"{"id":1,"epoch":1,"messages":[{"role":"assistant","content":"x"}],"invalidation":{"author":"a","reason":"wrong box"}}"#
    )
    #expect(rollouts[0].status == .failed(kind: "invalidated", message: "wrong box"))
    let folder = try TestFolder()
    let path = try folder.file(
      "i.json",
      #"{"status":"success","invalidated":true,"eval":{"task":"t"},"samples":[{"id":1,"messages":[]}]}"#)
    #expect(try InspectJSONLog(file: path).all().facts.status == "invalidated")
  }

  /// Millions of them are added.
  @Test func countsAreBounded() {
    #expect(LoggedValue.count(.integer(7)) == 7 && LoggedValue.count(.integer(1 << 40)) == 1 << 40)
    for absurd in [-1, 1 << 40 + 1, .max] as [Int64] { #expect(LoggedValue.count(.integer(absurd)) == nil) }
  }

  @Test(arguments: [
    ("Incorrect API key provided: sk-abcdefgh12345678.", "Incorrect API key provided: [key]"),
    ("Authorization: Bearer abcdefgh12345678, x", "Authorization: Bearer [key], x"),
    ("key AIzaSyA0123456789abcdef!", "key [key]!"),
    ("the task sk-1 failed at basic step", "the task sk-1 failed at basic step"),
  ])
  func keysInErrorsAreTakenOut(text: String, kept: String) {
    #expect(LoggedValue.withoutKeys(text) == kept)
    #expect(LoggedValue.withoutKeys(String(repeating: "é ", count: 5000)).count == 500)
  }

  @Test func attachmentsAreResolvedWhereverTheyStand() throws {
    let hash = "ddc588d90e1c276163c3a0eec966c6af"
    let rollouts = try Self.json(
      #"""
      {"id":1,"epoch":1,"attachments":{"\#(hash)":"EARLY"},"messages":[{"role":"user","content":"<attachment://\#(hash)>"}]},
      {"id":2,"epoch":1,"messages":[{"role":"user","content":"attachment://\#(hash)"},{"role":"assistant","content":"attachment://ffff"}],
       "attachments":{"\#(hash)":"LATE","0000":"unread"}}
      """#)
    #expect(rollouts[0].messages[0].text == "<EARLY>")
    #expect(rollouts[1].messages.map(\.text) == ["LATE", "attachment://ffff"])
  }

  @Test func answersThatWereGivenAreNotTheModels() throws {
    let rollouts = try Self.json(
      #"""
      {"id":1,"epoch":2,"input":[{"role":"user","content":"2+2?"},{"role":"assistant","content":"4"},{"role":"user","content":"3+3?"}],
       "messages":[{"role":"user","content":"2+2?"},{"role":"assistant","content":"4"},{"role":"user","content":"3+3?"},
       {"role":"assistant","content":"6"}],"output":{"model":"m","choices":[{"message":{"role":"assistant","content":"6"},"stop_reason":"stop"}]}}
      """#)
    #expect(rollouts[0].messages.map { $0.prefilled ?? false } == [false, true, false, false])
    #expect(rollouts[0].promptCount == 3 && rollouts[0].epoch == 2)
  }

  @Test func whatTheOutputAloneHoldsIsNotLost() throws {
    let rollouts = try Self.json(
      #"{"id":"a","epoch":1,"input":"Hi","messages":[],"output":{"model":"m","choices":[{"message":{"role":"assistant","content":"Ho"},"stop_reason":"max_tokens"}]}}"#
    )
    #expect(rollouts[0].messages.map(\.text) == ["Hi", "Ho"] && rollouts[0].finishReason == .length)
  }

  /// As Petri 3 logs it: the conversation is the target's, and the auditor may begin its answers.
  @Test func anAuditIsOfItsTarget() throws {
    let audit =
      #"{"task":"inspect_petri/audit","model":"MODEL","model_roles":{"auditor":{"model":"a/auditor"},"target":{"model":"t/target"}}}"#
    let sample =
      #"{"id":"seed","epoch":1,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"This is a test:","metadata":{"prefill":true}},{"role":"assistant","content":"no.","source":"generate"}],"model_usage":{"t/target":{"input_tokens":1},"a/auditor":{"input_tokens":99}},"role_usage":{"target":{"input_tokens":5,"output_tokens":2}}}"#
    for model in ["none/none", "a/auditor"] {
      let rollout = try Self.json(sample, eval: audit.replacingOccurrences(of: "MODEL", with: model))[0]
      #expect(rollout.model == "t/target" && rollout.usage == TokenUsage(input: 5, output: 2))
      #expect(
        rollout.messages.map { $0.prefilled ?? false } == [false, true, false] && rollout.promptCount == 2)
    }
    // A task of another kind may have a target too, and its conversation is its model's.
    let other = audit.replacingOccurrences(of: "inspect_petri/audit", with: "mine").replacingOccurrences(
      of: "MODEL", with: "m/x")
    #expect(try Self.json(sample, eval: other)[0].model == "m/x")
    #expect(try Self.json(sample, eval: #"{"task":"t","model":"none/none"}"#)[0].model == nil)
  }

  @Test func aFilterOfTheProvidersBlocks() throws {
    let rollouts = try Self.json(
      #"{"id":"a","epoch":1,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":""}],"output":{"model":"m","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"content_filter"}]}}"#
    )
    #expect(rollouts[0].status == .blocked(reason: "content_filter"))
  }

  @Test func aThoughtThatALimitCutOffIsTruncated() throws {
    let rollouts = try Self.json(
      #"{"id":"a","epoch":1,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"reasoning","reasoning":"I was"}]}],"output":{"model":"m","choices":[{"message":{"role":"assistant","content":""},"stop_reason":"max_tokens"}]}}"#
    )
    #expect(rollouts[0].messages.last?.reasoning.first?.provenance == .truncated)
  }

  /// Scores that Python writes as NaN are none, and lists are left out and counted.
  @Test func scoresThatAreNoneAreNone() throws {
    let rollouts = try Self.json(
      #"{"id":"a","epoch":1,"messages":[{"role":"user","content":"x"}],"scores":{"n":{"value":NaN},"l":{"value":[1]},"d":{"value":{"x":1,"y":true}}}}"#
    )
    #expect(rollouts[0].scores.map(\.scorer) == ["d.x", "d.y"] && rollouts[0].unknownTypes == ["score": 1])
  }

  @Test(arguments: [
    (
      #"{"version":2,"status":"success","samples":[{"id":1}],"eval":{"task":"t","model":"m"}}"#,
      "before 'eval'"
    ),
    (#"{"eval":{"task":"t"},"samples":[{"epoch":1,"messages":[]}]}"#, "no id"),
    (#"{"eval":{"task":"t"},"samples":[{"id":1,"messages":[{"content":"x"}]}]}"#, "no role"),
    (#"{"eval":{"task":"t"},"samples":[{"id":1,"messages":[{"role":"oracle","content":"x"}]}]}"#, "'oracle'"),
    (#"{"eval":{"task":"t"},"samples":[{"id":1"#, "ends too early"),
    (#"{"eval":{"task":"t"},"samples":[]}"#, "no rollout"),
    (#"{"eval":{"task":"t","dataset":{"samples":4}},"samples":[]}"#, "without its samples"),
    (#"{"samples":3}"#, "no member 'eval'"),
  ])
  func whatCannotBeReadIsSaidWithItsPlace(text: String, problem: String) throws {
    let folder = try TestFolder()
    let path = try folder.file("l.json", text)
    do {
      _ = try InspectJSONLog(file: path).all()
      Issue.record("it was read: \(text)")
    } catch let error as LogError {
      #expect(error.problem.contains(problem), "\(error.problem)")
      #expect(error.exitStatus == .invalid)
    }
  }

  @Test func chunksThatAreMissingAreNoticed() throws {
    let shell = #"{"id":"a","epoch":1,"message_refs":[[0,2]]}"#
    let head = #"{"version":2,"status":"success","eval":{"task":"t","model":"m/x"}}"#
    let folder = try TestFolder()
    func archive(_ messages: [String: String]) throws -> String {
      try folder.file(
        "c.eval",
        ZipWriter.archive(
          [.init("header.json", Data(head.utf8)), .init("samples/a_epoch_1/sample.json", Data(shell.utf8))]
            + messages.sorted { $0.key < $1.key }.map {
              .init("samples/a_epoch_1/messages/\($0.key).json", Data($0.value.utf8))
            }))
    }
    let one = #"[{"role":"user","content":"x"}]"#
    #expect(try InspectArchiveLog(file: archive(["0": one, "1": one])).all().rollouts[0].messages.count == 2)
    for broken in [["0": one], ["1": one, "0": "[]"], ["0": one, "2": one], [:]] {
      #expect(throws: LogError.self, "\(broken)") { try InspectArchiveLog(file: archive(broken)).all() }
    }
  }

  /// Nothing says which of two different samples counts; of two that are the same, either does.
  @Test func twoMembersOfOneNameMustBeAlike() throws {
    let head = #"{"version":2,"status":"success","eval":{"task":"t","model":"m/x"}}"#
    func sample(_ text: String) -> ZipWriter.Member {
      .init(
        "samples/a_epoch_1.json",
        Data(#"{"id":"a","epoch":1,"messages":[{"role":"user","content":"\#(text)"}]}"#.utf8))
    }
    let folder = try TestFolder()
    func log(_ texts: String...) throws -> String {
      try folder.file(
        "d.eval", ZipWriter.archive([.init("header.json", Data(head.utf8))] + texts.map(sample)))
    }
    #expect(
      try InspectArchiveLog(file: log("a", "a", "a")).all().rollouts.map { $0.messages[0].text } == ["a"])
    for texts in [("old", "new", "new"), ("new", "new", "old"), ("old", "new", "old")] {
      let path = try log(texts.0, texts.1, texts.2)
      #expect(throws: LogError(file: path, kind: .twoMembers("samples/a_epoch_1.json"))) {
        try InspectArchiveLog(file: path).all()
      }
    }
  }

  @Test func aRolloutOverTheLimitIsNamed() throws {
    let big = Data((#"{"id":"a","epoch":1,"messages":[],"x":"#.utf8) + Data(repeating: 0x31, count: 10))
    let head = #"{"version":2,"status":"success","eval":{"task":"t","model":"m/x"}}"#
    let folder = try TestFolder()
    let path = try folder.file(
      "b.eval",
      ZipWriter.archive([.init("samples/a_epoch_1.json", big), .init("header.json", Data(head.utf8))]))
    do {
      _ = try InspectArchiveLog(file: path, limits: ArchiveLimits(memberBytes: 40)).all()
    } catch let error as ArchiveError {
      guard case .tooLarge(let member, _, _) = error.kind else { throw error }
      // The header has more than 40 bytes too, and is read first.
      #expect(member == "header.json")
    }
    var sample = InspectSample()
    #expect(throws: JSONStream.Malformed.self) {
      try sample.take(JSONStream(DataSource(Data(#"{"id":"a","events":["xxxxxxxxxx"]}"#.utf8))), limit: 20)
    }
  }

  @Test func mutatedLogsAreReadOrRefused() throws {
    let whole = try Fixture.bytes("inspect.json")
    let folder = try TestFolder()
    var random = Seeded(11)
    var read = 0
    for _ in 0..<400 {
      let path = try folder.file("m.json", whole.mutated(&random))
      do { read += try InspectJSONLog(file: path).all().rollouts.count } catch is LogError {}
    }
    #expect(read > 50)
  }
}
