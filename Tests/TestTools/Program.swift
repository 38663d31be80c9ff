import Foundation

/// A program and how it is called; the real one, in a process of its own.
///
/// Over swift-subprocess: Foundation's `Process` reads past the end of a directory's entries when a process has more than
/// a thousand open files, as a test run in parallel may.
public struct Program: Sendable {
  public var path: String
  public var arguments: [String]
  public var environment: [String: String]
  /// The working folder; nil for that of the tests.
  public var folder: String?

  /// - Parameter environment: nil takes that of the tests.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil, folder: String? = nil
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment ?? ProcessInfo.processInfo.environment
    self.folder = folder
  }

  /// The program of that name in a folder of the `PATH`; nil where there is none.
  public init?(named name: String, _ arguments: [String] = []) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin"]
    guard
      let path = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile)
    else { return nil }
    self.init(path, arguments)
  }

  public struct Ended: Sendable {
    /// The exit status, negative for the signal that ended it.
    public var status: Int32
    public var output: String
    public var errors: String
  }

  /// Runs to the end, a few programs at a time, and returns what was printed.
  ///
  /// - Parameters:
  ///   - input: its standard input.
  ///   - together: put both streams into `output`, in the order in which they were written.
  public func run(input: String = "", together: Bool = false) async throws -> Ended {
    try await Turns.shared.taking {
      // Files, not pipes: a pipe that nobody drains stops the child.
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ran-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
      try Data(input.utf8).write(to: file("in"))
      let running = try await start(
        input: file("in").path, output: file("out").path, errors: file(together ? "out" : "err").path)
      let status = try await running.status
      func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: file(name)), as: UTF8.self)
      }
      return Ended(status: status, output: try text("out"), errors: together ? "" : try text("err"))
    }
  }

  /// Starts the program with files, which may be devices, as its streams.
  public func start(
    input: String = "/dev/null", output: String = "/dev/null", errors: String = "/dev/null"
  ) async throws -> Running {
    try await Running(self, input: input, output: output, errors: errors)
  }
}
