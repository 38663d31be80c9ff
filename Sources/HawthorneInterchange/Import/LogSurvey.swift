import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// What a first walk over logs finds: the runs they make, and all that a manifest and the store's tables need, without
/// any text of a rollout's but the scenarios' requests.
///
/// Every rollout is read, mapped and checked here, so that the second walk stores all of them or the first refuses.
public struct LogSurvey: Sendable {
  /// One file that was walked.
  public struct File: Sendable, Hashable {
    public var path: String
    public var hash: ContentHash
    public var bytes: Int64
    public var facts: LogFacts
    /// Rollouts in it, those left out by the mapping included.
    public var rollouts: Int
    public var skipped: Int
  }

  /// A scenario as far as the logs say.
  struct FoundScenario: Sendable {
    var values: [LogMapping.Member: String]
    /// Hashes of its prompts by arm.
    var prompts: [String: Set<ContentHash>]
    var system: String?
    var turns: [String]
  }

  struct FoundSuite: Sendable {
    var tasks: [String] = []
    var versions: [String] = []
    var scenarios: [String: FoundScenario] = [:]
    /// In the order of the logs.
    var order: [String] = []
    var arms: Set<Arm> = []
  }

  /// The values of one of the log's scorers: of one kind, or none.
  struct FoundScorer: Sendable {
    var kinds: Set<ScoreKind> = []
    var words: Set<String> = []
    var count = 0
    /// Each with the place of its rollout among the run's keys: held against what the store has of an earlier import.
    var values: [(rollout: Int32, value: ScoreValue)] = []
  }

  /// One run: all rollouts of one model.
  public struct Run: Sendable {
    public let model: ModelName
    /// In the order of the logs.
    public internal(set) var keys: [ContentHash] = []
    public internal(set) var failed = 0
    /// By the model's name or the log's word: a run with one simulated rollout is a simulation.
    public internal(set) var isSimulation: Bool
    var suites: [String: FoundSuite] = [:]
    var suiteOrder: [String] = []
    var modes: [Mode] = []
    var epochs = 0
    var scorers: [String: FoundScorer] = [:]
    var unknownTypes: [String: Int] = [:]
    var limits: [String: Int] = [:]
    /// Numbers of the files that hold its rollouts.
    var files: Set<Int> = []
    var parameters: GenerationParameters?
    public internal(set) var readable = 0
    public internal(set) var arms: [Arm: Int] = [:]

    public var suiteIDs: [String] { suiteOrder }
    public var scenarioCount: Int { suites.values.reduce(0) { $0 + $1.scenarios.count } }
    public var scorerNames: [String] { scorers.keys.sorted() }
  }

  public private(set) var files: [File] = []
  public private(set) var runs: [Run] = []
  /// Fields that a mapping may ask for, with the first values of each.
  public private(set) var fields: [String: [String]] = [:]
  public private(set) var notes: [String] = []

  /// The languages of its scenarios, as far as they were said; else English, which most logs are in.
  public var languages: Set<String> {
    let said = runs.flatMap {
      $0.suites.values.flatMap { $0.scenarios.values.compactMap { $0.values[.language] } }
    }
    return said.isEmpty ? ["en"] : Set(said)
  }

  /// The model names of the logs, where the command names another.
  private var overridden: Set<String> = []

  /// Bytes kept of a scenario's request; the rollouts have it whole.
  static let requestLimit = 1024

  /// Walks over the logs.
  ///
  /// - Throws: `LogError`, `ArchiveError`, `FileError`, `DiagnosticsError`.
  public init(_ source: LogSource) throws {
    var walk = EpochCounter()
    var trace: MappingTrace? = MappingTrace(source.mapping)
    var missing: [String] = []
    var missingCount = 0
    var missingFile = ""
    var twice = Twice()
    for (number, file) in source.files.enumerated() {
      var rollouts = 0
      var skipped = 0
      let facts = try file.reader.read { logged in
        rollouts += 1
        note(logged)
        if source.model != nil, let name = logged.model { try override(name, file: file.path) }
        do {
          guard
            let mapped = try MappedRollout(
              logged, file: file.path, mapping: source.mapping, model: source.model, trace: &trace)
          else {
            skipped += 1
            return
          }
          try add(mapped, file: number, path: file.path, counter: &walk)
        } catch let error as MappedRollout.MissingArm {
          // All of them are found before anything is said.
          missingCount += 1
          missingFile = file.path
          if missing.count <= LogError.shownPlaces { missing.append(error.place) }
        } catch let error as LogError where twice.take(error) {
        }
      }
      guard rollouts > 0 else { throw LogError(file: file.path, kind: .noRollouts) }
      notes += facts.notes
      files.append(
        File(
          path: file.path, hash: file.hash, bytes: file.bytes, facts: facts, rollouts: rollouts,
          skipped: skipped))
    }
    // Before what a slip of the mapping's leads to.
    if let trace {
      let complaints = trace.complaints(source.mapping, known: fields.keys.sorted())
      guard complaints.isEmpty else { throw DiagnosticsError(complaints) }
      notes += trace.notes(source.mapping)
    }
    try requireColumns(source.mapping)
    guard missingCount == 0 || source.allowsMissingArms else {
      throw LogError(file: missingFile, kind: .noArm(places: missing, count: missingCount))
    }
    if missingCount > 0 {
      notes.append("\(missingCount) rollouts have no arm yet: --arm or --mapping says it")
    }
    if let error = twice.error { throw error }
    try source.requireUnchanged()
    for index in runs.indices {
      for (name, suite) in runs[index].suites { try Self.requireAgreement(suite, of: name) }
    }
  }

  /// Columns that are named must be there: in one of the logs at least, since JSON leaves out what has nothing.
  private mutating func requireColumns(_ mapping: LogMapping) throws {
    for column in RowColumn.allCases {
      guard let name = mapping.columns[column] else { continue }
      let rows = files.compactMap(\.facts.rows)
      guard !rows.isEmpty else {
        let shown = "'\(column.rawValue)' ('\(name)')"
        throw LogError(file: files[0].path, kind: .noRows(column: shown, files[0].facts.format))
      }
      let count = rows.reduce(0) { $0 + $1.rows }
      let there = rows.reduce(0) { $0 + $1.named[column, default: 0] }
      guard there > 0 else {
        let names = rows.reduce(into: Set<String>()) { $0.formUnion($1.names) }.sorted()
        let file = files.first { $0.facts.rows != nil }?.path ?? files[0].path
        throw column.missing(name, at: mapping.place(of: column), file: file, there: names)
      }
      if there < count {
        notes.append(
          "\(count - there) of \(count) rows have no '\(TerminalText.stripped(name))', which is their \(column.rawValue)"
        )
      }
    }
  }

  /// One name for several models would pass them for one.
  private mutating func override(_ name: String, file: String) throws {
    overridden.insert(name)
    guard overridden.count == 1 else {
      throw LogError(file: file, kind: .severalModels(overridden.sorted()))
    }
  }

  private mutating func note(_ logged: LoggedRollout) {
    func add(_ name: String, _ value: JSONValue?) {
      guard fields[name] != nil || fields.count < 200, let text = LoggedValue.name(value) else { return }
      let shown = String(text.prefix(60))
      if fields[name, default: []].count < 5, !fields[name, default: []].contains(shown) {
        fields[name, default: []].append(shown)
      }
    }
    add("sample", .string(logged.sample))
    if let task = logged.task { add("task", .string(task)) }
    for (name, value) in logged.fields {
      add(name, value)
      for (key, inner) in value.objectValue ?? [:] { add("\(name).\(key)", inner) }
    }
  }

  private mutating func add(
    _ mapped: MappedRollout, file: Int, path: String, counter: inout EpochCounter
  ) throws {
    let epoch = try counter.epoch(of: mapped, file: path)
    let place: Int
    if let known = runs.firstIndex(where: { $0.model == mapped.model }) {
      place = known
    } else {
      place = runs.count
      runs.append(Run(model: mapped.model, isSimulation: MappedRollout.isSimulation(mapped.model)))
    }
    runs[place].keys.append(try mapped.key(epoch: epoch))
    runs[place].take(mapped, epoch: epoch, file: file)
  }

  /// Rollouts of a scenario that say different things of it.
  private static func requireAgreement(_ suite: FoundSuite, of name: String) throws {
    for (id, scenario) in suite.scenarios.sorted(by: { $0.key < $1.key }) {
      for (member, value) in scenario.values where value.contains("\u{0}") {
        throw LogError(
          file: name,
          kind: .disagree(
            scenario: id, member: member.rawValue, values: value.split(separator: "\u{0}").map(String.init)))
      }
    }
  }
}

extension LogSurvey.Run {
  mutating func take(_ mapped: MappedRollout, epoch: Int, file: Int) {
    files.insert(file)
    epochs = max(epochs, epoch)
    if mapped.logged.isSimulation { isSimulation = true }
    arms[mapped.arm, default: 0] += 1
    if case .failed = mapped.logged.status { failed += 1 }
    if mapped.logged.messages.contains(where: { $0.reasoning.contains { $0.readableText != nil } }) {
      readable += 1
    }
    if !modes.contains(where: { $0.name == mapped.mode.name }) { modes.append(mapped.mode) }
    if parameters == nil { parameters = mapped.logged.parameters }
    if let limit = mapped.logged.limit { limits[limit, default: 0] += 1 }
    for (type, count) in mapped.logged.unknownTypes { unknownTypes[type, default: 0] += count }
    for score in mapped.logged.scores {
      guard scorers[score.scorer] != nil || scorers.count < 100 else { continue }
      var found = scorers[score.scorer] ?? LogSurvey.FoundScorer()
      found.count += 1
      found.kinds.insert(score.value.kind)
      if case .category(let word) = score.value, found.words.count <= ScoreValueReader.categoryLimit {
        found.words.insert(word)
      }
      // Free text is not imported, so that none of it need be kept.
      if found.words.count <= ScoreValueReader.categoryLimit {
        found.values.append((Int32(clamping: keys.count - 1), score.value))
      } else {
        found.values = []
      }
      scorers[score.scorer] = found
    }
    if suites[mapped.suite] == nil { suiteOrder.append(mapped.suite) }
    // Taken out while it changes, so that its storage is not copied.
    var suite = suites.removeValue(forKey: mapped.suite) ?? LogSurvey.FoundSuite()
    suite.take(mapped)
    suites[mapped.suite] = suite
  }
}

extension LogSurvey.FoundSuite {
  mutating func take(_ mapped: MappedRollout) {
    arms.insert(mapped.arm)
    if let task = mapped.logged.task, !tasks.contains(task), tasks.count < 20 { tasks.append(task) }
    guard var known = scenarios.removeValue(forKey: mapped.scenario) else {
      order.append(mapped.scenario)
      let prompt = mapped.prompt
      scenarios[mapped.scenario] = LogSurvey.FoundScenario(
        values: mapped.scenarioValues, prompts: [mapped.arm.name: [mapped.promptHash]],
        system: prompt.first { $0.role == .system }.map { Self.cut($0.text) },
        turns: prompt.filter { $0.role == .user }.map { Self.cut($0.text) })
      return
    }
    for (member, value) in mapped.scenarioValues {
      let own = known.values[member]
      // Kept together, to be told apart in the complaint: names hold no control characters.
      if let own, own != value, !own.contains("\u{0}") { known.values[member] = "\(own)\u{0}\(value)" }
      if own == nil { known.values[member] = value }
    }
    if known.prompts[mapped.arm.name, default: []].count < 64 {
      known.prompts[mapped.arm.name, default: []].insert(mapped.promptHash)
    }
    scenarios[mapped.scenario] = known
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > LogSurvey.requestLimit else { return text }
    var bytes = Array(text.utf8.prefix(LogSurvey.requestLimit))
    while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
    if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Rollouts that are there twice, until all of the logs was read: a slip of the mapping's may be why.
private struct Twice {
  private(set) var error: LogError?

  /// - Returns: whether it is such an error.
  mutating func take(_ new: LogError) -> Bool {
    switch (error?.kind, new.kind) {
    case (nil, .twice), (nil, .same): error = new
    case (.same(var places, let count), .same(let more, _)):
      if places.count <= LogError.shownPlaces { places += more }
      error?.kind = .same(places: places, count: count + 1)
    case (.some, .twice), (.some, .same): break
    default: return false
    }
    return true
  }
}

/// Counts epochs where the log does not, and finds rollouts that are there twice.
struct EpochCounter {
  /// The first 16 bytes of a hash: small, and as good as no collisions.
  private struct Mark: Hashable {
    var high: UInt64
    var low: UInt64

    init(_ hash: ContentHash) {
      high = UInt64(hash.hex.prefix(16), radix: 16) ?? 0
      low = UInt64(hash.hex.dropFirst(16).prefix(16), radix: 16) ?? 0
    }
  }

  private var next: [Mark: Int] = [:]
  private var seen: Set<Mark> = []

  /// Where the log does not count, rollouts of one sample that are alike in everything are one and not its epochs: the
  /// same log in two files, or a row that was copied.
  ///
  /// - Throws: `LogError.twice`, `LogError.same`.
  mutating func epoch(of mapped: MappedRollout, file: String) throws -> Int {
    var hash = IncrementalHash()
    for part in [mapped.model.description, mapped.suite, mapped.scenario, mapped.arm.name, mapped.mode.name] {
      hash.update(part: part)
    }
    guard let epoch = mapped.epoch else {
      let place = hash.finish()
      var contents = IncrementalHash()
      contents.update(part: place.hex)
      contents.update(part: try mapped.contents().hex)
      guard seen.insert(Mark(contents.finish())).inserted else {
        let sample = mapped.logged.sample
        let place = mapped.logged.place
        throw LogError(
          file: file, kind: .same(places: [sample == place ? place : "\(sample) (\(place))"], count: 1))
      }
      let mark = Mark(place)
      next[mark, default: 0] += 1
      return next[mark] ?? 1
    }
    hash.update(part: String(epoch))
    guard seen.insert(Mark(hash.finish())).inserted else {
      throw LogError(
        file: file,
        kind: .twice(
          place:
            "\(mapped.suite)/\(mapped.scenario) [\(mapped.arm.name), \(mapped.mode.name)], epoch \(epoch)",
          first: "an earlier rollout", second: mapped.logged.place))
    }
    return epoch
  }
}
