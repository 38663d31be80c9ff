import Foundation
import HawthorneCore
import HawthorneSuites

/// A folder of files that is gone when the test is.
final class SuiteFolder: Sendable {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("suites-\(UUID().uuidString)").path
    for (name, text) in files { try write(Data(text.utf8), to: name) }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: Data, to name: String) throws {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  /// Reads the one suite in the folder, or the file of that name.
  func suite(_ name: String = "", data: String? = nil) throws -> Suite {
    let suites = try SuiteLocator(dataFolder: data).suites(named: name.isEmpty ? path : "\(path)/\(name)")
    guard suites.count == 1 else { throw CocoaError(.fileReadUnknown) }
    return suites[0]
  }

  /// Every complaint as printed, with the folder's own path left out.
  func complaints(_ name: String = "", data: String? = nil) -> [String] {
    do {
      _ = try suite(name, data: data)
      return []
    } catch let error as DiagnosticsError {
      return error.diagnostics.map { $0.description.replacingOccurrences(of: "\(path)/", with: "") }
    } catch {
      return ["\(error)"]
    }
  }
}
