import Foundation

@testable import HawthorneModels

/// A Python program that runs beside a test; waiting for it blocks no thread.
struct PythonProgram {
  private let child: CommandChild
  private let lines: AsyncStream<String>

  init(_ program: String) {
    let (lines, continuation) = AsyncStream<String>.makeStream()
    self.lines = lines
    child = CommandChild(
      words: ["python3", "-u", "-c", program], environment: ProcessInfo.processInfo.environment,
      lineLimit: 1 << 20, redactor: Redactor([])
    ) { event in
      switch event {
      case .line(.bytes(let bytes)): continuation.yield(String(decoding: bytes, as: UTF8.self))
      case .line(.tooLong): continuation.yield("too long")
      case .ended: continuation.finish()
      }
    }
  }

  func nextLine() async -> String? {
    var iterator = lines.makeAsyncIterator()
    return await iterator.next()
  }

  /// Ends it and returns what it printed since.
  func stop() async -> [String] {
    child.input.finish()
    child.task.cancel()
    await child.task.value
    var rest: [String] = []
    for await line in lines { rest.append(line) }
    return rest
  }
}
