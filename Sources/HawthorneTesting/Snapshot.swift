import FoundationEssentials
import HawthorneFormats

/// Golden files: `Snapshots/<name>` beside the test, renewed with `RECORD_SNAPSHOTS=1`.
public enum Snapshot {
  /// Compares a text with its golden file.
  ///
  /// - Parameter environment: nil reads the process's own.
  /// - Returns: nil where they agree (or the file was just recorded), else what to do, with the first line
  ///   that differs.
  /// - Throws: `FileError` when the file cannot be read or written.
  public static func difference(
    _ text: String, named name: String, testFile: String = #filePath, environment: [String: String]? = nil
  ) throws -> String? {
    let folder =
      testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/Snapshots"
    let path = "\(folder)/\(name)"
    let environment = environment ?? ProcessInfo.processInfo.environment
    if environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try SystemFile.write(Data(text.utf8), to: path)
      return nil
    }
    guard FileManager.default.fileExists(atPath: path) else {
      return "There is no snapshot \(path): run the test with RECORD_SNAPSHOTS=1 and read the file."
    }
    let golden = String(decoding: try SystemFile.contents(of: path), as: UTF8.self)
    guard golden != text else { return nil }
    let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line =
      zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
    return """
      \(path):\(line + 1) differs.
        golden: \(line < old.count ? String(old[line]) : "(end)")
        now:    \(line < new.count ? String(new[line]) : "(end)")
      If the change is meant, run with RECORD_SNAPSHOTS=1.
      """
  }
}
