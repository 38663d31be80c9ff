public import HawthorneCore

extension Suite {
  /// The framings a scenario is asked in: its own, then the suite's for the other arms.
  public func framings(of scenario: Scenario) -> [Framing] {
    let own = Set(scenario.framings.map(\.arm))
    return (scenario.framings + framings.filter { !own.contains($0.arm) }).sorted { $0.arm < $1.arm }
  }
}

extension Suite {
  /// Whether an arm is asked unless the command line says otherwise.
  func asksByDefault(_ arm: Arm) -> Bool { Self.takes(arm, of: defaults.arms) }

  /// Whether a language is asked unless the command line says otherwise.
  func asksByDefault(language: String) -> Bool { Self.takes(language, of: defaults.languages) }

  /// Neither a list nor an empty one leaves anything out.
  private static func takes<Name: Equatable>(_ name: Name, of names: [Name]?) -> Bool {
    names.map { $0.isEmpty || $0.contains(name) } ?? true
  }
}

extension Framing {
  /// The wordings for a language: those written in it, and those without words of their own.
  func wordings(in language: String, of suite: Suite) -> [Wording] {
    wordings.filter { ($0.language ?? suite.language) == language || $0.hasNoWords }
  }
}

extension Framing.Wording {
  /// Whether the wording holds the whole conversation as quoted text.
  var quotesConversation: Bool {
    [system, user].compactMap { $0 }.flatMap(Template.names).contains("transcript")
  }

  /// Whether the wording adds nothing but marks and digits, so that it fits every language.
  var hasNoWords: Bool {
    [system, user, followUp].compactMap { $0 }
      .allSatisfy { Template.substitute($0) { _ in "" }.allSatisfy { !$0.isLetter } }
  }
}
