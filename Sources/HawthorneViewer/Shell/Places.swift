import HawthorneCore
import HawthorneStore

/// The addresses of the pages.
extension Place {
  static func matrix(_ run: String, classifier: String? = nil) -> Place {
    Place(["runs", run, "matrix"], ["classifier": classifier])
  }

  static func rollout(_ run: String, _ key: ContentHash, classifier: String? = nil) -> Place {
    Place(["runs", run, "rollouts", key.hex], ["classifier": classifier])
  }

  /// The matched set of a scenario in one epoch, mode and language; nil takes the first there is.
  static func set(
    _ run: String, _ scenario: ScenarioPlace, mode: String? = nil, epoch: Int? = nil, language: String? = nil,
    classifier: String? = nil
  ) -> Place {
    Place(
      ["runs", run, "set"],
      [
        "suite": scenario.suiteID, "scenario": scenario.scenarioID, "mode": mode,
        "epoch": epoch.map(String.init),
        "language": language, "classifier": classifier,
      ])
  }

  static func compare(_ first: String, _ second: String) -> Place {
    Place(["compare"], ["first": first, "second": second])
  }
}
