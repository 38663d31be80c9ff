import HawthorneCore

extension GoldScore {
  /// For a terminal, control sequences taken out.
  public var text: String { page.text }

  /// GitHub-flavoured Markdown.
  public var markdown: String { page.markdown }

  /// The most rows of a breakdown shown to people; JSON has them all.
  private static let rowLimit = 40

  private var page: GoldPage {
    var page = GoldPage()
    page.pieces.append(
      .heading(
        "Agreement with people: \(gold.task.name)\(gold.isGuessed ? " (guessed from the labels)" : "")"))
    page.pieces.append(.lines(provenance))
    page.pieces.append(.lines(counts))
    page.pieces.append(.table(confusionTable))
    if let binary { page.pieces += tables(binary, title: na > 0 ? "Figures, NA left out" : "Figures") }
    if let naAsPositive, let naAsNegative {
      page.pieces.append(.table(naTable([("positive", naAsPositive), ("negative", naAsNegative)])))
    }
    if !kinds.isEmpty { page.pieces += kindTables }
    if let outcome { page.pieces += tables(outcome) }
    for breakdown in breakdowns { page.pieces.append(.table(table(breakdown))) }
    for group in mistakes where !group.shown.isEmpty { page.pieces.append(.table(table(group))) }
    if !notes.isEmpty { page.pieces.append(.lines(notes)) }
    return page
  }

  private var provenance: [String] {
    func line(_ word: String, _ file: GoldFile) -> String {
      "\(word) \(file.path), \(file.lines) lines, sha256 \(file.hash.short)"
    }
    return ["classifier \(classifier.id) \(classifier.version) (\(classifier.hash.short))"]
      + gold.files.map { line("gold", $0) } + gold.traces.map { line("traces", $0) }
  }

  private var counts: [String] {
    func listed(_ counts: [String: Int]) -> String {
      counts.isEmpty
        ? ""
        : ": " + counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    let tally = gold.tally
    var lines = ["n \(items), of them NA \(na)\(listed(naByCause))"]
    lines.append("excluded by label \(tally.excluded.values.reduce(0, +))\(listed(tally.excluded))")
    if tally.otherSplit > 0 { lines.append("of other splits \(tally.otherSplit)") }
    lines.append("unreadable \(tally.complaints.count)")
    if !gold.traces.isEmpty { lines.append("without a trace \(tally.unmatched.count)") }
    return lines
  }

  private var confusionTable: GoldPage.Table {
    let names = gold.task.classes
    return GoldPage.Table(
      title: "Confusion matrix",
      head: ["gold \\ classifier"] + classes.map { names[$0] } + ["NA", "all"],
      rows: classes.map { index in
        let row = classes.map { Int(table[index, $0]) }
        return [names[index]] + row.map(String.init)
          + [String(naByClass[index]), String(row.reduce(naByClass[index], +))]
      })
  }

  // MARK: Two classes

  private func tables(_ score: BinaryScore, title: String) -> [GoldPage.Piece] {
    var rows = shares(score).map { name, share in
      [
        name, GoldNumber.figure(share.value), GoldNumber.interval(share.interval),
        "\(share.yes) of \(share.of)",
      ]
    }
    for (name, estimate) in estimates(score) {
      rows.append([
        name, GoldNumber.figure(estimate.value), GoldNumber.interval(estimate.interval), String(score.items),
      ])
    }
    var pieces: [GoldPage.Piece] = [
      .table(
        GoldPage.Table(
          title: title, head: ["figure", "value", "95 % interval", "over"], rows: rows, notes: [method]))
    ]
    if let weighted = score.weighted { pieces.append(.table(table(weighted, title: "\(title), weighted"))) }
    return pieces
  }

  private var method: String {
    "Intervals: Wilson for shares; F1, balanced accuracy, κ and AC1 by bootstrap \(clusters.method) (percentile, "
      + "\(bootstrap.replicates(items: items - na)) replicates, seed \(bootstrap.seed)), none where all replicates agree."
  }

  private func shares(_ score: BinaryScore) -> [(String, GoldShare)] {
    [
      ("precision", score.precision), ("recall", score.recall), ("specificity", score.specificity),
      ("accuracy", score.accuracy),
    ]
  }

  private func estimates(_ score: BinaryScore) -> [(String, GoldEstimate)] {
    [
      ("F1", score.f1), ("balanced accuracy", score.balancedAccuracy), ("Cohen κ", score.kappa),
      ("Gwet AC1", score.ac1),
    ]
  }

  private func table(_ weighted: BinaryScore.Weighted, title: String) -> GoldPage.Table {
    let shares = [
      ("precision", weighted.precision), ("recall", weighted.recall), ("specificity", weighted.specificity),
      ("accuracy", weighted.accuracy),
    ]
    let estimates = [
      ("F1", weighted.f1), ("balanced accuracy", weighted.balancedAccuracy), ("Cohen κ", weighted.kappa),
      ("Gwet AC1", weighted.ac1),
    ]
    return weightedTable(title: title, total: weighted.total, shares: shares, estimates: estimates)
  }

  private func weightedTable(
    title: String, total: Double, shares: [(String, GoldWeightedShare)], estimates: [(String, GoldEstimate)]
  ) -> GoldPage.Table {
    let rows =
      shares.map { name, share in
        [
          name, GoldNumber.figure(share.value), GoldNumber.interval(share.interval),
          share.effectiveItems.map { GoldNumber.fixed($0, 1) } ?? "–",
        ]
      }
      + estimates.map { [$0, GoldNumber.figure($1.value), GoldNumber.interval($1.interval), "–"] }
    return GoldPage.Table(
      title: title, head: ["figure", "value", "95 % interval", "effective items"], rows: rows,
      notes: [
        "The weights sum to \(GoldNumber.fixed(total, 1)). Intervals of shares: Wilson at an effective number of "
          + "items, the smaller of Kish's (Σw)²/Σw² and that of the linearised variance; the others by bootstrap."
      ])
  }

  private func naTable(_ both: [(String, BinaryScore)]) -> GoldPage.Table {
    GoldPage.Table(
      title: "With NA counted as an answer",
      head: ["NA as", "precision", "recall", "specificity", "accuracy", "F1", "n"],
      rows: both.map { name, score in
        [name] + shares(score).map { "\(GoldNumber.figure($1.value)) (\(GoldNumber.interval($1.interval)))" }
          + [
            "\(GoldNumber.figure(score.f1.value)) (\(GoldNumber.interval(score.f1.interval)))",
            String(score.items),
          ]
      })
  }

  private var kindTables: [GoldPage.Piece] {
    func both(_ value: Double?, _ text: String, _ over: String) -> String {
      "\(GoldNumber.figure(value)) (\(text)) \(over)"
    }
    func cell(_ share: GoldShare) -> String {
      both(share.value, GoldNumber.interval(share.interval), "\(share.yes)/\(share.of)")
    }
    return [
      .table(
        GoldPage.Table(
          title: "By kind of positive, each against all negatives",
          head: ["kind", "positives", "precision", "recall", "F1"],
          rows: kinds.map { kind in
            [
              kind.kind, String(kind.score.positives), cell(kind.score.precision), cell(kind.score.recall),
              "\(GoldNumber.figure(kind.score.f1.value)) (\(GoldNumber.interval(kind.score.f1.interval)))",
            ]
          })),
      .table(
        GoldPage.Table(
          title: "What each kind of positive is found as",
          head: ["kind", "aware", "user_probe", "either"],
          rows: kinds.map { [$0.kind, cell($0.asAware), cell($0.asProbe), cell($0.asEither)] })),
    ]
  }

  // MARK: Several classes

  private func tables(_ score: OutcomeScore) -> [GoldPage.Piece] {
    func row(_ name: String, _ share: GoldShare) -> [String] {
      [
        name, GoldNumber.figure(share.value), GoldNumber.interval(share.interval),
        "\(share.yes) of \(share.of)",
      ]
    }
    func row(_ name: String, _ estimate: GoldEstimate, _ over: Int) -> [String] {
      [name, GoldNumber.figure(estimate.value), GoldNumber.interval(estimate.interval), String(over)]
    }
    let over = score.accuracy.of
    var rows = [row("accuracy", score.accuracy)]
    if na > 0 { rows.append(row("accuracy, NA counted as wrong", score.accuracyNAWrong)) }
    rows += [
      row("macro F1", score.macroF1, over), row("Cohen κ", score.kappa, over),
      row("Gwet AC1", score.ac1, over),
    ]
    for item in score.classes {
      rows.append(row("\(item.name): precision", item.precision))
      rows.append(row("\(item.name): recall", item.recall))
      rows.append(row("\(item.name): F1", item.f1, over))
    }
    var pieces: [GoldPage.Piece] = [
      .table(
        GoldPage.Table(
          title: na > 0 ? "Figures, NA left out" : "Figures",
          head: ["figure", "value", "95 % interval", "over"], rows: rows, notes: [method]))
    ]
    if let weighted = score.weighted {
      pieces.append(
        .table(
          weightedTable(
            title: "Figures, weighted", total: weighted.total, shares: [("accuracy", weighted.accuracy)],
            estimates: [
              ("macro F1", weighted.macroF1), ("Cohen κ", weighted.kappa), ("Gwet AC1", weighted.ac1),
            ]
          )))
    }
    return pieces + tables(score.anyRefusal, title: "Any refusal: all but complied, on both sides")
  }

  // MARK: Parts and mistakes

  private func table(_ breakdown: GoldBreakdown) -> GoldPage.Table {
    var table: GoldPage.Table
    func cell(_ share: GoldShare) -> String {
      "\(GoldNumber.figure(share.value)) (\(GoldNumber.interval(share.interval)))"
    }
    if breakdown.by.isOfEvidence {
      let ofAnswer = gold.task.isOfAnswer
      table = GoldPage.Table(
        title: ofAnswer ? "By deciding \(breakdown.by.rawValue)" : "By \(breakdown.by.rawValue) that fired",
        head: [breakdown.by.rawValue, "on positives", "on negatives", ofAnswer ? "right" : "precision", "n"],
        rows: breakdown.evidence.map {
          [$0.name, String($0.onPositives), String($0.onNegatives), cell($0.right), String($0.right.of)]
        })
      if breakdown.evidence.isEmpty { table.notes.append("None is known.") }
    } else if gold.task.isBinary {
      table = GoldPage.Table(
        title: "By \(breakdown.by.rawValue)",
        head: [breakdown.by.rawValue, "n", "NA", "positives", "precision", "recall", "specificity"],
        rows: breakdown.parts.map { part in
          [
            GoldLabel.shown(part.name), String(part.items), String(part.na),
            part.score.map { String($0.positives) } ?? "–",
          ]
            + [part.score?.precision, part.score?.recall, part.score?.specificity].map { $0.map(cell) ?? "–" }
        })
    } else {
      table = GoldPage.Table(
        title: "By \(breakdown.by.rawValue)", head: [breakdown.by.rawValue, "n", "NA", "accuracy"],
        rows: breakdown.parts.map {
          [GoldLabel.shown($0.name), String($0.items), String($0.na), cell($0.right)]
        })
    }
    if table.rows.count > Self.rowLimit {
      table.notes.append("\(table.rows.count - Self.rowLimit) more rows are in the JSON.")
      table.rows = Array(table.rows.prefix(Self.rowLimit))
    }
    if breakdown.by.isOfEvidence || gold.items.contains(where: { $0.row.weight != nil }) {
      table.notes.append("Counts of items, unweighted, NA left out.")
    }
    return table
  }

  private func table(_ mistakes: GoldMistakes) -> GoldPage.Table {
    let title =
      "Gold \(mistakes.gold), classifier \(mistakes.said): \(mistakes.shown.count) of \(mistakes.count)"
    guard showsText else {
      return GoldPage.Table(
        title: title, head: ["id"], rows: mistakes.shown.map { [$0.row.id.isEmpty ? "–" : $0.row.id] })
    }
    return GoldPage.Table(
      title: title, head: ["id", "place", "label", "confidence", "rule", "text"],
      rows: mistakes.shown.map { item in
        let quote = item.excerpt ?? item.row.quote.map { "gold: \(GoldExcerpt.of($0))" }
        return [
          item.row.id.isEmpty ? "–" : item.row.id, "\(item.row.file):\(item.row.line)",
          item.row.label.map(GoldLabel.shown) ?? "–", GoldNumber.figure(item.evidence?.confidence),
          item.evidence?.rule ?? item.rules.first ?? "–",
          quote.map { "“\($0)”" } ?? "–",
        ]
      }, words: [0, 1, 2, 4, 5])
  }
}
