import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// Everything recorded of two reports that is not the same in both.
enum Confounds {
  typealias Change = ReportDiff.Change

  struct Found {
    /// Changes of the factor meant to vary.
    var varied: [Change] = []
    /// All other changes.
    var others: [Change] = []
    /// What redaction hides in one report or both, and what is alike in all that it does not hide.
    var hidden: [String] = []
  }

  static func find(_ old: Report, _ new: Report, options: DiffOptions) -> Found {
    var found = Found()
    func compare(_ id: String, _ what: String, _ factor: DiffFactor?, _ value: (Report) -> String) {
      let change = Change(id: id, what: what, old: value(old), new: value(new))
      guard change.old != change.new else { return }
      if HiddenText.isAlike(change.old, change.new) {
        found.hidden.append(what)
      } else if factor == options.across {
        found.varied.append(change)
      } else {
        found.others.append(change)
      }
    }
    compare("model.requested", "model requested", .model) { list($0) { $0.model } }
    // Where the same model was asked for, who served it was not meant to differ.
    let isSameRequested = list(old) { $0.model } == list(new) { $0.model }
    let servedFactor: DiffFactor? = isSameRequested ? nil : .model
    for (id, what, counts) in served {
      guard let before = counts(old), let after = counts(new) else { continue }
      compare(id, what, servedFactor) { names(counts($0) ?? [:]) }
      if names(before) == names(after), isShifted(before, after) {
        compare("\(id).shares", "\(what), by their shares", servedFactor) { shares(counts($0) ?? [:]) }
      }
    }
    if old.serving != nil, new.serving != nil {
      compare("cache", "rollouts from the response cache", nil) { report in
        let rollouts = report.provenance.runs.reduce(0) { $0 + $1.done }
        let cached = report.provenance.runs.reduce(0) { $0 + ($1.fromCache?.rollouts ?? 0) }
        return cached == 0 ? "none" : cached == rollouts ? "all" : "\(cached) of \(rollouts)"
      }
    }
    compare("system", "system around the model", nil) { list($0) { $0.system ?? "none named" } }
    let modes = (old: modes(old, options.oldMode), new: modes(new, options.newMode))
    if modes.old != modes.new {
      let change = Change(id: "mode", what: "mode", old: modes.old, new: modes.new)
      if options.across == .mode { found.varied.append(change) } else { found.others.append(change) }
    }
    let suites = Set([old, new].flatMap { $0.provenance.runs.flatMap(\.suites).map(\.id) }).sorted()
    for suite in suites {
      compare("suite.hash", "contents of suite \(suite)", .suite) { report in
        report.provenance.runs.flatMap(\.suites).first { $0.id == suite }
          .map { "\($0.version) (\($0.hash.short))" } ?? "absent"
      }
    }
    compare("classifier", "classifier", .classifier) { report in
      report.provenance.classifier.map { "\($0.reference) (\($0.hash.short))" } ?? "none"
    }
    compare("parameters", "parameters", nil) { list($0) { Self.text(of: $0.parameters) } }
    compare("epochs", "epochs", nil) { list($0) { String($0.epochs) } }
    compare("arms", "arms asked", nil) { Set($0.cells.map(\.arm.name)).sorted().joined(separator: ", ") }
    compare("languages", "languages asked", nil) {
      CellIndex($0.cells).languages.joined(separator: ", ")
    }
    compare("access", "form of reasoning read", nil) { report in
      let forms = Set(report.cells.compactMap(\.axes?.access?.rawValue)).sorted()
      return forms.isEmpty ? "not said" : forms.joined(separator: ", ")
    }
    compare("seed", "seed", nil) { list($0) { $0.seed } }
    compare("registration", "pre-registered plan", nil) { report in
      let hashes = (report.registration?.plans ?? []).map(\.hash.short).sorted()
      return hashes.isEmpty ? "none" : hashes.joined(separator: ", ")
    }
    compare("harness", "harness version", nil) { list($0) { $0.harnessVersion } }
    compare("simulation", "simulation", nil) { $0.provenance.simulation ? "yes" : "no" }
    compare("replay", "replayed recording", nil) { list($0) { $0.replayed?.fileHash.short ?? "none" } }
    compare("state", "state of the run", nil) { $0.validity.state.rawValue }
    return found
  }

  /// Who served, by rollouts: nil where a report of an older version does not know.
  private static let served: [(id: String, what: String, counts: @Sendable (Report) -> [String: Int]?)] = [
    ("model.served", "models served", { $0.provenance.servedModels }),
    ("model.fingerprint", "system fingerprints", { $0.provenance.systemFingerprints }),
    (
      "model.route", "provider routes",
      { report in
        report.serving.map { serving in
          serving.lines.filter { $0.field == .route }.flatMap(\.values).reduce(into: [:]) {
            $0[$1.value, default: 0] += $1.rollouts
          }
        }
      }
    ),
  ]

  /// A value's share that moved by this much between two reports is named even where the values are the same.
  private static let shift = 0.1

  private static func names(_ counts: [String: Int]) -> String {
    counts.keys.sorted().joined(separator: ", ")
  }

  private static func shares(_ counts: [String: Int]) -> String {
    let all = counts.values.reduce(0.0) { $0 + Double($1) }
    return counts.sorted { $0.key < $1.key }.map { value, count in
      "\(value) \(Figures.percent(Double(count) / max(1, all), decimals: 0)) (\(count))"
    }.joined(separator: ", ")
  }

  private static func isShifted(_ old: [String: Int], _ new: [String: Int]) -> Bool {
    func share(_ counts: [String: Int], _ value: String) -> Double {
      let said = counts.filter { $0.key != Provenance.notSaid }
      let all = said.values.reduce(0.0) { $0 + Double($1) }
      return all > 0 ? Double(said[value] ?? 0) / all : 0
    }
    return Set(old.keys).union(new.keys).contains { abs(share(old, $0) - share(new, $0)) >= shift }
  }

  private static func list(_ report: Report, _ member: (RunProvenance) -> String) -> String {
    Set(report.provenance.runs.map(member)).sorted().joined(separator: ", ")
  }

  private static func modes(_ report: Report, _ chosen: String?) -> String {
    let modes = report.provenance.runs.flatMap(\.modes).filter { chosen == nil || $0.name == chosen }
    return Set(modes.map(\.title)).sorted().joined(separator: "; ")
  }

  private static func text(of value: some Encodable) -> String {
    (try? CanonicalJSON.text(of: value)) ?? "unreadable"
  }
}
