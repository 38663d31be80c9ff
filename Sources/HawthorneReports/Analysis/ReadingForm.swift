import HawthorneCore

/// The form in which reasoning was read, as counts keep apart what must not be pooled.
enum ReadingForm: String, Hashable, CaseIterable {
  case raw, summary, mixed
  /// The label does not say.
  case unrecorded

  init(_ access: ReasoningAccess?) {
    switch access {
    case .raw: self = .raw
    case .summary: self = .summary
    case .mixed: self = .mixed
    case nil: self = .unrecorded
    }
  }

  var access: ReasoningAccess? {
    switch self {
    case .raw: .raw
    case .summary: .summary
    case .mixed: .mixed
    case .unrecorded: nil
    }
  }
}

/// Which form counts in a suite × mode: one for all its arms, so that no rate and no contrast is over two.
///
/// The form asked for, else the one in which most of the rollouts were read; of equals the first of raw, summary, mixed,
/// unrecorded. Outcomes play no part in it. Rollouts read in another form are NA, with that form as the cause.
struct FormChoice {
  private struct Place: Hashable {
    var suite: String
    var mode: String
  }

  private let chosen: [Place: ReadingForm]

  init(_ cells: some Sequence<(key: CellKey, value: CellAccumulator)>, wanted: ReasoningAccess?) {
    if let wanted {
      chosen = Dictionary(
        cells.map { (Place(suite: $0.key.suite, mode: $0.key.mode), ReadingForm(wanted)) },
        uniquingKeysWith: { first, _ in first })
      return
    }
    var counts: [Place: [ReadingForm: Int]] = [:]
    for (key, cell) in cells {
      counts[Place(suite: key.suite, mode: key.mode), default: [:]].merge(cell.forms, uniquingKeysWith: +)
    }
    chosen = counts.mapValues { counts in
      // The first of equals stands.
      ReadingForm.allCases.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? .raw
    }
  }

  func form(_ key: CellKey) -> ReadingForm { form(suite: key.suite, mode: key.mode) }

  func form(suite: String, mode: String) -> ReadingForm { chosen[Place(suite: suite, mode: mode)] ?? .raw }
}
