import HawthorneCore

/// What forbids a comparison of reports, unless it is allowed by name.
enum DiffCheck {
  /// - Parameter names: what to call each report: old, new, third.
  /// - Returns: what was found and allowed.
  /// - Throws: `DiffError` for what was found and not allowed.
  static func allowances(
    of reports: [(name: String, report: Report)], options: DiffOptions
  ) throws(DiffError) -> Set<DiffAllowance> {
    guard options.margin > 0, options.margin < 1 else { throw .badMargin(options.margin) }
    var used: Set<DiffAllowance> = []
    for (name, report) in reports where !report.validity.isValid {
      guard options.allowed.contains(.invalid) else {
        let problem = report.validity.problems.first { $0.severity == .invalid }?.message ?? ""
        throw .invalid(which: name, problem: problem)
      }
      used.insert(.invalid)
    }
    guard options.across != .classifier else { return used }
    for (old, new) in zip(reports, reports.dropFirst())
    where old.report.provenance.classifier != new.report.provenance.classifier {
      guard options.allowed.contains(.classifier) else {
        throw .differentClassifiers(old: classifier(old.report), new: classifier(new.report))
      }
      used.insert(.classifier)
    }
    return used
  }

  private static func classifier(_ report: Report) -> String {
    report.provenance.classifier?.title ?? "none"
  }
}
