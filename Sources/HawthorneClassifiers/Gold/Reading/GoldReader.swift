import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// From gold files, and the traces they are joined to, to items with both answers.
struct GoldReader {
  let request: GoldRequest
  let classifier: TraceClassifier

  /// - Throws: `FileError`, or `GoldError` where nothing can be scored.
  func read() async throws -> GoldSet {
    let reader = GoldFileReader(request: request)
    let results = try request.gold.map { try reader.read($0) }
    var tally = GoldTally()
    tally.complaints = results.flatMap(\.complaints)
    tally.repeated = results.reduce(0) { $0 + Self.repeated($1.rows) }
    var rows = results.flatMap(\.rows)
    tally.rows = rows.count
    guard !rows.isEmpty else { throw GoldError.empty(files: request.gold) }
    if request.traces.isEmpty,
      let bare = results.first(where: { !$0.rows.isEmpty && $0.rows.allSatisfy { $0.bytes == nil } })
    {
      throw GoldError.needsTraces(file: bare.file.path)
    }
    if let split = request.split {
      let known = Set(rows.compactMap(\.split)).sorted()
      guard known.contains(split) else { throw GoldError.noSplit(split, known: known) }
      rows = rows.filter { $0.split == split }
      tally.otherSplit = tally.rows - rows.count
    }
    let (task, isGuessed) = try task(of: &rows)
    guard request.positive.map(task.positives.contains) ?? true,
      !task.positives.isEmpty || request.positive == nil
    else { throw GoldError.positive(request.positive ?? .aware, task: task) }
    let positive = request.positive ?? task.positives.first
    let vocabulary = try GoldVocabulary(task: task, positive: positive, map: request.map)
    let labelled = try labelled(rows, by: vocabulary, &tally)
    var set = GoldSet(
      task: task, isGuessed: isGuessed, positive: positive, files: results.map(\.file), traces: [],
      tally: tally)
    if request.traces.isEmpty {
      try await judgeInline(labelled, into: &set)
    } else {
      try await judgeJoined(labelled, into: &set)
    }
    guard !set.items.isEmpty else {
      throw GoldError.nothingLeft(
        excluded: set.tally.excluded.values.reduce(0, +), unmatched: set.tally.unmatched.count,
        unreadable: set.tally.complaints.count)
    }
    return set
  }

  /// The task asked for or guessed; a marker's labels are filled in from `markers`.
  private func task(of rows: inout [GoldRow]) throws -> (GoldTask, isGuessed: Bool) {
    if let task = request.task {
      if case .marker(let id) = task, request.label == nil {
        for index in rows.indices {
          if let markers = rows[index].markers { rows[index].label = markers.contains(id) ? "yes" : "no" }
        }
      }
      return (task, false)
    }
    let excluded = Set(request.exclude.map(GoldLabel.normalized))
    let labels = Set(rows.compactMap(\.label)).filter { !excluded.contains(GoldLabel.normalized($0)) }
    let mapped = Set(request.map.keys.map(GoldLabel.normalized))
    guard
      let task = GoldVocabulary.guess(
        labels: labels.filter { !mapped.contains(GoldLabel.normalized($0)) }, classes: request.map.values)
    else { throw GoldError.noTask(labels: labels.sorted()) }
    return (task, true)
  }

  /// Rows with their classes; excluded ones are counted and left out.
  private func labelled(
    _ rows: [GoldRow], by vocabulary: GoldVocabulary, _ tally: inout GoldTally
  ) throws -> [(row: GoldRow, gold: Int)] {
    let excluded = Set(request.exclude.map(GoldLabel.normalized))
    var unmapped: [String: Int] = [:]
    var seen: Set<String> = []
    var labelled: [(row: GoldRow, gold: Int)] = []
    for row in rows {
      guard let label = row.label else {
        tally.complaints.append(
          GoldTally.Complaint(
            file: row.file, line: row.line,
            message: "it has no '\(GoldLabel.shown(request.label ?? "label"))'"))
        continue
      }
      let word = GoldLabel.normalized(label)
      seen.insert(word)
      if excluded.contains(word) {
        tally.excluded[GoldLabel.shown(label), default: 0] += 1
      } else if let gold = vocabulary.gold(label) {
        labelled.append((row, gold))
      } else {
        unmapped[label, default: 0] += 1
      }
    }
    guard unmapped.isEmpty else {
      let labels = unmapped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      throw GoldError.unmapped(labels: labels.map { ($0.key, $0.value) }, task: vocabulary.task)
    }
    tally.unused = (request.exclude.union(request.map.keys)).filter {
      !seen.contains(GoldLabel.normalized($0))
    }.sorted()
    return labelled
  }

  /// Rows whose id, not empty, stands on an earlier row too.
  private static func repeated(_ rows: [GoldRow]) -> Int {
    let ids = rows.map(\.id).filter { !$0.isEmpty }
    return ids.count - Set(ids).count
  }

  // MARK: Traces

  private enum Judged: Sendable {
    case item(GoldItem, ClassifierIdentity)
    case unfit(String)
  }

  /// Classifies rows that hold their traces.
  private func judgeInline(_ rows: [(row: GoldRow, gold: Int)], into set: inout GoldSet) async throws {
    let (task, positive, showsText, classifier) = (set.task, set.positive, request.showsText, self.classifier)
    let judged = await Self.inOrder(rows) { row, gold in
      guard let bytes = row.bytes else {
        return Judged.unfit("it has no 'response', 'reasoning' or 'messages'")
      }
      do throws(GoldRow.Unfit) {
        let verdict = try GoldVerdict(try GoldRow.parse(bytes), classifier: classifier)
        let item = GoldItem(
          row: row, gold: gold, verdict: verdict, task: task, positive: positive, showsText: showsText)
        return .item(item, verdict.classifier)
      } catch {
        return .unfit(error.description)
      }
    }
    var identities: Set<ClassifierIdentity> = []
    for ((row, _), result) in zip(rows, judged) {
      switch result {
      case .item(let item, let identity):
        set.items.append(item)
        identities.insert(identity)
      case .unfit(let message):
        set.tally.complaints.append(GoldTally.Complaint(file: row.file, line: row.line, message: message))
      }
    }
    try take(identities, into: &set)
  }

  private enum Traced: Sendable {
    case notAsked
    case found(String, [GoldItem], ClassifierIdentity)
    case unfit(String)
  }

  /// Classifies the traces whose ids the rows name.
  private func judgeJoined(_ rows: [(row: GoldRow, gold: Int)], into set: inout GoldSet) async throws {
    let wanted = Dictionary(grouping: rows.indices.filter { !rows[$0].row.id.isEmpty }) { rows[$0].row.id }
    let (task, positive, showsText, classifier) = (set.task, set.positive, request.showsText, self.classifier)
    var found: [String: [GoldItem]] = [:]
    var identities: Set<ClassifierIdentity> = []
    for path in request.traces {
      let bytes = try SystemFile.contents(of: path)
      let lines = GoldLines.split(bytes, limit: request.lineLimit)
      set.traces.append(GoldFile(path: path, hash: ContentHash(of: bytes), lines: lines.count))
      let results = await Self.inOrder(lines) { line in
        do throws(GoldRow.Unfit) {
          if let size = line.tooLong { throw GoldRow.Unfit(description: GoldFileReader.tooLong(size)) }
          let value = try GoldRow.parse(line.bytes)
          guard value.objectValue != nil else { throw GoldRow.Unfit(description: "expected a JSON object") }
          let id = try GoldRow.id(value["id"])
          guard let places = wanted[id] else {
            return value["error"] != nil && value["line"] != nil
              ? Traced.unfit("it is an error that 'hawthorne classify' wrote") : .notAsked
          }
          let verdict = try GoldVerdict(value, classifier: classifier)
          let items = places.map { place in
            GoldItem(
              row: rows[place].row, gold: rows[place].gold, verdict: verdict, task: task, positive: positive,
              showsText: showsText)
          }
          return .found(id, items, verdict.classifier)
        } catch {
          return .unfit(error.description)
        }
      }
      for (line, result) in zip(lines, results) {
        func complain(_ message: String) {
          set.tally.complaints.append(GoldTally.Complaint(file: path, line: line.number, message: message))
        }
        switch result {
        case .notAsked: break
        case .unfit(let message): complain(message)
        case .found(let id, let items, let identity):
          if found[id] == nil {
            found[id] = items
            identities.insert(identity)
          } else {
            complain("its id stands on an earlier trace too; the first one is taken")
          }
        }
      }
    }
    var taken: [String: Int] = [:]
    for (row, _) in rows {
      if let items = found[row.id] {
        set.items.append(items[taken[row.id, default: 0]])
        taken[row.id, default: 0] += 1
      } else {
        set.tally.unmatched.append(
          GoldTally.Complaint(file: row.file, line: row.line, message: "no trace has its id"))
      }
    }
    try take(identities, into: &set)
  }

  private func take(_ identities: Set<ClassifierIdentity>, into set: inout GoldSet) throws {
    guard identities.count < 2 else { throw GoldError.mixedClassifiers(Array(identities)) }
    set.classifier = identities.first
  }

  /// The results of the work on each input, in the order of the inputs, done on every core.
  private static func inOrder<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output
  ) async -> [Output] {
    let size = 16
    return await withTaskGroup(of: (Int, [Output]).self) { group in
      for start in stride(from: 0, to: inputs.count, by: size) {
        let piece = Array(inputs[start..<min(start + size, inputs.count)])
        group.addTask { (start, piece.map(work)) }
      }
      var pieces: [(Int, [Output])] = []
      for await piece in group { pieces.append(piece) }
      return pieces.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }
}
