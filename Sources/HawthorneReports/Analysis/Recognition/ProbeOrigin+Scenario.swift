import HawthorneCore

extension ProbeOrigin {
  private static let referenceEnding = ".reference"

  /// Where a scenario of a probe suite comes from, by the names that including it gave it.
  init(_ scenario: Scenario) {
    if scenario.tags.contains(Self.traffic.rawValue) {
      self = .traffic
    } else if scenario.tags.contains(where: { scenario.id.hasPrefix("\($0).") }) {
      self = scenario.id.hasSuffix(Self.referenceEnding) ? .reference : .scenario
    } else {
      self = .written
    }
  }

  /// What a scenario is resampled with: its reference, where it has one.
  func set(of scenario: String) -> String {
    self == .reference && scenario.hasSuffix(Self.referenceEnding)
      ? String(scenario.dropLast(Self.referenceEnding.count)) : scenario
  }

  var negativeKind: NegativeKind {
    switch self {
    case .scenario: .scenario
    case .reference: .reference
    case .written: .written
    case .traffic: .traffic
    }
  }
}
