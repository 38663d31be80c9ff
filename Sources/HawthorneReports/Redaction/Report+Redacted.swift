import FoundationEssentials
import HawthorneCore
import HawthorneFormats

extension Report {
  /// What the ids of a redacted report are.
  static let redactedForm = "redacted- and the first 16 digits of HMAC-SHA-256 under a secret salt"

  /// The same counts and figures, with every text of a model, a user or a prompt replaced by an id.
  ///
  /// `Documentation/verify.md` has what becomes of each member; `Schema/*Shapes.swift` decide it.
  ///
  /// - Throws: an encoding error, which would be a defect of ours.
  public func redacted(salt: RedactionSalt) throws -> Report {
    guard redaction == nil else { return self }
    let suites = provenance.runs.flatMap(\.suites).filter { $0.visibility == .private }.map(\.id)
    var redactor = Redactor(salt: salt, privateSuites: Set(suites))
    let document = redactor.redacted(
      try JSONTree.value(of: self), as: ReportShapes.report, quoting: quotedTexts)
    var report = try JSONText.decode(
      Report.self, from: Data(try CanonicalJSON.text(of: document).utf8), origin: "the redacted report")
    report.redaction = RedactionRecord(form: Self.redactedForm, salt: salt.fingerprint)
    report.id = try SealedDocument.seal(of: JSONTree.value(of: report))
    return report
  }

  /// Texts of users that sentences of the report quote.
  private var quotedTexts: [String] {
    let reasons = provenance.runs.compactMap(\.stateReason)
    // Of the metadata, notes that thoughts were elicited are quoted as `key: value`.
    let notes = provenance.runs.flatMap { run in
      [run.metadata, run.replayed?.metadata ?? [:]].flatMap { $0.map { "\($0.key): \($0.value)" } }
    }
    return reasons + notes + deviatingParameters
  }

  /// A deviation from a plan quotes the parameters of both as JSON.
  private var deviatingParameters: [String] {
    let planned = (registration?.plans ?? []).map(\.document.parameters)
    let asked = provenance.runs.map(\.parameters)
    guard planned.contains(where: { plan in asked.contains { $0 != plan } }) else { return [] }
    return (planned + asked).flatMap { $0.extra.values.flatMap(\.texts) }.flatMap { text in
      let line = (try? CanonicalJSON.text(of: JSONValue.string(text))) ?? text
      return [text, String(line.dropFirst().dropLast())]
    }
  }
}

extension JSONValue {
  /// Every text in the value.
  fileprivate var texts: [String] {
    switch self {
    case .string(let text): [text]
    case .array(let items): items.flatMap(\.texts)
    case .object(let members): members.values.flatMap(\.texts)
    case .null, .bool, .integer, .number: []
    }
  }
}
