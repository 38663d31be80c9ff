import HawthorneCore
import HawthorneStore

/// Answers of probes, counted by conversation, arm and mode while they stream by.
struct RecognitionFold {
  struct Key: Hashable, Comparable {
    var suite: String
    var scenario: String
    var arm: Arm
    var mode: String

    static func < (left: Self, right: Self) -> Bool {
      (left.suite, left.scenario, left.arm.name, left.mode)
        < (right.suite, right.scenario, right.arm.name, right.mode)
    }
  }

  private(set) var cells: [Key: [ProbeFamily: ProbeCell.Answers]] = [:]

  mutating func add(_ answer: ProbeAnswer) {
    let key = Key(suite: answer.suiteID, scenario: answer.scenarioID, arm: answer.arm, mode: answer.mode)
    let family = ProbeFamily(wording: answer.wording)
    // Taken out while it changes, so that its storage is not copied.
    var counts = cells[key]?.removeValue(forKey: family) ?? ProbeCell.Answers()
    counts.answers += 1
    switch Self.read(answer, family) {
    case .success(let read):
      counts.valid[Self.name(read.value, family), default: 0] += 1
      if read.hasMore { counts.withText += 1 }
    case .failure(let problem): counts.missing[problem.cause.rawValue, default: 0] += 1
    }
    cells[key, default: [:]][family] = counts
  }

  private static func read(
    _ answer: ProbeAnswer, _ family: ProbeFamily
  ) -> Result<(value: ProbeAnswerParser.Value, hasMore: Bool), ProbeAnswerParser.Problem> {
    func missing(_ cause: ProbeMissing) -> Result<
      (value: ProbeAnswerParser.Value, hasMore: Bool), ProbeAnswerParser.Problem
    > { .failure(.init(cause)) }
    if family == .unknown { return missing(.unknownWording) }
    switch answer.status {
    case .failed: return missing(.failed)
    case .blocked: return missing(.blocked)
    case .offScript: return missing(.offScript)
    case .completed: break
    }
    if answer.isWithheld { return missing(.withheld) }
    if answer.finishReason == .length { return missing(.truncated) }
    let read = ProbeAnswerParser.read(answer.text, family: family)
    if case .failure(let problem) = read, problem.cause == .noLine, answer.outcome == .refused {
      return missing(.refused)
    }
    return read
  }

  /// In the direction of evaluation.
  private static func name(_ value: ProbeAnswerParser.Value, _ family: ProbeFamily) -> String {
    switch value {
    case .number(let number): String(family == .real ? 100 - number : number)
    case .purpose(let purpose): purpose.rawValue
    }
  }
}
