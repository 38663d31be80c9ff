import Foundation
import HawthorneCore
@testable import HawthorneSuites

/// The lint on a suite's text.
enum LintText {
  static let today = "2026-11-22"

  static func report(_ text: String, today: String = today) throws -> LintReport {
    let source = SuiteSource(path: "s.yaml", bytes: Data(text.utf8))
    return try SuiteLint.report(on: try SuiteReader.readPlaced(source), today: today)
  }

  static func findings(_ text: String, today: String = today) throws -> [LintFinding] {
    try report(text, today: today).findings
  }

  static func findings(_ kind: LintKind, _ text: String) throws -> [LintFinding] {
    try findings(text).filter { $0.kind == kind }
  }
}
