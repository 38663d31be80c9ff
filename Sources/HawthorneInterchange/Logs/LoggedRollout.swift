public import HawthorneCore
import HawthorneModels

/// One conversation as a log has it, before anything is said of its suite, scenario and arm.
///
/// What the log does not say is nil.
public struct LoggedRollout: Sendable, Hashable {
  /// Where it stands, for messages: `samples/3_epoch_1.json`, `line 7`.
  public var place: String
  /// The task or data set, as the log names it.
  public var task: String?
  /// The sample's id, as text.
  public var sample: String
  /// From 1.
  public var epoch: Int?
  /// As the log names it.
  public var model: String?
  public var messages: [Message]
  /// How many of the messages the model was given before it wrote its first.
  public var promptCount: Int
  public var status: RolloutStatus
  public var finishReason: FinishReason?
  public var servedModel: String?
  public var usage: TokenUsage
  public var latencyMilliseconds: Int?
  /// Milliseconds since 1970.
  public var startedAt: Int64?
  public var finishedAt: Int64?
  public var parameters: GenerationParameters?
  public var mode: Mode?
  /// The harness's own limit that ended the conversation (`message`, `time`, …).
  public var limit: String?
  /// The log says that no language model answered.
  public var isSimulation = false
  /// What a mapping may ask for: `metadata.pair`, `prompt_label`, columns.
  public var fields: [String: JSONValue]
  public var scores: [LoggedScore]
  /// Parts that nothing was made of, counted by type.
  public var unknownTypes: [String: Int]

  public init(place: String, sample: String, messages: [Message] = []) {
    self.place = place
    self.sample = sample
    self.messages = messages
    promptCount = Self.promptCount(of: messages)
    status = .completed
    usage = TokenUsage()
    fields = [:]
    scores = []
    unknownTypes = [:]
  }

  /// The messages before the first that the model wrote.
  static func promptCount(of messages: [Message]) -> Int {
    messages.firstIndex { $0.role == .assistant && $0.prefilled != true } ?? messages.count
  }

  /// Sets status and thoughts by how the answer ended.
  mutating func settle() {
    promptCount = Self.promptCount(of: messages)
    if case .completed = status, finishReason == .contentFilter {
      status = .blocked(reason: "content_filter")
    }
    guard finishReason == .length,
      let last = messages.lastIndex(where: { $0.role == .assistant && $0.prefilled != true })
    else { return }
    LoggedReasoning.truncateLast(of: &messages[last])
  }
}

/// One value that the log's own scorer gave.
public struct LoggedScore: Sendable, Hashable {
  public var scorer: String
  public var value: ScoreValue
  public var note: String?

  public init(scorer: String, value: ScoreValue, note: String? = nil) {
    self.scorer = scorer
    self.value = value
    self.note = note
  }
}

/// What a log says of itself.
public struct LogFacts: Sendable, Hashable {
  public var format: LogFormat
  public var harness: String?
  public var harnessVersion: String?
  /// The log's own id.
  public var logID: String?
  public var task: String?
  public var taskVersion: String?
  public var dataset: String?
  public var model: String?
  /// Milliseconds since 1970.
  public var startedAt: Int64?
  public var endedAt: Int64?
  /// `success`, `error`, `cancelled`: the log's word.
  public var status: String?
  /// How many rollouts there should be.
  public var planned: Int?
  public var parameters: GenerationParameters
  public var mode: Mode?
  /// Remarks for the user, such as what was left out.
  public var notes: [String]
  /// Of plain rows; nil for logs of another form.
  var rows: RowFacts?

  public init(format: LogFormat) {
    self.format = format
    parameters = GenerationParameters()
    notes = []
  }

  /// Says that halves of surrogate pairs were read as U+FFFD, where any were.
  mutating func note(replaced: Int) {
    guard replaced > 0 else { return }
    notes.append(
      "\(replaced) \(replaced == 1 ? "half of a surrogate pair, which is" : "halves of surrogate pairs, which are") "
        + "no character, read as U+FFFD")
  }
}

/// Reads one format of log: a file for each.
///
/// A reader may be walked any number of times and gives the same rollouts each time, one at a time.
protocol LogReader {
  var format: LogFormat { get }
  var file: String { get }

  /// Passes every rollout to a closure; what that throws comes out as it is.
  ///
  /// - Throws: `LogError`, `ArchiveError`, `FileError`.
  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts
}

extension LogReader {
  /// Runs a walk over JSON, its errors in our words.
  func following<Value>(_ place: @autoclosure () -> String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as JSONStream.Malformed {
      if error.isTooLong {
        throw LogError(file: file, kind: .tooLarge(place: place(), limit: Self.rolloutLimit))
      }
      throw LogError(
        file: file,
        kind: .unreadable(
          place: "\(place()), byte \(error.offset)", detail: "not valid JSON: \(error.detail)"))
    }
  }

  /// The bytes of one rollout that are read at most.
  static var rolloutLimit: Int { 200_000_000 }

  func unreadable(_ place: String, _ detail: String) -> LogError {
    LogError(file: file, kind: .unreadable(place: place, detail: detail))
  }
}
