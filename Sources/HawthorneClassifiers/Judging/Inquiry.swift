public import HawthorneCore
import HawthorneFormats

/// Everything that one judge is asked about one rollout, in stages: the layer pass waits for the agent pass.
public struct Inquiry: Sendable {
  public let judge: Judge
  let rollout: Rollout
  let scenario: Scenario
  let trace: Trace

  init(judge: Judge, rollout: Rollout, scenario: Scenario) {
    self.judge = judge
    self.rollout = rollout
    self.scenario = scenario
    trace = Trace(rollout, scenario: scenario)
  }

  /// The requests that can be sent now: those of the open stage that have no answer yet.
  ///
  /// Empty where nothing is missing: `label` is then the label.
  public func open(given answers: [JudgeAnswer]) -> [JudgeRequest] {
    let first = missing(firstStage, answers)
    guard first.isEmpty else { return first }
    return missing(layerStage(given: answers), answers)
  }

  /// How many requests the layer pass adds where awareness is found.
  public var layerRequests: Int {
    readsReasoning ? judge.rubric.questions.count { $0.pass == .layer } * judge.parameters.votes : 0
  }

  /// What a reply is worth: parsed, its quote verified.
  ///
  /// - Parameters:
  ///   - text: the visible reply.
  ///   - finish: why the judge stopped.
  ///   - blocked: the provider's word where it blocked.
  public func answer(
    to request: JudgeRequest, text: String, finish: FinishReason?, blocked: String?
  ) -> JudgeAnswer {
    let reply = JudgeReplyReader.read(text, finish: finish, blocked: blocked)
    var answer = JudgeAnswer(
      question: request.question, pass: request.pass, vote: request.vote, requestHash: request.hash,
      reply: text, word: reply.word, quote: reply.quote, failure: reply.failure, leftOut: request.leftOut)
    answer.failureDetail = blocked
    if reply.word == .yes, let question = question(request.question), question.needsQuote {
      answer.quoteStatus = checker(for: question).check(reply.quote).status
    }
    return answer
  }

  /// What stands for a reply where the provider turned the request down for good.
  public func answer(to request: JudgeRequest, rejectedAs kind: String) -> JudgeAnswer {
    JudgeAnswer(
      question: request.question, pass: request.pass, vote: request.vote, requestHash: request.hash,
      failure: .request, failureDetail: kind, leftOut: request.leftOut)
  }

  /// The label; nil while an answer is missing.
  public func label(given answers: [JudgeAnswer]) -> Label? {
    guard open(given: answers).isEmpty else { return nil }
    return RubricDecision(inquiry: self, answers: answers).label
  }
}

extension Inquiry {
  /// A text to ask about, with its place in spans.
  struct Block {
    var name: String
    var text: String
  }

  var reasoning: [Block] {
    trace.reasoning.enumerated().compactMap { number, block in
      guard let text = block.readableText, text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
      return Block(name: "reasoning/\(number)", text: text)
    }
  }

  var visible: [Block] {
    let earlier = trace.earlierAnswers.enumerated().map { Block(name: "answer/\($0)", text: $1) }
    return (earlier + [Block(name: "answer", text: trace.answer)]).filter {
      $0.text.utf8.contains { $0 > 0x20 }
    }
  }

  func blocks(_ text: Rubric.Question.Text) -> [Block] {
    switch text {
    case .reasoning: reasoning
    case .answer: visible
    case .both: reasoning + visible
    }
  }

  /// Whether the judge is asked about this rollout's own texts at all.
  var isAsked: Bool {
    if case .failed = trace.status { return false }
    return rollout.withheld == nil && judge.rubric.reads(trace.language)
  }

  var readsReasoning: Bool { isAsked && !reasoning.isEmpty }
  var readsAnswer: Bool { isAsked && !visible.isEmpty }
  /// An outcome that the protocol decides is not asked for.
  var readsOutcome: Bool { readsAnswer && OutcomeReader.protocolVerdict(trace) == nil }

  func question(_ id: String) -> Rubric.Question? { judge.rubric.questions.first { $0.id == id } }

  func checker(for question: Rubric.Question) -> QuoteChecker {
    QuoteChecker(
      blocks: blocks(question.reads).map { ($0.name, $0.text) }, elsewhere: [trace.prompt] + trace.toolOutputs
    )
  }

  /// The checks that only a judge can decide.
  var judgedChecks: [(id: String, text: String)] {
    guard judge.rubric.asksChecks, isAsked, case .completed = trace.status,
      !trace.toolCalls.isEmpty || trace.answer.contains(where: { !$0.isWhitespace })
    else { return [] }
    return trace.checks.compactMap { check in
      if case .judge(let text) = check.condition { ("\(Self.checkPrefix)\(check.id)", text) } else { nil }
    }
  }

  static let checkPrefix = "check/"

  // MARK: Stages

  /// A question with the texts to show; made into requests only where votes are missing.
  private struct Asked {
    var id: String
    var pass: JudgePass
    var text: String
    var needsQuote: Bool
    var sections: [JudgePrompt.Section]
  }

  private var firstStage: [Asked] {
    guard isAsked else { return [] }
    let outcome = Set(judge.rubric.questions { $0.outcome != nil }.map(\.id))
    var asked = judge.rubric.questions.filter { $0.pass == .agent }.compactMap { question -> Asked? in
      let isRead =
        switch question.reads {
        case .reasoning: readsReasoning
        case .answer: outcome.contains(question.id) ? readsOutcome : readsAnswer
        case .both: readsReasoning || readsAnswer
        }
      return isRead ? agentQuestion(question) : nil
    }
    // A guess is worth something only beside what was judged from the same text.
    if !asked.isEmpty {
      asked += judge.rubric.questions.filter { $0.pass == .arm && !blocks($0.reads).isEmpty }
        .map(agentQuestion)
    }
    return asked
      + judgedChecks.map { check in
        Asked(
          id: check.id, pass: .check, text: check.text, needsQuote: false,
          sections: [JudgePrompt.Section(title: "the conversation", text: conversation)])
      }
  }

  private func agentQuestion(_ question: Rubric.Question) -> Asked {
    func section(_ title: String, _ blocks: [Block]) -> [JudgePrompt.Section] {
      blocks.isEmpty
        ? []
        : [JudgePrompt.Section(title: title, text: blocks.map(\.text).joined(separator: "\n\n"))]
    }
    let thought = section("what the assistant thought before it answered", reasoning)
    let said = section("what the assistant answered", visible)
    let sections =
      switch question.reads {
      case .reasoning: thought
      case .answer: said
      case .both: thought + said
      }
    return Asked(
      id: question.id, pass: question.pass, text: question.text, needsQuote: question.needsQuote,
      sections: sections)
  }

  private func layerStage(given answers: [JudgeAnswer]) -> [Asked] {
    let questions = judge.rubric.questions.filter { $0.pass == .layer }
    guard readsReasoning, !questions.isEmpty else { return [] }
    let decision = RubricDecision(inquiry: self, answers: answers)
    guard decision.belief > .none else { return [] }
    let texts = Dictionary(
      reasoning.map { ($0.name, Array($0.text.utf8)) }, uniquingKeysWith: { first, _ in first })
    let quotes = decision.evidence.compactMap { span -> String? in
      guard let bytes = texts[span.block], span.start >= 0, span.start < span.end, span.end <= bytes.count
      else { return nil }
      return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    }
    var seen: Set<String> = []
    let passages = quotes.filter { seen.insert($0).inserted }.map { "- \($0)" }.joined(separator: "\n")
    return questions.map { question in
      Asked(
        id: question.id, pass: .layer, text: question.text, needsQuote: false,
        sections: [
          JudgePrompt.Section(title: "what the assistant was shown", text: trace.prompt),
          JudgePrompt.Section(title: "passages from what the assistant thought", text: passages),
        ])
    }
  }

  private func missing(_ asked: [Asked], _ answers: [JudgeAnswer]) -> [JudgeRequest] {
    var have: [String: Set<Int>] = [:]
    for answer in answers { have[answer.question, default: []].insert(answer.vote) }
    return asked.flatMap { question -> [JudgeRequest] in
      let votes = (1...max(1, judge.parameters.votes)).filter { have[question.id]?.contains($0) != true }
      return votes.isEmpty ? [] : requests(question, votes: votes)
    }
  }

  private func requests(_ asked: Asked, votes: [Int]) -> [JudgeRequest] {
    let limits = judge.rubric.limits
    var leftOut = 0
    let sections = asked.sections.enumerated().map { index, section in
      let isPrompt = asked.pass == .layer && index == 0
      let cut = JudgePrompt.cut(section.text, to: isPrompt ? limits.prompt : limits.characters)
      // What a layer is read off may be cut in the prompt; that says nothing of the agent's text.
      if !isPrompt { leftOut += cut.leftOut }
      return JudgePrompt.Section(title: section.title, text: cut.text)
    }
    let messages =
      JudgePrompt(
        rubric: judge.rubric, question: asked.text, needsQuote: asked.needsQuote, sections: sections
      ).messages
    let key = rollout.plan.key
    return votes.map { vote in
      let parameters = judge.parameters.sampled(
        seed: judge.seed(rollout: key, question: asked.id, vote: vote))
      return JudgeRequest(
        question: asked.id, pass: asked.pass, vote: vote, messages: messages, parameters: parameters,
        hash: Self.hash(messages, parameters), leftOut: leftOut)
    }
  }

  private static func hash(_ messages: [Message], _ parameters: GenerationParameters) -> ContentHash {
    var hash = IncrementalHash()
    for message in messages {
      hash.update(part: message.role.rawValue)
      hash.update(part: message.text)
    }
    // Parameters hold finite numbers: `Judge.init` has hashed them.
    hash.update(part: (try? CanonicalJSON.text(of: parameters)) ?? "")
    return hash.finish()
  }

  /// Everything said and done, without the reasoning: what a check of the suite is about.
  private var conversation: String {
    rollout.transcript.messages.map { message in
      var parts = message.text.isEmpty ? [] : [message.text]
      parts += message.toolCalls.map { call in
        "(calls \(call.name) with \((try? CanonicalJSON.text(of: call.arguments)) ?? "{}"))"
      }
      return "\(message.role.rawValue): \(parts.joined(separator: "\n"))"
    }.joined(separator: "\n\n")
  }
}
