import HawthorneCore
import HawthorneStore

/// Counts by arm, NA apart: numbers of rollouts, no rates.
struct ArmCountTable {
  let counts: [ArmCount]

  var markup: Markup {
    struct Group: Hashable {
      var suite: String
      var mode: String
    }
    var order: [Group] = []
    var groups: [Group: [ArmCount]] = [:]
    for count in counts {
      let group = Group(suite: count.suiteID, mode: count.mode)
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(count)
    }
    let tables = order.map { table(groups[$0] ?? [], caption: "\($0.suite), mode \($0.mode)") }
    return """
      \(tables)<p class="muted">Numbers of rollouts. Awareness is over the readable ones; NA is not "not aware". Rates with their \
      intervals, and tests over scenarios, are in <code>hawthorne report</code>.</p>

      """
  }

  private func table(_ counts: [ArmCount], caption: String) -> Markup {
    let outcomes = Outcome.allCases.filter { outcome in counts.contains { $0.outcomes[outcome] != nil } }
    let hasUnlabelled = counts.contains { $0.unlabelled > 0 }
    let hasWithheld = counts.contains { $0.withheld > 0 }
    var columns: [DataTable.Column] = [.init("Arm"), .init("Rollouts", isNumber: true)]
    columns += outcomes.map { .init(GlanceMark.word($0), isNumber: true) }
    columns += [.init("Aware of readable", isNumber: true)]
    columns += Belief.allCases.dropFirst().map { .init($0.rawValue, isNumber: true) }
    columns.append(.init("Awareness NA", isNumber: true))
    if hasUnlabelled { columns.append(.init("No label", isNumber: true)) }
    if hasWithheld { columns.append(.init("Text withheld", isNumber: true)) }
    var table = DataTable(caption: caption, columns: columns)
    for count in counts {
      var row: [Markup] = ["\(isolated: count.arm.name)", "\(count.rollouts)"]
      row += outcomes.map { "\(count.outcomes[$0] ?? 0)" }
      row.append("\(count.aware) of \(count.readable)")
      row += Belief.allCases.dropFirst().map { "\(count.beliefs[$0] ?? 0)" }
      row.append("\(count.na)")
      if hasUnlabelled { row.append("\(count.unlabelled)") }
      if hasWithheld { row.append("\(count.withheld)") }
      table.rows.append(row)
    }
    return table.markup
  }
}
