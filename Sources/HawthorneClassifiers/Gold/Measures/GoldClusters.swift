import HawthorneCore

/// Which items belong together, so that intervals do not take answers to one prompt for independent.
struct GoldClusters: Sendable, Hashable {
  /// `prompt`, the member that `--cluster` names, or nil where every item stands alone.
  var field: String?
  /// Different ones.
  var count: Int
  /// Items without a value of the field: each stands alone.
  var alone: Int

  /// Numbers the items' clusters.
  ///
  /// - Parameter wanted: as `GoldRequest.cluster`.
  /// - Throws: `GoldError.noCluster` where no item has what is named.
  init(_ items: inout [GoldItem], by wanted: String?) throws(GoldError) {
    let byPrompt = wanted == "prompt" || (wanted == nil && items.allSatisfy { $0.prompt != nil })
    let keys = items.map { wanted == "none" ? nil : byPrompt ? $0.prompt?.hex : $0.row.cluster }
    var numbers: [String: Int] = [:]
    var next = 0
    var alone = 0
    for (index, key) in keys.enumerated() {
      let number = key.flatMap { numbers[$0] } ?? next
      if number == next { next += 1 }
      if let key { numbers[key] = number } else { alone += 1 }
      items[index].cluster = number
    }
    let asked = wanted != nil && wanted != "none"
    guard !asked || alone < items.count || items.isEmpty else { throw .noCluster(wanted ?? "prompt") }
    // Prompts that nobody asked for and that never repeat are no clusters.
    field = asked ? wanted : next < items.count ? "prompt" : nil
    count = next
    self.alone = field == nil ? 0 : alone
  }

  /// How intervals came about, for the page.
  var method: String {
    guard let field else { return "over items" }
    return "over whole clusters of items with one \(GoldLabel.shown(field)) (\(count))"
  }

  /// What a reader must know; nil where there is nothing.
  func note(items: Int, prompts: Int?) -> String? {
    guard let field else {
      guard let prompts, prompts < items else { return nil }
      return
        "The \(items) items have \(prompts) different prompts and are taken for independent: intervals are too "
        + "narrow where answers to one prompt are alike. --cluster prompt keeps them together."
    }
    let rest = alone > 0 ? " \(alone) items have none and stand alone." : ""
    return
      "The \(items) items come in \(count) clusters of one \(GoldLabel.shown(field)), which intervals keep "
      + "together: shares are Wilson's at an effective number of items.\(rest)"
  }
}
