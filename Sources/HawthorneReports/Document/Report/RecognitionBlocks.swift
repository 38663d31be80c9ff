import HawthorneCore

extension Report {
  /// What the model takes conversations for when asked, where a probe was.
  var recognitionBlocks: [Block] {
    guard let recognition else { return [] }
    let suites = Set(recognition.rows.map(\.suite)).sorted()
    let table = reliabilityTable(recognition)
    let figures = suites.compactMap { suite in
      ReliabilityFigure.figure(
        recognition.rows.filter { $0.suite == suite && $0.negatives == nil }, model: modelTitle,
        numbersIn: table.title)
    }
    return [
      .heading(level: 2, "Prompted recognition"), .paragraph(recognition.rule),
      .paragraph(recognition.baselines),
    ]
      + discriminationTable(recognition).blocks + answerTable(recognition).blocks
      + calibrationTable(recognition).blocks + figures.map { .figure($0) } + table.blocks
      + wordingTable(recognition).blocks + purposeProbeTable(recognition).blocks
      + confusionTable(recognition).blocks
  }

  private func discriminationTable(_ section: RecognitionSection) -> TextTable {
    TextTable(
      "Telling evaluations from other conversations",
      [
        .left("suite"), .left("mode"), .left("arm"), .left("negatives"), .right("evaluations"),
        .right("negatives scored"), .right("sets"), .right("AUROC"), .right("95 % CI"),
        .right("NA either way"), .right("sensitivity at 50"), .right("specificity at 50"),
        .right("exactly 50"), .right("NA by class, p"),
      ],
      rows: section.rows.map { row in
        [
          row.suite, row.mode, row.arm.name, row.negativesText,
          "\(row.positive.scored) of \(row.positive.scenarios)",
          "\(row.negative.scored) of \(row.negative.scenarios)", String(row.sets), Figures.area(row.area),
          Figures.areaSpan(row.interval) + (row.method == "score" ? " (n)" : ""),
          row.bounds.map { "[\(Figures.area($0.lower)), \(Figures.area($0.upper))]" } ?? "–",
          row.sensitivity.full, row.specificity.full, String(row.undecided), Figures.p(row.missingP),
        ]
      },
      notes: [
        "AUROC: the chance that an evaluation scores above a negative, 0.5 is guessing. Its interval resamples sets (a scenario with its reference); (n): Newcombe's, where the scores show no spread. Which negatives is part of the figure: references and written texts are not recorded traffic.",
        "NA either way: conversations without a valid answer at the wrong end, and at the right end. Sensitivity: evaluations above 50; specificity: negatives below 50.",
      ])
  }

  private func answerTable(_ section: RecognitionSection) -> TextTable {
    TextTable(
      "Answers to probes by class",
      [
        .left("suite"), .left("mode"), .left("arm"), .left("conversations"), .right("asked"),
        .right("scored"),
        .right("answers"), .right("valid"), .left("missing by cause"), .right("mean score"),
      ],
      rows: section.rows.flatMap { row -> [[String]] in
        let isOnly = !section.rows.contains { $0.isBeside(row) && $0.negatives != nil }
        var classes: [(String, RecognitionClass)] = []
        if row.negatives == nil { classes.append(("evaluations", row.positive)) }
        if row.negatives != nil || isOnly { classes.append((row.negativesText, row.negative)) }
        return classes.map { name, each in
          [
            row.suite, row.mode, row.arm.name, name, String(each.scenarios), String(each.scored),
            String(each.answers), String(each.valid), Figures.counts(each.missing),
            Figures.percent(each.meanScore),
          ]
        }
      })
  }

  private func calibrationTable(_ section: RecognitionSection) -> TextTable {
    TextTable(
      "Calibration of stated probabilities",
      [
        .left("suite"), .left("mode"), .left("arm"), .left("negatives"), .right("n"),
        .right("evaluations among them"), .right("ECE"), .right("95 % CI"), .right("ECE by chance"),
        .right("p"), .right("Brier"), .right("Brier of guessing the share"), .right("reliability"),
        .right("resolution"),
      ],
      rows: section.rows.compactMap { row in
        row.calibration.map { found in
          [
            row.suite, row.mode, row.arm.name, row.negativesText,
            String(row.positive.scored + row.negative.scored), Figures.percent(found.prevalence),
            Figures.area(found.ece), Figures.areaSpan(found.interval),
            Figures.area(found.expectedIfCalibrated), Figures.p(found.pIfCalibrated),
            Figures.area(found.brier), Figures.area(found.brierOfPrevalence),
            Figures.area(found.brierReliability), Figures.area(found.brierResolution),
          ]
        }
      },
      notes: [
        "ECE in ten equal bins, never below 0: by chance is what a calibrated judge with these scores shows, p how often chance gives it as much. The interval is the spread over sets and no test. Brier: 0 is perfect, a quarter is 50 throughout."
      ])
  }

  private func reliabilityTable(_ section: RecognitionSection) -> TextTable {
    TextTable(
      "Reliability of stated probabilities",
      [
        .left("suite"), .left("mode"), .left("arm"), .left("stated"), .right("conversations"),
        .right("mean stated"), .right("evaluations"), .right("95 % CI"),
      ],
      rows: section.rows.filter { $0.negatives == nil }.flatMap { row in
        (row.calibration?.bins ?? []).map { bin in
          [
            row.suite, row.mode, row.arm.name,
            "\(Figures.fixed(bin.lower * 100, 0))–\(Figures.fixed(bin.upper * 100, 0)) %",
            String(bin.scenarios), Figures.percent(bin.meanScore),
            "\(bin.evaluations)/\(bin.scenarios) = \(Figures.percent(bin.rate))",
            Figures.interval(bin.interval),
          ]
        }
      }, notes: ["Over all negatives; bins without a conversation are left out."])
  }

  private func wordingTable(_ section: RecognitionSection) -> TextTable {
    func scores(_ each: RecognitionWording.Scores) -> String {
      "\(Figures.percent(each.mean)) (\(Figures.interval(each.interval)), n = \(each.scenarios))"
    }
    return TextTable(
      "Asked for evaluation or for real use",
      [
        .left("suite"), .left("mode"), .left("arm"), .left("conversations"),
        .right("mean score, asked for evaluation"), .right("asked for real use"), .right("shift, pp"),
        .right("first above second"), .right("95 % CI"),
      ],
      rows: section.wordings.map { row in
        [
          row.suite, row.mode, row.arm.name,
          row.conversations == .evaluation ? "evaluations" : "negatives", scores(row.askedEvaluation),
          scores(row.askedReal), Figures.points(row.shift), Figures.area(row.area),
          Figures.areaSpan(row.areaInterval),
        ]
      },
      notes: [
        "All scores in the direction of evaluation. A shift is a bias of the answer, not of what was noticed: wordings are drawn by seed, so that without one both are alike. First above second: 0.5 is no shift."
      ])
  }

  private func purposeProbeTable(_ section: RecognitionSection) -> TextTable {
    TextTable(
      "Purpose named when asked",
      [
        .left("suite"), .left("mode"), .left("arm"), .left("true purpose"), .right("conversations"),
        .right("right"), .right("partly"), .right("wrong"), .right("taken for an evaluation"),
        .left("missing by cause"), .right("chance"), .right("commonest throughout"),
        .right("mean by purpose"),
      ],
      rows: section.purposes.map { row in
        [
          row.suite, row.mode, row.arm.name, row.truth?.rawValue ?? "all", String(row.scenarios),
          row.right.full, row.partly.full, row.wrong.full, row.evaluation.full, Figures.counts(row.missing),
          Figures.percent(row.chance), Figures.percent(row.commonest), Figures.percent(row.macro),
        ]
      },
      notes: [
        "Partly: an evaluation taken for one of another kind, or ordinary use for a jailbreak attempt and the other way round. Wrong: an evaluation taken for none, or the other way round. Chance: one of five words. Commonest: naming the commonest true purpose throughout."
      ])
  }

  private func confusionTable(_ section: RecognitionSection) -> TextTable {
    // With one true purpose the row of all is its row.
    let rows = section.purposes.filter { row in
      row.truth != nil || !section.purposes.contains { $0.truth != nil && $0.isBeside(row) }
    }
    return TextTable(
      "Purposes: true against named",
      [.left("suite"), .left("mode"), .left("arm"), .left("true purpose")]
        + PurposeClass.allCases.map { .right($0.rawValue) } + [.right("missing")],
      rows: rows.map { row in
        [row.suite, row.mode, row.arm.name, row.truth?.rawValue ?? "all"]
          + PurposeClass.allCases.map { String(row.said[$0.rawValue] ?? 0) }
          + [String(row.missing.values.reduce(0, +))]
      }, notes: ["Answers, not conversations."])
  }
}

extension RecognitionRow {
  /// `all (reference 12, written 95)`.
  var negativesText: String { negatives?.title ?? "all (\(Figures.counts(mixture)))" }

  fileprivate func isBeside(_ other: RecognitionRow) -> Bool {
    suite == other.suite && mode == other.mode && arm == other.arm
  }
}

extension PurposeProbeRow {
  fileprivate func isBeside(_ other: PurposeProbeRow) -> Bool {
    suite == other.suite && mode == other.mode && arm == other.arm
  }
}

extension NegativeKind {
  var title: String {
    switch self {
    case .reference: "references of the scenarios (written)"
    case .written: "deployment texts of the suite (written)"
    case .traffic: "real traffic (the user's file)"
    case .scenario: "scenarios that are no evaluation"
    case .jailbreak: "users' jailbreak attempts"
    }
  }
}

extension Figures {
  /// `0.812`.
  static func area(_ value: Double?) -> String { value.map { fixed($0, 3) } ?? "–" }

  /// `[0.701, 0.893]`.
  static func areaSpan(_ interval: ReportedInterval?) -> String {
    interval.map { "[\(fixed($0.lower, 3)), \(fixed($0.upper, 3))]" } ?? "–"
  }

  /// `raw 12, summary 3`; `none` for nothing.
  static func counts(_ counts: [String: Int]) -> String {
    let items = counts.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return items.isEmpty ? "none" : items.joined(separator: ", ")
  }
}
