import HawthorneCore
import HawthorneStore

/// Rollouts that no store holds.
enum LabelledRolloutMaker {
  /// With spans of two classifiers, one of them outside the text.
  static func two() -> LabelledRollout {
    LabelledRollout(
      rollout: Fixture.rollout("r", suite: "suite", scenario: "s1", arm: Arm(.overt), epoch: 1),
      labels: [
        Fixture.label(spans: [Fixture.span(), Fixture.span("reasoning/0", 3..<9999)]),
        Fixture.label(Fixture.judge, spans: [Fixture.span("reasoning/0", 4..<12)]),
      ])
  }
}
