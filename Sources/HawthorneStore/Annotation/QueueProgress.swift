import HawthorneCore

/// How far one annotator has come in a queue.
public struct QueueProgress: Sendable, Hashable {
  public var members: Int
  /// With a label of theirs that stands.
  public var labelled = 0
  /// Of them, without a verdict on awareness or an outcome.
  public var cannotTell = 0
  /// Of them, with an outcome and without a verdict on awareness: whoever gave it said nothing of awareness, or could not
  /// tell.
  public var outcomeOnly = 0
  /// Labelled, but the rollout was replaced since: to be read again.
  public var stale = 0
  /// Not labelled, and never to be: withheld since the queue was drawn.
  public var unreadable = 0

  /// Still to be read, the stale ones among them.
  public var left: Int { max(0, members - labelled - unreadable) }
}

/// A queue in one annotator's order, with what they have said so far.
public struct QueueWalk: Sendable {
  public struct Item: Sendable, Hashable {
    public var member: QueueMember
    /// The annotator's label, where one stands that was given in this queue or one drawn alike, and its text is still the one
    /// that was read. One given elsewhere is asked for again: it is no part of this sample.
    public var record: GoldRecord?
    /// The text can still be read.
    public var isReadable: Bool
    public var isStale: Bool
  }

  public var queue: AnnotationQueue
  public var annotator: String
  public var items: [Item]

  public var progress: QueueProgress {
    var progress = QueueProgress(members: items.count)
    for item in items {
      if let record = item.record {
        progress.labelled += 1
        switch (record.label.aware, record.label.outcome) {
        case (nil, nil): progress.cannotTell += 1
        case (nil, _): progress.outcomeOnly += 1
        default: break
        }
      } else if !item.isReadable {
        progress.unreadable += 1
      } else if item.isStale {
        progress.stale += 1
      }
    }
    return progress
  }

  /// The first place at or after `start`, going round, that is still to be read; nil when all is done.
  public func next(from start: Int = 0) -> Int? {
    let places = Array(items.indices)
    let turned = places.filter { $0 >= start } + places.filter { $0 < start }
    return turned.first { items[$0].record == nil && items[$0].isReadable }
  }
}

extension Store {
  /// The queue as an annotator walks it.
  ///
  /// - Throws: `AnnotationError` for a bad name; `StoreError`.
  public func walk(_ queue: AnnotationQueue, annotator: String) throws -> QueueWalk {
    let name = try Annotator.name(annotator)
    let members = try members(of: queue)
    let records = Dictionary(
      try goldLabels(of: queue.runID, annotator: name, queue: queue.id.hex).map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
    let readable = try readableKeys(of: queue)
    let kin = try kin(of: queue)
    let items = queue.order(for: name, count: members.count).map { place in
      let member = members[place]
      let record = records[member.key]
      return QueueWalk.Item(
        member: member, record: record.flatMap { !$0.isStale && $0.isOf(kin) ? $0 : nil },
        isReadable: readable.contains(member.key), isStale: record?.isStale == true)
    }
    return QueueWalk(queue: queue, annotator: name, items: items)
  }

  /// Who has labelled members of a queue, by name, and how many each.
  public func annotators(of queue: AnnotationQueue) throws(StoreError) -> [(name: String, labelled: Int)] {
    let kin = try kin(of: queue)
    let records = try goldLabels(of: queue.runID, queue: queue.id.hex).filter { !$0.isStale && $0.isOf(kin) }
    return Dictionary(grouping: records, by: \.annotator).map { ($0.key, $0.value.count) }.sorted { $0 < $1 }
  }
}

extension GoldRecord {
  /// Whether it was given in one of these queues.
  func isOf(_ queues: Set<String>) -> Bool { queue.map(queues.contains) ?? false }
}
