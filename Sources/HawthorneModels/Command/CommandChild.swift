import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One life of a `command/` process: what it prints and how it ended, as a caller is told.
struct CommandChild: Sendable {
  enum Event: Sendable {
    case line(LineSplitter.Line)
    /// The end; nothing follows. Says how, in words.
    case ended(reason: String, neverRan: Bool)
  }

  /// Lines to the child, newline included.
  let input: AsyncStream<[UInt8]>.Continuation
  let task: Task<Void, Never>

  /// The last bytes of standard error that are kept for the error's text.
  private static let errorTail = 8192

  /// Writing to a child that died raises SIGPIPE, on whichever thread writes: the error is enough.
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// Starts the process; `report` hears of everything in order.
  init(
    words: [String], environment: [String: String], lineLimit: Int, redactor: Redactor,
    report: @escaping @Sendable (Event) async -> Void
  ) {
    Self.ignoresBrokenPipes
    let (lines, input) = AsyncStream<[UInt8]>.makeStream()
    self.input = input
    task = Task {
      let ended = await Self.live(
        words: words, environment: environment, lineLimit: lineLimit, redactor: redactor, lines: lines,
        report: report)
      input.finish()
      await report(ended)
    }
  }

  private static func live(
    words: [String], environment: [String: String], lineLimit: Int, redactor: Redactor,
    lines: AsyncStream<[UInt8]>,
    report: @escaping @Sendable (Event) async -> Void
  ) async -> Event {
    var platform = PlatformOptions()
    // A group of its own: Ctrl-C at the terminal reaches Hawthorne alone, and a wrapper dies with its child.
    platform.processGroupID = 0
    platform.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(300))
    ]
    let program = words[0]
    let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    let configuration = Configuration(
      executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(Array(words.dropFirst())),
      environment: .custom(Dictionary(variables, uniquingKeysWith: { $1 })), platformOptions: platform)
    do {
      let result = try await run(configuration, input: .inputWriter, output: .sequence, error: .sequence) {
        execution in
        try await converse(execution, lines: lines, lineLimit: lineLimit, redactor: redactor, report: report)
      }
      let tail = result.closureResult.isEmpty ? "" : "; it last said: \(result.closureResult)"
      switch result.terminationStatus {
      case .exited(let code): return .ended(reason: "exited with status \(code)\(tail)", neverRan: false)
      case .signaled(let signal):
        return .ended(reason: "was killed by signal \(signal)\(tail)", neverRan: false)
      }
    } catch let error as SubprocessError
      where [.executableNotFound, .spawnFailed, .failedToChangeWorkingDirectory].contains(error.code)
    {
      let missing = error.code == .executableNotFound || error.underlyingError == .noSuchFileOrDirectory
      return .ended(reason: missing ? "there is no such program" : "it cannot be started", neverRan: true)
    } catch {
      return .ended(reason: "was lost (\(error))", neverRan: false)
    }
  }

  /// Moves lines both ways until standard output ends; returns the end of standard error.
  private static func converse(
    _ execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>, lines: AsyncStream<[UInt8]>,
    lineLimit: Int, redactor: Redactor, report: @escaping @Sendable (Event) async -> Void
  ) async throws -> String {
    try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      let writer = execution.standardInputWriter
      group.addTask {
        for await line in lines {
          // A child that no longer reads is noticed when its output ends.
          guard (try? await writer.write(line)) != nil else { break }
        }
        return nil
      }
      group.addTask {
        var tail: [UInt8] = []
        for try await buffer in execution.standardError {
          tail += buffer.withUnsafeBytes(Array.init)
          tail.removeFirst(max(0, tail.count - errorTail))
        }
        return tail
      }
      var splitter = LineSplitter(limit: lineLimit)
      for try await buffer in execution.standardOutput {
        for line in splitter.feed(buffer.withUnsafeBytes(Array.init)) { await report(.line(line)) }
      }
      if let line = splitter.finish() { await report(.line(line)) }
      // Without standard output it cannot answer any more, whatever else it does.
      await execution.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(300))])
      group.cancelAll()
      var tail: [UInt8] = []
      while let result = await group.nextResult() {
        if case .success(let bytes?) = result { tail = bytes }
      }
      return redactor.ending(tail, isCut: tail.count == errorTail)
    }
  }
}
