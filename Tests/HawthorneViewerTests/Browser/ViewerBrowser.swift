import Foundation
import HawthorneStore
import TestTools

@testable import HawthorneViewer

/// `Scripts/check-viewer.py`, which goes through a viewer in a headless Chromium.
enum ViewerBrowser {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private static var missing: [String] {
    ["python3", "chromium", "chromedriver"].filter { Program(named: $0) == nil }
  }

  static var isThere: Bool { missing.isEmpty }
  static var reason: String {
    "not on the PATH: \(missing.joined(separator: ", ")); Scripts/test installs what a browser test needs"
  }

  /// What is wrong, a line each; what the script itself complains of is wrong too.
  static func complaints(_ arguments: [String]) async throws -> [String] {
    let ended = try await Program("/usr/bin/env", ["python3", "\(root)/Scripts/check-viewer.py"] + arguments)
      .run()
    var lines = ended.output.split(separator: "\n").map(String.init)
    if ended.status > 1 || ended.status < 0 || (ended.status == 1) == lines.isEmpty {
      lines.append("exit \(ended.status): \(ended.errors)")
    }
    return lines
  }

  /// Serves a store while the body runs, and hands it the address.
  static func serving<Value: Sendable>(
    _ store: Store, isReadOnly: Bool = false, _ body: @Sendable (_ address: String) async throws -> Value
  ) async throws -> Value {
    let viewer = try Viewer(store: store, options: ViewerOptions(isReadOnly: isReadOnly))
    let (addresses, ready) = AsyncStream<String>.makeStream()
    let work = Task {
      defer { ready.finish() }
      try await viewer.run { ready.yield($0) }
    }
    defer { work.cancel() }
    guard let address = await addresses.first(where: { _ in true }) else {
      try await work.value
      throw CancellationError()
    }
    return try await body(address)
  }
}
