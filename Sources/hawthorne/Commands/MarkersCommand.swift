import ArgumentParser
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

struct MarkersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "markers",
    abstract: "List, show, test and try out the rules behind awareness labels.",
    subcommands: [List.self, Show.self, Test.self, Explain.self],
    defaultSubcommand: List.self)

  struct List: HawthorneCommand {
    static let configuration = CommandConfiguration(abstract: "List the markers with their rule counts.")
    @OptionGroup var rules: RuleOptions
    @Flag(help: "Write JSON.") var json = false

    func execute() async throws -> ExitStatus {
      let summaries = try rules.packs().awareness.flatMap(\.summaries)
      let counts = Dictionary(grouping: summaries, by: \.marker).mapValues(\.count)
      if json {
        let items = Marker.all.map { marker in
          JSONValue.object([
            "id": .string(marker.id), "name": .string(marker.name),
            "counts_as_aware": .bool(marker.countsAsAware),
            "rules": .integer(Int64(counts[marker.id] ?? 0)),
          ])
        }
        try Console.result(try CanonicalJSON.text(of: .array(items), indented: true))
        return .pass
      }
      for marker in Marker.all {
        let count = counts[marker.id] ?? 0
        let note = marker.countsAsAware ? "" : "  (never makes a rollout aware)"
        try Console.result("\(marker.id)  \(count < 10 ? " " : "")\(count)  \(marker.name)\(note)")
      }
      return .pass
    }
  }

  struct Show: HawthorneCommand {
    static let configuration = CommandConfiguration(abstract: "Show a marker's rules.")
    @Argument(help: "M01 to M24, or a rule's id.") var id: String
    @OptionGroup var rules: RuleOptions

    func execute() async throws -> ExitStatus {
      let all = try rules.packs().awareness.flatMap(\.summaries)
      let wanted = all.filter { $0.marker == id.uppercased() || $0.id == id }
      let marker = Marker(id: id.uppercased())
      guard marker != nil || !wanted.isEmpty else {
        throw ValidationError(
          "There is no marker or rule '\(id)'; 'hawthorne markers list' names the markers.")
      }
      if let marker { try Console.result("\(marker.id) \(marker.name)") }
      if wanted.isEmpty { try Console.result("  no rules: for people to assign") }
      for rule in wanted {
        try Console.result(
          """

          \(rule.id)  (\(rule.pack))
            belief \(rule.belief.rawValue), influence \(rule.influence.rawValue), agent \(rule.agent)\
          \(rule.flags.isEmpty ? "" : ", flags " + rule.flags.map(\.rawValue).joined(separator: " "))
            guards \(rule.guards.joined(separator: ", "))\
          \(rule.needs.isEmpty ? "" : "\n  needs  " + rule.needs.joined(separator: ", "))
          """)
        for text in rule.positive { try Console.result("  + \(TerminalText.stripped(text))") }
        for text in rule.negative { try Console.result("  - \(TerminalText.stripped(text))") }
      }
      return .pass
    }
  }

  struct Test: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the examples of the packs.",
      discussion: "Exits 3 when an example does not hold, 64 when a pack does not read.")
    @OptionGroup var rules: RuleOptions

    func execute() async throws -> ExitStatus {
      let packs = try rules.packs()
      let result = PackTester.run(awareness: packs.awareness, refusal: packs.refusal)
      for failure in result.failures { Console.error(failure.description) }
      let count = (packs.awareness + [packs.refusal]).map(\.ruleCount).reduce(0, +)
      try Console.result(
        "\(result.examples) examples of \(count) rules, \(result.failures.count) do not hold")
      return result.failures.isEmpty ? .pass : .invalid
    }
  }

  struct Explain: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show which rules match a text, and which guards stop them.")
    @Argument(help: "The text, read as reasoning.") var text: String
    @Option(help: "What the model was shown.") var prompt = ""
    @Flag(help: "Read the text as a visible answer.") var answer = false
    @OptionGroup var rules: RuleOptions

    func execute() async throws -> ExitStatus {
      let classifier = try rules.classifier()
      let block = ReasoningBlock(provenance: .raw, text: text, source: "argument")
      let trace = Trace(
        prompt: prompt, reasoning: answer ? [] : [block], answer: answer ? text : "")
      let explanation = classifier.explain(trace)
      let awareness = explanation.label.awareness
      let verdict = answer ? awareness.awareVisible : awareness.aware ?? false
      try Console.result(
        "aware \(verdict)  belief \(awareness.belief.rawValue)  influence \(awareness.influence.rawValue)"
          + (awareness.flags.isEmpty
            ? "" : "  flags \(awareness.flags.map(\.rawValue).joined(separator: " "))")
          + (awareness.purpose.map { "  purpose \($0.rawValue)" } ?? ""))
      if answer {
        try Console.result(
          "outcome \(explanation.label.outcome.rawValue) (\(explanation.label.outcomeReason))")
      }
      for match in explanation.matches {
        let fate =
          match.stoppedBy.map { "stopped: \($0)" }
          ?? "\(match.belief.rawValue), \(match.stance.rawValue), \(match.object.rawValue), \(match.layer.rawValue)"
        try Console.result(
          "  \(match.marker) \(match.rule) [\(match.start)..<\(match.end)] \(fate)\n      “\(TerminalText.stripped(match.text))”"
        )
        if !match.carriedBy.isEmpty {
          try Console.result(
            "      carried by \(TerminalText.stripped(match.carriedBy.joined(separator: ", ")))")
        }
      }
      if answer {
        for statement in explanation.statements {
          try Console.result(
            "  \(statement.act) \(statement.id) sentence \(statement.sentence)\n      “\(TerminalText.stripped(statement.text))”"
          )
        }
      }
      return .pass
    }
  }
}
