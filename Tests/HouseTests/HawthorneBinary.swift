import Foundation

/// The built `hawthorne`, run as a user runs it.
enum HawthorneBinary {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The package's root folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// `swift build --build-tests` puts the binary beside the test bundle.
  static let path: String = {
    let bundle = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
    let folder =
      bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appendingPathComponent("hawthorne").path
  }()

  static func process(_ arguments: [String], environment: [String: String] = [:], folder: String? = nil)
    -> Process
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    var all = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasSuffix("_API_KEY") && !$0.key.hasSuffix("_BASE_URL")
    }
    all.merge(environment) { _, new in new }
    process.environment = all
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    return process
  }

  /// Runs to the end and returns both streams.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "", folder: String? = nil
  ) async throws -> Result {
    let process = process(arguments, environment: environment, folder: folder)
    let temporary = FileManager.default.temporaryDirectory.appendingPathComponent(
      "hawthorne-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    // Files, not pipes: a pipe that nobody drains stops the child.
    for name in ["in", "out", "err"] {
      try Data(name == "in" ? Array(input.utf8) : []).write(to: temporary.appendingPathComponent(name))
    }
    process.standardInput = try FileHandle(forReadingFrom: temporary.appendingPathComponent("in"))
    process.standardOutput = try FileHandle(forWritingTo: temporary.appendingPathComponent("out"))
    process.standardError = try FileHandle(forWritingTo: temporary.appendingPathComponent("err"))
    let status = await (try Running(process)).status
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: temporary.appendingPathComponent(name)), as: UTF8.self)
    }
    return Result(status: status, output: try text("out"), errors: try text("err"))
  }

  /// Starts the binary, its words thrown away.
  static func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
    let process = process(arguments, environment: environment)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return try Running(process)
  }

  /// Starts the binary and sends it a signal when a server has seen so many further requests.
  ///
  /// - Returns: its exit status, negative for the signal that ended it.
  static func run(
    _ arguments: [String], environment: [String: String], signal: Int32, after requests: Int,
    to server: ChatServer
  ) async throws -> Int32 {
    let running = try start(arguments, environment: environment)
    server.after(requests) { running.send(signal) }
    return await running.status
  }

  /// Runs a script in bash, with both streams in one and this binary in the path.
  static func shell(
    _ script: String, _ arguments: [String] = [], options: [String] = [], folder: String? = nil
  ) async throws -> (status: Int32, output: String) {
    let process = process([], folder: folder)
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = options + ["-c", script] + arguments
    let binaries = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let paths = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment?["PATH"] = "\(binaries):\(paths)"
    let printed = try TemporaryFolder()
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: try printed.file("printed", "")))
    process.standardOutput = file
    process.standardError = file
    let status = await (try Running(process)).status
    return (status, try String(contentsOfFile: "\(printed.path)/printed", encoding: .utf8))
  }

  /// Runs a script of `Scripts/` with this binary; what it says on stderr.
  static func script(_ arguments: String...) async throws -> (status: Int32, said: String) {
    let script = Process()
    script.executableURL = URL(fileURLWithPath: "/bin/bash")
    script.arguments = arguments
    script.currentDirectoryURL = root
    script.environment = ProcessInfo.processInfo.environment.merging(["HAWTHORNE": path]) { $1 }
    let folder = try TemporaryFolder()
    script.standardError = try FileHandle(
      forWritingTo: URL(fileURLWithPath: try folder.file("said", "")))
    script.standardOutput = FileHandle.nullDevice
    let status = await (try Running(script)).status
    return (status, try String(contentsOfFile: "\(folder.path)/said", encoding: .utf8))
  }
}

/// A process under way.
struct Running: Sendable {
  let id: Int32
  private let ended: AsyncStream<Int32>

  /// Starts a process.
  init(_ process: Process) throws {
    let (ended, end) = AsyncStream<Int32>.makeStream()
    process.terminationHandler = { process in
      let status = process.terminationStatus
      end.yield(process.terminationReason == .uncaughtSignal ? -status : status)
      end.finish()
    }
    try process.run()
    self.ended = ended
    id = process.processIdentifier
  }

  func send(_ signal: Int32) { kill(id, signal) }

  /// The exit status, negative for the signal that ended it; to be waited for once.
  var status: Int32 {
    get async { await ended.first { _ in true } ?? -1 }
  }
}

/// A folder for one test, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("house-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    return "\(path)/\(name)"
  }
}
