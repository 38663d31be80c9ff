import ArgumentParser
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneInterchange
import HawthorneModels
import HawthorneStore

extension ImportCommand {
  /// `hawthorne import log`: rollouts of another harness as a run.
  struct Log: HawthorneCommand {
    static let configuration = CommandConfiguration(
      commandName: "log",
      abstract:
        "Import another harness's logs: Inspect, lm-eval, promptfoo, Petri, message lists, JSON Lines, CSV.",
      discussion: """
        The files make one run for each model. Each sample and epoch is a rollout; which scenario it is, and in which \
        arm, only you can say: --arm for all of them, or a mapping (Documentation/import-logs.md). What the log does \
        not say stays unsaid. Scores of the log are imported as scores, never as labels; the rules label the rollouts \
        unless --no-label is given.

        --dry-run says what the files hold, with the fields that a mapping may use, and stores nothing.

        The same files again change nothing. A log that has grown adds what is new to the same run.

        Exits 3 for a log that is damaged, incomplete in itself or not what it seems, 64 for what the command or the \
        mapping lacks; nothing is stored then.
        """)

    @Argument(help: "The log files.", completion: .file())
    var files: [String]

    @Option(help: "The store; it is made if it is not there.", completion: .file())
    var store = "hawthorne.sqlite"

    @Option(help: "The arm of all rollouts that a mapping says nothing of: kind or kind/variant.")
    var arm: String?

    @Option(
      help: "A mapping: which rollout is which scenario in which arm.",
      completion: .file(extensions: ["yaml"]))
    var mapping: String?

    @Option(
      help: ArgumentHelp(
        "The format of the files (default: told by what they hold): \(LogFormat.allCases.map(\.rawValue).joined(separator: ", "))."
      ))
    var format: String?

    @Option(help: "Who answered, where the log does not say or says it otherwise: provider/name.")
    var model: String?

    @Option(help: "The suite's id (default: made of the task's name).")
    var suite: String?

    @Option(help: "The language of all rollouts that a mapping says nothing of.")
    var language: String?

    @Option(
      name: .customLong("column"),
      help: ArgumentHelp(
        "For JSON Lines and CSV: which column holds what (\(RowColumn.allCases.map(\.rawValue).joined(separator: ", "))). Repeatable.",
        valueName: "what=column"))
    var columns: [String] = []

    @Option(
      name: .customLong("metadata"),
      help: "A note key=value for the manifest, such as system=…; repeatable.")
    var metadata: [String] = []

    @Flag(help: "Say what the files hold, and store nothing.")
    var dryRun = false

    @Flag(help: "Store no labels; 'hawthorne rescan' makes them.")
    var noLabel = false

    @OptionGroup(title: "Which rules label") var rules: RuleOptions

    @Flag(help: "Print what became of the logs as JSON.")
    var json = false

    @OptionGroup var console: ConsoleOptions

    func validate() throws {
      guard !files.isEmpty else { throw ValidationError("Name at least one log file.") }
      if let format, LogFormat(rawValue: format) == nil {
        throw ValidationError(Self.unknown("--format", format, LogFormat.allCases.map(\.rawValue)))
      }
      if let model, ModelName(model) == nil {
        throw ValidationError("--model takes provider/name, not '\(SecretShape.withoutKeys(model))'.")
      }
      if let arm, Arm(name: arm) == nil {
        throw ValidationError(Self.unknown("--arm", arm, Arm.Kind.allCases.map(\.rawValue)))
      }
      for column in columns {
        let parts = column.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw ValidationError("--column takes what=column, not '\(column)'.") }
        if RowColumn(rawValue: String(parts[0])) == nil {
          throw ValidationError(
            Self.unknown("--column", String(parts[0]), RowColumn.allCases.map(\.rawValue)))
        }
      }
      if noLabel, !rules.files.isEmpty || rules.leavesOutBuiltIn || rules.rawOnly {
        throw ValidationError("--no-label stores no labels: leave the options of the rules out.")
      }
    }

    private static func unknown(_ option: String, _ word: String, _ known: [String]) -> String {
      let near = NearestName.find(word, among: known).map { " Did you mean '\($0)'?" } ?? ""
      return "\(option) has no '\(word)'.\(near) There are \(known.joined(separator: ", "))."
    }

    private func source() throws -> LogSource {
      var said = try mapping.map { try LogMapping(path: $0) } ?? LogMapping()
      for (member, text) in [(LogMapping.Member.arm, arm), (.suite, suite), (.language, language)] {
        // What the mapping says goes first.
        if let text, said.defaults[member] == nil { said.defaults[member] = LogMapping.Value(text) }
      }
      for column in columns {
        let parts = column.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 2, let what = RowColumn(rawValue: parts[0]) { said.columns[what] = parts[1] }
      }
      var source = try LogSource(
        paths: files, format: format.flatMap(LogFormat.init(rawValue:)), mapping: said,
        model: try model.flatMap { ModelName($0) }.map { try ModelSecrets($0).name })
      source.allowsMissingArms = dryRun
      return source
    }

    func execute() async throws -> ExitStatus {
      let notes = try OptionText.pairs(metadata, option: "--metadata")
      let source = try source()
      for file in source.formats { console.note("\(file.path): \(file.format.title)") }
      let survey = try LogSurvey(source)
      for note in survey.notes { console.note(note) }
      let view = SurveyView(survey)
      if dryRun {
        try Console.result(json ? try view.json() : view.text)
        return .pass
      }
      let classifier = noLabel ? nil : try rules.classifier()
      classifier?.prepare(for: survey.languages)
      let store = try Store(path: store, access: .create)
      defer { store.close() }
      var label: (@Sendable (Rollout, Scenario) -> Label)?
      if let classifier { label = { rollout, scenario in classifier.classify(rollout, scenario: scenario) } }
      let results = try LogImport(
        source, survey: survey, store: store, harnessVersion: HarnessVersion.current, metadata: notes,
        label: label
      ).carryOut()
      if json {
        try Console.result(try CanonicalJSON.text(of: results))
        return .pass
      }
      for result in results {
        for note in result.notes { console.note(note) }
        console.note(Self.sentence(result))
        try Console.result(result.run)
      }
      return .pass
    }

    private static func sentence(_ result: LogImport.Result) -> String {
      let arms = result.arms.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(
        separator: ", ")
      var text =
        "run \(result.run) of \(result.model): \(result.added) of \(result.rollouts) rollouts added, "
        + "\(result.labelled) labelled (\(result.scenarios) scenarios; \(arms))"
      if result.added == 0 { text += "; nothing was new" }
      if !result.scores.isEmpty {
        let scores = result.scores.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        text += "; scores: \(scores.joined(separator: ", "))"
      }
      if result.state != .complete {
        text += "; the run is \(result.state.rawValue)\(result.stateReason.map { ": \($0)" } ?? "")"
      }
      return text
    }
  }
}
