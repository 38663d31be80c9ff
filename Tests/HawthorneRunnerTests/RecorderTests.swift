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
        key: key, scenario: "s", arm: Arm(.disguised, variant: "bare"), outcome: .offScript,
        progress: progress))
    #expect(
      line == """
        {"kind":"rolloutFinished","payload":{"arm":"disguised/bare","key":"\(key)","outcome":"off_script",\
        "progress":{"done":1,"failed":1,"inFlight":2,"planned":4,"retries":3},"scenario":"s"},"version":1}
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
      key: ContentHash(of: "k"), scenario: "s", arm: Arm(.overt), outcome: .complied, progress: progress)
    let retried = RunEvent.retried(
      key: ContentHash(of: "k"), attempt: 2, reason: "\u{1B}[2Jgone", waitMilliseconds: 9)
    let start = RunEvent.runStarted(id: "r", planned: 4, alreadyDone: 2)
    #expect(
      shown(.plain, [start, finished, finished, retried]) == """
        run r: 4 rollouts planned, 2 already stored
        1 of 4 stored, 1 failed, 3 retries
        rollout \(ContentHash(of: "k").short): attempt 2 failed ([2Jgone), again in 9 ms

        """)
    #expect(shown(.none, [start, finished]).isEmpty)
  }

  @Test func theFullDisplayRewritesOneLine() {
    let finished = RunEvent.rolloutFinished(
      key: ContentHash(of: "k"), scenario: "s", arm: Arm(.overt), outcome: .complied, progress: progress)
    let text = shown(
      .full, [finished, finished, .runEnded(id: "r", state: .complete, reason: nil, progress: progress)])
    // Twice in one millisecond is drawn once; the end closes the line.
    #expect(text == "\r\u{1B}[K1 of 4 stored, 1 failed, 3 retries, 2 under way\n")
  }
}
