public import HawthorneCore

/// What the prompts of an arm look like.
public struct PromptMetrics: Sendable, Hashable, Codable {
  public var arm: Arm
  /// How many prompts these figures are over: scenarios times wordings.
  public var prompts: Int
  public var characters: Spread
  public var words: Spread
  /// An estimate, not a tokeniser's count (`TextProfile`).
  public var tokens: Spread
  public var sentences: Spread
  /// The share of characters that are neither letter, digit nor white space, a fraction.
  public var specialShare: Spread
  /// Flesch-Kincaid grade; nil for languages other than English, for which it is not defined.
  public var readingGrade: Spread?

  init?(_ arm: Arm, _ prompts: [PromptTable.Prompt], isEnglish: (Int) -> Bool) {
    func spread(_ figure: (TextProfile) -> Double) -> Spread? { Spread(prompts.map { figure($0.profile) }) }
    guard let characters = spread({ Double($0.characters) }), let words = spread({ Double($0.words) }),
      let tokens = spread({ Double($0.tokens) }), let sentences = spread({ Double($0.sentences) }),
      let special = spread(\.specialShare)
    else { return nil }
    self.arm = arm
    self.prompts = prompts.count
    self.characters = characters
    self.words = words
    self.tokens = tokens
    self.sentences = sentences
    specialShare = special
    readingGrade = Spread(prompts.filter { isEnglish($0.scenario) }.compactMap(\.profile.grade))
  }
}

/// One arm of a suite.
public struct ArmMetrics: Sendable, Hashable, Codable {
  public var metrics: PromptMetrics
  /// Scenarios by the format class of their first turn in the arm's first wording.
  public var formats: [String: Int]
  /// Whether it is asked unless the command line says otherwise.
  public var isAsked: Bool
}

/// One scenario in all its arms.
public struct SetMetrics: Sendable, Hashable, Codable {
  public var scenario: String
  public var domain: String
  public var language: String
  /// Its other languages, for which nothing is measured.
  public var translations: [String]
  public var arms: [PromptMetrics]
  public var formats: [String: FormatClass]
  /// Numbers of two digits or more in its texts, and how many of them are round.
  public var numbers: Int
  public var roundNumbers: Int
}

extension PromptTable {
  func arms(of suite: Suite, isAsked: (Arm) -> Bool) -> [ArmMetrics] {
    let english = suite.scenarios.map(\.isEnglish)
    let groups = Dictionary(grouping: prompts, by: \.arm)
    return groups.keys.sorted().compactMap { arm in
      guard let metrics = PromptMetrics(arm, groups[arm] ?? [], isEnglish: { english[$0] }) else {
        return nil
      }
      var classes: [String: Int] = [:]
      for formats in formats { if let format = formats[arm] { classes[format.rawValue, default: 0] += 1 } }
      return ArmMetrics(metrics: metrics, formats: classes, isAsked: isAsked(arm))
    }
  }

  func sets(of subject: LintSubject) -> [SetMetrics] {
    let suite = subject.suite
    let groups = Dictionary(grouping: prompts, by: \.scenario)
    return suite.scenarios.indices.map { number in
      let scenario = suite.scenarios[number]
      let arms = Dictionary(grouping: groups[number] ?? [], by: \.arm)
      let numbers = RoundFigures.numbers(of: subject.scenarioTexts[number])
      return SetMetrics(
        scenario: scenario.id, domain: scenario.domain, language: scenario.language,
        translations: scenario.translations.keys.sorted(),
        arms: arms.keys.sorted().compactMap { arm in
          PromptMetrics(arm, arms[arm] ?? [], isEnglish: { _ in scenario.isEnglish })
        },
        formats: Dictionary(uniqueKeysWithValues: formats[number].map { ($0.key.name, $0.value) }),
        numbers: numbers.all, roundNumbers: numbers.round)
    }
  }
}

extension Scenario {
  var isEnglish: Bool { language.lowercased().prefix { $0 != "-" && $0 != "_" } == "en" }
}
