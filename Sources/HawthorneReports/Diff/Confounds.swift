import HawthorneCore
import HawthorneFormats

/// Everything recorded of two reports that is not the same in both.
enum Confounds {
  typealias Change = ReportDiff.Change

  /// - Returns: changes of the factor meant to vary, and all others.
  static func find(_ old: Report, _ new: Report, options: DiffOptions) -> (varied: [Change], others: [Change])
  {
    var varied: [Change] = []
    var others: [Change] = []
    func compare(_ id: String, _ what: String, _ factor: DiffFactor?, _ value: (Report) -> String) {
      let change = Change(id: id, what: what, old: value(old), new: value(new))
      guard change.old != change.new else { return }
      if factor == options.across { varied.append(change) } else { others.append(change) }
    }
    compare("model.requested", "model requested", .model) { list($0) { $0.model } }
    compare("model.served", "models served", .model) {
      $0.provenance.servedModels.keys.sorted().joined(separator: ", ")
    }
    compare("model.fingerprint", "system fingerprints", .model) {
      $0.provenance.systemFingerprints.keys.sorted().joined(separator: ", ")
    }
    compare("system", "system around the model", nil) { list($0) { $0.system ?? "none named" } }
    let modes = (old: modes(old, options.oldMode), new: modes(new, options.newMode))
    if modes.old != modes.new {
      let change = Change(id: "mode", what: "mode", old: modes.old, new: modes.new)
      if options.across == .mode { varied.append(change) } else { others.append(change) }
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
    return (varied, others)
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
