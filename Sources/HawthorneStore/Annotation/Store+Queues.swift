import GRDB
public import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

extension Store {
  /// Draws a queue: everything that the classifier calls aware and random samples of the rest, each arm on its own.
  ///
  /// Deterministic in the recipe and what the run holds. The same again gives back the queue that is there.
  ///
  /// - Parameters:
  ///   - classifier: by whose labels; nil takes `defaultClassifier(of:)`.
  ///   - name: unique in the run.
  /// - Throws: `AnnotationError`: the run is being worked on, has no labels, or nothing to draw, or another queue has the
  ///   name; `StoreError`.
  @discardableResult
  public func makeQueue(
    _ recipe: QueueRecipe, of runID: String, name: String, classifier: ClassifierIdentity? = nil
  ) throws -> AnnotationQueue {
    try annotating { database in
      if let complaint = recipe.complaint { throw AnnotationError.badRecipe(complaint) }
      guard (try? Annotator.name(name)) != nil else {
        throw AnnotationError.badRecipe("give it a name of 1 to \(Annotator.longest) plain characters")
      }
      let state = try String.fetchOne(
        database, sql: "SELECT state FROM runs WHERE id = ?", arguments: [runID])
      guard let state else { throw StoreError(path: path, kind: .unknownRun(runID, near: [])) }
      let holder = try Self.liveHolder(of: runID, seenBy: .current(runID: runID), database)
      if state == RunState.running.rawValue, holder != nil { throw AnnotationError.running(run: runID) }
      guard let classifier = try classifier ?? Self.defaultClassifier(of: runID, database) else {
        throw AnnotationError.noLabels(run: runID)
      }
      let made = try Self.draw(recipe, of: runID, name: name, classifier: classifier, database)
      if let old = try Self.queue(named: name, run: runID, database) {
        guard old.id == made.queue.id else { throw AnnotationError.queueExists(name: name, run: runID) }
        return old
      }
      // The same draw under another name is the same queue.
      if let old = try Self.queues(of: runID, database).first(where: { $0.id == made.queue.id }) {
        return old
      }
      try Self.insert(made.queue, made.members, database)
      return made.queue
    }
  }

  /// The queues of a run, in the order in which they were made.
  public func queues(of runID: String) throws(StoreError) -> [AnnotationQueue] {
    try reading { try Self.queues(of: runID, $0) }
  }

  static func queues(of runID: String, _ database: Database) throws -> [AnnotationQueue] {
    try Row.fetchAll(
      database,
      sql: "SELECT \(queueColumns) FROM annotation_queues WHERE run_id = ? ORDER BY created_at, id",
      arguments: [runID]
    ).map { try queue($0) }
  }

  /// A queue by its name, or by its id or the first digits of it.
  ///
  /// - Throws: `AnnotationError.unknownQueue`, `StoreError`.
  public func queue(_ name: String, of runID: String) throws -> AnnotationQueue {
    let all = try queues(of: runID)
    if let found = all.first(where: { $0.name == name }) { return found }
    let near = all.filter { name.count >= 6 && $0.id.hex.hasPrefix(name.lowercased()) }
    guard near.count == 1, let found = near.first else {
      throw AnnotationError.unknownQueue(name: name, run: runID, known: all.map(\.name))
    }
    return found
  }

  /// The ids of the queues that are drawn as one is: by the same labels, from the same arms. What was said in one of them
  /// counts in the others.
  func kin(of queue: AnnotationQueue) throws(StoreError) -> Set<String> {
    Set(try queues(of: queue.runID).filter { $0.isKin(of: queue) }.map(\.id.hex))
  }

  /// The members of a queue in its own order.
  public func members(of queue: AnnotationQueue) throws(StoreError) -> [QueueMember] {
    try reading { try Self.members(of: queue, $0) }
  }

  static func members(of queue: AnnotationQueue, _ database: Database) throws -> [QueueMember] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT position, key, answer_hash, stratum, weight FROM annotation_queue_members
        WHERE queue_id = ? ORDER BY position
        """, arguments: [queue.id.hex]
    ).map { row in
      QueueMember(
        position: try row.get(0), key: try hash(row, 1), answerHash: try hash(row, 2),
        stratum: try row.get(3),
        weight: try row.get(4))
    }
  }

  /// Of the members of a queue, those whose text can still be read.
  func readableKeys(of queue: AnnotationQueue) throws(StoreError) -> Set<ContentHash> {
    try reading { database in
      let texts = try String.fetchSet(
        database,
        sql: """
          SELECT r.key FROM annotation_queue_members m JOIN rollouts r ON r.run_id = ? AND r.key = m.key
          WHERE m.queue_id = ? AND r.status <> 'failed' AND r.withheld_json IS NULL
          """, arguments: [queue.runID, queue.id.hex])
      return Set(texts.compactMap(ContentHash.init(hex:)))
    }
  }

  private typealias Drawn = (key: ContentHash, answer: ContentHash, stratum: GoldStratum)

  private static func draw(
    _ recipe: QueueRecipe, of runID: String, name: String, classifier: ClassifierIdentity,
    _ database: Database
  ) throws -> (queue: AnnotationQueue, members: [QueueMember]) {
    var draw = QueueDraw(recipe)
    var excluded = AnnotationQueue.Excluded()
    try forEachDrawable(of: runID, classifier, recipe, database, excluded: { excluded.add($0) }) { row in
      draw.count(row.stratum)
    }
    guard !draw.sizes.isEmpty else {
      throw AnnotationError.nothingToDraw(run: runID, why: "no rollout of these arms has a text to read")
    }
    draw.allocate()
    var drawn: [Drawn] = []
    try forEachDrawable(of: runID, classifier, recipe, database, excluded: { _ in }) { row in
      if draw.takes(next: row.stratum) { drawn.append(row) }
    }
    guard !drawn.isEmpty else {
      throw AnnotationError.nothingToDraw(
        run: runID, why: "the machine calls none aware, and no others were asked for")
    }
    let strata = draw.sizes.keys.sorted().map {
      AnnotationQueue.Stratum(stratum: $0, size: draw.sizes[$0] ?? 0, taken: draw.takes[$0] ?? 0)
    }
    var generator = SeededGenerator(seed: QueueDraw.seed("\(recipe.seed)", "order"))
    let members = QueueDraw.shuffled(drawn, &generator).enumerated().map { position, row in
      let (size, taken) = (draw.sizes[row.stratum] ?? 1, draw.takes[row.stratum] ?? 1)
      return QueueMember(
        position: position, key: row.key, answerHash: row.answer, stratum: row.stratum.name,
        weight: Double(size) / Double(taken))
    }
    var queue = AnnotationQueue(
      id: ContentHash(of: ""), runID: runID, name: name, recipe: recipe, classifier: classifier,
      strata: strata,
      excluded: excluded, createdAt: WallClock.milliseconds)
    queue.id = try queue.contentID(members)
    return (queue, members)
  }

  /// Passes every rollout of a run that a person could read and the recipe takes, with its stratum, in the run's order.
  private static func forEachDrawable(
    of runID: String, _ classifier: ClassifierIdentity, _ recipe: QueueRecipe, _ database: Database,
    excluded: (WritableKeyPath<AnnotationQueue.Excluded, Int>) -> Void, _ body: (Drawn) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT r.key, r.answer_hash, r.arm, r.status, r.withheld_json IS NOT NULL, l.aware, l.outcome
        FROM rollouts r \(labelOfChosen)
        WHERE r.run_id = :run
        ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key
        """,
      arguments: [
        "run": runID, "classifier": classifier.id.column, "version": classifier.version.column,
        "hash": classifier.hash.hex,
      ])
    while let row = try rows.next() {
      let arm = try arm(row, 2)
      guard recipe.takes(arm) else { continue }
      if try row.word(3, "status") as StatusWord == .failed {
        excluded(\.failed)
      } else if try row.get(4) {
        excluded(\.withheld)
      } else {
        let outcome: Outcome? = try row.word(optional: 6, "outcome")
        try body(
          (
            try hash(row, 0), try hash(row, 1),
            GoldStratum(arm: arm, aware: try row.get(5), refused: recipe.refusals ? outcome == .refused : nil)
          ))
      }
    }
  }

  private static func insert(
    _ queue: AnnotationQueue, _ members: [QueueMember], _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO annotation_queues (
          id, run_id, name, seed, classifier, classifier_version, classifier_hash, recipe, strata, excluded, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        queue.id.hex, queue.runID, queue.name.column, "\(queue.recipe.seed)", queue.classifier.id.column,
        queue.classifier.version.column, queue.classifier.hash.hex, try StoredJSON.text(of: queue.recipe),
        try StoredJSON.text(of: queue.strata), try StoredJSON.text(of: queue.excluded), queue.createdAt,
      ])
    for member in members {
      try database.cachedStatement(
        sql: """
          INSERT INTO annotation_queue_members (queue_id, position, key, answer_hash, stratum, weight)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        queue.id.hex, member.position, member.key.hex, member.answerHash.hex, member.stratum.column,
        member.weight,
      ])
    }
  }

  private static let queueColumns = """
    id, run_id, name, recipe, classifier, classifier_version, classifier_hash, strata, excluded, created_at
    """

  private static func queue(named name: String, run runID: String, _ database: Database) throws
    -> AnnotationQueue?
  {
    try Row.fetchOne(
      database, sql: "SELECT \(queueColumns) FROM annotation_queues WHERE run_id = ? AND name = ?",
      arguments: [runID, name.column]
    ).map { try queue($0) }
  }

  static func queue(_ row: Row) throws -> AnnotationQueue {
    func value<Value: Decodable>(_ index: Int, _ what: String) throws -> Value {
      try StoredJSON.value(Value.self, row.get(index), what: "The \(what) of a queue")
    }
    return AnnotationQueue(
      id: try hash(row, 0), runID: try row.get(1), name: try row.get(2), recipe: try value(3, "recipe"),
      classifier: try identity(row, at: 4), strata: try value(7, "strata"),
      excluded: try value(8, "exclusions"),
      createdAt: try row.get(9))
  }
}

extension AnnotationQueue.Excluded {
  fileprivate mutating func add(_ path: WritableKeyPath<Self, Int>) { self[keyPath: path] += 1 }
}

extension AnnotationQueue {
  /// Whether the strata of two queues mean the same.
  func isKin(of other: AnnotationQueue) -> Bool {
    classifier == other.classifier && recipe.refusals == other.recipe.refusals
      && recipe.arms == other.recipe.arms
  }

  /// What `id` is over, under the names it was made with.
  private struct Contents: Encodable {
    struct Member: Encodable {
      var key: ContentHash
      var answer: ContentHash
      var stratum: String
    }

    var run: String
    var seed: String
    var recipe: QueueRecipe
    var classifier: String
    var classifierHash: ContentHash
    var strata: [Stratum]
    var excluded: Excluded
    var members: [Member]
  }

  /// The id that these contents have.
  func contentID(_ members: [QueueMember]) throws -> ContentHash {
    var recipe = recipe
    // A number of JSON holds 53 bits; the seed stands beside as text.
    recipe.seed = 0
    return try ContentHash(
      canonical: Contents(
        run: runID, seed: "\(self.recipe.seed)", recipe: recipe,
        classifier: "\(classifier.id)@\(classifier.version)",
        classifierHash: classifier.hash, strata: strata, excluded: excluded,
        members: members.map { .init(key: $0.key, answer: $0.answerHash, stratum: $0.stratum) }))
  }
}
