public import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
public import HawthorneStore

extension JudgeFigures {
  /// The figures of a judge over what a store holds of a run.
  ///
  /// - Parameter comparing: whether to hold its labels against those of every other classifier of the run.
  /// - Throws: `StoreError`.
  public init(
    of run: String, classifier: ClassifierIdentity, in store: Store, comparing: Bool = true
  ) throws {
    var fold = JudgeFold()
    try store.forEachSummary(of: run, classifier: classifier) { fold.add($0) }
    try store.forEachJudgeAnswer(of: run, by: classifier) { fold.add($1, of: $0) }
    fold.finishRollout()
    var agreements: [Agreement] = []
    let others = comparing ? try store.classifiers(of: run).map(\.identity).filter { $0 != classifier } : []
    for other in others.sorted(by: { ($0.id, $0.version, $0.hash) < ($1.id, $1.version, $1.hash) }) {
      var pairs = LabelPairs()
      try store.forEachSummary(of: run, classifier: other) { summary in
        guard !summary.withheld, let label = summary.label, let own = fold.facts[summary.key] else { return }
        pairs.add(own, label)
      }
      agreements += try pairs.agreements(with: other)
    }
    self = try fold.figures(run: run, classifier: classifier, agreements: agreements)
  }
}

/// Gathers what a judge said; memory grows with the rollouts, not with the replies.
struct JudgeFold {
  struct Facts {
    var scenario: String
    var arm: Arm
    var disclosure: Disclosure
    var aware: Bool?
    var outcome: Outcome
    /// The questions that the evidence in the reasoning comes from.
    var evidence: Set<String>
  }

  private(set) var facts: [ContentHash: Facts] = [:]
  private var rollouts = 0
  private var labelled = 0
  private var withheld = 0
  private var naCauses: [String: Int] = [:]
  private var outcomes: [String: Int] = [:]
  private var replies = JudgeFigures.Replies()
  private var questions: [String: JudgeFigures.Question] = [:]
  private var guesses: [(key: ContentHash, isYes: Bool?)] = []
  private var current: (key: ContentHash, votes: [String: [JudgeAnswer]])?

  mutating func add(_ summary: RolloutSummary) {
    rollouts += 1
    if summary.withheld {
      withheld += 1
      return
    }
    guard let label = summary.label else { return }
    labelled += 1
    outcomes[label.outcome.rawValue, default: 0] += 1
    if label.awareness.aware == nil { naCauses[label.awareness.na?.rawValue ?? "not_said", default: 0] += 1 }
    let evidence = label.awareness.spans.filter {
      $0.block.hasPrefix("reasoning/") && $0.stance.isEvidence && $0.belief > .none
    }
    facts[summary.key] = Facts(
      scenario: "\(summary.suiteID)/\(summary.scenarioID)", arm: summary.arm, disclosure: summary.disclosure,
      aware: label.awareness.aware, outcome: label.outcome, evidence: Set(evidence.map(\.rule)))
  }

  /// Answers come rollout by rollout.
  mutating func add(_ answer: JudgeAnswer, of key: ContentHash) {
    if current?.key != key {
      finishRollout()
      current = (key, [:])
    }
    current?.votes[answer.question, default: []].append(answer)
    count(answer)
  }

  private mutating func count(_ answer: JudgeAnswer) {
    replies.all += 1
    switch answer.word {
    case .yes: replies.yes += 1
    case .no: replies.no += 1
    case .unsure: replies.unsure += 1
    case nil: replies.failures[answer.failure?.rawValue ?? "unknown", default: 0] += 1
    }
    if let status = answer.quoteStatus { replies.quotes[status.rawValue, default: 0] += 1 }
    if answer.leftOut > 0 { replies.cut += 1 }
    if let tokens = answer.usage.input { replies.inputTokens = Self.sum(replies.inputTokens, tokens) }
    if let tokens = answer.usage.output { replies.outputTokens = Self.sum(replies.outputTokens, tokens) }
    if let model = answer.servedModel { replies.servedModels[model, default: 0] += 1 }
  }

  /// A hostile count must not overflow.
  private static func sum(_ left: Int?, _ right: Int) -> Int {
    let (sum, overflow) = (left ?? 0).addingReportingOverflow(max(0, right))
    return overflow ? Int.max : sum
  }

  mutating func finishRollout() {
    guard let (key, all) = current else { return }
    current = nil
    for (id, answers) in all {
      let votes = JudgeVotes(answers)
      let pass = answers.first?.pass ?? .agent
      // The checks of many scenarios share nothing but that they are checks.
      let name = pass == .check ? "check" : id
      var question = questions[name] ?? JudgeFigures.Question(id: name, pass: pass)
      question.rollouts += 1
      switch votes.verdict {
      case true?:
        question.yes += 1
        if facts[key]?.aware == true { question.awareWithYes += 1 }
      case false?: question.no += 1
      case nil: question.na += 1
      }
      if facts[key]?.aware == true, facts[key]?.evidence == [id] { question.awareByItAlone += 1 }
      question.pairs += votes.pairs.all
      question.agreeingPairs += votes.pairs.agreeing
      questions[name] = question
      if pass == .arm { guesses.append((key, votes.verdict)) }
    }
  }

  func figures(
    run: String, classifier: ClassifierIdentity, agreements: [JudgeFigures.Agreement]
  ) throws -> JudgeFigures {
    JudgeFigures(
      schema: JudgeFigures.schema, run: run, classifier: classifier, rollouts: rollouts, labelled: labelled,
      unlabelled: rollouts - labelled - withheld, withheld: withheld,
      aware: facts.values.count { $0.aware == true }, notAware: facts.values.count { $0.aware == false },
      naCauses: naCauses, outcomes: outcomes, replies: replies,
      questions: questions.values.sorted { ($0.pass.place, $0.id) < ($1.pass.place, $1.id) },
      armGuess: try armGuess(), agreements: agreements)
  }

  private func armGuess() throws -> JudgeFigures.ArmGuess? {
    guard !guesses.isEmpty else { return nil }
    var rows: [String: JudgeFigures.ArmGuess.Row] = [:]
    var scenarios: [String: Tally] = [:]
    var stated = 0
    for (key, guess) in guesses {
      guard let facts = facts[key], facts.disclosure != .hinted else { continue }
      let truth = facts.disclosure == .stated
      let place = "\(facts.arm.name) \(facts.disclosure.rawValue)"
      var row =
        rows[place]
        ?? JudgeFigures.ArmGuess.Row(arm: facts.arm, disclosure: facts.disclosure, right: 0, known: 0, na: 0)
      if let guess {
        row.known += 1
        row.right += guess == truth ? 1 : 0
        stated += truth ? 1 : 0
        scenarios[facts.scenario, default: Tally()].add(guess == truth)
      } else {
        row.na += 1
      }
      rows[place] = row
    }
    let all = rows.values.sorted { ($0.arm, $0.disclosure.rawValue) < ($1.arm, $1.disclosure.rawValue) }
    let known = all.reduce(0) { $0 + $1.known }
    let right = all.reduce(0) { $0 + $1.right }
    let clusters = scenarios.sorted { $0.key < $1.key }.map(\.value.counts)
    return JudgeFigures.ArmGuess(
      rows: all, right: right, known: known, na: all.reduce(0) { $0 + $1.na }, scenarios: clusters.count,
      accuracy: known > 0 ? (Double(right) / Double(known)).reported : nil,
      interval: try ScenarioRate.estimate(clusters).map { ReportedInterval($0.interval) },
      baseRate: known > 0 ? (Double(max(stated, known - stated)) / Double(known)).reported : nil)
  }
}

extension JudgePass {
  /// The order in which passes are told.
  fileprivate var place: Int { JudgePass.allCases.firstIndex(of: self) ?? 0 }
}

/// The labels of a judge and another classifier on the same rollouts.
private struct LabelPairs {
  private var both = 0
  private var judgeOnly = 0
  private var otherOnly = 0
  private var neither = 0
  private var outcomes: [[Outcome]: Int] = [:]

  mutating func add(_ own: JudgeFold.Facts, _ label: Label) {
    switch (own.aware, label.awareness.aware) {
    case (true?, true?): both += 1
    case (true?, false?): judgeOnly += 1
    case (false?, true?): otherOnly += 1
    case (false?, false?): neither += 1
    default: break
    }
    if own.outcome != .unread, label.outcome != .unread {
      outcomes[[own.outcome, label.outcome], default: 0] += 1
    }
  }

  func agreements(with other: ClassifierIdentity) throws -> [JudgeFigures.Agreement] {
    var found: [JudgeFigures.Agreement] = []
    let aware = [[both, judgeOnly], [otherOnly, neither]]
    if both + judgeOnly + otherOnly + neither > 0 {
      found.append(try agreement(other, "aware", aware, table: aware.flatMap(\.self)))
    }
    let classes = Outcome.allCases.filter { outcome in outcomes.keys.contains { $0.contains(outcome) } }
    if !classes.isEmpty {
      let table = classes.map { own in classes.map { outcomes[[own, $0]] ?? 0 } }
      // What the protocol alone decides is no agreement of anybody's.
      let judged = classes.filter { [.refused, .partial, .complied, .deflected].contains($0) }
      if !judged.isEmpty {
        let rows = classes.indices.filter { judged.contains(classes[$0]) }
        let kept = rows.map { row in rows.map { table[row][$0] } }
        found.append(try agreement(other, "outcome", kept, table: nil))
      }
    }
    return found
  }

  private func agreement(
    _ other: ClassifierIdentity, _ axis: String, _ counts: [[Int]], table: [Int]?
  ) throws -> JudgeFigures.Agreement {
    JudgeFigures.Agreement(
      with: other, axis: axis, n: counts.joined().reduce(0, +),
      observed: try Agreement.observed(counts)?.reported, kappa: try Agreement.cohenKappa(counts)?.reported,
      ac1: try Agreement.gwetAC1(counts)?.reported, table: table)
  }
}
