import Foundation
import HawthorneCore
import HawthorneFormats
import Synchronization
import Testing

@testable import HawthorneRunner

struct RecorderTests {
  private let progress = RunProgress(planned: 4, done: 1, failed: 1, inFlight: 2, retries: 3)

  @Test func anEventIsOneLineOfTheDocumentedShape() throws {
    let key = ContentHash(of: "k")
    let line = try JSONLinesRecorder.line(
      of: .rolloutFinished(
        key: key, scenario: "s", arm: Arm(.disguised, variant: "bare"), outcome: .offScript, aware: true,
        progress: progress))
    #expect(
      line == """
        {"kind":"rolloutFinished","payload":{"arm":"disguised/bare","aware":true,"key":"\(key)","outcome":"off_script",\
        "progress":{"done":1,"failed":1,"inFlight":2,"planned":4,"retries":3,\
        "spent":{"cached":0,"requests":0,"throttled":0,"tokens":0}},"scenario":"s"},"version":1}
        """)
    #expect(
      try JSONLinesRecorder.line(of: .runStarted(id: "r", planned: 4, alreadyDone: 0))
        == #"{"kind":"runStarted","payload":{"alreadyDone":0,"id":"r","planned":4},"version":1}"#)
  }

  @Test func aFileIsAddedTo() throws {
    let path = NSTemporaryDirectory() + "events-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for id in ["a", "b"] {
      let recorder = try JSONLinesRecorder(path: path)
      recorder.record(.runStarted(id: id, planned: 1, alreadyDone: 0))
      #expect(recorder.failure == nil)
    }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].contains(#""id":"b""#))
  }

  @Test func aFullDiskIsNotTakenForSuccess() throws {
    let recorder = try JSONLinesRecorder(path: "/dev/full")
    recorder.record(.runStarted(id: "a", planned: 1, alreadyDone: 0))
    #expect(recorder.failure?.code == ENOSPC)
    #expect(throws: FileError.self) { try JSONLinesRecorder(path: "/nowhere/at/all") }
  }

  private func shown(_ display: ProgressRecorder.Display, _ events: [RunEvent]) -> String {
    let text = Sink()
    let recorder = ProgressRecorder(display: display, milliseconds: { 1_000 }, write: text.add)
    for event in events { recorder.record(event) }
    return text.text
  }

  private final class Sink: Sendable {
    private let all = Mutex("")
    var text: String { all.withLock { $0 } }
    func add(_ piece: String) { all.withLock { $0 += piece } }
  }

  @Test func plainLinesHaveNoControlCharacters() {
    let finished = RunEvent.rolloutFinished(
      key: ContentHash(of: "k"), scenario: "s", arm: Arm(.overt), outcome: .complied, aware: nil,
      progress: progress)
    let retried = RunEvent.retried(
      key: ContentHash(of: "k"), attempt: 2, reason: "\u{1B}[2Jgone", waitMilliseconds: 9)
    let start = RunEvent.runStarted(id: "r", planned: 4, alreadyDone: 2)
    #expect(
      shown(.plain, [start, finished, finished, retried]) == """
        run r: 4 rollouts planned, 2 already stored
        1 of 4 stored, 1 failed, 2 under way, 3 retries
        rollout \(ContentHash(of: "k").short): attempt 2 failed ([2Jgone), again in 9 ms

        """)
    #expect(shown(.none, [start, finished]).isEmpty)
  }

  @Test func theFullDisplayRewritesItsPicture() {
    let text = shown(
      .full,
      [
        .runStarted(id: "r", planned: 4, alreadyDone: 0), finished(.overt, .refused, true),
        finished(.overt, .refused, true),
        .runEnded(id: "r", state: .complete, reason: nil, progress: progress),
      ])
    let first = """
      [██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░] 1 of 4 stored
        1 failed, 2 under way, 3 retries
        overt  refused 1 of 1  aware 1 of 1

      """
    let last = first.replacing("refused 1 of 1  aware 1 of 1", with: "refused 2 of 2  aware 2 of 2")
    // Twice in one millisecond is drawn once; the end draws what is missing and leaves it standing.
    #expect(text == "run r: 4 rollouts planned\n" + first + "\r\u{1B}[3A\u{1B}[J" + last)
  }

  @Test func thePictureFitsTheTerminalAndSaysWhatIsNotReadable() {
    var tally = RunTally()
    for aware in [true, nil, false, nil] { tally.add(Arm(.placebo), outcome: .complied, aware: aware) }
    tally.add(Arm(.disguised, variant: "bare"), outcome: .refused, aware: nil)
    var progress = RunProgress(planned: 1_000, done: 205, failed: 0, inFlight: 7, retries: 0)
    progress.spent = RunSpending(requests: 210, throttled: 5, tokens: 123_456, cost: 1.23456, cached: 3)
    let view = ProgressView(progress: progress, alreadyDone: 5, elapsed: 50, tally: tally)
    #expect(
      view.lines(width: 200).dropFirst() == [
        "  4 a second, 3 min left, 7 under way, 5 throttled, 3 from the cache, 123456 tokens, cost 1.23",
        "  disguised/bare  refused 1 of 1  aware –  NA 1",
        "  placebo         refused 0 of 4  aware 1 of 2  NA 2",
      ])
    #expect(view.lines(width: 20).allSatisfy { $0.count <= 20 })
  }

  @Test(arguments: [(0.4, "1 s"), (59.2, "1 min"), (3_599, "59 min"), (7_260, "2 h 1 min"), (1e12, "years")])
  func timesAreForPeople(seconds: Double, text: String) { #expect(ProgressView.time(seconds) == text) }

  private func finished(_ arm: Arm.Kind, _ outcome: Outcome, _ aware: Bool?) -> RunEvent {
    .rolloutFinished(
      key: ContentHash(of: "k"), scenario: "s", arm: Arm(arm), outcome: outcome, aware: aware,
      progress: progress)
  }
}
