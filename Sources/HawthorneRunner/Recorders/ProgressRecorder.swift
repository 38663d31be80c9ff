public import HawthorneCore
import HawthorneFormats
import Synchronization

/// Tells a person how a run goes on.
public final class ProgressRecorder: EventRecorder {
  public enum Display: String, Sendable, CaseIterable {
    case none
    /// A line now and then, for logs.
    case plain
    /// A bar and the counts by arm, written over and over, for terminals.
    case full
  }

  private struct State {
    var lastTenth = -1
    var lastTime: Int64 = .min
    var beganAt: Int64 = 0
    var alreadyDone = 0
    /// Lines of the picture that stands on the terminal.
    var height = 0
    var tally = RunTally()
    var verb = "stored"
  }

  private let display: Display
  private let width: @Sendable () -> Int
  private let write: @Sendable (String) -> Void
  private let milliseconds: @Sendable () -> Int64
  private let state = Mutex(State())

  /// - Parameters:
  ///   - width: of the terminal, in columns; asked with every picture.
  ///   - write: takes text as it is to appear, newlines and control sequences included.
  public init(
    display: Display, milliseconds: @escaping @Sendable () -> Int64 = RunnerClock.system.milliseconds,
    width: @escaping @Sendable () -> Int = { 80 }, write: @escaping @Sendable (String) -> Void
  ) {
    self.display = display
    self.milliseconds = milliseconds
    self.width = width
    self.write = write
  }

  public func record(_ event: RunEvent) {
    guard display != .none else { return }
    state.withLock { state in
      switch event {
      case .runStarted(let id, let planned, let done):
        state.beganAt = milliseconds()
        state.alreadyDone = done
        line("run \(id): \(planned) rollouts planned" + (done > 0 ? ", \(done) already stored" : ""), &state)
      case .rolloutFinished(_, _, let arm, let outcome, let aware, let progress):
        state.tally.add(arm, outcome: outcome, aware: aware)
        show(progress, &state)
      case .retried(let key, let attempt, let reason, let wait) where display == .plain:
        line("rollout \(key.short): attempt \(attempt) failed (\(reason)), again in \(wait) ms", &state)
      case .retried: break
      case .judgingStarted(let run, let judge, let planned, let done):
        // Several judges may follow each other.
        state = State(beganAt: milliseconds(), alreadyDone: done, verb: "labelled")
        line(
          "run \(run), \(judge): \(planned) rollouts to label"
            + (done > 0 ? ", \(done) labelled already" : ""),
          &state)
      case .judgeAnswered: break
      case .rolloutJudged(_, let progress): show(progress, &state)
      case .runEnded(_, _, _, let progress), .judgingEnded(_, _, _, _, let progress):
        // How it ended is told by whoever began it; here only the last picture is drawn and left standing.
        if display == .full, progress.done > state.alreadyDone { draw(progress, &state) }
        state.height = 0
      }
    }
  }

  private func show(_ progress: RunProgress, _ state: inout State) {
    switch display {
    case .none: break
    case .plain:
      let tenth = progress.done * 10 / max(1, progress.planned)
      guard tenth != state.lastTenth else { return }
      state.lastTenth = tenth
      line(view(progress, state).summary, &state)
    case .full:
      let now = milliseconds()
      guard state.lastTime == .min || now - state.lastTime >= 100 || progress.done == progress.planned else {
        return
      }
      state.lastTime = now
      draw(progress, &state)
    }
  }

  private func draw(_ progress: RunProgress, _ state: inout State) {
    let lines = view(progress, state).lines(width: max(20, width()))
    write(Self.clearing(state.height) + lines.joined(separator: "\n") + "\n")
    state.height = lines.count
  }

  private func line(_ text: String, _ state: inout State) {
    write(Self.clearing(state.height) + TerminalText.stripped(text) + "\n")
    state.height = 0
  }

  private func view(_ progress: RunProgress, _ state: State) -> ProgressView {
    ProgressView(
      progress: progress, alreadyDone: state.alreadyDone,
      elapsed: Double(max(0, milliseconds() - state.beganAt)) / 1000, tally: state.tally, verb: state.verb)
  }

  /// Goes back to the picture's first line and clears from there to the end of the screen.
  private static func clearing(_ height: Int) -> String {
    height > 0 ? "\r\u{1B}[\(height)A\u{1B}[J" : ""
  }
}
