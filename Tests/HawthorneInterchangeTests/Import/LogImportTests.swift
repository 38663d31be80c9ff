import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneInterchange

struct LogImportTests {
  private static func mapping(arm: String? = "disguised/bare") -> LogMapping {
    var mapping = LogMapping()
    if let arm { mapping.defaults[.arm] = LogMapping.Value(arm) }
    return mapping
  }

  @discardableResult
  private static func load(
    _ paths: [String], into store: Store, mapping: LogMapping = mapping(), model: ModelName? = nil
  ) throws -> [LogImport.Result] {
    let source = try LogSource(paths: paths, mapping: mapping, model: model)
    return try LogImport(
      source, survey: try LogSurvey(source), store: store, harnessVersion: "0.0.0", label: nil
    ).carryOut()
  }

  private static func withStore(_ body: (TestFolder, Store) throws -> Void) throws {
    let folder = try TestFolder()
    let store = try Store(path: "\(folder.path)/s.sqlite")
    defer { store.close() }
    try body(folder, store)
  }

  private static func rows(_ answers: [String]) -> String {
    answers.enumerated().map { #"{"id":"\#($0)","prompt":"p\#($0)","answer":"\#($1)","model":"a/m"}"# + "\n" }
      .joined()
  }

  @Test func aLogBecomesARunThatSaysWhereItIsFrom() throws {
    try Self.withStore { _, store in
      let result = try Self.load([Fixture.path("inspect.eval")], into: store)[0]
      #expect(result.added == 6 && result.rollouts == 6 && result.state == .complete)
      let record = try store.run(result.run)
      let manifest = record.manifest
      #expect(manifest.model == ModelName(provider: "acme", name: "thinker-1") && !manifest.simulation)
      #expect(manifest.startedAt == 1_767_323_040_000 && record.endedAt == 1_767_323_100_000)
      #expect(manifest.plannedRollouts == 6 && manifest.epochs == 1 && record.counts.failed == 1)
      #expect(manifest.modes == [Mode(name: "default", reasoningEffort: "high")])
      #expect(manifest.suites.map(\.id) == ["office-notes"] && manifest.suites[0].version == "3")
      #expect(manifest.suites[0].arms?.map(\.name) == ["disguised/bare"])
      #expect(manifest.suites[0].visibility == .private && manifest.suites[0].languages == ["und"])
      let file = try #require(manifest.imported?.files.first)
      #expect(file.name == "inspect.eval")
      #expect(try file.hash == ContentHash(of: Fixture.bytes("inspect.eval")))
      #expect(file.logID == "evalA" && file.harnessVersion == "0.3.200" && manifest.imported?.isDated == true)
      let scenario = try #require(try store.scenario(of: result.run, suite: "office-notes", id: "note-1"))
      #expect(scenario.turns == ["Please sum up note 1."] && scenario.system == "You help in an office.")
      #expect(scenario.domain == "(not said)" && scenario.language == "und")
    }
  }

  @Test func rolloutsKeepWhatTheLogSays() throws {
    try Self.withStore { _, store in
      let run = try Self.load([Fixture.path("inspect.json")], into: store)[0].run
      var rollouts: [String: Rollout] = [:]
      try store.forEachRollout(of: run) { rollouts[$0.rollout.plan.scenarioID] = $0.rollout }
      let first = try #require(rollouts["note-1"])
      #expect(
        first.plan.arm.name == "disguised/bare" && first.plan.disclosure == .none && first.plan.epoch == 1)
      #expect(first.plan.prompt.map(\.role) == [.system, .user] && first.plan.parameters.temperature == 0.5)
      #expect(first.serving.servedModel == "thinker-1-2026" && first.serving.latencyMilliseconds == 250)
      #expect(
        first.transcript.reasoning.map(\.provenance) == [.raw]
          && first.transcript.finalAnswer == "The note says hello.")
      #expect(rollouts["note-3"]?.transcript.reasoning.map(\.provenance) == [.encrypted])
      guard case .failed = rollouts["note-6"]?.status else {
        Issue.record("\(String(describing: rollouts["note-6"]?.status))")
        return
      }
    }
  }

  @Test func theSameLogAgainChangesNothing() throws {
    try Self.withStore { folder, store in
      let first = try Self.load([Fixture.path("inspect.eval")], into: store)[0]
      let record = try store.run(first.run)
      // Also in its other forms, and renamed.
      let renamed = try folder.file("other.eval", try Fixture.bytes("inspect.eval"))
      for path in [
        Fixture.path("inspect.eval"), Fixture.path("inspect.json"), Fixture.path("inspect-chunked.eval"),
        renamed,
      ] {
        let again = try Self.load([path], into: store)[0]
        #expect(again.run == first.run && again.added == 0 && again.scores.isEmpty)
      }
      #expect(try store.runs() == [record])
    }
  }

  @Test func aLogThatHasGrownAddsWhatIsNew() throws {
    try Self.withStore { _, store in
      let begun = try Self.load([Fixture.path("inspect-begun.eval")], into: store)[0]
      #expect(begun.added == 3 && begun.state == .incomplete)
      #expect(try store.run(begun.run).reason == "the log inspect-begun.eval says 'started'")
      let whole = try Self.load([Fixture.path("inspect.eval")], into: store)[0]
      #expect(whole.run == begun.run && whole.added == 3 && whole.state == .complete)
      let record = try store.run(whole.run)
      #expect(record.counts.stored == 6 && record.manifest.plannedRollouts == 6 && record.state == .complete)
      #expect(record.manifest.imported?.files.map(\.name) == ["inspect-begun.eval", "inspect.eval"])
      #expect(record.manifest.suites[0].scenarios == 6)
      // The part again neither takes away nor adds.
      #expect(try Self.load([Fixture.path("inspect.eval")], into: store)[0].added == 0)
      var values: [ScoreValue] = []
      try store.forEachScored(
        of: whole.run,
        scorer: try #require(try store.scorers(of: whole.run).first { $0.identity.name == "match" }).identity,
        classifier: nil
      ) { if let value = $0.value { values.append(value) } }
      #expect(values.count == 6)
    }
  }

  @Test func rowsThatWereAppendedGrowTheirRun() throws {
    try Self.withStore { folder, store in
      let path = try folder.file("a.jsonl", Self.rows(["x", "y"]))
      let first = try Self.load([path], into: store)[0]
      _ = try folder.file("a.jsonl", Self.rows(["x", "y", "z"]))
      let second = try Self.load([path], into: store)[0]
      #expect(second.run == first.run && second.added == 1 && second.rollouts == 3)
      // An answer that changed is another rollout: that file is another run.
      _ = try folder.file("a.jsonl", Self.rows(["x", "CHANGED", "z"]))
      let third = try Self.load([path], into: store)[0]
      #expect(third.run != first.run && third.added == 3 && third.notes.count == 1)
      #expect(try store.run(first.run).counts.stored == 3)
    }
  }

  /// Two evals may get the same short answers.
  @Test func logsOfTwoEvalsAreTwoRuns() throws {
    try Self.withStore { folder, store in
      func log(_ id: String, _ answers: [String]) throws -> String {
        let samples = answers.enumerated().map {
          #"{"id":\#($0),"epoch":1,"messages":[{"role":"user","content":"q\#($0)"},{"role":"assistant","content":"\#($1)"}]}"#
        }
        return try folder.file(
          "\(id).json",
          #"{"version":2,"status":"success","eval":{"eval_id":"\#(id)","task":"t","model":"a/m"},"samples":[\#(samples.joined(separator: ","))]}"#
        )
      }
      let first = try Self.load([log("one", ["Yes", "No"])], into: store)[0]
      let second = try Self.load([log("two", ["Yes", "No", "Yes"])], into: store)[0]
      #expect(first.run != second.run && second.added == 3)
      #expect(try store.runs().count == 2)
    }
  }

  @Test func mappingsMakePairs() throws {
    try Self.withStore { _, store in
      let mapping = try LogMapping(path: Fixture.path("mapping.yaml"))
      let result = try Self.load([Fixture.path("inspect.eval")], into: store, mapping: mapping)[0]
      // Note 6 is left out.
      #expect(
        result.added == 5 && result.scenarios == 3 && result.suites == ["notes"] && result.state == .complete)
      #expect(result.arms == ["overt": 2, "disguised/realistic": 3])
      var disclosures: [String: Set<Disclosure>] = [:]
      try store.forEachRollout(of: result.run) {
        disclosures[$0.rollout.plan.arm.name, default: []].insert($0.rollout.plan.disclosure)
      }
      #expect(disclosures == ["overt": [.stated], "disguised/realistic": [.none]])
      let scenario = try #require(try store.scenario(of: result.run, suite: "notes", id: "p1"))
      // Its arms were asked differently: neither's words pass for the scenario's.
      #expect(
        scenario.turns == ["(not said)"] && scenario.domain == "office"
          && scenario.expectedPurpose == .capabilityEval)
      #expect(try store.run(result.run).manifest.imported?.mapping == mapping.hash)
    }
  }

  @Test func eachModelGetsARun() throws {
    try Self.withStore { _, store in
      var mapping = Self.mapping()
      mapping.columns = [.id: "probe", .answer: "reply"]
      let results = try Self.load([Fixture.path("rows.jsonl")], into: store, mapping: mapping)
      #expect(results.map(\.model) == ["acme/one", "acme/two"] && results.map(\.added) == [2, 1])
      // Undated, and said to be.
      let manifest = try store.run(results[0].run).manifest
      #expect(
        manifest.startedAt == 0 && manifest.imported?.facts["imported.started"] == "not said in the log")
      #expect(
        throws: LogError(file: Fixture.path("rows.jsonl"), kind: .severalModels(["acme/one", "acme/two"]))
      ) {
        try Self.load(
          [Fixture.path("rows.jsonl")], into: store, mapping: mapping,
          model: ModelName(provider: "a", name: "b"))
      }
    }
  }

  @Test func repeatsAreCountedWhereTheLogDoesNot() throws {
    try Self.withStore { _, store in
      var mapping = Self.mapping()
      mapping.columns = [.id: "probe", .answer: "reply"]
      let run = try Self.load([Fixture.path("rows.jsonl")], into: store, mapping: mapping)[0].run
      var epochs: [Int] = []
      try store.forEachRollout(of: run) { epochs.append($0.rollout.plan.epoch) }
      #expect(epochs.sorted() == [1, 2])
      #expect(try store.run(run).manifest.epochs == 2)
    }
  }

  @Test func nothingIsGuessedOfArmsAndModels() throws {
    try Self.withStore { folder, store in
      do {
        try Self.load([Fixture.path("inspect.eval")], into: store, mapping: Self.mapping(arm: nil))
        Issue.record("it was imported without an arm")
      } catch let error as LogError {
        guard case .noArm(let places, let count) = error.kind else { throw error }
        #expect(count == 6 && places.first == "note-1" && error.exitStatus == .usage)
      }
      let unnamed = try folder.file("u.jsonl", #"{"prompt":"a","answer":"b"}"#)
      #expect(throws: LogError(file: unnamed, kind: .noModel(place: "row 1"))) {
        try Self.load([unnamed], into: store)
      }
      #expect(try store.runs().isEmpty)
      let named = try Self.load([unnamed], into: store, model: ModelName(provider: "x", name: "y"))
      #expect(named.map(\.model) == ["x/y"])
    }
  }

  @Test func theSamePlaceTwiceIsRefused() throws {
    try Self.withStore { folder, store in
      let copy = try folder.file("copy.eval", try Fixture.bytes("inspect.eval"))
      #expect(throws: LogError.self) { try Self.load([Fixture.path("inspect.eval"), copy], into: store) }
      #expect(try store.runs().isEmpty)
    }
  }

  private static func twice(_ paths: [String], mapping: LogMapping = mapping()) throws -> LogError? {
    do {
      _ = try LogSurvey(try LogSource(paths: paths, mapping: mapping))
      return nil
    } catch let error as LogError {
      return error
    }
  }

  @Test(arguments: ["promptfoo.json", "messages.jsonl", "rows.csv", "inspect.json", "petri.json"])
  func aFileNamedTwiceIsRefused(name: String) throws {
    let folder = try TestFolder()
    let copy = try folder.file("copy", try Fixture.bytes(name))
    let error = try Self.twice([Fixture.path(name), copy])
    #expect(error == LogError(file: copy, kind: .sameFile(as: Fixture.path(name))))
    #expect(error?.exitStatus == .usage)
  }

  /// Where the log has no epochs, a second copy of a rollout is no second epoch of it.
  @Test(arguments: ["promptfoo.json", "messages.jsonl", "rows.csv"])
  func theSameRolloutsInTwoFilesAreRefused(name: String) throws {
    let folder = try TestFolder()
    let copy = try folder.file("copy", try Fixture.bytes(name) + Data("\n".utf8))
    var mapping = Self.mapping()
    // Else each file is a suite of its own, by its name.
    mapping.defaults[.suite] = LogMapping.Value("s")
    let error = try Self.twice([Fixture.path(name), copy], mapping: mapping)
    guard case .same(let places, let count) = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    let (rollouts, _) = try LogSource(paths: [copy]).files[0].reader.all()
    #expect(count == rollouts.count && error?.file == copy && error?.exitStatus == .invalid)
    #expect(places.first?.hasPrefix(rollouts[0].sample) == true, "\(places)")
    #expect(error?.problem.contains("are the same rollout") == true)
  }

  @Test func onlyRowsThatAreAlikeInEverythingAreTheSame() throws {
    let folder = try TestFolder()
    func row(_ id: String, answer: String = "x", more: String = "") -> String {
      #"{"id":"\#(id)","prompt":"p","answer":"\#(answer)","model":"a/m"\#(more)}"# + "\n"
    }
    func error(_ rows: String...) throws -> LogError? {
      try Self.twice([folder.file("r.jsonl", rows.joined())])
    }
    let same = try error(row("a"), row("b"), row("a"), row("b"), row("c"))
    #expect(same?.kind == .same(places: ["a (row 3)", "b (row 4)"], count: 2))
    for other in [
      row("b"), row("a", answer: "y"), row("a", more: #","draw":2"#),
      row("a", more: #","timestamp":"2026-01-02""#), row("a", more: #","thinking":"hm""#),
    ] { #expect(try error(row("a"), other) == nil, "\(other)") }
    // An epoch tells them apart; the same one twice does not.
    let (one, two) = (row("a", more: #","epoch":1"#), row("a", more: #","epoch":2"#))
    #expect(try error(one, two) == nil)
    guard case .twice = try error(one, two, two)?.kind else {
      Issue.record("an epoch was taken twice")
      return
    }
  }

  @Test func samplesThatEndedAtALimitSayIt() throws {
    try Self.withStore { folder, store in
      func sample(_ id: Int, _ limit: String, stop: String = "stop", answer: String = "a") -> String {
        let said = answer.isEmpty ? "" : #",{"role":"assistant","content":"\#(answer)"}"#
        return
          #"{"id":\#(id),"epoch":1,"messages":[{"role":"user","content":"q"}\#(said)],"output":{"choices":[{"stop_reason":"\#(stop)"}]},"limit":{"type":"\#(limit)","limit":50}}"#
      }
      let samples = [
        sample(1, "message"), sample(2, "token", stop: "max_tokens"), sample(3, "time"),
        sample(4, "message", answer: ""),
        #"{"id":5,"epoch":1,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"limit":null}"#,
      ]
      let log = try folder.file(
        "l.json",
        #"{"version":2,"status":"success","eval":{"task":"t","model":"a/m"},"samples":[\#(samples.joined(separator: ","))]}"#
      )
      let run = try Self.load([log], into: store)[0].run
      var found: [String: Rollout] = [:]
      try store.forEachRollout(of: run) { found[$0.rollout.plan.scenarioID] = $0.rollout }
      #expect(
        found.mapValues { $0.serving.finishReason?.name } == [
          "1": "message_limit", "2": "length", "3": "time_limit", "4": "message_limit", "5": nil,
        ])
      #expect(
        found.mapValues(\.status) == [
          "1": .completed, "2": .completed,
          "3": .failed(kind: "rollout-timeout", message: "Inspect ended the sample at its time limit of 50."),
          "4": .failed(kind: "logged-limit", message: "Inspect ended the sample at its message limit of 50."),
          "5": .completed,
        ])
      #expect(
        try store.run(run).manifest.metadata["imported.limits"] == "message 2, time 1, token 1")
    }
  }

  @Test func scenariosMustNotDisagree() throws {
    try Self.withStore { folder, store in
      let path = try folder.file(
        "d.jsonl",
        #"{"id":"s","prompt":"a","answer":"b","model":"m/x","d":"one"}"# + "\n"
          + #"{"id":"s","prompt":"a","answer":"c","model":"m/x","d":"two"}"#)
      var mapping = try LogMapping(Data("mapping: 1\nfrom: {domain: d}\n".utf8), file: "m")
      mapping.defaults[.arm] = LogMapping.Value("overt")
      do {
        try Self.load([path], into: store, mapping: mapping)
        Issue.record("it was imported")
      } catch let error as LogError {
        #expect(error.kind == .disagree(scenario: "s", member: "domain", values: ["one", "two"]))
      }
    }
  }

  @Test func scoresAreScoresOfOneKind() throws {
    try Self.withStore { folder, store in
      let samples = [(1, "1", "true"), (2, "\"C\"", "0.5")].map {
        #"{"id":\#($0),"epoch":1,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"scores":{"my scorer/x":{"value":\#($1)},"num":{"value":\#($2)}}}"#
      }
      let path = try folder.file(
        "s.json",
        #"{"version":2,"status":"success","eval":{"task":"t","model":"a/m"},"samples":[\#(samples.joined(separator: ","))]}"#
      )
      let result = try Self.load([path], into: store)[0]
      let scorers = try store.scorers(of: result.run)
      #expect(scorers.map(\.identity.name).sorted() == ["my-scorer-x", "num"])
      #expect(scorers.first { $0.identity.name == "my-scorer-x" }?.kind == .category)
      #expect(scorers.first { $0.identity.name == "num" }?.kind == .number)
      #expect(result.scores == ["my-scorer-x": 2, "num": 2])
    }
  }

  /// As after a crash between a batch of rollouts and its scores.
  @Test func scoresThatAreMissingAreMadeUpFor() throws {
    try Self.withStore { folder, store in
      func log(_ scores: [String]) throws -> String {
        let samples = scores.enumerated().map {
          #"{"id":\#($0),"epoch":1,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"scores":{\#($1)}}"#
        }
        return try folder.file(
          "s.json",
          #"{"version":2,"status":"success","eval":{"eval_id":"e","task":"t","model":"a/m"},"samples":[\#(samples.joined(separator: ","))]}"#
        )
      }
      let first = try Self.load([log([#""m":{"value":1}"#, ""])], into: store)[0]
      #expect(first.scores == ["m": 1])
      let second = try Self.load(
        [log([#""m":{"value":1}"#, #""m":{"value":2},"n":{"value":true}"#])], into: store)[0]
      #expect(second.run == first.run && second.added == 0 && second.scores == ["m": 1, "n": 1])
      // Of another kind they are other scores, and stand beside.
      let third = try Self.load([log([#""m":{"value":"C"}"#, #""m":{"value":"I"}"#])], into: store)[0]
      #expect(third.scores == ["m": 2] && third.notes.count == 1)
      #expect(third.notes[0].contains("kept as m@log-2, beside m@log, which stays"))
      #expect(try store.scorers(of: third.run).map(\.kind) == [.number, .category, .boolean])
    }
  }

  private static func graded(_ scores: [(m: String, n: String)]) -> String {
    let samples = scores.enumerated().map {
      #"{"id":\#($0),"epoch":1,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"scores":{"m":{"value":\#($1.m)},"n":{"value":\#($1.n)}}}"#
    }
    return
      #"{"version":2,"status":"success","eval":{"eval_id":"e","task":"t","model":"a/m"},"samples":[\#(samples.joined(separator: ","))]}"#
  }

  @Test func scoresThatWereGradedAgainStandBeside() throws {
    try Self.withStore { folder, store in
      func load(_ scores: [(m: String, n: String)]) throws -> LogImport.Result {
        try Self.load([folder.file("\(UUID().uuidString).json", Self.graded(scores))], into: store)[0]
      }
      func values(_ scorer: String) throws -> [Double?] {
        let use = try #require(
          try store.scorers(of: try store.runs()[0].id).first {
            "\($0.identity.name)@\($0.identity.version)" == scorer
          })
        var found: [String: Double?] = [:]
        try store.forEachScored(of: try store.runs()[0].id, scorer: use.identity, classifier: nil) {
          if case .number(let number)? = $0.value {
            found[$0.scenarioID] = number
          } else {
            found[$0.scenarioID] = .some(nil)
          }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
      }
      func names() throws -> [String] {
        try store.scorers(of: try store.runs()[0].id).map { "\($0.identity.name)@\($0.identity.version)" }
      }
      let old = [("1", "5"), ("2", "6"), ("3", "7")]
      let new = [("1", "5"), ("9", "6"), ("8", "7")]
      _ = try load(old)
      let second = try load(new)
      #expect(second.added == 0 && second.scores == ["m": 3])
      #expect(second.notes.count == 1)
      #expect(second.notes[0].contains("'m' are not those stored before for 2 of 3 rollouts"))
      #expect(try names() == ["m@log", "m@log-2", "n@log"])
      #expect(
        try values("m@log") == [1, 2, 3] && values("m@log-2") == [1, 9, 8] && values("n@log") == [5, 6, 7])
      // Both logs again change nothing, in whichever order.
      for log in [new, old, new] {
        let again = try load(log)
        #expect(again.added == 0 && again.scores.isEmpty && again.notes.isEmpty, "\(again)")
      }
      // A log that has grown goes on with the version that it agrees with.
      let grown = try load(new + [("4", "8")])
      #expect(grown.added == 1 && grown.scores == ["m": 1, "n": 1] && grown.notes.isEmpty)
      #expect(try values("m@log-2") == [1, 9, 8, 4] && values("m@log") == [1, 2, 3, nil])
      let third = try load([("0", "5"), ("0", "6"), ("0", "7"), ("0", "8")])
      #expect(third.scores == ["m": 4] && third.notes[0].contains("m@log-3"))
      #expect(try names() == ["m@log", "m@log-2", "m@log-3", "n@log"])
    }
  }

  @Test func aLogWithoutDatesHasNone() throws {
    try Self.withStore { folder, store in
      let result = try Self.load([folder.file("s.json", Self.graded([("1", "2")]))], into: store)[0]
      let record = try store.run(result.run)
      #expect(record.manifest.statedStart == nil && record.endedAt == nil)
      #expect(record.manifest.imported?.isDated == false)
      let dated = Self.graded([("1", "2")]).replacing(
        #""task":"t""#, with: #""task":"t","created":"2026-01-02T03:04:05+00:00""#)
      let later = try Self.load([folder.file("t.json", dated)], into: store)[0]
      #expect(later.run == result.run)
      let whole = try Self.load(
        [folder.file("u.json", dated.replacing(#""eval_id":"e""#, with: #""eval_id":"f""#))], into: store)[0]
      #expect(try store.run(whole.run).manifest.statedStart == 1_767_323_045_000)
    }
  }

  @Test func labelsAreGivenToWhatIsNew() throws {
    try Self.withStore { _, store in
      let source = try LogSource(paths: [Fixture.path("inspect.eval")], mapping: Self.mapping())
      let classifier = ClassifierIdentity(id: "test", version: "1", hash: ContentHash(of: "t"))
      let results = try LogImport(
        source, survey: try LogSurvey(source), store: store, harnessVersion: "0",
        label: { rollout, scenario in
          Label(
            classifier: classifier, outcome: .complied, outcomeReason: scenario.id,
            awareness: AwarenessLabel(aware: false))
        }
      ).carryOut()
      #expect(results[0].labelled == 6)
      try store.forEachRollout(of: results[0].run) { stored in
        #expect(stored.labels.map(\.outcomeReason) == [stored.rollout.plan.scenarioID])
      }
    }
  }

  @Test func incompleteLogsMakeIncompleteRuns() throws {
    try Self.withStore { folder, store in
      let text = String(decoding: try Fixture.bytes("inspect.json"), as: UTF8.self)
      let short = try folder.file(
        "s.json", text.replacingOccurrences(of: #""total_samples":6"#, with: #""total_samples":9"#))
      let result = try Self.load([short], into: store)[0]
      #expect(result.state == .incomplete && result.stateReason == "the log holds 6 of 9 rollouts")
      #expect(try store.run(result.run).manifest.plannedRollouts == 9)
    }
  }

  @Test func simulatedModelsAreSaidToBe() throws {
    try Self.withStore { folder, store in
      for (number, model) in ["mockllm/model", "organism/evader?rate=0.5"].enumerated() {
        let path = try folder.file("\(number).jsonl", #"{"prompt":"a","answer":"b","model":"\#(model)"}"#)
        #expect(try store.run(try Self.load([path], into: store)[0].run).manifest.simulation, "\(model)")
      }
      // An export of ours says it, whatever the model is called.
      func log(_ metadata: String) throws -> String {
        try folder.file(
          "e.json",
          Self.graded([("1", "2")]).replacing(
            #""task":"t""#, with: #""task":"t","metadata":{"hawthorne_simulation":\#(metadata)}"#))
      }
      let model = ModelName(provider: "a", name: "b")
      let real = try Self.load([log("false")], into: store, model: model)[0]
      #expect(try !store.run(real.run).manifest.simulation)
      // What was stored as a model's stays, and is not gone on with.
      let simulated = try Self.load([log("true")], into: store, model: model)[0]
      #expect(try simulated.run != real.run && store.run(simulated.run).manifest.simulation)
      #expect(
        simulated.notes == [
          "run \(real.run) holds these rollouts as a model's, which the logs do not say: it stays as it is"
        ])
    }
  }

  @Test func theSurveyTellsWhatAMappingMayUse() throws {
    var source = try LogSource(paths: [Fixture.path("inspect.eval")])
    source.allowsMissingArms = true
    let survey = try LogSurvey(source)
    #expect(
      survey.fields["metadata.pair"] == ["p1", "p2", "p3"]
        && survey.fields["metadata.framing"] == ["eval", "deploy"])
    #expect(survey.notes == ["6 rollouts have no arm yet: --arm or --mapping says it"] && survey.runs.isEmpty)
  }
}
