import Foundation
import TestTools

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
  static func complaints(_ pages: [String], options: [String] = []) async throws -> [String] {
    let check = Program("/usr/bin/env", ["python3", "\(root)/Scripts/check-pages.py"] + options + pages)
    let ended = try await check.run()
    var lines = ended.output.split(separator: "\n").map(String.init)
    if ended.status > 1 || ended.status < 0 || (ended.status == 1) == lines.isEmpty {
      lines.append("exit \(ended.status): \(ended.errors)")
    }
    return lines
  }
}
