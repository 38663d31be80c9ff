import HawthorneCore
import HawthorneFormats
import HawthorneStore

extension LogImport {
  /// One run under way.
  struct Work {
    let found: LogSurvey.Run
    let files: [ImportedProvenance.File]
    var manifest: RunManifest
    let suites: [Suite]
    /// By suite and id.
    let scenarios: [String: [String: Scenario]]
    let state: RunState
    let reason: String?
    let endedAt: Int64?
    /// Names of scorers as they are stored, by the log's.
    let names: [String: String]
    var kinds: [String: ScoreKind]
    /// Of the logs, for the identity of its scorers; a log that grows keeps them.
    private let logHash: ContentHash
    /// What the manifest's metadata say of the logs, beside the user's notes.
    let remarks: [String: String]

    var notes: [String]
    var missing: Set<ContentHash> = []
    var newScorers: Set<String> = []
    /// Where it is not the first: the version under which a scorer's values are stored, by its stored name.
    var versions: [String: String] = [:]
    var lease: Lease?
    var batch: [Rollout] = []
    var batchBytes = 0
    var scores: [String: [ScoreRow]] = [:]
    var scoresAdded: [String: Int] = [:]
    var added = 0
    var labelled = 0

    init(
      _ found: LogSurvey.Run, survey: LogSurvey, source: LogSource, harnessVersion: String
    ) throws {
      self.found = found
      let own = found.files.sorted().map { survey.files[$0] }
      files = own.map { file in
        let facts = file.facts
        return ImportedProvenance.File(
          name: file.path.split(separator: "/").last.map(String.init) ?? file.path, hash: file.hash,
          format: facts.format.rawValue, harness: facts.harness, harnessVersion: facts.harnessVersion,
          logID: facts.logID, task: facts.task, dataset: facts.dataset, model: facts.model,
          status: facts.status)
      }
      var suites: [Suite] = []
      for id in found.suiteOrder {
        guard let suite = found.suites[id] else { continue }
        suites.append(try suite.suite(id: id, facts: source.mapping.suite, logs: own.map(\.facts)))
      }
      self.suites = suites
      scenarios = Dictionary(
        suites.map { suite in
          (
            suite.id,
            Dictionary(suite.scenarios.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
          )
        }, uniquingKeysWith: { first, _ in first })
      let count = found.keys.count
      // A log of several models says nothing of how many rollouts each should have.
      var planned = 0
      for file in own {
        let there = survey.runs.count == 1 ? file.rollouts - file.skipped : 0
        planned += max(there, (file.facts.planned ?? 0) - file.skipped)
      }
      planned = max(planned, count)
      (state, reason) = Self.state(own, count: count, planned: planned)
      endedAt = own.compactMap(\.facts.endedAt).max()
      let started = own.compactMap(\.facts.startedAt).min()
      let imported = ImportedProvenance(
        files: files, isDated: started != nil, mapping: source.mapping.hash,
        unknownTypes: UnknownTypeCounts.limited(found.unknownTypes))
      let limits = (UnknownTypeCounts.limited(found.limits) ?? [:]).sorted { $0.key < $1.key }
      remarks =
        limits.isEmpty
        ? [:] : ["imported.limits": limits.map { "\($0.key) \($0.value)" }.joined(separator: ", ")]
      var hash = IncrementalHash()
      for key in found.keys.map(\.hex).sorted() { hash.update(part: key) }
      manifest = RunManifest(
        id: "", harnessVersion: harnessVersion, startedAt: started ?? 0,
        suites: suites.map { suite in
          var ids = IncrementalHash()
          for scenario in suite.scenarios { ids.update(part: scenario.id) }
          return RunManifest.SuiteReference(
            suite, scenarios: suite.scenarios.count, scenarioHash: ids.finish(),
            arms: found.suites[suite.id]?.arms.sorted() ?? [],
            languages: Set(suite.scenarios.map(\.language)).sorted())
        },
        model: found.model, modes: found.modes.sorted { $0.name < $1.name },
        parameters: found.parameters ?? own.first?.facts.parameters ?? GenerationParameters(),
        epochs: found.epochs, seed: 0, planHash: hash.finish(), plannedRollouts: planned,
        simulation: found.isSimulation, imported: imported)
      var notes: [String] = []
      (names, kinds) = Self.scorers(found, &notes)
      self.notes = notes
      logHash = try ContentHash(canonical: [found.model.description] + found.suiteOrder)
    }

    /// Whether another run was made of the same logs, as far as they name themselves: short answers alike in two logs
    /// must not make them one.
    func isOfSameLog(as other: ImportedProvenance) -> Bool {
      let own = Set(files.compactMap(\.logID))
      let others = Set(other.files.compactMap(\.logID))
      return own.isEmpty ? others.isEmpty : others.isSubset(of: own) && !others.isEmpty
    }

    func scorer(_ name: String) -> ScorerIdentity {
      var hash = IncrementalHash()
      hash.update(part: logHash.hex)
      hash.update(part: name)
      let version = versions[name]
      if let version { hash.update(part: version) }
      return ScorerIdentity(name: name, version: version ?? LogScores.firstVersion, hash: hash.finish())
    }

    /// What the logs say of the rollouts by one scorer, by its stored name; the first value of each rollout.
    func values(of name: String, as kind: ScoreKind) -> [ContentHash: ScoreValue] {
      guard let scorer = found.scorers.first(where: { names[$0.key] == name })?.value else { return [:] }
      return Dictionary(
        scorer.values.compactMap { item in
          let place = Int(item.rollout)
          return found.keys.indices.contains(place) ? (found.keys[place], item.value.taken(as: kind)) : nil
        }, uniquingKeysWith: { first, _ in first })
    }

    func newRun() throws -> NewRun {
      try NewRun(
        manifest: manifest, suites: suites,
        scenarios: suites.flatMap { suite in suite.scenarios.map { (suiteID: suite.id, scenario: $0) } },
        options: ["imported": true])
    }

    /// A log that did not end well, or lacks rollouts, makes an incomplete run.
    private static func state(
      _ files: [LogSurvey.File], count: Int, planned: Int
    ) -> (RunState, String?) {
      for file in files {
        if let status = file.facts.status, status != "success" {
          return (
            .incomplete, "the log \(file.name) says '\(TerminalText.stripped(String(status.prefix(40))))'"
          )
        }
      }
      if planned > count { return (.incomplete, "the log holds \(count) of \(planned) rollouts") }
      return (.complete, nil)
    }

    /// Names that scores can be stored under, and the kind that all values of each fit.
    private static func scorers(
      _ found: LogSurvey.Run, _ notes: inout [String]
    ) -> (names: [String: String], kinds: [String: ScoreKind]) {
      var names: [String: String] = [:]
      var kinds: [String: ScoreKind] = [:]
      for (name, scorer) in found.scorers.sorted(by: { $0.key < $1.key }) {
        let safe = String(
          name.unicodeScalars.map { scalar in
            scalar.isASCII
              && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || ".-_".unicodeScalars.contains(scalar))
              ? Character(scalar) : "-"
          }.prefix(64))
        guard !safe.isEmpty, kinds[safe] == nil else {
          notes.append(
            "scores of '\(TerminalText.stripped(String(name.prefix(60))))' were left out: its name is taken")
          continue
        }
        let kind: ScoreKind =
          scorer.kinds.count == 1
          ? scorer.kinds.first ?? .number
          : scorer.kinds == [.number, .boolean] ? .number : .category
        if kind == .category, scorer.words.count > ScoreValueReader.categoryLimit {
          notes.append("scores of '\(safe)' were left out: they are free text")
          continue
        }
        names[name] = safe
        kinds[safe] = kind
      }
      return (names, kinds)
    }
  }
}

extension LogSurvey.File {
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension LogSurvey.FoundSuite {
  /// What a suite's hash is over: what is known of it.
  private struct Contents: Encodable {
    struct Item: Encodable {
      var id: String
      var values: [String: String]
      var prompts: [String: [ContentHash]]
    }
    var id: String
    var tasks: [String]
    var versions: [String]
    var scenarios: [Item]
  }

  func suite(id: String, facts: LogMapping.SuiteFacts, logs: [LogFacts]) throws -> Suite {
    let versions = logs.filter { $0.task.map(tasks.contains) ?? false }.compactMap(\.taskVersion)
    let version =
      facts.version ?? (versions.isEmpty ? MappedRollout.notSaid : versions.uniqued.joined(separator: ", "))
    let items = order.sorted().compactMap { name in
      scenarios[name].map { scenario in
        Contents.Item(
          id: name,
          values: Dictionary(
            scenario.values.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first }),
          prompts: scenario.prompts.mapValues { $0.sorted() })
      }
    }
    let hash = try ContentHash(
      canonical: Contents(id: id, tasks: tasks.sorted(), versions: versions.uniqued, scenarios: items))
    let languages = Set(scenarios.values.map { $0.values[.language] ?? MappedRollout.undetermined })
    return Suite(
      id: id, title: facts.title ?? (tasks.isEmpty ? id : tasks.joined(separator: ", ")), version: version,
      kind: facts.kind, licence: facts.licence ?? MappedRollout.notSaid, visibility: facts.visibility,
      language: languages.count == 1
        ? languages.first ?? MappedRollout.undetermined : MappedRollout.undetermined,
      framings: [], scenarios: order.compactMap { name in scenarios[name].map { $0.scenario(id: name) } },
      hash: hash)
  }
}

extension LogSurvey.FoundScenario {
  /// The scenario as far as the logs say.
  ///
  /// Its request is kept only where all its rollouts were asked alike: the words of one arm must not pass for what
  /// another arm was shown.
  func scenario(id: String) -> Scenario {
    let isOne = prompts.values.reduce(into: Set<ContentHash>()) { $0.formUnion($1) }.count == 1
    return Scenario(
      id: id, domain: values[.domain] ?? MappedRollout.notSaid, severity: values[.severity],
      language: values[.language] ?? MappedRollout.undetermined, system: isOne ? system : nil,
      turns: isOne && !turns.isEmpty ? turns : [MappedRollout.notSaid],
      harm: values[.harm].flatMap(Scenario.Harm.init(rawValue:)), twin: values[.twin],
      expectedPurpose: values[.purpose].flatMap(PurposeClass.init(rawValue:)))
  }
}

extension [String] {
  /// Each word once, in order.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
