public import HawthorneCore
import HawthorneFormats
import Synchronization

/// Tells a person how a run goes on.
public final class ProgressRecorder: EventRecorder {
  public enum Display: String, Sendable, CaseIterable {
    case none
    /// A line now and then, for logs.
    case plain
    /// One line that is written over, for terminals.
    case full
  }

  private struct State {
    var lastTenth = -1
    var lastTime: Int64 = 0
    var isLineOpen = false
  }

  private let display: Display
  private let write: @Sendable (String) -> Void
  private let milliseconds: @Sendable () -> Int64
  private let state = Mutex(State())

  /// - Parameter write: takes text as it is to appear, newlines and carriage returns included.
  public init(
    display: Display, milliseconds: @escaping @Sendable () -> Int64 = RunnerClock.system.milliseconds,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.display = display
    self.milliseconds = milliseconds
    self.write = write
  }

  public func record(_ event: RunEvent) {
    guard display != .none else { return }
    state.withLock { state in
      switch event {
      case .runStarted(let id, let planned, let done):
        line("run \(id): \(planned) rollouts planned" + (done > 0 ? ", \(done) already stored" : ""), &state)
      case .rolloutFinished(_, _, _, _, let progress): show(progress, verb: "stored", &state)
      case .retried(let key, let attempt, let reason, let wait) where display == .plain:
        line("rollout \(key.short): attempt \(attempt) failed (\(reason)), again in \(wait) ms", &state)
      case .retried: break
      case .judgingStarted(let run, let judge, let planned, let done):
        state.lastTenth = -1
        line(
          "run \(run), \(judge): \(planned) rollouts to label"
            + (done > 0 ? ", \(done) labelled already" : ""),
          &state)
      case .judgeAnswered: break
      case .rolloutJudged(_, let progress): show(progress, verb: "labelled", &state)
      case .runEnded, .judgingEnded:
        // How it ended is told by whoever began it; here only the open line is closed.
        if state.isLineOpen { write("\n") }
        state.isLineOpen = false
      }
    }
  }

  private func show(_ progress: RunProgress, verb: String, _ state: inout State) {
    switch display {
    case .none: break
    case .plain:
      let tenth = progress.done * 10 / max(1, progress.planned)
      guard tenth != state.lastTenth else { return }
      state.lastTenth = tenth
      line(Self.text(progress, verb), &state)
    case .full:
      let now = milliseconds()
      guard now - state.lastTime >= 100 || progress.done == progress.planned else { return }
      state.lastTime = now
      state.isLineOpen = true
      write("\r\u{1B}[K" + Self.text(progress, verb) + ", \(progress.inFlight) under way")
    }
  }

  private func line(_ text: String, _ state: inout State) {
    let start = state.isLineOpen ? "\r\u{1B}[K" : ""
    state.isLineOpen = false
    write(start + TerminalText.stripped(text) + "\n")
  }

  private static func text(_ progress: RunProgress, _ verb: String) -> String {
    var text = "\(progress.done) of \(progress.planned) \(verb)"
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    if progress.retries > 0 { text += ", \(progress.retries) retries" }
    return text
  }
}
