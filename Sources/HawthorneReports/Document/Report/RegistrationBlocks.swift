import HawthorneCore

extension Report {
  /// What was frozen before the runs, and every deviation from it.
  var registrationBlocks: [Block] {
    var blocks: [Block] = [.heading(level: 2, "Pre-registered plan")]
    guard let registration, !registration.isEmpty else {
      return blocks + [
        .paragraph(
          "Not pre-registered: no plan was frozen before the run ('hawthorne plan'), so that nothing shows which "
            + "question and which analysis came before the data.")
      ]
    }
    for plan in registration.plans {
      blocks += [
        .paragraph(
          "Plan \(plan.hash.hex), run \(plan.runs.joined(separator: ", ")). The hash shows what was planned, not when: "
            + "compare it with the one that was published before the run.")
      ]
      if plan.deviations.isEmpty {
        blocks.append(.paragraph("No deviations from the plan."))
      } else {
        blocks.append(
          .alert(
            title: "Deviations from the plan: \(plan.deviations.count)",
            plan.deviations.map { item in
              "\(item.message) [\(item.id)\(item.run.map { ", run \($0)" } ?? "")]"
            }))
      }
      blocks +=
        plan.document.table.blocks + plan.document.suiteTable.blocks
        + plan.document.plannedTable.blocks
        + plan.contrastTable(beside: servedUnlikeNotes(plan.contrasts.map(\.contrast))).blocks
    }
    if !registration.unregistered.isEmpty {
      blocks.append(
        .paragraph("Not pre-registered: run \(registration.unregistered.joined(separator: ", "))."))
    }
    return blocks
  }
}

extension FrozenPlan {
  /// The plan's own words and numbers.
  fileprivate var table: TextTable {
    var rows = [
      ["hypothesis", hypothesis], ["primary contrast", contrast.title],
      ["margin", margin?.title ?? "none: a difference is sought, not ruled out"],
      ["alpha, two-sided", "\(alpha)"], ["power", "\(power)"], ["stopping rule", stopping.title],
      ["exclusions", exclusions], ["model", models.isEmpty ? "any" : models.joined(separator: ", ")],
      ["modes", modes.map(\.title).joined(separator: "; ")], ["epochs", String(epochs)], ["seed", seed],
      ["parameters", parameters.title], ["harness", harnessVersion],
      ["classifier", classifier.title],
    ]
    if contrast.metric == .aligned {
      rows.append(["direction", "aligned is counted as misaligned below, with the opposite sign"])
    }
    return TextTable("What was planned", [.left("what"), .left("plan")], rows: rows)
  }

  fileprivate var suiteTable: TextTable {
    TextTable(
      "Suites as planned",
      [
        .left("suite"), .left("version"), .left("hash"), .right("scenarios"), .left("arms"),
        .left("languages"), .right("epochs"), .right("rollouts"),
      ],
      rows: suites.map { suite in
        [
          suite.id, suite.version, suite.hash.short, String(suite.scenarios),
          suite.arms.map(\.name).joined(separator: ", "), suite.languages.joined(separator: ", "),
          String(suite.epochs), String(suite.rollouts),
        ]
      })
  }

  fileprivate var plannedTable: TextTable {
    TextTable(
      "Contrasts as planned",
      [.left("suite"), .left("arms"), .right("n"), .right("MDE, pp")],
      rows: suites.flatMap { suite in
        suite.contrasts.map { planned in
          [
            suite.id, planned.title, String(planned.pairs),
            planned.minimumDetectable.map { Figures.fixed($0 * 100, 1) } ?? "none",
          ]
        }
      },
      notes: [
        "MDE as planned: exact McNemar over n at the plan's alpha and power, with \(Figures.percent(reverse)) of the "
          + "scenarios assumed to differ against the effect."
      ])
  }
}

extension RegisteredPlan {
  fileprivate func contrastTable(beside served: [String]) -> TextTable {
    var table = Report.contrastTable(
      "Primary contrast as planned", contrasts.map(\.contrast), notes: notes + served)
    // The columns of the other contrasts, at the plan's own level.
    table.columns = table.columns.map { column in
      column.title == "95 % CI"
        ? .right("\(Figures.percent(1 - document.alpha)) CI") : column
    }
    guard document.margin != nil else { return table }
    table.columns += [.right("\(Figures.percent(1 - 2 * document.alpha)) CI"), .left("inside the margin")]
    for index in table.rows.indices {
      table.rows[index] += [
        Figures.span(contrasts[index].marginInterval),
        contrasts[index].insideMargin == true ? "yes" : "not shown",
      ]
    }
    return table
  }

  private var notes: [String] {
    var notes = [
      "q: Benjamini–Hochberg over this table. MDE at the plan's alpha and power, with the noise seen."
    ]
    if let margin = document.margin {
      notes.append(
        "Inside the margin (\(margin.title)): two one-sided tests at alpha, that is the \(Figures.percent(1 - 2 * document.alpha)) "
          + "interval, and the bounds with every NA counted against it, lie inside.")
    }
    return notes
  }
}

extension FrozenPlan.Margin {
  var title: String {
    let text = "\(Figures.fixed(points, 1)) pp"
    return switch side {
    case .both: "difference between −\(text) and +\(text)"
    case .upper: "difference below +\(text)"
    case .lower: "difference above −\(text)"
    }
  }
}

extension FrozenPlan.Stopping {
  var title: String {
    switch self {
    case .fixed: "fixed n: all planned rollouts, one analysis"
    case .none: "none: p-values do not hold if the run was ended because of what it saw"
    }
  }
}
