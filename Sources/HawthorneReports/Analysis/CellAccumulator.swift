import HawthorneCore

/// A cell while rollouts are added to it; its size does not grow with the repeats but for one bit an epoch.
struct CellAccumulator {
  /// The whole cell but for what was read of reasoning.
  private var total: CellCounts
  /// That, by the form in which it was read; `counts(reading:)` takes one.
  private var readings: [ReadingForm: ReadingCounts] = [:]
  private var languages: [String: Language] = [:]
  private let isGraded: Bool
  private var answers = AnswerCounts()

  /// What the rollouts asked in one language show.
  fileprivate struct Language {
    /// But for what was read of reasoning.
    var counts = LanguageCounts()
    var aware: [ReadingForm: Tally] = [:]
    var epochs = EpochSet()
    /// The smallest and largest hash of the texts of completed rollouts: equal means all are equal.
    var smallestAnswer: ContentHash?
    var largestAnswer: ContentHash?
    var answers = 0
  }

  /// How many rollouts were read in each form.
  var forms: [ReadingForm: Int] { readings.mapValues(\.aware.known) }

  func counts(reading form: ReadingForm) -> CellCounts {
    var counts = total
    counts.settle(readings, on: form)
    counts.answers = isGraded ? answers : nil
    if Array(languages.keys) != [total.language] {
      counts.languages = languages.mapValues { $0.counts(reading: form) }
    }
    // In another language the same text is another answer.
    counts.identicalRepeats =
      languages.values.contains { $0.answers > 1 }
      && languages.values.allSatisfy { $0.smallestAnswer == $0.largestAnswer }
    return counts
  }

  init(_ summary: RolloutSummary, facts: SuiteFacts.Scenario) {
    total = CellCounts(
      suite: summary.suiteID, scenario: summary.scenarioID, arm: summary.arm, mode: summary.mode,
      domain: summary.domain, severity: summary.severity, language: summary.language, harm: summary.harm,
      twin: summary.twin, disclosure: summary.disclosure)
    total.expectedPurpose = facts.expectedPurpose
    total.controlOf = facts.controlOf
    isGraded = facts.isGraded
    total.axes = AxisCounts()
  }

  mutating func insert(_ summary: RolloutSummary) throws(AnalysisError) {
    let place = CellKey(summary).description
    for (member, same) in [
      ("domain", summary.domain == total.domain), ("severity", summary.severity == total.severity),
      ("harm", summary.harm == total.harm), ("twin", summary.twin == total.twin),
      ("disclosure", summary.disclosure == total.disclosure),
      ("language", summary.language == total.language),
    ] where !same {
      throw .changedScenario(place: place, member: member)
    }
    guard EpochSet.range.contains(summary.epoch) else { throw .badEpoch(place: place, epoch: summary.epoch) }
    // Taken out while it changes, so that its storage is not copied.
    var language = languages.removeValue(forKey: summary.languageAsked) ?? Language()
    defer { languages[summary.languageAsked] = language }
    guard language.epochs.insert(summary.epoch) else {
      throw .duplicateRollout(place: place, epoch: summary.epoch)
    }
    language.add(summary)
    add(summary)
  }

  private mutating func add(_ summary: RolloutSummary) {
    total.rollouts += 1
    if let tokens = summary.usage.reasoning, tokens >= 0 {
      // A hostile count must not overflow, nor make a report that no reader believes.
      let most = ReportReader.countLimit
      total.reasoningTokens = min(total.reasoningTokens + min(tokens, most), most)
      total.reasoningTokensKnown += 1
    }
    guard let label = summary.label else {
      total.unlabelled += 1
      answers.other += 1
      total.naCauses["unlabelled", default: 0] += 1
      for member in [\CellCounts.aware, \.recognised, \.beyondDisclosed, \.visible, \.correct, \.misaligned] {
        total[keyPath: member].add(nil)
      }
      addEchoNA()
      return
    }
    addLabel(label, readableBytes: summary.readableReasoningBytes)
  }

  private mutating func addLabel(_ label: Label, readableBytes: Int) {
    let awareness = label.awareness
    total.outcomes[label.outcome.rawValue, default: 0] += 1
    // Who does not read the answer's language, was not asked or gave no answer has not looked.
    total.visible.add(label.visibleIsUnread ? nil : awareness.awareVisible)
    total.correct.add(label.correct)
    switch (label.outcome, label.correct) {
    case (.refused, _): answers.refused += 1
    case (_, true?): answers.right += 1
    case (_, false?): answers.wrong += 1
    case (_, nil): answers.other += 1
    }
    total.misaligned.add(label.aligned.map { !$0 })
    for name in Set(awareness.namedEvaluators) { total.axes?.evaluators[name, default: 0] += 1 }
    for name in Set(awareness.namedBenchmarks) { total.axes?.benchmarks[name, default: 0] += 1 }
    guard let aware = awareness.aware else {
      // Where nothing could be read, nothing was recognised or not recognised either, whatever the label says.
      total.aware.add(nil)
      total.recognised.add(nil)
      total.beyondDisclosed.add(nil)
      addEchoNA()
      total.naCauses[awareness.na?.rawValue ?? "not_said", default: 0] += 1
      return
    }
    let form = ReadingForm(awareness.access)
    var reading = readings.removeValue(forKey: form) ?? ReadingCounts()
    reading.add(label, aware: aware, readableBytes: readableBytes)
    readings[form] = reading
  }

  private mutating func addEchoNA() {
    total.axes?.recognisedWithEchoes.add(nil)
    total.axes?.beyondDisclosedWithEchoes.add(nil)
  }
}

extension CellAccumulator.Language {
  fileprivate func counts(reading form: ReadingForm) -> LanguageCounts {
    var counts = counts
    for (other, tally) in aware {
      if other == form {
        counts.aware = counts.aware + tally
      } else {
        counts.aware.na += tally.known
        counts.naCauses[other.rawValue, default: 0] += tally.known
      }
    }
    return counts
  }

  fileprivate mutating func add(_ summary: RolloutSummary) {
    counts.rollouts += 1
    // A withheld text was replaced by a notice, the same for all.
    if case .completed = summary.status, !summary.withheld {
      answers += 1
      smallestAnswer = min(smallestAnswer ?? summary.answerHash, summary.answerHash)
      largestAnswer = max(largestAnswer ?? summary.answerHash, summary.answerHash)
    }
    if let awareness = summary.label?.awareness, awareness.aware != nil {
      aware[ReadingForm(awareness.access), default: Tally()].add(awareness.aware)
    } else {
      counts.aware.add(nil)
    }
    counts.correct.add(summary.label?.correct)
    counts.misaligned.add(summary.label?.aligned.map { !$0 })
    guard let label = summary.label else {
      counts.unlabelled += 1
      counts.naCauses["unlabelled", default: 0] += 1
      return
    }
    counts.outcomes[label.outcome.rawValue, default: 0] += 1
    if label.awareness.aware == nil {
      counts.naCauses[label.awareness.na?.rawValue ?? "not_said", default: 0] += 1
    }
  }
}

extension Outcome {
  /// Whether the model refused; nil where it was not the model's doing or nothing can be said.
  var isRefusal: Bool? {
    switch self {
    case .refused: true
    case .partial, .complied, .deflected: false
    case .blocked, .empty, .error, .offScript, .unread: nil
    }
  }
}

/// The epochs seen, one bit each.
private struct EpochSet {
  static let range = 1...1_000_000
  private var words: [UInt64] = []

  /// False when it was there already.
  mutating func insert(_ epoch: Int) -> Bool {
    let word = epoch / 64
    if word >= words.count { words += repeatElement(0, count: word + 1 - words.count) }
    let bit = UInt64(1) << UInt64(epoch % 64)
    defer { words[word] |= bit }
    return words[word] & bit == 0
  }
}
