import HawthorneCore

extension Report {
  /// Who served the rollouts, and whether it mattered; nothing in reports that do not know.
  var servingBlocks: [Block] {
    guard let serving else { return [] }
    return [.heading(level: 3, "Serving")] + Self.totalsTable(serving).blocks
      + Self.recordedTable(serving).blocks
      + Self.valueTable(serving).blocks + Self.changeTable(serving).blocks + Self.mixTable(serving).blocks
      + Self.driftBlocks(serving)
  }

  /// What must stand beside contrasts of arms that were not served alike; nothing where they were.
  func servedUnlikeNotes(_ contrasts: [Contrast]) -> [String] {
    let unlike = (serving?.mixes ?? []).filter(\.isUnlike).filter { mix in
      contrasts.contains {
        $0.suite == mix.suite && $0.mode == mix.mode && mix.arms[$0.first.name] != nil
          && mix.arms[$0.second.name] != nil
      }
    }
    return unlike.map { mix in
      "\(mix.suite) [\(mix.mode)]: \(mix.sentence) A difference between arms may be one between who served them."
    }
  }

  private static func totalsTable(_ serving: ServingSection) -> TextTable {
    TextTable(
      "Spent, by model and mode",
      [
        .left("run"), .left("model requested"), .left("model served"), .left("mode"), .right("rollouts"),
        .right("failed"), .right("requests sent"), .right("rollouts with cached answers"),
        .right("cached answers"),
        .right("input tokens"), .right("of them cached by the provider"), .right("output tokens"),
        .right("of them reasoning"), .right("cost"), .right("ms a rollout"),
      ],
      rows: serving.totals.map { row in
        [
          row.run, row.requestedModel, row.servedModel ?? Provenance.notSaid, row.mode, String(row.rollouts),
          String(row.failed), String(row.requests), String(row.fromCache), String(row.cachedAnswers),
          sum(row.input, of: row.rollouts), sum(row.cachedInput, of: row.rollouts),
          sum(row.output, of: row.rollouts), sum(row.reasoning, of: row.rollouts), cost(row),
          row.latency.map { mean in
            "\(Figures.fixed(Double(mean.total) / Double(max(1, mean.rollouts)), 0))"
              + (mean.rollouts < row.rollouts ? " (n = \(mean.rollouts))" : "")
          } ?? "NA",
        ]
      },
      notes: [
        "NA: the provider told nothing. n: rollouts of which it did, where not of all. Cached answers cost nothing and were not waited for; their tokens count."
      ])
  }

  private static func sum(_ sum: ServingTotals.Sum?, of rollouts: Int) -> String {
    guard let sum else { return "NA" }
    return String(sum.total) + (sum.rollouts < rollouts ? " (n = \(sum.rollouts))" : "")
  }

  private static func cost(_ row: ServingTotals) -> String {
    let parts = row.costs.map { cost in
      "\(Figures.fixed(cost.amount, 4)) \(cost.currency)"
        + (cost.rollouts < row.rollouts ? " (n = \(cost.rollouts))" : "")
    }
    return parts.isEmpty ? "NA" : parts.joined(separator: ", ")
  }

  private static func recordedTable(_ serving: ServingSection) -> TextTable {
    TextTable(
      "Serving recorded, of the rollouts",
      [
        .left("run"), .left("model requested"), .left("model served"), .left("mode"), .right("rollouts"),
        .right("system fingerprint"), .right("provider route"), .right("request id"),
        .right("parameters as sent"),
      ],
      rows: serving.totals.map { row in
        [
          row.run, row.requestedModel, row.servedModel ?? Provenance.notSaid, row.mode, String(row.rollouts),
        ]
          + [row.withFingerprint, row.withRoute, row.withRequestID, row.withParameters].map { count in
            count == 0 ? "NA" : String(count)
          }
      })
  }

  private static func valueTable(_ serving: ServingSection) -> TextTable {
    TextTable(
      "Who served",
      [
        .left("run"), .left("what"), .left("value"), .right("rollouts"), .left("by arm"),
        .left("first begun"),
        .left("last begun"),
      ],
      rows: serving.lines.flatMap { line in
        line.values.map { value in
          [
            line.run, line.field.title, value.value, String(value.rollouts),
            value.byArm.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
            value.firstAt ?? Provenance.notSaid, value.lastAt ?? Provenance.notSaid,
          ]
        }
          + (line.notSaid > 0
            ? [[line.run, line.field.title, Provenance.notSaid, String(line.notSaid), "", "", ""]] : [])
      })
  }

  private static func changeTable(_ serving: ServingSection) -> TextTable {
    TextTable(
      "Changes in the course of a run",
      [
        .left("run"), .left("what"), .right("changes"), .left("first, from"), .left("to"),
        .left("in rollout"),
        .left("begun"), .right("number"), .left("rollouts before, by arm"), .left("from it on, by arm"),
      ],
      rows: serving.lines.compactMap { line in
        line.first.map { change in
          [
            line.run, line.field.title, String(line.changes), change.from, change.to,
            "\(change.rollout.short): \(change.suite)/\(change.scenario) [\(change.arm.name), \(change.mode)], epoch \(change.epoch)",
            change.at ?? Provenance.notSaid, "\(change.place) of \(line.rollouts)",
            ServingFindings.byArm(change.before),
            ServingFindings.byArm(change.after),
          ]
        }
      },
      notes: [
        "By the time at which rollouts were begun. Where the turns of one rollout were served by several, its value names all of them in order."
      ])
  }

  private static func mixTable(_ serving: ServingSection) -> TextTable {
    TextTable(
      "Were the arms served alike?",
      [
        .left("run"), .left("suite"), .left("mode"), .left("what"), .left("rollouts by arm"), .right("n"),
        .right("p"), .right("adjusted p"), .right("MDE, pp"), .left("verdict"),
      ],
      rows: serving.mixes.map { mix in
        [
          mix.run, mix.suite, mix.mode, mix.field.title, ServingFindings.byArm(mix.arms),
          String(mix.scenarios),
          Figures.p(mix.p), Figures.p(mix.adjustedP),
          mix.minimumDetectable.map { Figures.fixed($0 * 100, 1) } ?? (mix.p == nil ? "–" : "none: too few"),
          mix.isUnlike
            ? "not alike" : mix.p == nil ? "alike in every scenario" : "no difference seen; see MDE",
        ]
      },
      notes: [
        "n: scenarios asked in several arms. p: arms exchanged within scenarios, all epochs together. MDE: of a value's share between two arms. Not alike: adjusted p < 0.05, or at least \(MixAnalysis.aloneAtLeast) rollouts of one arm by a value that no other arm had more than \(MixAnalysis.elsewhereAtMost) of. Failed rollouts are left out.",
        serving.multiplicity,
      ])
  }

  private static func driftBlocks(_ serving: ServingSection) -> [Block] {
    guard !serving.drift.isEmpty else {
      return [
        .paragraph(
          "Drift in time was not looked for: the rollouts of a run were all begun at one time, or nothing of them is known."
        )
      ]
    }
    return TextTable(
      "Second half of a run against its first",
      [
        .left("run"), .left("metric"), .right("n"), .right("in both halves"), .right("in one"), .right("NA"),
        .right("first half"),
        .right("second half"), .right("difference"), .right("95 % CI"), .right("p"), .right("adjusted p"),
        .right("MDE"), .left("verdict"),
      ],
      rows: serving.drift.map { row in
        [
          row.run, row.title, String(row.scenarios), String(row.paired),
          "\(row.firstAlone) / \(row.secondAlone)",
          "\(row.firstNA) / \(row.secondNA)", row.text(row.first), row.text(row.second), row.differenceText,
          row.intervalText, Figures.p(row.p), Figures.p(row.adjustedP), row.detectableText, row.verdict,
        ]
      },
      notes: [
        "Halves by the time at which rollouts were begun; the plan's order is random. n: scenarios; those known in both halves are compared with themselves, the others with each other within suite × mode, each arm less its own mean, and the two are weighted by their variances. p: halves exchanged likewise. NA: rollouts of which it is not known.",
        serving.multiplicity + " Latency is for information and not tested.",
      ]
    ).blocks
  }
}

extension ServingMix {
  fileprivate var verdict: String {
    if isUnlike { return "not alike" }
    if p == nil { return "alike in every scenario" }
    return minimumDetectable == nil ? "cannot tell: too few scenarios" : "no difference seen; see MDE"
  }
}

extension DriftRow {
  fileprivate var verdict: String {
    if measure == .latency { return "not tested" }
    if p == nil { return "cannot be tested: known in one half only" }
    if stands { return "moved" }
    return minimumDetectable == nil
      ? "cannot tell: too few scenarios" : "nothing seen; a shift under the MDE would be missed"
  }
}
