import Foundation
import HawthorneFormats
import TestTools
import Testing

/// Whatever ends the process, what it reported as finished is stored, and nothing is stored or asked twice.
struct CrashTests {
  private static let scenarios = 25

  /// A suite whose prompts all differ, so that a server can tell rollouts apart.
  private static let suite = """
    hawthorne: 1
    id: crash
    title: Prompts that all differ
    version: 1.0.0
    kind: paired
    licence: CC0-1.0
    visibility: private
    framings:
      - {arm: overt, disclosure: stated, wordings: [{id: w, user: "overt {{ request }}"}]}
      - {arm: placebo, disclosure: none, wordings: [{id: w, user: "placebo {{ request }}"}]}
      - {arm: disguised, disclosure: none, wordings: [{id: w, user: "disguised {{ request }}"}]}
    scenarios:

    """ + (1...scenarios).map { "  - {id: s\($0), domain: d, request: \"question \($0)?\"}\n" }.joined()

  private static let planned = scenarios * 3

  private struct Listed: Decodable {
    var run: String
    var state: String
    var stored: Int
    var failed: Int
  }

  private struct Shown: Decodable {
    struct Rollout: Decodable {
      struct Label: Decodable {}
      var key: String
      var scenarioID: String
      var arm: String
      var label: Label?
    }
    var rollouts: [Rollout]
  }

  private struct Event: Decodable {
    struct Payload: Decodable { var key: String? }
    var kind: String
    var payload: Payload
  }

  /// A folder with the suite, a store and the events of a run.
  private struct Place {
    let folder: TemporaryFolder
    let suite: String
    var store: String { "\(folder.path)/s.sqlite" }
    var events: String { "\(folder.path)/events.jsonl" }

    init() throws {
      folder = try TemporaryFolder()
      suite = try folder.file("crash.yaml", CrashTests.suite)
    }

    var begin: [String] {
      ["run", suite, "--model", "openai-api/tested/m", "--no-stream"] + common
    }

    var resume: [String] { ["resume"] + common }

    private var common: [String] {
      ["--store", store, "--events", events, "--max-connections", "4", "--max-retries", "0"]
    }

    func list() async throws -> [Listed] {
      guard FileManager.default.fileExists(atPath: store) else { return [] }
      let result = try await HawthorneBinary.run(["list", "--json", "--store", store])
      #expect(result.status == 0, "\(result)")
      return try JSONDecoder().decode([Listed].self, from: Data(result.output.utf8))
    }

    func stored(_ run: String) async throws -> [Shown.Rollout] {
      let result = try await HawthorneBinary.run(["show", run, "--json", "--store", store])
      #expect(result.status == 0, "\(result)")
      return try JSONDecoder().decode(Shown.self, from: Data(result.output.utf8)).rollouts
    }

    /// The keys that the process reported as finished, over all its lives. A last line cut short by the
    /// kill reports nothing.
    func acknowledged() throws -> [String] {
      guard let text = try? String(contentsOfFile: events, encoding: .utf8) else { return [] }
      return text.split(separator: "\n").compactMap { line in
        guard let event = try? JSONDecoder().decode(Event.self, from: Data(line.utf8)) else { return nil }
        return event.kind == "rolloutFinished" ? event.payload.key : nil
      }
    }
  }

  private static func prompt(_ rollout: Shown.Rollout) -> String {
    "\(rollout.arm) question \(rollout.scenarioID.dropFirst())?"
  }

  @Test func killedAgainAndAgainEachRolloutIsStoredOnce() async throws {
    let server = try await ChatServer(delay: .milliseconds(15))
    let place = try Place()
    var random = SystemRandomNumberGenerator()
    try await server.serving { environment in
      var kills = 0
      var begun: String?
      while kills < 8 {
        let askedBefore = server.prompts.count
        let known = Set(try place.acknowledged())
        let settled = try await begun.asyncMap { Set(try await place.stored($0).map(Self.prompt)) } ?? []
        let status = try await HawthorneBinary.run(
          begun == nil ? place.begin : place.resume, environment: environment, signal: SIGKILL,
          after: Int.random(in: 1...14, using: &random), to: server)
        let listed = try await place.list()
        #expect(listed.count <= 1)
        if status != -SIGKILL {
          #expect(status == 0)
          break
        }
        kills += 1
        guard let run = listed.first else { continue }
        begun = run.run
        #expect(run.state == "incomplete")
        // Every rollout reported as finished, in this life or an earlier one, is there with its label.
        let stored = try await place.stored(run.run)
        let keys = Set(stored.map(\.key))
        #expect(keys.count == stored.count)
        #expect(keys.isSuperset(of: known))
        #expect(keys.isSuperset(of: try place.acknowledged()))
        #expect(stored.allSatisfy { $0.label != nil })
        // Nothing that was stored was asked again.
        #expect(settled.isDisjoint(with: server.prompts[askedBefore...]))
      }
      #expect(kills >= 3)
      if let run = try await place.list().first, run.state != "complete" {
        let last = try await HawthorneBinary.run(place.resume, environment: environment)
        #expect(last.status == 0, "\(last)")
      }
      let run = try #require(try await place.list().first)
      #expect(run.state == "complete")
      #expect(run.failed == 0)
      let stored = try await place.stored(run.run)
      #expect(stored.count == Self.planned)
      #expect(Set(stored.map(\.key)).count == Self.planned)
      #expect(Set(stored.map(Self.prompt)) == Set(server.prompts))
      let acknowledged = try place.acknowledged()
      #expect(Set(acknowledged).count == acknowledged.count)
    }
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func aSignalStopsTheRunAndResumeEndsIt(signal: Int32, status: Int32) async throws {
    let server = try await ChatServer(delay: .milliseconds(15))
    let place = try Place()
    try await server.serving { environment in
      let ended = try await HawthorneBinary.run(
        place.begin, environment: environment, signal: signal, after: 20, to: server)
      #expect(ended == status)
      let stopped = try #require(try await place.list().first)
      #expect(stopped.state == "incomplete")
      #expect(stopped.stored > 0 && stopped.stored < Self.planned)
      #expect(Set(try place.acknowledged()).count == stopped.stored)
      let end = try await HawthorneBinary.run(place.resume + ["--json"], environment: environment)
      #expect(end.status == 0, "\(end)")
      #expect(end.output.contains(#""state":"complete""#))
      #expect(try await place.list().map(\.stored) == [Self.planned])
      // What was under way at the signal was broken off and asked again: at most the four connections.
      #expect(server.prompts.count <= Self.planned + 4)
    }
  }

  @Test func twoProcessesDoNotWorkOnOneRun() async throws {
    let server = try await ChatServer(delay: .seconds(600))
    let place = try Place()
    try await server.serving { environment in
      let asked = AsyncStream<Void>.makeStream()
      server.after(1) { asked.continuation.finish() }
      let first = try await HawthorneBinary.start(place.begin, environment: environment)
      for await _ in asked.stream {}
      let run = try #require(try await place.list().first)
      #expect(run.state == "running")
      let second = try await HawthorneBinary.run(
        ["resume", run.run, "--store", place.store], environment: environment)
      #expect(second.status == 4, "\(second)")
      #expect(second.errors.contains("process \(first.id)"))
      first.send(SIGKILL)
      #expect(try await first.status == -SIGKILL)
      #expect(try await place.list().first?.state == "incomplete")
    }
  }

  @Test func aFileSizeLimitIsAnErrorAndNothingReportedIsLost() async throws {
    let place = try Place()
    let script = "ulimit -f 300; exec \"$0\" \"$@\""
    let result = try await HawthorneBinary.shell(
      script,
      [HawthorneBinary.path, "run", place.suite, "--model", "organism/aware-a", "--epochs", "20"]
        + ["--store", place.store, "--events", place.events])
    #expect(result.status == 4, "\(result)")
    #expect(!result.output.isEmpty)
    try await checkNothingIsLost(place)
  }

  @Test func aFullDiskIsSaidAndNothingReportedIsLost() async throws {
    let place = try Place()
    let script = """
      mount -t tmpfs -o size=700k none "$0" || exit 99
      "$1" run "$2" --model organism/aware-a --epochs 20 --store "$0/s.sqlite" --events "$3"
      echo "status $?"
      cp "$0"/s.sqlite* "$4"
      """
    let disk = "\(place.folder.path)/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let result = try await HawthorneBinary.shell(
      "exec unshare -m sh -c \"$0\" \"$@\"",
      [script, disk, HawthorneBinary.path, place.suite, place.events, place.folder.path])
    guard result.output.contains("status") else {
      print("skipped: no small file system can be mounted here: \(result.output)")
      return
    }
    #expect(result.output.contains("The disk is full"), "\(result)")
    #expect(result.output.contains("status 4"), "\(result)")
    try await checkNothingIsLost(place)
  }

  @Test func aReadOnlyFileSystemCanBeReadButNotWritten() async throws {
    let place = try Place()
    let made = try await HawthorneBinary.run(
      ["run", place.suite, "--model", "organism/aware-a", "--limit", "1", "--store", place.store])
    #expect(made.status == 0, "\(made)")
    let script = """
      mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" || exit 99
      for verb in list resume; do "$1" $verb --store "$0/s.sqlite"; echo "$verb $?"; done
      """
    let result = try await HawthorneBinary.shell(
      "exec unshare -m sh -c \"$0\" \"$@\"", [script, place.folder.path, HawthorneBinary.path])
    guard result.output.contains("list ") else {
      print("skipped: no read-only mount can be made here: \(result.output)")
      return
    }
    #expect(result.output.contains("complete"))
    #expect(result.output.contains("list 0"), "\(result)")
    #expect(result.output.contains("read-only"), "\(result)")
    #expect(result.output.contains("resume 4"), "\(result)")
  }

  private func checkNothingIsLost(_ place: Place) async throws {
    let acknowledged = try place.acknowledged()
    #expect(!acknowledged.isEmpty)
    let run = try #require(try await place.list().first)
    #expect(run.state == "incomplete")
    #expect(run.stored >= acknowledged.count)
    #expect(Set(try await place.stored(run.run).map(\.key)).isSuperset(of: acknowledged))
    let end = try await HawthorneBinary.run(["resume", "--store", place.store])
    #expect(end.status == 0, "\(end)")
    #expect(try await place.list().first?.stored == Self.planned * 20)
  }
}

extension Optional {
  fileprivate func asyncMap<Other>(_ transform: (Wrapped) async throws -> Other) async rethrows -> Other? {
    if let value = self { try await transform(value) } else { nil }
  }
}
