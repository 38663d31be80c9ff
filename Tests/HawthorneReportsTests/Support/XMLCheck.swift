import TestTools

/// `xmllint`, an independent validator of XML.
enum XMLCheck {
  /// - Returns: nil, with a printed reason, where it is not installed.
  static func run(_ arguments: [String]) async throws -> Program.Ended? {
    if let lint = Program(named: "xmllint", arguments) { return try await lint.run(together: true) }
    print("XML check skipped: xmllint (libxml2-utils) is not installed")
    return nil
  }
}
