import FoundationEssentials
import Testing

/// Compares a text with a checked-in file; RECORD_SNAPSHOTS=1 renews the file.
func expectSnapshot(
  _ text: String, _ name: String, at location: SourceLocation = #_sourceLocation, file: String = #filePath
) throws {
  let parts = file.split(separator: "/")
  let tests = parts.prefix { $0 != "HawthorneReportsTests" }.joined(separator: "/")
  let path = "/\(tests)/Snapshots/HawthorneReports/\(name)"
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(atPath: "/\(folder)", withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
    return
  }
  let kept = try String(contentsOf: URL(filePath: path), encoding: .utf8)
  let ours = text.split(separator: "\n", omittingEmptySubsequences: false)
  let theirs = kept.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }
  #expect(
    text == kept,
    """
    \(name) differs from its snapshot at line \((line?.offset ?? min(ours.count, theirs.count)) + 1):
    now:  \(line.map { String($0.element.0) } ?? "(end)")
    kept: \(line.map { String($0.element.1) } ?? "(end)")
    """, sourceLocation: location)
}
