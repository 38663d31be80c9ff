import ArgumentParser
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

extension MarkersCommand {
  /// `hawthorne markers show`.
  struct Show: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a marker, rule, statement, guard, cue, word, pack or false-positive family.")

    @Argument(
      help: "M01 to M24, FP1 to FP18, or the name of a rule, statement, guard, cue, vocabulary entry or pack."
    )
    var id: String

    @Flag(help: "Print the patterns, their vocabulary in place.")
    var patterns = false

    @Flag(help: "Print JSON, patterns included.")
    var json = false

    @OptionGroup var rules: RuleOptions

    func execute() async throws -> ExitStatus {
      let set = try rules.packs()
      let found = MarkersLookup(set: set, id: id)
      guard !found.isEmpty else {
        let near = NearestName.find(id, among: MarkersLookup.names(in: set)).map { " Did you mean '\($0)'?" }
        throw ValidationError(
          "There is no marker, rule, statement, guard, cue, vocabulary entry, pack or family '\(TerminalText.stripped(id))'."
            + (near ?? " 'hawthorne markers list --all-rules' names markers, rules and packs."))
      }
      if json {
        try Console.result(try CanonicalJSON.text(of: found.json, indented: true))
      } else {
        let view = MarkersView(set: set, showsPatterns: patterns, wrap: WrappedText.forOutput)
        try Console.result(view.text(found))
      }
      return .pass
    }
  }
}
