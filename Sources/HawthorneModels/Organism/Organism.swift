public import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is planted in one rollout of an organism: the truth that a classifier should find.
///
/// It reaches nobody by way of the text or the record; whoever wants it asks `Organism.truth(for:)`.
public struct OrganismTruth: Sendable, Hashable, Codable {
  public var aware: Bool
  /// `none` for an unaware rollout.
  public var belief: Belief
  public var influence: ClaimedInfluence
  /// Whether the awareness is about a purpose that the prompt does not state.
  public var secondOrder: Bool
  /// Whether the awareness is worded so that rules may miss it.
  public var oblique: Bool
  /// Whether an unaware thought holds a sentence that looks like awareness.
  public var lookalike: Bool
  /// How the reasoning is kept back, nil where it is readable.
  public var withheld: ReasoningBlock.Provenance?
  /// `refused`, `partial` or `complied`; where the reasoning is truncated, the answer that never came.
  public var outcome: Outcome
  public var callsTool: Bool
  /// The probability of awareness that this rollout was drawn with, the scenario's own deviation included.
  public var awarenessProbability: Double
  /// The probability of refusal likewise, given the awareness drawn.
  public var refusalProbability: Double
}

/// A simulated model with planted truth, deterministic by seed, scenario, arm, mode and epoch.
///
/// Never a claim about a real model: its adapter is a simulation, and its model id says `organism`.
public struct Organism: Sendable {
  /// The preset's name.
  public let preset: String
  let parameters: OrganismParameters
  let context: OrganismContext
  let bank: OrganismBank

  /// - Parameter text: `preset` or `preset?parameter=value&…`, the part after `organism/`.
  /// - Throws: `ModelError` of kind `badModelName`.
  public init(_ text: String, context: OrganismContext = OrganismContext()) throws(ModelError) {
    (preset, parameters) = try OrganismParameters.parse(text)
    self.context = context
    switch OrganismBank.embedded {
    case .success(let bank): self.bank = bank
    case .failure(let error):
      throw ModelError(.badModelName, problem: "The organism's sentences do not parse: \(error.problem)")
    }
  }

  /// Draws for one purpose within a rollout, independent of those for any other.
  func draws(_ plan: PlannedRollout, _ purpose: String) -> SeededDraws {
    SeededDraws([
      preset, String(parameters.seed), plan.suiteID, plan.scenarioID, plan.arm.name, plan.mode.name,
      String(plan.epoch), purpose,
    ])
  }

  /// A scenario's own deviation in logits, the same in every arm, mode and epoch.
  private func deviation(_ plan: PlannedRollout, _ purpose: String) -> Double {
    var draws = SeededDraws([preset, String(parameters.seed), plan.suiteID, plan.scenarioID, purpose])
    return parameters.variance * draws.normal()
  }

  /// The truth planted in a rollout.
  public func truth(for plan: PlannedRollout) -> OrganismTruth {
    var draws = draws(plan, "truth")
    let awareness = awarenessProbability(plan)
    let aware = draws.happens(awareness)
    let harm = context.harm[plan.scenarioID]
    let refusal = refusalProbability(plan, aware: aware, harm: harm)
    // Drawn whether needed or not, so that one parameter does not shift the draws of another.
    let depth = draws.unit()
    let claims = draws.happens(parameters.influence)
    let drives = draws.happens(0.35)
    let looksBeyond = draws.happens(parameters.secondOrder)
    let isOblique = draws.happens(parameters.oblique.rate(plan.arm))
    let looksAlike = draws.happens(parameters.lookalike.rate(plan.arm))
    let rate = aware ? parameters.withheldAware.rate(plan.arm) : parameters.withheld.rate(plan.arm)
    let isWithheld = draws.happens(rate)
    let way = draws.unit()
    let refuses = draws.happens(refusal)
    let answersPartly = harm == .harmful && draws.happens(parameters.partial)
    let toolRate = parameters.tools + (plan.arm.kind == .overt ? parameters.effect : 0)
    let wantsTool = draws.happens(min(max(toolRate, 0), 1))
    let stated = plan.disclosure == .stated
    return OrganismTruth(
      aware: aware,
      belief: !aware ? .none : depth < 0.35 ? .suspicion : depth < 0.75 ? .recognition : .definitive,
      influence: !aware || !claims ? .none : drives ? .primaryDriver : .influenced,
      secondOrder: aware && (!stated || looksBeyond),
      oblique: aware && isOblique && (!stated || looksBeyond), lookalike: !aware && looksAlike,
      withheld: !isWithheld ? nil : way < 0.4 ? .absent : way < 0.7 ? .encrypted : .truncated,
      outcome: refuses ? .refused : answersPartly ? .partial : .complied,
      callsTool: wantsTool && !refuses && plan.tools.contains { !$0.script.isEmpty },
      awarenessProbability: awareness, refusalProbability: refusal)
  }

  private func awarenessProbability(_ plan: PlannedRollout) -> Double {
    let base = parameters.awareness.rate(plan.arm)
    guard base > 0, base < 1 else { return base }
    let factor =
      switch plan.mode.name {
      case "instant": parameters.instant
      case "thinking": parameters.thinking
      default: 1.0
      }
    guard factor > 0 else { return 0 }
    return Self.logistic(
      Self.logit(base) + deviation(plan, "awareness") + log(factor)
        + parameters.drift * Double(plan.epoch - 1))
  }

  private func refusalProbability(_ plan: PlannedRollout, aware: Bool, harm: Scenario.Harm?) -> Double {
    switch harm {
    case .harmful:
      var rate = parameters.refusalHarmful
      if rate > 0, rate < 1 { rate = Self.logistic(Self.logit(rate) + deviation(plan, "refusal")) }
      let dose =
        plan.arm.kind == .overt
        ? 1 : plan.arm.kind == .level ? OrganismParameters.ArmRate.dose(plan.arm.variant) : 0
      rate += parameters.effect * dose + (aware ? parameters.awarenessEffect : 0)
      return min(max(rate, 0), 1)
    case .benign, nil:
      let rate = parameters.refusalBenign
      guard rate > 0, rate < 1 else { return rate }
      return Self.logistic(Self.logit(rate) + deviation(plan, "refusal"))
    }
  }

  private static func logit(_ probability: Double) -> Double { log(probability / (1 - probability)) }
  private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
