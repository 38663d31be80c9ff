import HawthorneCore

/// What a gate's result is written as, told from a file's extension.
public enum GateFormat: Sendable, Hashable {
  case document(OutputFormat)
  /// `.xml`
  case junit
  /// `.sarif`
  case sarif

  /// - Throws: `UnknownFormat` for an extension that is none of ours.
  public init(path: String) throws(UnknownFormat) {
    let name = path.split(separator: "/").last.map(String.init)?.lowercased() ?? ""
    if name.hasSuffix(".xml") {
      self = .junit
    } else if name.hasSuffix(".sarif") || name.hasSuffix(".sarif.json") {
      self = .sarif
    } else {
      do throws(UnknownFormat) {
        self = .document(try OutputFormat(path: path))
      } catch {
        var error = error
        error.others = [".xml", ".sarif"]
        throw error
      }
    }
  }
}

extension GateFormat {
  /// A format by its name: `junit`, `sarif` or one of `OutputFormat`.
  public init?(name: String) {
    switch name {
    case "junit": self = .junit
    case "sarif": self = .sarif
    default:
      guard let format = OutputFormat(rawValue: name) else { return nil }
      self = .document(format)
    }
  }
}

/// A gate's result with what its renderings name beside it.
public struct GateRendering: Sendable {
  let result: GateResult
  let policy: Policy
  let version: String
  let folder: String

  /// - Parameters:
  ///   - version: the harness's.
  ///   - folder: the absolute path that paths in SARIF and annotations are made relative to.
  public init(_ result: GateResult, policy: Policy, version: String, folder: String = "") {
    self.result = result
    self.policy = policy
    self.version = version
    self.folder = folder
  }

  /// The result in a format, with a line break at the end.
  ///
  /// - Parameter color: for text alone: whether escape sequences may be used.
  /// - Throws: what canonical JSON throws.
  public func text(as format: GateFormat, color: Bool = false) throws -> String {
    switch format {
    case .document(let format): try result.rendered(as: format, color: color)
    case .junit: GateJUnit(self).text
    case .sarif: try sarif() + "\n"
    }
  }
}

/// One thing that stands against a pass, as SARIF and annotations say it.
struct GateComplaint: Hashable {
  /// `policy/rule`, or `policy/report` and `policy/ledger` for what is about no rule.
  var id: String
  var summary: String
  var isError: Bool
  var message: String
  var place: Diagnostic.Location
}

extension GateRendering {
  /// Everything that is no pass, the report's own faults first.
  var complaints: [GateComplaint] {
    let top = Diagnostic.Location(file: policy.file, line: 1, column: 1)
    var complaints = result.problems.map { problem in
      GateComplaint(
        id: "\(policy.id)/report", summary: "The report must be fit to be decided on.", isError: true,
        message: "INVALID: \(problem)", place: top)
    }
    if let ledger = result.ledger, ledger.withheld {
      complaints.append(
        GateComplaint(
          id: "\(policy.id)/ledger", summary: "A pass must not be the best of several.", isError: true,
          message: ledger.messages.joined(separator: " "), place: top))
    }
    for rule in result.rules where rule.verdict != .pass {
      complaints.append(
        GateComplaint(
          id: "\(policy.id)/\(rule.id)", summary: rule.rule, isError: rule.verdict != .inconclusive,
          message: "\(rule.verdict.title) \(rule.id): "
            + ([rule.message] + rule.notes).filter { !$0.isEmpty }.joined(separator: " "),
          place: policy.places[rule.id] ?? top))
    }
    return complaints
  }
}
