import Foundation

/// `Scripts/check-schema.py`, an independent validator of JSON Schema.
public enum SchemaCheck {
  /// - Returns: nil, with a printed reason, where it is not installed.
  public static func run(_ arguments: [String]) async throws -> Program.Ended? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let script = root.appendingPathComponent("Scripts/check-schema.py").path
    // The distribution's packages are seen by its own interpreter alone.
    for python in ["/usr/bin/python3", Program(named: "python3")?.path].compactMap(\.self)
    where FileManager.default.isExecutableFile(atPath: python) {
      let ended = try await Program(python, [script] + arguments).run()
      if ended.status < 2 { return ended }
    }
    print("schema check skipped: python3-jsonschema and python3-yaml are not installed")
    return nil
  }
}
