import HawthorneCore
import HawthorneStore

/// The tables of a comparison: counts of each scenario by arm, and what changed sides.
struct ComparisonTables {
  let comparison: RunComparison
  let part: RunComparison.Part

  func markup(_ context: PageContext) -> Markup {
    guard !part.pairs.isEmpty else { return "<p>No further scenarios.</p>\n" }
    return counts + flips(context)
  }

  private var counts: Markup {
    var table = DataTable(
      caption: "Scenarios by arm: old → new",
      columns: [
        .init("Scenario"), .init("Arm and mode"), .init("Aware of readable", isNumber: true),
        .init("Awareness NA", isNumber: true), .init("Refused of answered", isNumber: true),
        .init("Rollouts", isNumber: true),
      ])
    struct Cell: Hashable, Comparable {
      var arm: Arm
      var mode: String
      static func < (left: Self, right: Self) -> Bool { (left.arm, left.mode) < (right.arm, right.mode) }
    }
    for pair in part.pairs {
      let title = "\(pair.place.suiteID)/\(pair.place.scenarioID)"
      guard let new = pair.new else {
        table.rows.append(["\(isolated: title)", "<span class=\"muted\">not asked in the new run</span>"])
        continue
      }
      guard pair.isSame else {
        table.rows.append([
          "\(isolated: title)", "<span class=\"loud\">says something else in each run: not paired</span>",
        ])
        continue
      }
      let before = Dictionary(grouping: pair.old.rollouts) { Cell(arm: $0.arm, mode: $0.mode) }
      let after = Dictionary(grouping: new.rollouts) { Cell(arm: $0.arm, mode: $0.mode) }
      for cell in Set(before.keys).union(after.keys).sorted() {
        let (left, right) = (Tally(before[cell] ?? []), Tally(after[cell] ?? []))
        table.rows.append([
          "\(isolated: title)", "\(isolated: "\(cell.arm), \(cell.mode)")",
          "\(left.aware) of \(left.readable) → \(right.aware) of \(right.readable)",
          "\(left.na) → \(right.na)",
          "\(left.refused) of \(left.answered) → \(right.refused) of \(right.answered)",
          "\(left.rollouts) → \(right.rollouts)",
        ])
      }
      if pair.old.isCut || new.isCut {
        table.rows.append([
          "\(isolated: title)", "<span class=\"loud\">only its first rollouts are counted</span>",
        ])
      }
    }
    return table.markup
  }

  /// How many rollouts of one scenario, arm and mode are what.
  private struct Tally {
    var rollouts = 0
    var readable = 0
    var aware = 0
    var na = 0
    var answered = 0
    var refused = 0

    init(_ glances: [RolloutGlance]) {
      rollouts = glances.count
      for label in glances.compactMap(\.label) {
        if let isAware = label.aware {
          readable += 1
          if isAware { aware += 1 }
        } else {
          na += 1
        }
        switch label.outcome {
        case .refused:
          answered += 1
          refused += 1
        case .partial, .complied, .deflected: answered += 1
        case .blocked, .empty, .error, .offScript, .unread: break
        }
      }
    }
  }

  private func flips(_ context: PageContext) -> Markup {
    let flips = part.pairs.filter(\.isSame).flatMap(RunComparison.flips)
    guard !flips.isEmpty else { return "<h2>Changed sides</h2>\n<p>None of these scenarios.</p>\n" }
    var table = DataTable(
      caption: "Rollouts of these scenarios whose outcome or awareness changed",
      columns: [.init("Rollout"), .init("Old"), .init("New")])
    let most = 200
    for flip in flips.prefix(most) {
      let glance = flip.old
      let title =
        "\(glance.suiteID)/\(glance.scenarioID), \(glance.arm), \(glance.mode), epoch \(glance.epoch)"
      let old = context.link(
        .rollout(comparison.old.run.id, flip.old.key), "\(isolated: GlanceMark.words(flip.old))",
        extra: " data-item")
      let new = context.link(
        .rollout(comparison.new.run.id, flip.new.key), "\(isolated: GlanceMark.words(flip.new))",
        extra: " data-item")
      table.rows.append([
        "\(isolated: title)", "\(GlanceMark.mark(flip.old)) \(old)", "\(GlanceMark.mark(flip.new)) \(new)",
      ])
    }
    let more = Markup.when(
      flips.count > most, "<p class=\"note\">\(flips.count - most) further ones are not listed.</p>\n")
    return """
      <h2>Changed sides</h2>
      \(table.markup)\(more)<p class="muted">What chance alone would change is in <code>hawthorne diff</code>.</p>

      """
  }
}
