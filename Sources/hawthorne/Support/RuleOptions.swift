import ArgumentParser
import HawthorneClassifiers
import HawthorneFormats

/// Which rule packs to use.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "A rule pack to add; one with the id of a built-in pack replaces it, a refusal pack that of its language. Repeatable.",
      valueName: "file"))
  var files: [String] = []

  /// The built-in packs with the files' packs added or put in their place.
  func packs() throws -> RulePackSet {
    var packs = try RulePackSet.embedded()
    for file in files { packs.put(try packs.read(try SystemFile.contents(of: file), file: file)) }
    return packs
  }

  func classifier() throws -> TraceClassifier { TraceClassifier(try packs()) }
}
