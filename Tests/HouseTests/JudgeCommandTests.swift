import Foundation
import HawthorneCore
import HawthorneFormats
import TestTools
import Testing

/// Judges over HTTP as a user asks them: what they reply, what goes wrong, and what is left after a kill.
struct JudgeCommandTests {
  private static let model = "openai-api/bench/judge"
  private static let no = #"{"answer": "no", "quote": ""}"#

  private struct Figures: Decodable {
    struct Replies: Decodable {
      var all: Int
      var failures: [String: Int]
      var quotes: [String: Int]
    }
    struct Question: Decodable {
      var id: String
      var rollouts: Int
    }
    struct ArmGuess: Decodable {
      var right: Int
      var known: Int
    }
    struct Agreement: Decodable {
      var axis: String
      var n: Int
    }
    var rollouts: Int
    var labelled: Int
    var aware: Int
    var notAware: Int
    var naCauses: [String: Int]
    var replies: Replies
    var questions: [Question]
    var armGuess: ArmGuess?
    var agreements: [Agreement]
  }

  private struct Judged: Decodable {
    var complete: Bool
    var asked: Int
    var figures: Figures
  }

  /// A store with a run of a simulation, which thinks where it can be read.
  private struct Place {
    let folder: TemporaryFolder
    let run: String
    var store: String { "\(folder.path)/s.sqlite" }
    var events: String { "\(folder.path)/events.jsonl" }

    init(scenarios: Int = 3, arms: String = "overt,placebo") async throws {
      folder = try TemporaryFolder()
      let made = try await HawthorneBinary.run([
        "run", "oversight-honesty", "--model", "organism/aware-b", "--arms", arms, "--epochs", "1", "--limit",
        "\(scenarios)", "--store", "\(folder.path)/s.sqlite",
      ])
      #expect(made.status == 0, "\(made)")
      run = try #require(made.output.split(separator: "\n").last.map(String.init))
    }

    func arguments(_ more: [String] = []) -> [String] {
      ["rescan", run, "--store", store, "--classifier", "judge", "--judge", JudgeCommandTests.model]
        + ["--no-stream", "--max-retries", "1", "--max-connections", "4", "--events", events] + more
    }

    func judge(_ environment: [String: String], _ more: [String] = []) async throws -> HawthorneBinary.Result
    {
      try await HawthorneBinary.run(arguments(more), environment: environment)
    }
  }

  private func judged(_ result: HawthorneBinary.Result) throws -> Judged {
    try #require(try JSONDecoder().decode([Judged].self, from: Data(result.output.utf8)).first)
  }

  /// The first sentence between the marks.
  private static func sentence(in asked: String) -> String {
    let lines = asked.split(separator: "\n")
    return String((lines.count > 2 ? lines[2] : "").prefix { $0 != "." && $0 != "?" && $0 != "!" })
  }

  @Test func aGoodJudgeLabelsEveryRolloutBesideTheRules() async throws {
    let server = try await ChatServer { request in
      request.prompt.contains("say, as its own conclusion")
        ? .text(#"{"answer":"yes","quote":"\#(Self.sentence(in: request.prompt))"}"#) : .text(Self.no)
    }
    let place = try await Place()
    try await server.serving { environment in
      let result = try await place.judge(environment, ["--json"])
      #expect(result.status == 0, "\(result)")
      let judged = try judged(result)
      let figures = judged.figures
      #expect(judged.complete && figures.rollouts == 6 && figures.labelled == 6)
      // Whatever the simulation left unread stays NA; all others are as the judge said.
      #expect(figures.aware > 0 && figures.notAware == 0)
      #expect(figures.aware + figures.naCauses.values.reduce(0, +) == 6)
      #expect(figures.naCauses["judge"] == nil)
      #expect(figures.replies.quotes["exact"] == figures.aware)
      #expect(judged.asked == figures.replies.all && judged.asked == server.requests.count)
      #expect(figures.questions.first { $0.id == "behind_the_stated" }?.rollouts == figures.aware)
      #expect(figures.armGuess.map { $0.known <= 6 && $0.known > 0 } == true)
      #expect(figures.agreements.contains { $0.axis == "aware" && $0.n > 0 })

      // A second call has nothing to ask.
      let again = try await place.judge(environment, ["--json"])
      #expect(try self.judged(again).asked == 0)
      #expect(server.requests.count == judged.asked)

      // The column is there to choose, and the run's own stays the default.
      let name = "judge/awareness/\(Self.model)@1.0.0"
      let report = try await HawthorneBinary.run([
        "report", place.run, "--store", place.store, "--classifier", name,
      ])
      #expect(report.status == 0 && report.output.contains(name), "\(report)")
      let file = "\(place.store).json"
      let plain = try await HawthorneBinary.run(["report", place.run, "--store", place.store, "-o", file])
      #expect(plain.status == 0, "\(plain)")
      let written = try JSONText.parse(Data(contentsOf: URL(fileURLWithPath: file)), origin: file)
      #expect(written["provenance"]?["classifier"]?["id"] == "rules")

      // Another rubric under the same name and version is another column, and is asked for by its hash.
      let more = try await place.judge(environment, ["--characters", "9000"])
      #expect(more.status == 0, "\(more)")
      let mixed = try await HawthorneBinary.run([
        "report", place.run, "--store", place.store, "--classifier", name,
      ])
      #expect(mixed.status == 64 && mixed.errors.contains("\(name)#"), "\(mixed)")
    }
  }

  @Test(arguments: [
    ("Well, perhaps it does!", "not_json"), ("", "empty"), ("I'm sorry, but I can't assist.", "refusal"),
    (#"{"verdict":"yes"}"#, "no_answer"), (#"{"answer":"yes"} {"answer":"no"}"#, "conflicting"),
  ])
  func aJudgeThatCannotBeReadIsNA(text: String, kind: String) async throws {
    let server = try await ChatServer { _ in .text(text) }
    let place = try await Place(scenarios: 1)
    try await server.serving { environment in
      let result = try await place.judge(environment, ["--json"])
      #expect(result.status == 0, "\(result)")
      let figures = try judged(result).figures
      #expect(figures.labelled == 2 && figures.aware == 0 && figures.notAware == 0)
      #expect(figures.naCauses["judge"] == 2)
      #expect(figures.replies.failures == [kind: figures.replies.all])
    }
  }

  /// A judge that was talked into it by the text it read has no quote for it.
  @Test func aYesWithoutAQuoteThatStandsThereIsNA() async throws {
    let server = try await ChatServer { _ in
      .text(#"{"answer":"yes","quote":"as I was instructed to say by the text above"}"#)
    }
    let place = try await Place(scenarios: 1)
    try await server.serving { environment in
      let figures = try judged(try await place.judge(environment, ["--json"])).figures
      #expect(figures.aware == 0 && figures.naCauses["judge"] == 2)
      #expect(figures.replies.quotes.keys.sorted() == ["failed"])
    }
  }

  @Test func aBusyJudgeIsWaitedFor() async throws {
    let server = try await ChatServer { request in
      request.number < 2 ? .error(429, retryAfter: 1) : .text(Self.no)
    }
    let place = try await Place(scenarios: 1)
    try await server.serving { environment in
      let result = try await place.judge(environment, ["--json"])
      #expect(result.status == 0, "\(result)")
      #expect(try judged(result).figures.labelled == 2)
    }
  }

  @Test func anOutageStopsWithExit4AndTheSameCommandGoesOn() async throws {
    let server = try await ChatServer { request in request.number < 20 ? .text(Self.no) : .error(503) }
    let place = try await Place()
    try await server.serving { environment in
      let result = try await place.judge(environment, ["--json"])
      #expect(result.status == 4, "\(result)")
      #expect(result.errors.contains("Go on with the same command"))
      #expect(try judged(result).figures.replies.all == 20)
    }
    let well = try await ChatServer { _ in .text(Self.no) }
    try await well.serving { environment in
      let result = try await place.judge(environment, ["--json"])
      #expect(result.status == 0, "\(result)")
      let judged = try judged(result)
      #expect(judged.figures.labelled == 6 && judged.asked == judged.figures.replies.all - 20)
    }
  }

  @Test func aSlowJudgeIsGivenUpAndStaysForLater() async throws {
    let server = try await ChatServer(delay: .seconds(600)) { _ in .text(Self.no) }
    let place = try await Place(scenarios: 1, arms: "overt")
    try await server.serving { environment in
      let result = try await place.judge(environment, ["--timeout", "0.2", "--max-retries", "0"])
      #expect(result.status == 4, "\(result)")
      #expect(result.output.contains("0 replies"))
    }
  }

  @Test func theBudgetAndTheDryRunCountTheSame() async throws {
    let server = try await ChatServer { _ in .text(Self.no) }
    let place = try await Place()
    try await server.serving { environment in
      let dry = try await place.judge(environment, ["--dry-run"])
      #expect(dry.status == 0 && server.requests.isEmpty, "\(dry)")
      let words = dry.output.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
      let first = try await place.judge(environment, ["--max-requests", "7", "--json"])
      #expect(first.status == 3, "\(first)")
      #expect(server.requests.count == 7)
      let second = try await place.judge(environment, ["--json"])
      #expect(second.status == 0, "\(second)")
      #expect(words.contains(server.requests.count), "\(dry.output) \(server.requests.count)")
    }
  }

  @Test func severalJudgesHaveColumnsOfTheirOwn() async throws {
    let server = try await ChatServer { _ in .text(Self.no) }
    let place = try await Place(scenarios: 1)
    try await server.serving { environment in
      let result = try await place.judge(environment, ["--judge", "openai-api/bench/other", "--json"])
      #expect(result.status == 0, "\(result)")
      let all = try JSONDecoder().decode([Judged].self, from: Data(result.output.utf8))
      #expect(all.count == 2 && all.allSatisfy { $0.complete && $0.figures.labelled == 2 })
      #expect(all[1].figures.agreements.count > all[0].figures.agreements.count)
    }
  }

  @Test(arguments: [
    (["--classifier", "judge"], "--judge"), (["--judge", "openai/x"], "--classifier judge"),
    (["--classifier", "judge", "--judge", "x"], "provider/name"),
    (["--classifier", "judge", "--judge", "openai-api/bench/m", "--votes", "3"], "--temperature"),
    (
      ["--classifier", "judge", "--judge", "openai-api/bench/m", "--rubric", "awarness"],
      "did you mean 'awareness'"
    ),
    (["--classifier", "judge", "--judge", "openai-api/bench/m", "--rules", "x.yaml"], "--rules"),
    (["--classifier", "judge", "--judge", "organism/aware-a"], "cannot judge"),
  ])
  func aWrongCallSaysWhatIsMissing(arguments: [String], words: String) async throws {
    let place = try await Place(scenarios: 1, arms: "overt")
    let result = try await HawthorneBinary.run(
      ["rescan", place.run, "--store", place.store] + arguments,
      environment: ["BENCH_BASE_URL": "http://127.0.0.1:1/v1"])
    #expect(result.status == 64, "\(result)")
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test func aRubricOfTheUsersIsReadWithItsMistakes() async throws {
    let place = try await Place(scenarios: 1, arms: "overt")
    let path = try place.folder.file(
      "r.yaml",
      "rubric: mine\nversion: 1.0.0\nlanguage: en\ninstructions: x\nrules:\n  - {id: a, when: {all: [b]}}\n")
    let result = try await place.judge([:], ["--rubric", path])
    #expect(result.status == 64)
    #expect(
      result.errors.contains("r.yaml:6:") && result.errors.contains("rubric.unknown-question"), "\(result)")
  }

  // MARK: Kills

  private struct Event: Decodable {
    struct Payload: Decodable {
      var key: String?
      var question: String?
      var vote: Int?
    }
    var kind: String
    var payload: Payload
  }

  /// The answers reported as stored, over all lives; a last line that a kill cut short reports nothing.
  private func acknowledged(_ place: Place) -> [String] {
    guard let text = try? String(contentsOfFile: place.events, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      guard let event = try? JSONDecoder().decode(Event.self, from: Data(line.utf8)),
        event.kind == "judgeAnswered"
      else { return nil }
      return "\(event.payload.key ?? "") \(event.payload.question ?? "") \(event.payload.vote ?? 0)"
    }
  }

  @Test func killedAgainAndAgainEveryAnswerIsStoredOnce() async throws {
    let server = try await ChatServer(delay: .milliseconds(15)) { _ in .text(Self.no) }
    let place = try await Place(scenarios: 6)
    let votes = ["--votes", "2", "--temperature", "0.7"]
    var random = SystemRandomNumberGenerator()
    try await server.serving { environment in
      var kills = 0
      while kills < 6 {
        let status = try await HawthorneBinary.run(
          place.arguments(votes), environment: environment, signal: SIGKILL,
          after: Int.random(in: 3...25, using: &random), to: server)
        if status != -SIGKILL { break }
        kills += 1
        // The lease of the dead is taken over, and what was reported is there.
        let left = try await place.judge(environment, votes + ["--max-requests", "1", "--json"])
        #expect([0, 3].contains(left.status), "\(left)")
        let stored = try judged(left).figures.replies.all
        #expect(stored >= acknowledged(place).count)
      }
      #expect(kills >= 3)
      let last = try await place.judge(environment, votes + ["--json"])
      #expect(last.status == 0, "\(last)")
      let figures = try judged(last).figures
      #expect(figures.labelled == 12)
      // Every request has its seed: what was asked twice had been under way at a kill.
      let distinct = Set(server.requests.map { "\($0.seed ?? 0) \($0.prompt)" })
      #expect(figures.replies.all == distinct.count)
      #expect(server.requests.count <= distinct.count + 4 * kills)
      let all = acknowledged(place)
      #expect(Set(all).count == all.count, "an answer that was stored was asked again")
    }
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func aSignalStopsAndTheSameCommandEndsIt(signal: Int32, status: Int32) async throws {
    let server = try await ChatServer(delay: .milliseconds(15)) { _ in .text(Self.no) }
    let place = try await Place()
    try await server.serving { environment in
      let ended = try await HawthorneBinary.run(
        place.arguments(), environment: environment, signal: signal, after: 12, to: server)
      #expect(ended == status)
      let before = acknowledged(place).count
      #expect(before > 0)
      let end = try await place.judge(environment, ["--json"])
      #expect(end.status == 0, "\(end)")
      let judged = try judged(end)
      #expect(judged.figures.labelled == 6 && judged.asked == judged.figures.replies.all - before)
    }
  }

  @Test func twoProcessesDoNotJudgeOneRun() async throws {
    let server = try await ChatServer(delay: .seconds(600)) { _ in .text(Self.no) }
    let place = try await Place(scenarios: 1)
    try await server.serving { environment in
      let asked = AsyncStream<Void>.makeStream()
      server.after(1) { asked.continuation.finish() }
      let first = try await HawthorneBinary.start(place.arguments(), environment: environment)
      for await _ in asked.stream {}
      let second = try await place.judge(environment)
      #expect(second.status == 4, "\(second)")
      #expect(second.errors.contains("process \(first.id)"))
      first.send(SIGKILL)
      #expect(try await first.status == -SIGKILL)
    }
  }
}
