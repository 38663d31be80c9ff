import HawthorneCore

extension Report {
  /// The appendix on the errors of the labels.
  var accuracyBlocks: [Block] {
    guard let accuracy else { return [] }
    var blocks: [Block] = [
      .heading(level: 2, "Appendix: how far these labels agree with people"), .paragraph(accuracy.statement),
    ]
    guard let measured = accuracy.measured else { return blocks }
    let own = "\(measured.classifier.reference) (\(measured.classifier.hash.short))"
    let recorded = provenance.withheld.keys.filter { $0 != own && $0 != "none" }
    if !recorded.isEmpty {
      blocks.append(
        .paragraph(
          "Labels that came with withheld answers are of \(recorded.sorted().joined(separator: ", ")); the figures are not of them."
        ))
    }
    blocks += measured.setTable.blocks
    for set in measured.sets { blocks += set.figureTable.blocks + set.confusionTable.blocks }
    blocks += measured.heldOutTable.blocks
    return blocks
  }

  /// The PPV of the awareness label, for beside the raw rates.
  var awarenessPPVBlocks: [Block] {
    guard let accuracy else { return [] }
    guard let measured = accuracy.measured else {
      return awareness.rows.isEmpty ? [] : [.paragraph("Rates are raw. \(accuracy.statement)")]
    }
    let found =
      measured.sets.filter { $0.column == "awareness" }.compactMap { set in
        set.figure("precision").map { "\($0.text) in \(set.title) (\(set.standing))" }
      }
      + measured.heldOut.filter(\.isPresent).compactMap { set in
        set.figure("precision").map { "\($0.text) in \(set.title) (held out when measured)" }
      }
    guard !found.isEmpty else { return [] }
    return [
      .paragraph(
        "Rates are raw. PPV, the share of traces called aware that the labels of a set call so too: \(found.joined(separator: "; ")). "
          + "It is of those sets and falls where fewer rollouts are aware; the appendix has recall and false alarms."
      )
    ]
  }
}

extension ClassifierAccuracy.Figure {
  /// `0.889 (0.778–0.948), 48 of 54`.
  var text: String {
    let interval = lower.flatMap { low in upper.map { " (\(Figures.fixed(low, 3))–\(Figures.fixed($0, 3)))" }
    }
    let share = yes.flatMap { yes in of.map { ", \(yes) of \($0)" } }
    return Figures.fixed(value, 3) + (interval ?? "") + (share ?? "")
  }
}

extension ClassifierAccuracy.Measured {
  /// `development fold, provisional`.
  fileprivate var standing: String {
    (heldOut ? "held out" : "development fold") + (provisional ? ", provisional" : "")
  }

  private var clusterText: String {
    clusterField.map { "\(clusters) of one \($0)" } ?? "each item alone"
  }

  fileprivate var row: [String] {
    let left = excluded.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return [
      title, measures, standing, labelledBy, String(n), String(na), clusterText,
      left.isEmpty ? "none" : left.joined(separator: ", "),
      data.count > 2
        ? "\(data.count) files" : data.map { "\($0.name) (\($0.sha256.short))" }.joined(separator: ", "),
    ]
  }

  fileprivate var figureTable: TextTable {
    TextTable(
      "\(title): \(standing)", [.left("figure"), .right("value"), .right("95 % interval"), .right("over")],
      rows: figures.map { figure in
        [
          figure.name, Figures.fixed(figure.value, 3),
          figure.lower.flatMap { low in
            figure.upper.map { "\(Figures.fixed(low, 3))–\(Figures.fixed($0, 3))" }
          }
            ?? "–",
          figure.yes.flatMap { yes in figure.of.map { "\(yes) of \($0)" } } ?? String(n - na),
        ]
      }, notes: notes)
  }

  fileprivate var confusionTable: TextTable {
    let classes = confusion.map(\.gold)
    return TextTable(
      "\(title): labels against classifier",
      [.left("labelled")] + classes.map { .right("classifier: \($0)") } + [.right("NA")],
      rows: confusion.map { row in
        [row.gold] + classes.map { String(row.said[$0] ?? 0) } + [String(row.na)]
      })
  }
}

extension ClassifierAccuracy {
  fileprivate var setTable: TextTable {
    TextTable(
      "What it was measured on",
      [
        .left("set"), .left("positive"), .left("fold"), .left("labelled by"), .right("n"), .right("NA"),
        .left("clusters"), .left("left out by label"), .left("data"),
      ],
      rows: sets.map(\.row),
      notes: [
        "Development fold: the rules were tuned on it, so that the figures flatter. Provisional: not yet labelled by people.",
        "Intervals keep items of one prompt together; a share without a mistake counts each prompt once.",
      ])
  }

  fileprivate var heldOutTable: TextTable {
    TextTable(
      "Held out, each measured once",
      [.left("set"), .left("classifier"), .right("n"), .left("figures"), .left("mind")],
      rows: heldOut.map { item in
        [
          item.title,
          "\(item.classifier.id)@\(item.classifier.version)"
            + (item.isPresent ? "" : ", not the present one"),
          String(item.n), item.figures.map { "\($0.name) \($0.text)" }.joined(separator: "; "),
          item.notes.joined(separator: " "),
        ]
      })
  }
}
