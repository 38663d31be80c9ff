import HawthorneCore
import HawthorneFormats

/// A logged rollout with its place in a run.
struct MappedRollout {
  var logged: LoggedRollout
  var model: ModelName
  var suite: String
  var scenario: String
  var arm: Arm
  var disclosure: Disclosure
  var wording: String
  var mode: Mode
  /// nil where neither the log nor the mapping counts.
  var epoch: Int?
  /// Those of the scenario that were given.
  var scenarioValues: [LogMapping.Member: String]
  let promptHash: ContentHash
  /// Over what was said, and how it ended.
  private let sourceHash: ContentHash

  /// What nobody said.
  static let notSaid = "(not said)"
  /// Undetermined (BCP 47): texts are read by the rules of the language that they are in.
  static let undetermined = "und"

  var prompt: [Message] { Array(logged.messages[..<logged.promptCount]) }

  /// What the prompt hash is over, under the names of native plans.
  private struct PromptContents: Encodable {
    var prompt: [Message]
    var followUps: [String] = []
    var tools: [SimulatedTool] = []
  }

  /// - Parameter trace: counts what the mapping asks for and the rollout has; nil where nobody asks.
  /// - Returns: nil where the mapping leaves the rollout out.
  /// - Throws: `MissingArm`, `LogError`, `DiagnosticsError`.
  init?(
    _ logged: LoggedRollout, file: String, mapping: LogMapping, model given: ModelName?,
    trace: inout MappingTrace?
  ) throws {
    guard let values = try mapping.values(of: logged, file: file, trace: &trace) else { return nil }
    for (member, value) in values {
      guard let problem = member.complaint(about: value) else { continue }
      if value.location != nil {
        var problem = problem
        problem.notes.append("\(logged.place) of \(file) has it")
        throw DiagnosticsError([problem])
      }
      throw LogError(
        file: file,
        kind: .badName(place: logged.place, what: member.rawValue, name: value.text))
    }
    func text(_ member: LogMapping.Member) -> String? { values[member]?.text }
    self.logged = logged
    if let given {
      model = given
    } else if let name = logged.model, !name.isEmpty {
      model = Self.modelName(name)
    } else {
      throw LogError(file: file, kind: .noModel(place: logged.place))
    }
    guard let name = text(.arm), let arm = Arm(name: name) else { throw MissingArm(place: logged.sample) }
    self.arm = arm
    disclosure =
      text(.disclosure).flatMap(Disclosure.init(rawValue:)) ?? (arm.kind == .overt ? .stated : .none)
    suite = text(.suite) ?? Self.suiteName(logged.task, file: file)
    scenario = text(.scenario) ?? logged.sample
    for (what, name, member) in [
      ("suite", suite, LogMapping.Member.suite), ("scenario", scenario, .scenario),
    ] {
      guard member.complaint(about: LogMapping.Value(name)) == nil else {
        throw LogError(file: file, kind: .badName(place: logged.place, what: what, name: name))
      }
    }
    wording = text(.wording) ?? "as-logged"
    mode = logged.mode ?? Mode()
    if let name = text(.mode) { mode.name = name }
    epoch = text(.epoch).flatMap { Int($0) } ?? logged.epoch
    scenarioValues = [:]
    for member in LogMapping.Member.ofScenario { scenarioValues[member] = text(member) }
    promptHash = try ContentHash(
      canonical: PromptContents(prompt: Array(logged.messages[..<logged.promptCount])))
    sourceHash = try ContentHash(
      canonical: Source(
        messages: logged.messages, status: logged.status, finish: logged.finishReason,
        served: logged.servedModel))
  }

  /// Nothing says the arm.
  struct MissingArm: Error { var place: String }

  /// `openai/gpt-5`, also from `openai:gpt-5`; a name without a provider gets one that says so.
  static func modelName(_ name: String) -> ModelName {
    if let model = ModelName(name) { return model }
    let parts = name.split(separator: ":", maxSplits: 1)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
      return ModelName(provider: String(parts[0]), name: String(parts[1]))
    }
    return ModelName(provider: notSaid, name: name)
  }

  /// Made of the task's name; of the file's where the log names no task.
  static func suiteName(_ task: String?, file: String) -> String {
    let base = file.split(separator: "/").last.map(String.init) ?? file
    let name = task.flatMap { $0.isEmpty ? nil : $0 } ?? String(base.prefix { $0 != "." })
    let safe = String(
      name.unicodeScalars.map { scalar in
        let isPlain =
          scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_.".unicodeScalars.contains(scalar)
        return isPlain ? Character(scalar) : "-"
      })
    return safe.isEmpty ? "imported" : String(safe.prefix(100))
  }

  /// Simulated models of other harnesses and ours, which are no language models.
  static func isSimulation(_ model: ModelName) -> Bool {
    ["mockllm", "echo", "organism"].contains(model.provider.lowercased())
      || model.provider == notSaid && model.name.lowercased() == "echo"
  }

  /// Everything that tells this rollout from others, its contents included.
  private struct Identity: Encodable {
    var imported = 1
    var model: ModelName
    var suite: String
    var scenario: String
    var arm: Arm
    var disclosure: Disclosure
    var wording: String
    var mode: Mode
    var epoch: Int
    var prompt: ContentHash
    var source: ContentHash
  }

  private struct Source: Encodable {
    var messages: [Message]
    var status: RolloutStatus
    var finish: FinishReason?
    var served: String?
  }

  /// - Parameter epoch: as it was counted.
  func key(epoch: Int) throws -> ContentHash {
    try ContentHash(
      canonical: Identity(
        model: model, suite: suite, scenario: scenario, arm: arm, disclosure: disclosure, wording: wording,
        mode: mode, epoch: epoch, prompt: promptHash, source: sourceHash))
  }

  /// What the log has of the rollout beside what was said: two that are alike in this too are one.
  private struct Particulars: Encodable {
    var sample: String
    var source: ContentHash
    var fields: [String: JSONValue]
    var startedAt: Int64?
    var finishedAt: Int64?
    var latency: Int?
  }

  /// Over all that the log has of the rollout but its grades.
  func contents() throws -> ContentHash {
    try ContentHash(
      canonical: Particulars(
        sample: logged.sample, source: sourceHash, fields: logged.fields, startedAt: logged.startedAt,
        finishedAt: logged.finishedAt, latency: logged.latencyMilliseconds))
  }

  /// The rollout as it is stored.
  ///
  /// - Parameter startedAt: of the run, for a log that dates no rollouts.
  func rollout(key: ContentHash, epoch: Int, parameters: GenerationParameters, startedAt: Int64) -> Rollout {
    let plan = PlannedRollout(
      key: key, suiteID: suite, scenarioID: scenario, arm: arm, wording: wording, disclosure: disclosure,
      mode: mode, epoch: epoch, prompt: prompt, parameters: logged.parameters ?? parameters,
      promptHash: promptHash)
    let began = logged.startedAt ?? startedAt
    let transcript = Transcript(messages: logged.messages)
    let serving = ServingRecord(
      requestedModel: logged.model ?? model.name, servedModel: logged.servedModel,
      finishReason: logged.finishReason, usage: logged.usage,
      latencyMilliseconds: logged.latencyMilliseconds ?? ServingRecord.latencyNotSaid,
      attempts: transcript.answers.count, parametersAsSent: .object([:]),
      unknownTypes: UnknownTypeCounts.limited(logged.unknownTypes))
    return Rollout(
      plan: plan, status: logged.status, transcript: transcript, serving: serving, startedAt: began,
      finishedAt: logged.finishedAt ?? began + Int64(logged.latencyMilliseconds ?? 0))
  }
}

/// Counts of parts by type, kept small whatever a log holds.
enum UnknownTypeCounts {
  static func limited(_ counts: [String: Int]) -> [String: Int]? {
    guard counts.count > 32 else { return counts.isEmpty ? nil : counts }
    var kept: [String: Int] = [:]
    for (number, item) in counts.sorted(by: { $0.key < $1.key }).enumerated() {
      kept[number < 31 ? item.key : "more", default: 0] += item.value
    }
    return kept
  }
}
