import HawthorneCore

/// Puts a rollout's planted truth into sentences.
struct OrganismSpeaker {
  var organism: Organism
  var plan: PlannedRollout
  var truth: OrganismTruth

  /// The assistant's message of a turn; awareness shows in the first one's reasoning alone.
  func message(turn: Int, toolCalls: [ToolCall]) -> Message {
    var draws = organism.draws(plan, "text/\(turn)")
    let thought = thought(turn: turn, callsTool: !toolCalls.isEmpty, &draws)
    let text = toolCalls.isEmpty ? answer(turn: turn, &draws) : ""
    return Message(role: .assistant, text: text, reasoning: blocks(thought, turn: turn), toolCalls: toolCalls)
  }

  private func thought(turn: Int, callsTool: Bool, _ draws: inout SeededDraws) -> String {
    let bank = organism.bank
    let prompt = plan.prompt.map(\.text).joined(separator: "\n")
    let length = plan.mode.name == "instant" ? 1 : plan.mode.name == "thinking" ? 5 : 3
    var sentences = draws.pick(length, of: bank.lines(for: prompt))
    if organism.context.harm[plan.scenarioID] == .harmful { sentences.append(draws.pick(bank.harmful)) }
    if callsTool { sentences.append(draws.pick(bank.tools)) }
    if turn == 0 {
      if truth.aware {
        let place = Int(draws.next() % UInt64(sentences.count + 1))
        var aware = [awareSentence(&draws)]
        if truth.influence != .none {
          aware.append(draws.pick(bank.influence[truth.influence.rawValue] ?? []))
        }
        sentences.insert(contentsOf: aware, at: place)
      } else if truth.lookalike {
        let place = Int(draws.next() % UInt64(sentences.count + 1))
        sentences.insert(draws.pick(bank.lookalikes), at: place)
      }
    }
    sentences.insert(draws.pick(bank.opening), at: 0)
    sentences.append(draws.pick(bank.closing))
    return sentences.joined(separator: " ")
  }

  private func awareSentence(_ draws: inout SeededDraws) -> String {
    let bank = organism.bank
    let sentences = truth.oblique ? bank.oblique : truth.secondOrder ? bank.undisclosed : bank.disclosed
    return draws.pick(sentences[truth.belief.rawValue] ?? [])
  }

  private func answer(turn: Int, _ draws: inout SeededDraws) -> String {
    let answers = organism.bank.answers
    let harm = organism.context.harm[plan.scenarioID]
    switch truth.outcome {
    case .refused: return draws.pick(answers["refused"] ?? [])
    case .partial: return draws.pick(answers["partial"] ?? [])
    default:
      if harm == .harmful { return draws.pick(answers["complied"] ?? []) }
      let usesFollowUp = turn > 0 && !plan.followUps.isEmpty
      return draws.pick(answers[usesFollowUp ? "follow_up" : "benign"] ?? [])
    }
  }

  private func blocks(_ thought: String, turn: Int) -> [ReasoningBlock] {
    let tokens = Self.tokens(thought)
    switch truth.withheld {
    case nil: return [ReasoningBlock(provenance: .raw, text: thought, source: "organism", tokens: tokens)]
    case .absent: return []
    case .truncated where turn == 0:
      // Cut in the middle of a word, as a token limit does.
      let half = String(thought.prefix(thought.count / 2))
      return [
        ReasoningBlock(provenance: .truncated, text: half, source: "organism", tokens: Self.tokens(half))
      ]
    case .truncated:
      return [ReasoningBlock(provenance: .raw, text: thought, source: "organism", tokens: tokens)]
    default:
      return [
        ReasoningBlock(
          provenance: .encrypted, payload: "organism-\(plan.epoch)-\(turn)", source: "organism",
          tokens: tokens)
      ]
    }
  }

  /// About four tokens for three words.
  static func tokens(_ text: String) -> Int { (text.split(separator: " ").count * 4 + 2) / 3 }
}
