import HawthorneCore
import HawthorneSuites

/// What `validate` found, over all files.
struct LintOutcome: Encodable {
  /// A file that does not parse.
  struct Unread: Encodable {
    var file: String
    var diagnostics: [Diagnostic]
  }

  /// Of this document (`Documentation/lint.md`).
  let format = "hawthorne-lint"
  let formatVersion = 1
  /// The day on which waivers were looked at.
  var date: String
  var suites: [LintReport] = []
  var unread: [Unread] = []
  /// About the policy.
  var policy: [LintFinding] = []

  var status: ExitStatus {
    if !unread.isEmpty { return .usage }
    return suites.allSatisfy(\.passes) && !policy.contains(where: \.counts) ? .pass : .failed
  }
}
