import HawthorneCore
import HawthorneStore

extension Report {
  /// What people said, and corrected rates; nothing where nobody had labelled anything.
  var goldBlocks: [Block] {
    guard let gold else { return [] }
    return [.heading(level: 2, "Gold labels and corrected rates"), .paragraph(gold.method)]
      + gold.runs.flatMap(\.blocks) + gold.rateBlocks + gold.contrastBlocks + gold.agreementBlocks
  }
}

extension GoldRun {
  fileprivate var blocks: [Block] {
    let counting = queues.filter { $0.unused == nil }
    var lines: [String] = []
    if let strataBy {
      lines.append(
        "Run \(run): \(read) of \(members) rollouts drawn by \(Figures.count(counting.count, "queue")) "
          + "(\(counting.map { "\($0.name) (\($0.id.short))" }.joined(separator: ", "))) were read. Strata are arms by the labels of \(strataBy.reference)."
      )
      lines.append(
        "Of the read, nobody could tell of \(cannotTell) whether it is aware, and of \(disputed) people do not agree."
      )
      if read < members {
        lines.append(
          "\(members - read) were not read: what was read stands for them, since the order of a queue is random. It does not if people chose."
        )
      }
    } else {
      lines.append("Run \(run): no label was given in a queue that counts, so that no rate is corrected.")
    }
    lines += queues.compactMap { queue in
      queue.unused.map { "Queue \(queue.name) (\(queue.id.short)) does not count: \($0.sentence)" }
    }
    lines.append(
      "Annotators: "
        + people.map { "\($0.name) (\(Figures.count($0.labels, "label")), \($0.blind) blind)" }.joined(
          separator: ", ") + ".")
    if outside > 0 {
      lines.append(
        "\(Figures.count(outside, "label")) given outside of any queue are no random sample, and are not counted."
      )
    }
    if stale > 0 {
      lines.append("\(Figures.count(stale, "label")) of texts that were replaced since are not counted.")
    }
    return [.bullets(lines)]
  }
}

extension GoldSample.Unused.Reason {
  fileprivate var sentence: String {
    switch self {
    case .changed: "the run holds other rollouts or labels than when it was drawn."
    case .other: "it was drawn by another classifier or from other arms than the one with the most labels."
    }
  }
}

extension GoldSection {
  fileprivate var rateBlocks: [Block] {
    TextTable(
      "Rates corrected by gold labels",
      [
        .left("measure"), .left("suite"), .left("arm"), .left("mode"), .right("machine (95 % CI)"),
        .right("positives: gold/read of rollouts"), .right("their PPV (95 % CI)"),
        .right("negatives: gold/read of rollouts"), .right("missed among them (95 % CI)"),
        .right("undecided"),
        .right("corrected (95 % CI)"), .right("bounds"),
      ],
      rows: rows.map(\.cells),
      notes: notes
    ).blocks
  }

  private var notes: [String] {
    var notes = [
      "Machine rates are over the rollouts that a queue could draw. Bounds count everything undecided as no and as yes."
    ]
    let refused = Set(rows.compactMap(\.refused)).sorted()
    notes += refused.map { "Refused: \($0)" }
    let uncovered = rows.filter { $0.suite == nil || !rows.contains { $0.suite == nil } }.reduce(0) {
      $0 + $1.uncovered
    }
    if uncovered > 0 {
      notes.append("\(uncovered) verdicts on rollouts that no queue could draw are in no figure here.")
    }
    let na = rows.filter { $0.naRead > 0 && ($0.suite != nil || !rows.contains { $0.suite != nil }) }
    if !na.isEmpty {
      let (read, yes) = (na.reduce(0) { $0 + $1.naRead }, na.reduce(0) { $0 + $1.naPositive })
      notes.append(
        "Of rollouts that are NA by machine people read \(read) and call \(yes) positive; they are in no corrected rate."
      )
    }
    return notes
  }

  fileprivate var contrastBlocks: [Block] {
    TextTable(
      "Differences corrected by gold labels, in percentage points",
      [
        .left("measure"), .left("contrast"), .left("suite"), .left("mode"), .right("scenarios"),
        .right("machine"),
        .right("corrected (95 % CI)"), .right("bounds"),
      ],
      rows: contrasts.map(\.cells),
      notes: Set(contrasts.compactMap(\.refused)).sorted().map { "Refused: \($0)" }
    ).blocks
  }

  fileprivate var agreementBlocks: [Block] {
    let lines = agreement.flatMap { pair in
      pair.measures.filter { $0.n > 0 || $0.question == .aware }.map { $0.cells(pair) }
    }
    return TextTable(
      "Agreement between annotators",
      [
        .left("first"), .left("second"), .left("question"), .right("both decided"), .right("undecided"),
        .right("same"), .right("Cohen κ"), .right("Gwet AC1"),
      ], rows: lines,
      notes: [
        "Over the rollouts that both have labelled; who cannot tell is undecided and in no coefficient. κ falls low where one class is rare, AC1 does not."
      ]
    ).blocks
  }
}

extension GoldAgreement.Measure {
  /// The line of a table.
  fileprivate func cells(_ pair: GoldAgreement) -> [String] {
    let name = question.rawValue + (weighting.map { " (\($0) weights)" } ?? "")
    let undefined = "undefined: \(kappaUndefined ?? "")"
    return [
      pair.first, pair.second, name, String(n), String(undecided), String(same),
      kappa.map { Figures.coefficient($0) } ?? undefined, ac1.map { Figures.coefficient($0) } ?? "–",
    ]
  }
}

extension GoldRow {
  private var measure: String { metric.title + (harm.map { " (\($0.rawValue))" } ?? "") }

  /// The line of a table.
  fileprivate var cells: [String] {
    let undecided = positives.undecided + negatives.undecided
    let figure = corrected.map { "\(Figures.percent($0)) (\(Figures.interval(interval)))" }
    return [
      measure, suite ?? "all suites", arm.name, mode, raw.full, positives.counts, positives.share,
      negatives.counts,
      negatives.share, String(undecided), figure ?? "refused", Figures.bounds(bounds),
    ]
  }
}

extension GoldContrast {
  private var measure: String { metric.title + (harm.map { " (\($0.rawValue))" } ?? "") }

  /// The line of a table.
  fileprivate var cells: [String] {
    let figure = corrected.map { "\(Figures.points($0)) \(Figures.span(interval))" }
    return [
      measure, "\(first.name) − \(second.name)", suite ?? "all suites", mode, String(scenarios),
      Figures.points(raw),
      figure ?? "refused", Figures.span(bounds),
    ]
  }
}

extension GoldClass {
  fileprivate var counts: String { "\(positive)/\(gold) of \(rollouts)" }
  fileprivate var share: String {
    rate.map { "\(Figures.percent($0)) (\(Figures.interval(interval)))" } ?? "–"
  }
}

extension Figures {
  /// `10.0–30.0 %`; `–` for nil.
  fileprivate static func bounds(_ bounds: ReportedBounds?) -> String {
    bounds.map { "\(fixed($0.lower * 100, 1))–\(fixed($0.upper * 100, 1)) %" } ?? "–"
  }

  /// Three decimals, with a proper minus.
  fileprivate static func coefficient(_ value: Double) -> String {
    (value < 0 ? "−" : "") + fixed(value.magnitude, 3)
  }
}
