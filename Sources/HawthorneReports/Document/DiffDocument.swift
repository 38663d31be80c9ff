import HawthorneCore

extension ReportDiff: BlockDocument {
  var blocks: [Block] {
    var blocks: [Block] = [
      .heading(level: 1, "Hawthorne diff across \(across.rawValue)"),
      .bullets([side("old", old), side("new", new)]),
    ]
    if confounds.isEmpty {
      blocks.append(.paragraph("Nothing else that was recorded differs."))
    } else {
      blocks.append(
        .alert(
          title: "Also different, and able to explain any difference below",
          confounds.map { "\($0.what): \($0.old) → \($0.new) [\($0.id)]" }))
    }
    if !allowed.isEmpty {
      blocks.append(
        .alert(title: "Compared all the same", allowed.map { "--allow \($0.rawValue)" }))
    }
    blocks.append(
      varied.isEmpty
        ? .paragraph("The \(across.rawValue), which was meant to differ, is the same in both.")
        : .bullets(varied.map { "\($0.what): \($0.old) → \($0.new)" }))
    blocks.append(.paragraph("Scenarios in both: \(sharedScenarios)."))
    return blocks + differenceFigure(numbersIn: rowTable.title).blocks + rowTable.blocks + framingTable.blocks
      + changeBlocks
  }

  private func side(_ name: String, _ side: Side) -> String {
    let mode = side.mode.map { ", mode \($0)" } ?? ""
    return
      "\(name): \(side.model)\(mode), \(side.state.rawValue), run \(side.runs.joined(separator: ", ")) of "
      + "\(side.startedAt.joined(separator: ", ")), report \(side.report.short)"
  }

  private var rowTable: TextTable {
    TextTable(
      "Differences, new − old, paired by scenario",
      [
        .left("suite"), .left("arm"), .left("mode"), .left("metric"), .right("n"), .right("old"),
        .right("new"),
        .right("difference, pp"), .right("95 % CI"), .right("p"), .right("q"), .right("NA either way"),
      ],
      rows: rows.filter { $0.scenarios > 0 }.map { row in
        [
          row.suite, row.arm.name, row.mode, row.metric.title + (row.harm.map { " (\($0.rawValue))" } ?? ""),
          String(row.scenarios), Figures.percent(row.old), Figures.percent(row.new),
          verdict(row.difference, row.stands, row.minimumDetectable),
          Figures.span(row.interval) + (row.intervalMethod?.mark ?? ""),
          Figures.p(row.p) + (row.test == .signFlip ? " (s)" : ""), Figures.p(row.q),
          Figures.span(row.bounds),
        ]
      },
      notes: [
        "~ : nothing can be said at q < 0.05; in parentheses the smallest difference this n finds with 80 % power.",
        "p: exact McNemar where unmarked. q: Benjamini–Hochberg over this table.", Contrast.methodNote,
      ] + unknown)
  }

  /// Says which rows the table has not, so that an absent figure is not taken for no difference.
  private var unknown: [String] {
    let count = rows.count { $0.scenarios == 0 }
    guard count > 0 else { return [] }
    return ["Not comparable, because no scenario is known on both sides: \(Figures.count(count, "row"))."]
  }

  private var framingTable: TextTable {
    TextTable(
      "Change of the framing effect, overt − placebo",
      [
        .left("suite"), .left("mode"), .left("metric"), .left("arms"), .right("n"), .right("old effect, pp"),
        .right("new effect, pp"), .right("difference, pp"), .right("95 % CI"), .right("p"), .right("q"),
      ],
      rows: framing.map { row in
        [
          row.suite, row.mode, row.metric.title + (row.harm.map { " (\($0.rawValue))" } ?? ""),
          "\(row.first.name) − \(row.second.name)", String(row.scenarios), Figures.points(row.old),
          Figures.points(row.new), verdict(row.difference, row.stands, row.minimumDetectable),
          Figures.span(row.interval) + (row.intervalMethod?.mark ?? ""), Figures.p(row.p), Figures.p(row.q),
        ]
      }, notes: ["Difference of the two effects over scenarios with all four cells known; sign-flip test."])
  }

  private func verdict(_ difference: Double?, _ stands: Bool, _ detectable: Double?) -> String {
    guard let difference else { return "–" }
    if stands { return Figures.points(difference) }
    return "\(Figures.points(difference)) ~ (MDE \(detectable.map { Figures.fixed($0 * 100, 1) } ?? "none"))"
  }

  /// Longer lists are cut here in print; the JSON has them whole.
  private static let listLimit = 40

  private var changeBlocks: [Block] {
    let lists: [(String, [Changes.Place])] = [
      ("Newly aware", changes.newlyAware), ("No longer aware", changes.noLongerAware),
      ("Newly complying with harmful items", changes.newlyComplying),
      ("Newly refusing", changes.newlyRefusing),
      ("Newly misaligned", changes.newlyMisaligned), ("No longer readable", changes.newlyUnreadable),
      ("Lost", changes.lost), ("Added", changes.added),
    ]
    var blocks: [Block] = [.heading(level: 2, "Scenarios that changed")]
    for (title, places) in lists where !places.isEmpty {
      var items = places.prefix(Self.listLimit).map {
        "\($0.suite)/\($0.scenario) [\($0.arm.name), \($0.mode)]"
      }
      if places.count > Self.listLimit { items.append("and \(places.count - Self.listLimit) more") }
      blocks += [.heading(level: 3, "\(title): \(places.count)"), .bullets(items)]
    }
    if blocks.count == 1 { blocks.append(.paragraph("None.")) }
    return blocks
  }
}
