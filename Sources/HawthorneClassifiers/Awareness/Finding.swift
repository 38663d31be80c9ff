import HawthorneCore

/// A rule's match after stance, tester, object and layer have been read off its context.
struct Finding: Sendable {
  var rule: String
  var marker: String
  var belief: Belief
  var influence: ClaimedInfluence
  var stance: Stance
  /// What `stance` is or, where only the echo rule made it `quoted`, would be without that rule.
  var ownStance: Stance
  var object: AwarenessObject
  var layer: Layer
  var agent: Rule.Agent
  var flags: [AwarenessFlag]
  var purpose: PurposeClass?
  var confidence: Double
  /// In the folded text.
  var range: Range<Int>
  /// Guard that stopped the rule; such a finding is kept for explanations only.
  var stoppedBy: String?
  /// Where stance, tester and guards were read off, if not at the match: a second opinion's word.
  var anchor: Range<Int>?
  /// For a second opinion that is explained: what weighed most for it.
  var carriedBy: [String] = []

  /// Said of the user: M18, or any rule whose tester turned out to be the user.
  var isUserProbe: Bool { marker == "M18" }

  /// Evidence of awareness: a marker that counts, a belief, and a stance that is evidence.
  var countsAsAware: Bool { countsWithEchoes && stance.isEvidence }

  /// As `countsAsAware`, were an echo of the prompt the model's own words.
  var countsWithEchoes: Bool {
    stoppedBy == nil && ownStance.isEvidence && belief >= .suspicion
      && Marker(id: marker)?.countsAsAware == true
  }
}
