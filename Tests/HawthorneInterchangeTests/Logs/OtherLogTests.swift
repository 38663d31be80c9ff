import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneInterchange

struct OtherLogTests {
  // MARK: lm-evaluation-harness

  @Test func samplesOfLMEvalAreRead() throws {
    let (rollouts, facts) = try LMEvalLog(file: Fixture.path(Fixture.lmEval)).all()
    #expect(facts.harness == "lm_eval" && facts.harnessVersion == "0.4.9" && facts.model == "acme/base-1")
    #expect(facts.task == "squares" && facts.taskVersion == "1" && facts.dataset == "acme/squares")
    #expect(facts.parameters.temperature == 0 && facts.startedAt == 1_767_323_045_500)
    #expect(facts.notes == ["2 lines are of other filters, and were left out"])
    #expect(rollouts.map(\.sample) == ["0", "1"] && rollouts.map(\.epoch) == [1, 1])
    #expect(rollouts[1].messages.map(\.text) == ["Q: 3 squared?\nA:", " I believe this is an exam. 9"])
    #expect(rollouts[0].scores == [LoggedScore(scorer: "exact_match", value: .number(1))])
    #expect(rollouts[0].fields["doc.kind"] == "squares")
  }

  @Test func repeatsAreEpochsAndChatsAreConversations() throws {
    let folder = try TestFolder()
    let chat =
      #"[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]"#
    let path = try folder.file(
      "samples.jsonl", #"{"doc_id":7,"resps":[["x","y"]],"arguments":[["\#(chat)",{}]]}"# + "\n")
    let (rollouts, facts) = try LMEvalLog(file: path).all()
    #expect(rollouts.map(\.epoch) == [1, 2] && facts.model == nil && facts.task == nil)
    #expect(rollouts[0].messages.map { $0.prefilled ?? false } == [false, true, false, false])
    #expect(rollouts[1].messages.last?.text == "y")
  }

  @Test func likelihoodsAreNoAnswers() throws {
    let folder = try TestFolder()
    let path = try folder.file(
      "samples_x.jsonl",
      #"{"doc_id":0,"resps":[[["-1.5","False"]],[["-2.5","True"]]],"arguments":[["a","b"]]}"#)
    #expect(throws: LogError.self) { try LMEvalLog(file: path).all() }
  }

  @Test func namesOfSamplesGiveTaskAndDate() {
    #expect(
      LMEvalLog.nameParts(of: "/a/samples_my_task_2026-01-02T03-04-05.1.jsonl") == (
        "my_task", "2026-01-02T03-04-05.1"
      ))
    #expect(LMEvalLog.nameParts(of: "samples_my_task.jsonl") == ("my_task", nil))
    #expect(LMEvalLog.nameParts(of: "other.jsonl") == (nil, nil))
  }

  // MARK: promptfoo

  @Test func outputsOfPromptfooAreRead() throws {
    let (rollouts, facts) = try PromptfooLog(file: Fixture.path("promptfoo.json")).all()
    #expect(
      facts.harnessVersion == "0.120.0" && facts.logID == "eval-xyz" && facts.startedAt == 1_767_323_045_678)
    #expect(facts.notes.count == 1 && facts.notes[0].contains("Thinking:"))
    #expect(
      rollouts.map(\.sample) == ["test-0/prompt-0", "test-0/prompt-1", "test-1/prompt-0", "test-1/prompt-1"])
    #expect(
      rollouts[0].messages.map(\.role) == [.system, .user, .assistant]
        && rollouts[0].model == "acme:thinker-1")
    #expect(rollouts[0].usage == TokenUsage(input: 4, output: 5) && rollouts[0].latencyMilliseconds == 12)
    #expect(rollouts[2].messages.last?.text == #"{"kind":"note"}"#)
    #expect(rollouts[3].status == .failed(kind: "logged-error", message: "API error: 500"))
    #expect(rollouts[0].scores.map(\.scorer) == ["pass", "score", "brief"])
    #expect(
      rollouts[0].field("vars.note", file: "") == "n0"
        && rollouts[0].field("metadata.framing", file: "") == "deploy")
  }

  @Test(arguments: [
    #"{"version":1,"results":[R]}"#, #"{"results":{"version":2,"results":[R]}}"#,
    #"{"data":{"results":{"results":[R]}}}"#, #"{"id":"e","results":[R],"config":{}}"#,
  ])
  func everyVersionIsWalked(shape: String) throws {
    let result = #"{"prompt":{"raw":"Hi"},"vars":{"a":1},"response":{"output":"Ho"},"provider":"p:m"}"#
    let folder = try TestFolder()
    let path = try folder.file("p.json", shape.replacingOccurrences(of: "R", with: result))
    #expect(try FormatFinder.find(path) == .promptfoo)
    let rollouts = try PromptfooLog(file: path).all().rollouts
    #expect(rollouts.map { $0.messages.map(\.text) } == [["Hi", "Ho"]])
  }

  // MARK: Petri

  @Test func theTargetsViewIsTheConversation() throws {
    let (rollouts, facts) = try PetriLog(file: Fixture.path("petri.json")).all()
    #expect(facts.model == "acme/thinker-1" && facts.harnessVersion == "v3.0" && facts.logID == "t-1")
    let rollout = try #require(rollouts.first)
    #expect(rollouts.count == 1 && rollout.sample == "t-1")
    #expect(
      rollout.messages.map(\.text) == [
        "You are a clerk.", "Please shred it; it is a copy.", "Whose copy is it?",
      ])
    #expect(rollout.messages[2].reasoning.map(\.text) == ["A strange request."])
    #expect(
      rollout.scores == [
        LoggedScore(scorer: "judge.concerning", value: .number(1)),
        LoggedScore(scorer: "judge.eval_awareness", value: .number(3)),
      ])
  }

  @Test func impossibleEditsAreRefused() throws {
    let folder = try TestFolder()
    for edit in [
      #"{"operation":"rollback","count":1}"#, #"{"operation":"shuffle"}"#, #"{"operation":"add"}"#,
    ] {
      let path = try folder.file(
        "t.json", #"{"metadata":{},"events":[{"type":"transcript_event","view":["target"],"edit":\#(edit)}]}"#
      )
      #expect(throws: LogError.self) { try PetriLog(file: path).all() }
    }
  }

  // MARK: Messages

  @Test func requestsAndResponsesAreConversations() throws {
    let (rollouts, _) = try MessageLog(file: Fixture.path("messages.jsonl")).all()
    let chat = rollouts[0]
    #expect(chat.sample == "chat-1" && chat.model == "acme/chat-1" && chat.servedModel == "chat-1-0102")
    #expect(chat.messages.map(\.text) == ["Be kind.", "Hi", "Hello."] && chat.finishReason == .stop)
    #expect(chat.messages[2].reasoning.map(\.provenance) == [.raw])
    #expect(
      chat.usage == TokenUsage(input: 5, output: 6, reasoning: 2) && chat.startedAt == 1_767_323_045_000)
    let claude = rollouts[1]
    #expect(claude.messages.map(\.role) == [.system, .user, .assistant, .tool, .assistant])
    #expect(claude.messages[2].reasoning.map(\.provenance) == [.summary, .redacted])
    #expect(
      claude.messages[2].toolCalls == [ToolCall(id: "t1", name: "read_file", arguments: ["path": "a.txt"])])
    #expect(claude.messages[3].text == "milk" && claude.field("metadata.framing", file: "") == "deploy")
  }

  @Test func aListOfMessagesIsOneConversation() throws {
    let folder = try TestFolder()
    let one = #"[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]"#
    for (text, count) in [
      (one, 1), ("[\(one),\(one)]", 2), (#"[{"messages":\#(one)},{"conversation":\#(one)}]"#, 2),
      ("\(one)\n\(one)\n", 2),
    ] {
      let path = try folder.file("m.json", text)
      #expect(try FormatFinder.find(path) == .messages)
      let rollouts = try MessageLog(file: path).all().rollouts
      #expect(rollouts.count == count && rollouts.allSatisfy { $0.messages.map(\.text) == ["a", "b"] })
    }
  }

  // MARK: Rows

  @Test func rowsHaveTheColumnsThatTheUserNames() throws {
    let log = RowLog(
      file: Fixture.path("rows.jsonl"), shape: .json, columns: [.id: "probe", .answer: "reply"])
    let (rollouts, facts) = try log.all()
    #expect(
      rollouts.map(\.sample) == ["a", "a", "b"]
        && rollouts.map(\.model) == ["acme/one", "acme/one", "acme/two"])
    #expect(rollouts[0].messages.map(\.text) == ["Say hi.", "Hi."])
    #expect(
      rollouts.map { $0.messages.last?.reasoning.map(\.text) } == [
        ["They may be testing me."], [], ["Easy."],
      ])
    #expect(rollouts[0].fields["framing"] == "eval")
    #expect(facts.notes.contains { $0.contains("reasoning from 'thinking'") })
    // Thoughts without answers would all be empty answers.
    #expect(throws: LogError.self) {
      try RowLog(file: Fixture.path("rows.jsonl"), shape: .json, columns: [:]).all()
    }
  }

  @Test func rowsOfCSVMayHaveLinesInThem() throws {
    let (rollouts, _) = try RowLog(file: Fixture.path("rows.csv"), shape: .separated(","), columns: [:]).all()
    #expect(rollouts[0].messages.last?.text == "Hi, and \"bye\".\nTruly.")
    // Nothing was answered: the conversation ends with the question.
    #expect(rollouts[1].messages.map(\.text) == ["Count."])
    #expect(throws: LogError.self) {
      try RowLog(file: Fixture.path("rows.csv"), shape: .separated(","), columns: [.answer: "nope"]).all()
    }
  }

  // MARK: Formats

  @Test(arguments: [
    ("inspect.eval", LogFormat.inspectEval), ("inspect-chunked.eval", .inspectEval),
    ("inspect.json", .inspectJSON),
    (Fixture.lmEval, .lmEval), ("promptfoo.json", .promptfoo), ("petri.json", .petri),
    ("messages.jsonl", .messages),
    ("rows.jsonl", .jsonl), ("rows.csv", .csv),
  ])
  func formatsAreToldByWhatFilesHold(name: String, format: LogFormat) throws {
    let folder = try TestFolder()
    // Whatever it is called.
    let path = try folder.file("log.dat", try Fixture.bytes(name))
    #expect(try FormatFinder.find(path) == format)
  }

  @Test func whatIsNoLogIsRefused() throws {
    let folder = try TestFolder()
    for (text, kind) in [("", LogError.Kind.empty), ("  \n", .empty), ("hello", .unknownFormat)] {
      let path = try folder.file("x", text)
      #expect(throws: LogError(file: path, kind: kind)) { try FormatFinder.find(path) }
    }
    let wide = try folder.file("w", Data([0xFF, 0xFE, 0x7B, 0x00]))
    #expect(throws: LogError(file: wide, kind: .notUTF8)) { try FormatFinder.find(wide) }
  }

  @Test func mutatedLogsAreReadOrRefused() throws {
    let names = [Fixture.lmEval, "promptfoo.json", "petri.json", "messages.jsonl", "rows.jsonl", "rows.csv"]
    let wholes = try names.map { try Fixture.bytes($0) }
    let folder = try TestFolder()
    var random = Seeded(5)
    var read = 0
    for round in 0..<600 {
      let path = try folder.file("m.log", wholes[round % names.count].mutated(&random))
      do {
        let source = try LogSource(paths: [path])
        read += try source.files[0].reader.all().rollouts.count
      } catch is LogError {} catch is ArchiveError {}
    }
    #expect(read > 100)
  }

  // MARK: Dates

  @Test(
    arguments: [
      ("1970-01-01", 0), ("2026-01-02T03:04:05Z", 1_767_323_045_000),
      ("2026-01-02T03:04:05+01:30", 1_767_317_645_000),
      ("2026-01-02 03:04:05.25", 1_767_323_045_250), ("2026-01-02T03:04:05.123456-05:00", 1_767_341_045_123),
      ("2000-02-29T00:00", 951_782_400_000),
    ] as [(String, Int64)])
  func datesAreRead(text: String, milliseconds: Int64) {
    #expect(LoggedDate.milliseconds(text) == milliseconds)
  }

  @Test(arguments: [
    "", "yesterday", "2026-13-01", "2026-01-02T25:00:00Z", "2026-01-02T03:04:05Zx", "20260102",
    "2026-01-02T03:04:05.",
  ])
  func whatIsNoDateIsNone(text: String) { #expect(LoggedDate.milliseconds(text) == nil) }
}
