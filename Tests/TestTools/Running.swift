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

/// A process under way.
public struct Running: Sendable {
  public let id: Int32
  private let ended: Task<Int32, any Error>

  init(_ program: Program, input: String, output: String, errors: String) async throws {
    let variables = program.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    let configuration = Configuration(
      executable: .path(FilePath(program.path)), arguments: Arguments(program.arguments),
      environment: .custom(Dictionary(uniqueKeysWithValues: variables)),
      workingDirectory: program.folder.map { FilePath($0) })
    let (ids, started) = AsyncStream<Int32>.makeStream()
    ended = Task {
      defer { started.finish() }
      let streams = try Streams(input: input, output: output, errors: errors)
      defer { streams.close() }
      let result = try await Subprocess.run(
        configuration, input: .fileDescriptor(streams.input, closeAfterSpawningProcess: false),
        output: .fileDescriptor(streams.output, closeAfterSpawningProcess: false),
        error: .fileDescriptor(streams.errors, closeAfterSpawningProcess: false)
      ) { execution in
        started.yield(execution.processIdentifier.value)
        started.finish()
      }
      switch result.terminationStatus {
      case .exited(let status): return status
      case .signaled(let signal): return -signal
      }
    }
    guard let id = await ids.first(where: { _ in true }) else {
      _ = try await ended.value
      throw NeverStarted(path: program.path)
    }
    self.id = id
  }

  public func send(_ signal: Int32) { kill(id, signal) }

  /// The exit status, negative for the signal that ended it.
  public var status: Int32 {
    get async throws { try await ended.value }
  }
}

struct NeverStarted: Error {
  var path: String
}

private struct Streams {
  var input: FileDescriptor
  var output: FileDescriptor
  var errors: FileDescriptor

  init(input: String, output: String, errors: String) throws {
    self.input = try FileDescriptor.open(FilePath(input), .readOnly)
    // Appending, so that two streams may share a file.
    func open(_ path: String) throws -> FileDescriptor {
      try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
    }
    self.output = try open(output)
    self.errors = try open(errors)
  }

  func close() {
    for stream in [input, output, errors] { try? stream.close() }
  }
}
