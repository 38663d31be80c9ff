import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneReports

/// `hawthorne score-classifier`: how far a classifier agrees with people.
struct ScoreClassifierCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "score-classifier",
    abstract: "Compare a classifier with labels that people gave.",
    discussion: """
      Gold is JSON Lines with a trace (the members 'classify' reads) and 'label', or CSV with id and target, \
      joined to --traces by id. Labels are mapped to the classes of a task; a label that is none is an error. \
      What the classifier could not read is NA, counted apart, and scored both ways.

      Exits 3 when a line could not be read or joined (each is said), 64 when the gold as a whole cannot be.
      """)

  @Option(
    parsing: .upToNextOption, help: "Gold files: JSON Lines, or CSV named .csv.",
    completion: .file(extensions: ["jsonl", "csv"]))
  var gold: [String]

  @Option(
    parsing: .upToNextOption,
    help: "JSON Lines of traces, or of what 'classify' printed, to join to the gold by id.",
    completion: .file(extensions: ["jsonl"]))
  var traces: [String] = []

  @Option(help: "The member or column with the label (default: label; in CSV target, else label).")
  var label: String?

  @Option(help: "Keep only rows of this split.")
  var split: String?

  @Option(help: "awareness, user_probe, recognised, refusal, outcome or marker:M01 (default: guessed).")
  var task: String?

  @Option(
    help: """
      What is positive: aware or aware_or_probe (awareness), any_refusal or full_refusal (refusal); the first is \
      the default.
      """)
  var positive: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Labels to take for a class of the task.", valueName: "label=class"))
  var map: [String] = []

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Labels to leave out.", valueName: "label"))
  var exclude: [String] = []

  @Option(help: "Break down by model, kind, domain, belief, label, marker, rule; separated by commas.")
  var by: String?

  @Option(
    help: ArgumentHelp(
      """
      Keep items together that share this member or column: intervals then take clusters, not items, for \
      independent. 'prompt' is the trace's prompt (the default where every prompt is known), 'none' is no clusters.
      """, valueName: "field"))
  var cluster: String?

  @Option(help: "Mistakes shown of each kind.")
  var errors = 10

  @Flag(help: "Show ids of mistakes only, no text of the gold.")
  var noText = false

  @Option(help: "Seed of the bootstrap.")
  var seed: UInt64 = 1

  @Option(
    name: .shortAndLong,
    help: "Write to a file instead of stdout; .json, .md or .txt says the format. Repeatable.",
    completion: .file(extensions: ["json", "md", "txt"]))
  var output: [String] = []

  @Flag(help: "Print JSON on stdout.")
  var json = false

  @OptionGroup var rules: RuleOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if errors < 0 { throw ValidationError("--errors takes a number from 0, not \(errors).") }
  }

  func execute() async throws -> ExitStatus {
    let targets = try output.map {
      (path: $0, format: try OutputFormat(path: $0, among: [.json, .markdown, .text]))
    }
    let score = try await GoldScore(try request(), classifier: try rules.classifier())
    for complaint in score.complaints() { Console.error(complaint) }
    if let guess = score.guess { console.note(guess) }
    for target in targets {
      try SystemFile.write(Data(try rendered(score, target.format).utf8), to: target.path)
      console.note(target.path)
    }
    if json || targets.isEmpty {
      try Console.result(String(try rendered(score, json ? .json : .text).dropLast()))
    }
    return score.exitStatus
  }

  private func rendered(_ score: GoldScore, _ format: OutputFormat) throws -> String {
    switch format {
    case .json: try score.json()
    case .markdown: score.markdown
    // No page is made of a score: the output names above leave it out.
    case .html, .text: score.text
    }
  }

  private func request() throws -> GoldRequest {
    var request = GoldRequest(gold: gold)
    request.traces = traces
    request.label = label
    request.split = split
    request.task = try task.map { name in
      guard let task = GoldTask(name: name) else { throw unknown("--task", name, GoldTask.names) }
      return task
    }
    request.positive = try positive.map { name in
      guard let positive = GoldPositive(rawValue: name) else {
        throw unknown("--positive", name, GoldPositive.allCases.map(\.rawValue))
      }
      return positive
    }
    for text in map {
      // A label may hold an equals sign, a class never does.
      guard let mark = text.lastIndex(of: "="), mark > text.startIndex else {
        throw ValidationError("--map takes label=class, not '\(text)'.")
      }
      let label = String(text[..<mark])
      guard request.map.updateValue(String(text[text.index(after: mark)...]), forKey: label) == nil else {
        throw ValidationError("--map has '\(label)' twice.")
      }
    }
    request.exclude = Set(exclude)
    request.by = try (OptionText.list(by, option: "--by") ?? []).map { name in
      guard let dimension = GoldDimension(rawValue: name) else {
        throw unknown("--by", name, GoldDimension.allCases.map(\.rawValue))
      }
      return dimension
    }
    request.errors = errors
    request.showsText = !noText
    request.seed = seed
    request.cluster = cluster
    return request
  }

  private func unknown(_ option: String, _ name: String, _ known: [String]) -> ValidationError {
    let near = NearestName.find(name, among: known).map { " Did you mean '\($0)'?" } ?? ""
    return ValidationError("\(option) has no '\(name)'.\(near) There are \(known.joined(separator: ", ")).")
  }
}
