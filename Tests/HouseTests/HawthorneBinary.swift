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
    let status = try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { ended in
        continuation.resume(
          returning: ended.terminationReason == .uncaughtSignal
            ? -ended.terminationStatus : ended.terminationStatus)
      }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: temporary.appendingPathComponent(name)), as: UTF8.self)
    }
    return Result(status: status, output: try text("out"), errors: try text("err"))
  }

  /// Runs a script of `Scripts/` with this binary; what it says on stderr.
  static func script(_ arguments: String...) throws -> (status: Int32, said: String) {
    let script = Process()
    script.executableURL = URL(fileURLWithPath: "/bin/bash")
    script.arguments = arguments
    script.currentDirectoryURL = root
    script.environment = ProcessInfo.processInfo.environment.merging(["HAWTHORNE": path]) { $1 }
    let said = Pipe()
    script.standardError = said
    script.standardOutput = FileHandle.nullDevice
    try script.run()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    script.waitUntilExit()
    return (script.terminationStatus, text)
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
