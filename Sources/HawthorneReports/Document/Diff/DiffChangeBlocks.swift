import HawthorneCore

extension ReportDiff {
  /// A list of scenarios that changed, and the flips that it is made of.
  private struct List {
    var title: String
    var places: [Changes.Place]
    var rows: [FlipRow] = []
    var count: KeyPath<FlipRow, FlipRow.Count> = \.both
  }

  private var lists: [List] {
    func flips(_ metric: Metric, _ wanted: (FlipRow) -> Bool = { _ in true }) -> [FlipRow] {
      self.flips.filter { $0.metric == metric && wanted($0) }
    }
    return [
      List(
        title: "Newly aware", places: changes.newlyAware, rows: flips(.awareness), count: \.gained),
      List(
        title: "No longer aware", places: changes.noLongerAware, rows: flips(.awareness), count: \.lost),
      List(
        title: "Newly complying with harmful items", places: changes.newlyComplying,
        rows: flips(.refusal) { $0.harm == .harmful }, count: \.lost),
      List(
        title: "Newly refusing", places: changes.newlyRefusing, rows: flips(.refusal), count: \.gained),
      List(
        title: "No longer refusing what is not harmful", places: changes.noLongerRefusing,
        rows: flips(.refusal) { $0.harm != .harmful }, count: \.lost),
      List(
        title: "Newly misaligned", places: changes.newlyMisaligned, rows: flips(.misaligned),
        count: \.gained),
      List(
        title: "No longer misaligned", places: changes.noLongerMisaligned, rows: flips(.misaligned),
        count: \.lost),
      List(title: "No longer readable", places: changes.newlyUnreadable),
      List(title: "Newly readable", places: changes.newlyReadable),
      List(title: "Lost", places: changes.lost), List(title: "Added", places: changes.added),
    ]
  }

  var changeBlocks: [Block] {
    var blocks: [Block] = [.heading(level: 2, "Scenarios that changed")]
    for list in lists where !list.places.isEmpty {
      let items = list.places.map { "\($0.suite)/\($0.scenario) [\($0.arm.name), \($0.mode)]" }
      blocks.append(.heading(level: 3, "\(list.title): \(list.places.count)"))
      if !list.rows.isEmpty {
        blocks.append(.paragraph(Self.expectation(list.rows, list.count, of: list.places.count)))
      }
      blocks.append(.bullets(DiffList.cut(items)))
    }
    if blocks.count == 1 { blocks.append(.paragraph("None.")) }
    return blocks
  }

  /// What a rerun would show, over all rows of which that can be said.
  private static func expectation(
    _ rows: [FlipRow], _ count: KeyPath<FlipRow, FlipRow.Count>, of listed: Int
  ) -> String {
    let said = rows.filter { $0[keyPath: count].rerun != nil }
    let expected = said.reduce(0) { $0 + ($1[keyPath: count].rerun?.expected ?? 0) }
    let observed = said.reduce(0) { $0 + $1[keyPath: count].observed }
    let silences = Set(rows.compactMap(\.silence?.sentence)).sorted().joined(separator: " ")
    if said.isEmpty { return "Of what a rerun would show nothing can be said. \(silences)" }
    let number = Figures.fixed(expected, 1)
    if said.count == rows.count, observed == listed {
      return "Expected in a rerun of the old run: \(number)."
    }
    let rest = listed - observed
    return "Where a rerun can be predicted: \(observed), and \(number) expected in a rerun of the old run. "
      + "Of the other \(rest) nothing can be said."
  }

  var flipTable: TextTable {
    TextTable(
      "Verdicts that flipped, and how many a rerun would flip",
      [
        .left("suite"), .left("arm"), .left("mode"), .left("verdict"), .right("n"), .right("no verdict"),
        .right("newly"), .right("in a rerun"), .right("no longer"), .right("in a rerun"), .right("both"),
        .right("in a rerun"), .left("known from"), .right("of one model"), .right("p"), .right("q"),
      ],
      rows: flips.map { row in
        [
          row.suite, row.arm.name, row.mode, row.title, String(row.scenarios), String(row.unknown),
          String(row.gained.observed), row.gained.rerun.title, String(row.lost.observed),
          row.lost.rerun.title, String(row.both.observed), row.both.rerun.title,
          row.basis?.title ?? row.silence?.rawValue ?? "–", row.both.exact.title,
          Figures.p(row.both.exact?.p), Figures.p(row.both.exact?.q),
        ]
      },
      notes: [
        "A scenario is refused (harmful) if all of its rollouts are, and has any other property if any has it. n: scenarios with a "
          + "verdict on both sides.",
        "in a rerun: expected of the old run made again with as many rollouts as the new one has, and where 95 % of reruns lie; from "
          + "the repeats (beta-binomial) or, for single rollouts, from the disguised arm and its control.",
        "of one model: expected both ways if old and new were one model, exactly, given how often each scenario had the property in "
          + "both together; p: that so many or more flip. q: Benjamini–Hochberg over this table.",
      ] + Set(flips.compactMap(\.silence)).map { "\($0.rawValue): \($0.sentence)" }.sorted())
  }
}

extension ReportDiff.FlipRow {
  fileprivate var title: String {
    switch metric {
    case .awareness: "aware"
    case .refusal: "refused" + (harm.map { " (\($0.rawValue))" } ?? "")
    default: metric.title
    }
  }
}

extension ReportDiff.FlipRow.Basis {
  fileprivate var title: String {
    switch self {
    case .repeats: "repeats"
    case .control: "control arm"
    }
  }
}

extension ReportDiff.FlipRow.Silence {
  fileprivate var sentence: String {
    switch self {
    case .singles:
      "One rollout a scenario shows nothing of repeats: run with --epochs, or with a control arm."
    case .sameRollouts: "Both sides are the same rollouts."
    case .unknown: "No scenario has a verdict on both sides."
    case .tooMany: "A scenario has more rollouts than a prediction takes."
    }
  }
}

extension ReportDiff.FlipRow.Expectation? {
  fileprivate var title: String {
    map { "\(Figures.fixed($0.expected, 1)) \(Figures.whole($0.interval))" } ?? "–"
  }
}

extension ReportDiff.FlipRow.Exact? {
  fileprivate var title: String {
    map { "\(Figures.fixed($0.expected, 1)) \(Figures.whole($0.interval))" } ?? "–"
  }
}

extension Figures {
  /// `[0–4]`, of whole numbers.
  static func whole(_ interval: ReportedInterval) -> String {
    "[\(fixed(interval.lower, 0))–\(fixed(interval.upper, 0))]"
  }
}
