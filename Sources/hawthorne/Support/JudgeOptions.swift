import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneRunner

/// Which judges are asked what, and how.
struct JudgeOptions: ParsableArguments {
  @Option(
    name: .customLong("rubric"),
    help: ArgumentHelp(
      "What the judge is asked: awareness, refusal, or a file of yours.", valueName: "name|file"))
  var rubric: String?

  @Option(
    name: .customLong("judge"),
    help: ArgumentHelp(
      "A model that judges, as provider/name; repeatable, each gives labels of its own.", valueName: "model"))
  var judges: [String] = []

  @Option(help: "Requests for each question of each rollout; the majority counts (default: 1).")
  var votes: Int?

  @Option(help: "Sampling temperature (default: 0; several votes need one above 0).")
  var temperature: Double?

  @Option(help: "The longest reply in tokens (default: 400).")
  var maxTokens: Int?

  @Option(help: "Seed that the requests' own are derived from (default: 0).")
  var seed: UInt64?

  @Option(help: "Reasoning effort of the judge, as its provider knows it.")
  var reasoningEffort: String?

  @Option(help: "Characters of each text that are shown, instead of the rubric's limit.")
  var characters: Int?

  @Option(name: .customShort("M"), help: "A member key=value for the request's body; repeatable.")
  var extra: [String] = []

  @Option(help: "Only these rollouts in the run's order: the first 10, or 10-20.")
  var limit: String?

  /// An option that was given, for a complaint where no judge is asked.
  var given: String? {
    let all: [(String, Bool)] = [
      ("--rubric", rubric != nil), ("--judge", !judges.isEmpty), ("--votes", votes != nil),
      ("--temperature", temperature != nil), ("--max-tokens", maxTokens != nil), ("--seed", seed != nil),
      ("--reasoning-effort", reasoningEffort != nil), ("--characters", characters != nil),
      ("-M", !extra.isEmpty), ("--limit", limit != nil),
    ]
    return all.first(where: \.1)?.0
  }

  func validate() throws {
    for (name, number, range) in [
      ("--votes", votes, 1...99), ("--max-tokens", maxTokens, 1...1_000_000),
      ("--characters", characters, 200...10_000_000),
    ] {
      if let number, !range.contains(number) {
        throw ValidationError("\(name) must be from \(range.lowerBound) to \(range.upperBound).")
      }
    }
    if let temperature, !(0...100).contains(temperature) {
      throw ValidationError("--temperature must be a number from 0.")
    }
    if let limit { _ = try OptionText.limit(limit) }
    if Set(judges).count < judges.count { throw ValidationError("Each --judge may be named once.") }
  }

  var range: Range<Int>? { get throws { try limit.map(OptionText.limit) } }

  /// The judges asked for.
  ///
  /// - Throws: `ValidationError`, `DiagnosticsError` for a rubric that does not read, `FileError`, `JudgeError`.
  func judgesAsked() throws -> [Judge] {
    guard !judges.isEmpty else {
      throw ValidationError(
        "Name the judging model with --judge provider/name; 'hawthorne models' lists the providers.")
    }
    if let votes, votes > 1, temperature == nil {
      throw ValidationError("--votes \(votes) needs a --temperature above 0: at 0 every vote is the same.")
    }
    let rubric = try readRubric(rubric ?? "awareness")
    let parameters = JudgeParameters(
      votes: votes ?? 1, temperature: temperature ?? 0, maxTokens: maxTokens ?? 400, seed: seed ?? 0,
      reasoningEffort: reasoningEffort,
      extra: try OptionText.pairs(extra, option: "-M").mapValues(OptionText.value), characters: characters)
    return try judges.map { text in
      guard let name = ModelName(text) else {
        throw ValidationError(
          "--judge takes provider/name, such as openai/gpt-5, not '\(TerminalText.stripped(SecretShape.withoutKeys(text)))'."
        )
      }
      return try Judge(rubric: rubric, model: try ModelSecrets(name).name, parameters: parameters)
    }
  }

  /// The secrets of the judges' commands, in the order of `judgesAsked()`.
  func secrets() throws -> [[String: String]] {
    try judges.compactMap { ModelName($0) }.map { try ModelSecrets($0).values }
  }

  /// A shipped rubric by its name, else a file.
  private func readRubric(_ name: String) throws -> Rubric {
    if let shipped = try Rubric.named(name) { return shipped }
    let bytes: Data
    do throws(FileError) {
      bytes = try SystemFile.contents(of: name, limit: 1 << 20)
    } catch {
      guard !name.contains("/"), !name.contains(".") else { throw error }
      let hint = NearestName.hint(for: name, among: Rubric.shipped.map(\.name)).joined(separator: "; ")
      throw ValidationError(
        "There is no rubric '\(TerminalText.stripped(name))', nor a file of that name; \(hint).")
    }
    return try Rubric.read(bytes, file: name)
  }
}
