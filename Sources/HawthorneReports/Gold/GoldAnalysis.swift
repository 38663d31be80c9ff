import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import HawthorneStore

/// From what people said of a sample to corrected rates.
struct GoldAnalysis {
  let fold: GoldFold
  let forms: FormChoice
  let options: AnalysisOptions

  static let method =
    "Double sampling by strata (Tenenbein 1970): within what the machine calls positive and what it does not, people's labels of a "
    + "random sample stand for all; sensitivity and specificity are not used, because what was read is not a random sample "
    + "of the rollouts. Intervals join the machine's and people's parts end by end, with scenarios as clusters."

  /// nil where nobody had labelled anything.
  func section() throws -> GoldSection? {
    guard !fold.isEmpty else { return nil }
    let records = fold.samples.flatMap(\.records)
    let ids = records.map(\.id.hex).sorted()
    let rows = try [Metric.awareness, .refusal].flatMap(rows)
    return GoldSection(
      method: Self.method, labels: try ContentHash(canonical: ids),
      until: records.map(\.createdAt).max() ?? 0,
      runs: fold.samples.map(run), rows: rows,
      contrasts: try [Metric.awareness, .refusal].flatMap { metric in
        try contrasts(metric, rows.filter { $0.metric == metric })
      },
      agreement: try GoldAgreement.pairs(records).map(\.reported))
  }

  private func run(_ sample: GoldSample) -> GoldRun {
    let counted = fold.counted(in: sample.runID)
    let standing = sample.records.filter { !$0.isStale }
    let people = Dictionary(grouping: standing, by: \.annotator).map { name, records in
      GoldRun.Person(name: name, labels: records.count, blind: records.count(where: \.blind))
    }
    let consensus = counted.values.compactMap(GoldConsensus.awareness)
    let queues =
      sample.queues.map { GoldRun.Queue(id: $0.id, name: $0.name, members: $0.members, unused: nil) }
      + sample.unused.map {
        GoldRun.Queue(id: $0.queue.id, name: $0.queue.name, members: $0.queue.members, unused: $0.reason)
      }
    return GoldRun(
      run: sample.runID, strataBy: sample.queues.first?.classifier, queues: queues,
      people: people.sorted { $0.name < $1.name }, members: sample.members.count, read: counted.count,
      cannotTell: consensus.count { $0 == .cannotTell }, disputed: consensus.count { $0 == .disputed },
      stale: sample.records.count(where: \.isStale), outside: standing.count { $0.queue == nil })
  }

  // MARK: Which cells

  /// One arm of one table line.
  private struct Group: Hashable, Comparable {
    var suite: String?
    var arm: Arm
    var mode: String
    var harm: Scenario.Harm?

    static func < (left: Self, right: Self) -> Bool {
      (left.suite == nil ? 1 : 0, left.suite ?? "", left.arm.name, left.mode, left.harm?.rawValue ?? "")
        < (
          right.suite == nil ? 1 : 0, right.suite ?? "", right.arm.name, right.mode,
          right.harm?.rawValue ?? ""
        )
    }
  }

  private var suites: Set<String> { Set(fold.cells.keys.map(\.suite)) }

  /// Each suite on its own, and all of them together where there are several.
  private func groups(_ metric: Metric) -> [Group: [GoldFold.Place]] {
    var groups: [Group: [GoldFold.Place]] = [:]
    let isPooled = suites.count > 1
    for place in fold.cells.keys {
      let harm = metric == .refusal ? place.harm : nil
      for suite in isPooled ? [place.suite, nil] : [place.suite] {
        groups[Group(suite: suite, arm: place.arm, mode: place.mode, harm: harm), default: []].append(place)
      }
    }
    return groups
  }

  /// The machine's verdict on a metric; awareness is counted in the form of reasoning that the report counts.
  private func verdict(_ slot: GoldFold.Slot, _ place: GoldFold.Place, _ metric: Metric) -> Bool? {
    guard metric == .awareness else { return slot.refused }
    return slot.form == forms.form(suite: place.suite, mode: place.mode) ? slot.aware : nil
  }

  private func read(_ counts: GoldFold.Counts, _ metric: Metric) -> GoldFold.Read {
    metric == .awareness ? counts.awareness : counts.refusal
  }

  // MARK: Rates

  private func rows(_ metric: Metric) throws -> [GoldRow] {
    try groups(metric).sorted { $0.key < $1.key }.compactMap { try row(metric, $0.key, $0.value) }
  }

  /// nil where nothing of it was read, nor of the metric said.
  private func row(_ metric: Metric, _ group: Group, _ places: [GoldFold.Place]) throws -> GoldRow? {
    var (uncovered, naRead, naPositive) = (0, 0, 0)
    for place in places {
      for (slot, counts) in fold.cells[place] ?? [:] {
        let read = read(counts, metric)
        if verdict(slot, place, metric) == nil {
          naRead += read.all
          naPositive += read.yes
        } else if slot.stratum == nil {
          uncovered += counts.rollouts
        }
      }
    }
    let arm = arm(metric, scenarios(places), by: [:])
    let (positives, negatives) = try DoubleSampling.classes(arm, level: options.level)
    // Outcomes are often not asked for at all; who says nothing of awareness could not tell.
    let decided = positives.gold + negatives.gold
    let read = decided + positives.undecided + negatives.undecided + naRead
    guard metric == .awareness ? read > 0 : decided > 0 else { return nil }
    let raw = try Rate(
      of: arm.scenarios.map { row in
        let yes = row.indices.reduce(0) { $0 + (arm.isPositive[$1] ? row[$1].rollouts : 0) }
        return Tally(yes: yes, no: row.reduce(0) { $0 + $1.rollouts } - yes)
      }, level: options.level)
    var row = GoldRow(
      metric: metric, suite: group.suite, arm: group.arm, mode: group.mode, harm: group.harm, raw: raw,
      uncovered: uncovered, positives: GoldClass(positives), negatives: GoldClass(negatives), naRead: naRead,
      naPositive: naPositive)
    switch try DoubleSampling.rate(arm, level: options.level) {
    case .failure(let refused): row.refused = refused.refusal.sentence
    case .success(let found):
      row.corrected = found.rate.reported
      row.interval = ReportedInterval(found.interval)
    }
    let ends = try [false, true].compactMap {
      try? DoubleSampling.rate(arm.resolved($0), level: options.level).get().rate
    }
    if ends.count == 2 { row.bounds = ReportedBounds(lower: ends[0], upper: ends[1]) }
    return row
  }

  /// Suite and scenario.
  private typealias ScenarioID = [String]

  /// Places by scenario.
  private func scenarios(_ places: [GoldFold.Place]) -> [ScenarioID: GoldFold.Place] {
    Dictionary(places.map { ([$0.suite, $0.scenario], $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter order: the scenarios, in order; those that the arm lacks are empty. Nothing takes the arm's own.
  private func arm(
    _ metric: Metric, _ places: [ScenarioID: GoldFold.Place], by order: [ScenarioID: Int]
  ) -> DoubleSampling.Arm {
    struct Stratum: Hashable {
      var run: String
      var stratum: GoldStratum
      var verdict: Bool
      var name: String { "\(verdict ? 0 : 1) \(run) \(stratum.name)" }
    }
    let scenarios =
      order.isEmpty
      ? places.keys.sorted { $0.lexicographicallyPrecedes($1) }
      : order.sorted { $0.value < $1.value }.map(\.key)
    var cells: [[Stratum: DoubleSampling.Cell]] = []
    for scenario in scenarios {
      var row: [Stratum: DoubleSampling.Cell] = [:]
      if let place = places[scenario] {
        for (slot, counts) in fold.cells[place] ?? [:] {
          guard let drawn = slot.stratum, let verdict = verdict(slot, place, metric) else { continue }
          let read = read(counts, metric)
          let stratum = Stratum(run: slot.run, stratum: drawn, verdict: verdict)
          var cell = row[stratum] ?? DoubleSampling.Cell()
          cell.rollouts += counts.rollouts
          cell.gold += read.yes + read.no
          cell.positive += read.yes
          cell.undecided += read.undecided
          row[stratum] = cell
        }
      }
      cells.append(row)
    }
    let strata = Set(cells.flatMap(\.keys)).sorted { $0.name < $1.name }
    return DoubleSampling.Arm(
      isPositive: strata.map(\.verdict),
      scenarios: cells.map { row in strata.map { row[$0] ?? DoubleSampling.Cell() } })
  }

  // MARK: Contrasts

  /// Of the arms that have rows.
  private func contrasts(_ metric: Metric, _ rows: [GoldRow]) throws -> [GoldContrast] {
    let read = Set(rows.map { Group(suite: $0.suite, arm: $0.arm, mode: $0.mode, harm: $0.harm) })
    let groups = groups(metric).filter { read.contains($0.key) }
    return try [Contrast.Role.primary, .secondary].flatMap { role in
      try groups.keys.filter { $0.arm.kind == role.first }.sorted().flatMap { first in
        try groups.keys.filter {
          $0.arm.kind == role.second && $0.suite == first.suite && $0.mode == first.mode
            && $0.harm == first.harm
        }.sorted().map { second in
          try contrast(metric, role, first, second, groups[first] ?? [], groups[second] ?? [])
        }
      }
    }
  }

  private func contrast(
    _ metric: Metric, _ role: Contrast.Role, _ first: Group, _ second: Group, _ firstPlaces: [GoldFold.Place],
    _ secondPlaces: [GoldFold.Place]
  ) throws -> GoldContrast {
    let (left, right) = (scenarios(firstPlaces), scenarios(secondPlaces))
    let paired = left.keys.filter { right[$0] != nil }.sorted { $0.lexicographicallyPrecedes($1) }
    var contrast = GoldContrast(
      metric: metric, role: role, suite: first.suite, mode: first.mode, harm: first.harm, first: first.arm,
      second: second.arm, scenarios: 0)
    let order = Dictionary(uniqueKeysWithValues: paired.enumerated().map { ($1, $0) })
    guard !order.isEmpty else {
      contrast.refused = DoubleSampling.Refusal.noPairs.sentence
      return contrast
    }
    let arms = (arm(metric, left, by: order), arm(metric, right, by: order))
    contrast.scenarios = arms.0.scenarios.indices.count { place in
      arms.0.scenarios[place].contains { $0.rollouts > 0 }
        && arms.1.scenarios[place].contains { $0.rollouts > 0 }
    }
    let found = try DoubleSampling.difference(
      arms.0, arms.1, level: options.level, seed: options.seed, draws: options.permutations)
    switch found {
    case .failure(let refused): contrast.refused = refused.refusal.sentence
    case .success(let found):
      contrast.raw = found.raw.reported
      contrast.corrected = found.difference.reported
      contrast.interval = ReportedInterval(found.interval)
    }
    // Of these the intervals are not wanted, and few draws do.
    let ends = try [false, true].compactMap { isYes in
      try? DoubleSampling.difference(
        arms.0.resolved(isYes), arms.1.resolved(!isYes), level: options.level, seed: options.seed, draws: 199
      ).get().difference
    }
    if ends.count == 2 { contrast.bounds = ReportedBounds(lower: ends[0], upper: ends[1]) }
    return contrast
  }
}

extension GoldClass {
  fileprivate init(_ found: DoubleSampling.Class) {
    self.init(
      rollouts: found.rollouts, gold: found.gold, positive: found.positive, undecided: found.undecided,
      rate: found.rate?.reported, interval: found.interval.map(ReportedInterval.init))
  }
}

extension GoldAgreement {
  /// Its coefficients as a report has numbers.
  fileprivate var reported: GoldAgreement {
    var copy = self
    for index in copy.measures.indices {
      copy.measures[index].observed = measures[index].observed?.reported
      copy.measures[index].kappa = measures[index].kappa?.reported
      copy.measures[index].ac1 = measures[index].ac1?.reported
    }
    return copy
  }
}

extension DoubleSampling.Refusal {
  var sentence: String {
    switch self {
    case .noRollouts: "No rollout with a machine verdict could be drawn by a queue."
    case .tooFewGold(let positive, let gold, let needed):
      "Of what the machine calls \(positive ? "positive" : "negative") in some stratum \(gold) were read and decided, and \(needed) are needed."
    case .tooManyUndecided(let positive, let undecided, let read):
      "Of \(read) read in a stratum of what the machine calls \(positive ? "positive" : "negative") people leave \(undecided) open, more than a fifth."
    case .noPairs: "No scenario was asked in both arms."
    }
  }
}
