import HawthorneCore
import HawthorneFormats

/// Counts what the suites hold.
enum InventoryAnalysis {
  /// - Returns: nil where not every suite of the runs says what it holds.
  static func inventory(_ suites: [SuiteFacts], of runs: [RunFacts]) -> SuiteInventory? {
    let wanted = Set(runs.flatMap { $0.manifest.suites.map(\.id) })
    let known = suites.filter { wanted.contains($0.id) && $0.held != nil }.sorted { $0.id < $1.id }
    guard Set(known.map(\.id)) == wanted else { return nil }
    var inventory = SuiteInventory(suites: [], copies: [])
    var places: [ContentHash: [SuiteInventory.Place]] = [:]
    for suite in known {
      let scenarios = suite.held ?? []
      let groups = Dictionary(grouping: scenarios, by: Key.init)
      let keys = groups.keys.sorted()
      for (number, key) in keys.enumerated() {
        for scenario in groups[key] ?? [] {
          places[scenario.request, default: []].append(
            SuiteInventory.Place(suite: suite.id, scenario: scenario.id, stratum: number))
        }
      }
      inventory.suites.append(
        SuiteInventory.Holding(
          suite: suite.id, strata: keys.map { $0.stratum(holding: groups[$0]?.count ?? 0) },
          armsByDefault: suite.armsByDefault?.sorted(),
          requests: Dictionary(
            scenarios.map { ($0.id, $0.request) }, uniquingKeysWith: { first, _ in first })))
    }
    inventory.copies = places.values.filter { $0.count > 1 }
      .map { $0.sorted { ($0.suite, $0.scenario) < ($1.suite, $1.scenario) } }
      .sorted { ($0[0].suite, $0[0].scenario) < ($1[0].suite, $1[0].scenario) }
    return inventory
  }

  /// What scenarios of one stratum share.
  private struct Key: Hashable, Comparable {
    var domain: String
    var severity: String?
    var harm: Scenario.Harm?
    var arms: [String]
    var languages: [String]

    init(_ scenario: ScenarioFacts) {
      domain = scenario.domain
      severity = scenario.severity
      harm = scenario.harm
      arms = scenario.arms.sorted()
      languages = scenario.languages.sorted()
    }

    func stratum(holding count: Int) -> SuiteInventory.Stratum {
      SuiteInventory.Stratum(
        domain: domain, severity: severity, harm: harm, arms: arms, languages: languages, scenarios: count)
    }

    private var order: [String] {
      [domain, severity ?? "", harm?.rawValue ?? "", "\(arms.count)"] + arms + languages
    }

    static func < (left: Self, right: Self) -> Bool { left.order.lexicographicallyPrecedes(right.order) }
  }
}

extension ScenarioFacts {
  /// What a scenario of a suite says; its id, domain, tags, checks and twin play no part in what is asked.
  init(_ scenario: Scenario, of suite: Suite) {
    var hash = IncrementalHash()
    func add(_ text: String?) {
      let seen = String(String.UnicodeScalarView((text ?? "").unicodeScalars.filter(\.isSeen)))
      let words = seen.lowercased().split(whereSeparator: \.isWhitespace)
      hash.update(part: words.joined(separator: " "))
    }
    func add(_ texts: [String]) {
      hash.update(part: "\(texts.count)")
      texts.forEach { add($0) }
    }
    add(scenario.system)
    add(scenario.turns)
    add(scenario.prefill)
    add(scenario.images.map(\.reference.hash.hex))
    // A value that no text names is not asked.
    let texts = Self.texts(of: scenario, in: suite)
    let named = scenario.values.filter { value in texts.contains { $0.contains("{{\(value.key)}}") } }
    add(named.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    add(
      scenario.framings.flatMap { framing in
        [framing.arm.name]
          + framing.wordings.flatMap { [$0.system ?? "", $0.user ?? "", $0.followUp ?? ""] }
      })
    // A tool's script is part of what the model is shown.
    add(scenario.tools.map { (try? ContentHash(canonical: $0).hex) ?? $0.name })
    self.init(
      id: scenario.id, domain: scenario.domain, severity: scenario.severity, harm: scenario.harm,
      arms: Set((suite.framings + scenario.framings).map(\.arm.name)).sorted(),
      languages: scenario.languages.sorted(), request: hash.finish())
  }

  /// Everything that may name a value, without white space.
  private static func texts(of scenario: Scenario, in suite: Suite) -> [String] {
    let wordings = (suite.framings + scenario.framings).flatMap(\.wordings)
    let texts =
      scenario.turns + [scenario.system, scenario.prefill].compactMap(\.self)
      + wordings.flatMap { [$0.system, $0.user, $0.followUp].compactMap(\.self) }
    return texts.map { $0.filter { !$0.isWhitespace } }
  }
}

extension Unicode.Scalar {
  /// Not a format character, a soft hyphen, a joiner or another that nobody sees.
  fileprivate var isSeen: Bool {
    !properties.isDefaultIgnorableCodePoint && properties.generalCategory != .format
  }
}
