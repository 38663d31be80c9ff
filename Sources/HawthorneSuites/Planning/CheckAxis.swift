import HawthorneCore

/// What a check's verdict is about; the first check of an axis that holds decides it.
enum CheckAxis: CaseIterable {
  case correctness, behaviour

  init(_ verdict: Check.Verdict) {
    switch verdict {
    case .correct, .incorrect: self = .correctness
    case .aligned, .misaligned: self = .behaviour
    }
  }
}

extension Scenario {
  func checks(of axis: CheckAxis) -> [Check] { checks.filter { CheckAxis($0.verdict) == axis } }

  /// Whether some answer could be given a verdict by rules. A check that asks a judge leaves the axis NA in every column
  /// but a judge's, and later checks are not looked at.
  func canDecide(_ axis: CheckAxis) -> Bool {
    guard let first = checks(of: axis).first else { return false }
    if case .judge = first.condition { return false }
    return true
  }
}
