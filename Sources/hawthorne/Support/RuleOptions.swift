import ArgumentParser
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

/// Which rule packs to use: the same reading for every verb that labels.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "A rule pack to add; one with the id of a built-in pack replaces it. Repeatable.", valueName: "file"),
    completion: .file(extensions: ["yaml"]))
  var files: [String] = []

  @Flag(
    name: .customLong("no-builtin-rules"),
    help: "Leave out the built-in packs of the kinds that --rules names.")
  var leavesOutBuiltIn = false

  /// The largest pack that is read.
  static let limit = 32 << 20

  func packs() throws -> PackSet {
    guard !leavesOutBuiltIn || !files.isEmpty else {
      throw ValidationError("--no-builtin-rules leaves no rules: name yours with --rules FILE.")
    }
    return try Self.packs(files, includesBuiltIn: !leavesOutBuiltIn)
  }

  static func packs(_ files: [String], includesBuiltIn: Bool = true) throws -> PackSet {
    try PackSet(
      files.map { PackSet.File(name: $0, bytes: try SystemFile.contents(of: $0, limit: limit)) },
      includesBuiltIn: includesBuiltIn)
  }

  func classifier() throws -> TraceClassifier { TraceClassifier(try packs()) }

  /// The options as a user gives them, for commands to repeat; empty without any.
  var words: String {
    (files.map { "--rules \($0)" } + (leavesOutBuiltIn ? ["--no-builtin-rules"] : [])).joined(separator: " ")
  }
}
