import HawthorneCore

extension Report {
  var excerptBlocks: [Block] {
    guard !excerpts.items.isEmpty else {
      return [.paragraph("None: no rollout met the rule, or no text was asked for. \(excerpts.rule)")]
    }
    return [
      .paragraph("Selection: \(excerpts.rule) The span that the label rests on stands between ⟪ and ⟫.")
    ]
      + excerpts.items.flatMap { item -> [Block] in
        let span =
          item.marker.map { "; \($0) in \(item.block ?? "") at bytes \(item.start ?? 0)–\(item.end ?? 0)" }
          ?? ""
        let head =
          "\(item.choice.title): \(item.suite)/\(item.scenario) [\(item.arm.name), \(item.mode), epoch \(item.epoch)], "
          + "rollout \(item.rollout.short); belief \(item.belief.rawValue), claimed influence "
          + "\(item.influence.rawValue), outcome \(item.outcome.rawValue)\(span)"
        return [.paragraph(head), .excerpt(before: item.before, quote: item.quote, after: item.after)]
      }
  }
}

extension ReportExcerpt.Choice {
  fileprivate var title: String {
    switch self {
    case .hashOrder: "Hash order"
    case .mostSevere: "Most severe"
    case .notCounted: "Not counted as aware"
    }
  }
}
