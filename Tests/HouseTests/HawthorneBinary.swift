import Foundation
import TestTools

/// The built `hawthorne`, run as a user runs it.
enum HawthorneBinary {
  typealias Result = Program.Ended

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

  /// The binary with these arguments, without the keys and addresses of whoever runs the tests.
  static func program(_ arguments: [String], environment: [String: String] = [:], folder: String? = nil)
    -> Program
  {
    Program(path, arguments, environment: cleanEnvironment.merging(environment) { $1 }, folder: folder)
  }

  static var cleanEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.filter {
      !$0.key.hasSuffix("_API_KEY") && !$0.key.hasSuffix("_BASE_URL")
    }
  }

  /// Runs to the end and returns both streams.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "", folder: String? = nil
  ) async throws -> Program.Ended {
    try await program(arguments, environment: environment, folder: folder).run(input: input)
  }

  /// Starts the binary, its words thrown away.
  static func start(_ arguments: [String], environment: [String: String] = [:]) async throws -> Running {
    try await program(arguments, environment: environment).start()
  }

  /// Starts the binary and sends it a signal when a server has seen so many further requests.
  ///
  /// - Returns: its exit status, negative for the signal that ended it.
  static func run(
    _ arguments: [String], environment: [String: String], signal: Int32, after requests: Int,
    to server: ChatServer
  ) async throws -> Int32 {
    let running = try await start(arguments, environment: environment)
    server.after(requests) { running.send(signal) }
    return try await running.status
  }

  /// Runs a script in bash, with both streams in one and this binary in the path.
  static func shell(
    _ script: String, _ arguments: [String] = [], options: [String] = [], folder: String? = nil
  ) async throws -> Program.Ended {
    let binaries = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var shell = Program(
      "/bin/bash", options + ["-c", script] + arguments, environment: cleanEnvironment, folder: folder)
    shell.environment["PATH"] = "\(binaries):" + (shell.environment["PATH"] ?? "/usr/bin:/bin")
    return try await shell.run(together: true)
  }

  /// Runs a script of `Scripts/` with this binary.
  static func script(_ arguments: String...) async throws -> Program.Ended {
    var script = Program("/bin/bash", arguments, folder: root.path)
    script.environment["HAWTHORNE"] = path
    return try await script.run()
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
