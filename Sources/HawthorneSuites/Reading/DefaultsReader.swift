import HawthorneCore
import HawthorneFormats

/// Reads what a suite asks unless the command line says otherwise.
enum DefaultsReader {
  static func defaults(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Suite.Defaults {
    var defaults = Suite.Defaults()
    guard let map = node.mapping("defaults", SuiteFields.defaults, &problems) else { return defaults }
    func ranged<Value: Comparable>(_ key: String, _ value: Value?, _ range: ClosedRange<Value>) -> Value? {
      guard let value else { return nil }
      if range.contains(value) { return value }
      problems.append(
        Diagnostic(
          id: "suite.out-of-range", location: map[key]?.location ?? map.location,
          message: "set '\(key)' between \(range.lowerBound) and \(range.upperBound)"))
      return nil
    }
    defaults.epochs =
      ranged("epochs", map["epochs"]?.integer("epochs", &problems), SuiteFields.epochs) ?? 1
    defaults.parameters.temperature =
      ranged("temperature", map["temperature"]?.double("temperature", &problems), SuiteFields.temperature)
    defaults.parameters.topP = ranged("top_p", map["top_p"]?.double("top_p", &problems), SuiteFields.topP)
    defaults.parameters.maxTokens =
      ranged("max_tokens", map["max_tokens"]?.integer("max_tokens", &problems), SuiteFields.maxTokens)
    defaults.parameters.seed = map["seed"]?.integer("seed", &problems).map(Int64.init)
    defaults.arms = map["arms"]?.list("arms", &problems)?.compactMap { ArmReader.arm($0, &problems) }
    defaults.languages =
      map["languages"]?.list("languages", &problems)?.compactMap { LanguageRule.read($0, &problems) }
    return defaults
  }
}

/// What is asked by default must be there to ask.
enum DefaultsRule {
  static func complaints(about suite: Suite, at location: Diagnostic.Location) -> [Diagnostic] {
    let arms = Set(suite.framings.map(\.arm) + suite.scenarios.flatMap { $0.framings.map(\.arm) })
    let languages = Set(suite.scenarios.flatMap(\.languages))
    return (suite.defaults.arms ?? []).filter { !arms.contains($0) }.map { arm in
      Diagnostic(
        id: "suite.unknown-default", location: location,
        message: "add a framing for the arm '\(arm.name)', or take it out of the defaults",
        notes: NearestName.hint(for: arm.name, among: arms.map(\.name).sorted()))
    }
      + (suite.defaults.languages ?? []).filter { !languages.contains($0) }.map { language in
        Diagnostic(
          id: "suite.unknown-default", location: location,
          message: "take the language '\(language)' out of the defaults: no scenario is written in it")
      }
  }
}
