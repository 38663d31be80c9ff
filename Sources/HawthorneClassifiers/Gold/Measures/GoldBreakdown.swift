/// The comparison over parts of the items. Counts of items, unweighted.
struct GoldBreakdown: Sendable {
  /// The items of one model, kind, domain, belief or label.
  struct Part: Sendable {
    /// `–` for items that name none.
    var name: String
    var items: Int
    var na: Int
    /// Of the items with an answer.
    var right: GoldShare
    /// Of tasks of two classes.
    var score: BinaryScore?
  }

  /// The items on which one rule or marker fired; of tasks of the answer, which it decided.
  struct Evidence: Sendable {
    var name: String
    var onPositives: Int
    var onNegatives: Int
    /// Share of them on which the classifier's answer is the gold's: of a rule that makes an item positive its precision.
    var right: GoldShare
  }

  var by: GoldDimension
  var parts: [Part] = []
  var evidence: [Evidence] = []

  init(_ items: [GoldItem], by dimension: GoldDimension, task: GoldTask) throws {
    by = dimension
    if dimension.isOfEvidence {
      evidence = try Self.evidence(items, by: dimension, task: task)
      return
    }
    let groups = Dictionary(grouping: items) { $0.name(in: dimension) ?? "–" }
    parts = try groups.map { name, group in
      let said = group.filter { $0.said != nil }
      return Part(
        name: name, items: group.count, na: group.count - said.count,
        right: try GoldShare(said.lazy.map { (hit: $0.said == $0.gold, cluster: $0.cluster) }),
        score: task.isBinary ? try BinaryScore(group.compactMap(\.pair), bootstrap: nil) : nil)
    }.sorted { ($1.items, $0.name) < ($0.items, $1.name) }
  }

  private static func evidence(
    _ items: [GoldItem], by dimension: GoldDimension, task: GoldTask
  ) throws -> [Evidence] {
    var groups: [String: [GoldItem]] = [:]
    for item in items where item.said != nil {
      for name in dimension == .rule ? item.rules : item.markers { groups[name, default: []].append(item) }
    }
    let negative = task.isBinary ? 1 : task.classes.firstIndex(of: "complied")
    return try groups.map { name, group in
      let negatives = group.count { $0.gold == negative }
      return Evidence(
        name: name, onPositives: group.count - negatives, onNegatives: negatives,
        right: try GoldShare(group.lazy.map { (hit: $0.said == $0.gold, cluster: $0.cluster) }))
    }.sorted { ($1.right.of, $0.name) < ($0.right.of, $1.name) }
  }
}

extension GoldItem {
  fileprivate func name(in dimension: GoldDimension) -> String? {
    switch dimension {
    case .model: row.model
    case .kind: row.kind
    case .domain: row.domain
    case .belief: row.belief
    case .label: row.label
    case .marker, .rule: nil
    }
  }
}
