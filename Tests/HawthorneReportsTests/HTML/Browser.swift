import Foundation

/// `Scripts/check-pages.py`, which opens pages in a headless Chromium.
enum Browser {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private static func missing() -> [String] {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return ["python3", "chromium", "chromedriver", "pdftotext"].filter { program in
      !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
  }

  static var isThere: Bool { missing().isEmpty }
  static var reason: String {
    "not on the PATH: \(missing().joined(separator: ", ")); Scripts/test installs what a browser test needs"
  }

  static func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("pages-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// What is wrong with the pages, a line each; what the script itself complains of is wrong too.
  static func complaints(_ pages: [String], options: [String] = []) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "\(root)/Scripts/check-pages.py"] + options + pages
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Files, not pipes: a pipe that nobody drains stops the child.
    for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder)/out")
    process.standardError = FileHandle(forWritingAtPath: "\(folder)/err")
    try process.run()
    process.waitUntilExit()
    let said = try ["out", "err"].map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    var lines = said[0].split(separator: "\n").map(String.init)
    if process.terminationStatus > 1 || (process.terminationStatus == 1) == lines.isEmpty {
      lines.append("exit \(process.terminationStatus): \(said[1])")
    }
    return lines
  }
}
