import HawthorneCore
import HawthorneFormats

extension GateRendering {
  /// What is no pass, as SARIF 2.1.0 at the policy's lines; what passes is left out, since code-scanning services show
  /// every result as an alert.
  func sarif() throws -> String {
    let complaints = complaints
    var rules: [SARIF.Rule] = []
    for complaint in complaints where !rules.contains(where: { $0.id == complaint.id }) {
      rules.append(SARIF.Rule(id: complaint.id, summary: complaint.summary))
    }
    let findings = complaints.map { complaint in
      SARIF.Finding(
        Diagnostic(
          id: complaint.id, severity: complaint.isError ? .error : .warning, location: complaint.place,
          message: complaint.message),
        about: [result.model])
    }
    return try SARIF(version: version, folder: folder).text(rules: rules, findings: findings)
  }
}
