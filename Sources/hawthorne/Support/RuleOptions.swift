import ArgumentParser
import HawthorneClassifiers
import HawthorneFormats

/// Which rule packs to use.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "A rule pack to add; one with the id of a built-in pack replaces it. Repeatable.", valueName: "file"))
  var files: [String] = []

  @Flag(
    help:
      "Read raw reasoning alone: where there is only a provider's summary, awareness is NA with that cause.")
  var rawOnly = false

  /// The built-in packs with the files' packs added or put in their place.
  func packs() throws -> (awareness: [RulePack], refusal: RulePack) {
    var awareness = [try RulePack.embedded(.awarenessEnglish)]
    var refusal = try RulePack.embedded(.refusalEnglish)
    for file in files {
      let bytes = try SystemFile.contents(of: file)
      let pack = try RulePack.read(bytes, file: file, builtIn: awareness[0])
      if pack.kind == .refusal {
        refusal = pack
      } else if let index = awareness.firstIndex(where: { $0.id == pack.id }) {
        awareness[index] = pack
      } else {
        awareness.append(pack)
      }
    }
    return (awareness, refusal)
  }

  func classifier() throws -> TraceClassifier {
    let (awareness, refusal) = try packs()
    return TraceClassifier(awareness: awareness, refusal: refusal, rawOnly: rawOnly)
  }
}
