import Foundation

/// Programs of others that check what we write; nil, with a printed reason, where one is not installed.
enum Tools {
  static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String)? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin"]
    guard
      let path = folders.map({ "\($0)/\(program)" }).first(where: FileManager.default.isExecutableFile)
    else { return nil }
    let check = Process()
    check.executableURL = URL(fileURLWithPath: path)
    check.arguments = arguments
    let pipe = Pipe()
    check.standardOutput = pipe
    check.standardError = pipe
    try check.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    check.waitUntilExit()
    return (check.terminationStatus, output)
  }

  /// `Scripts/check-schema.py` on files.
  static func checkSchema(_ arguments: [String]) throws -> (status: Int32, output: String)? {
    let script = PolicySchemaTests.root.appendingPathComponent("Scripts/check-schema.py").path
    // The distribution's packages are seen by its own interpreter alone.
    for python in ["/usr/bin/python3", "python3"] {
      let found =
        python.hasPrefix("/")
        ? try run("env", [python, script] + arguments) : try run(python, [script] + arguments)
      if let found, found.status < 2 { return found }
    }
    print("schema check skipped: python3-jsonschema and python3-yaml are not installed")
    return nil
  }

  static func xmllint(_ arguments: [String]) throws -> (status: Int32, output: String)? {
    if let result = try run("xmllint", arguments) { return result }
    print("XML check skipped: xmllint (libxml2-utils) is not installed")
    return nil
  }
}
