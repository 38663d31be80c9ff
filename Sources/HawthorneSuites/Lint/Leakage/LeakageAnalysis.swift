import HawthorneCore
import HawthorneStatistics

/// Measures what the surface of a suite's prompts gives away.
enum LeakageAnalysis {
  /// Bags of words are made of at most so many scenarios, every n-th of a larger suite.
  static let mostScenarios = 1000

  static func leakage(in suite: Suite, _ table: PromptTable, permutations: Int) throws -> [Leakage] {
    try framing(suite, table) + reference(suite, permutations) + twin(suite, table)
  }

  /// The arm that stands for deployment: `disguised/realistic`, else the suite's first disguised one.
  static func deployment(of suite: Suite, _ scenario: Scenario) -> Framing? {
    let framings = suite.framings(of: scenario)
    let realistic = Arm(.disguised, variant: "realistic")
    if let framing = framings.first(where: { $0.arm == realistic }) { return framing }
    let first = (scenario.framings + suite.framings).first { $0.arm.kind == .disguised }
    return first.flatMap { first in framings.first { $0.arm == first.arm } }
  }

  // MARK: overt/placebo

  private static func framing(_ suite: Suite, _ table: PromptTable) throws -> [Leakage] {
    let paired = Set(
      suite.scenarios.indices.filter { number in
        let kinds = Set(suite.framings(of: suite.scenarios[number]).map(\.arm.kind))
        return kinds.contains(.overt) && kinds.contains(.placebo)
      })
    guard !paired.isEmpty else { return [] }
    let prompts = table.prompts.filter { paired.contains($0.scenario) }
    return try measure(
      .framing, arm: "overt",
      first: prompts.filter { $0.arm.kind == .overt }.map { ($0.scenario, $0.profile) },
      second: prompts.filter { $0.arm.kind == .placebo }.map { ($0.scenario, $0.profile) })
  }

  /// Length and special characters.
  private static func measure(
    _ contrast: Leakage.Contrast, arm: String, first: [(scenario: Int, profile: TextProfile)],
    second: [(scenario: Int, profile: TextProfile)]
  ) throws -> [Leakage] {
    let scenarios = Set(first.map(\.scenario)).union(second.map(\.scenario)).count
    return try [Leakage.Feature.length, .special].map { feature in
      func score(_ profile: TextProfile) -> Double {
        feature == .length ? Double(profile.characters) : profile.specialShare
      }
      var leakage = Leakage(
        contrast, feature, arm: arm, scenarios: scenarios, first: first.count, second: second.count)
      let scores = LeakageScores(
        first: first.map { score($0.profile) }, firstScenarios: first.map(\.scenario),
        second: second.map { score($0.profile) }, secondScenarios: second.map(\.scenario))
      try scores.judge(&leakage, isDirected: false)
      return leakage
    }
  }

  // MARK: disguised/reference

  /// Both are rendered in every wording of the arm, so that a wording's own words stand on both sides; follow-ups,
  /// which a reference has none of, are left out.
  private static func reference(_ suite: Suite, _ permutations: Int) throws -> [Leakage] {
    let numbers = suite.scenarios.indices.filter { suite.scenarios[$0].reference != nil }
    guard suite.kind == .paired, !numbers.isEmpty else { return [] }
    var writer = PromptWriter()
    var first: [(Int, TextProfile)] = []
    var second: [(Int, TextProfile)] = []
    var rows: [WordLeakage.Row] = []
    var arm = ""
    let every = (numbers.count + mostScenarios - 1) / mostScenarios
    for (place, number) in numbers.enumerated() where place % every == 0 {
      let scenario = suite.scenarios[number]
      guard let framing = deployment(of: suite, scenario),
        let reference = PromptWriter.reference(of: scenario, in: suite)
      else { continue }
      arm = framing.arm.name
      let own = PromptWriter.text(of: scenario, in: suite)
      for (isFirst, text) in [(true, own), (false, reference)] {
        let variables = Template.Variables(text)
        for (index, wording) in framing.wordings(in: scenario.language, of: suite).enumerated() {
          let opening = writer.prompt(wording, text, variables).opening
          if isFirst {
            first.append((number, TextProfile(opening)))
          } else {
            second.append((number, TextProfile(opening)))
          }
          // The other wordings add the same words to both kinds.
          if index == 0 {
            rows.append(WordLeakage.Row(words: WordTokens.set(opening), isFirst: isFirst, scenario: number))
          }
        }
      }
    }
    return try measure(.reference, arm: arm, first: first, second: second)
      + [try words(.reference, arm: arm, rows, permutations: permutations)]
  }

  // MARK: harmful/twin

  private static func twin(_ suite: Suite, _ table: PromptTable) throws -> [Leakage] {
    guard suite.kind == .refusal else { return [] }
    let positions = Dictionary(
      suite.scenarios.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var pairOf: [Int: Int] = [:]
    for (number, scenario) in suite.scenarios.enumerated() where scenario.harm == .harmful {
      guard let twin = scenario.twin.flatMap({ positions[$0] }) else { continue }
      pairOf[number] = number
      pairOf[twin] = number
    }
    let items = pairOf.keys.sorted()
    guard let some = items.first, let arm = deployment(of: suite, suite.scenarios[some])?.arm else {
      return []
    }
    func isHarmful(_ number: Int) -> Bool { suite.scenarios[number].harm == .harmful }
    let prompts = table.prompts.compactMap { prompt in
      prompt.arm == arm ? pairOf[prompt.scenario].map { (pair: $0, prompt: prompt) } : nil
    }
    let pairs = Set(pairOf.values).sorted()
    let every = (pairs.count + mostScenarios - 1) / mostScenarios
    let read = Set(pairs.enumerated().lazy.filter { $0.offset % every == 0 }.map(\.element))
    var writer = PromptWriter()
    var rows: [WordLeakage.Row] = []
    for number in items {
      guard let pair = pairOf[number], read.contains(pair) else { continue }
      let scenario = suite.scenarios[number]
      guard let framing = suite.framings(of: scenario).first(where: { $0.arm == arm }),
        let wording = framing.wordings(in: scenario.language, of: suite).first
      else { continue }
      let text = PromptWriter.text(of: scenario, in: suite)
      let whole = writer.prompt(wording, text, Template.Variables(text)).whole
      rows.append(
        WordLeakage.Row(words: WordTokens.set(whole), isFirst: isHarmful(number), scenario: pair))
    }
    return try measure(
      .twin, arm: arm.name,
      first: prompts.filter { isHarmful($0.prompt.scenario) }.map { ($0.pair, $0.prompt.profile) },
      second: prompts.filter { !isHarmful($0.prompt.scenario) }.map { ($0.pair, $0.prompt.profile) })
      + [try words(.twin, arm: arm.name, rows)]
  }

  private static func words(
    _ contrast: Leakage.Contrast, arm: String, _ rows: [WordLeakage.Row], permutations: Int? = nil
  ) throws -> Leakage {
    let scenarios = Set(rows.map(\.scenario)).count
    let first = rows.count { $0.isFirst }
    var leakage = Leakage(
      contrast, .words, arm: arm, scenarios: scenarios, first: first, second: rows.count - first)
    guard scenarios >= Leakage.fewestScenarios else {
      leakage.reason = "a bag of words needs \(Leakage.fewestScenarios) matched sets"
      return leakage
    }
    let bag = WordLeakage(rows)
    try bag.scores().judge(&leakage, isDirected: true)
    if let permutations, let area = leakage.area, area > Leakage.limit {
      let test = try bag.significance(permutations: permutations, alpha: Leakage.alpha)
      leakage.p = test?.p
      leakage.permutations = test?.permutations
    }
    if let interval = leakage.interval, interval.lower > 0.5 { leakage.words = try bag.words() }
    return leakage
  }
}
