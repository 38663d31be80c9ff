import HawthorneFormats
import HawthorneStore

/// Sheets, progress and agreement for a terminal; whatever a model or a person wrote is stripped.
enum AnnotationText {
  static func sheet(_ sheet: AnnotationSheet, heading: String) -> String {
    var lines = ["", "──── \(heading) ────"]
    lines += sheet.facts.map { "\($0.name): \(inLine($0.value))" }
    for section in sheet.sections {
      let detail = section.detail.map { " (\(inLine($0)))" } ?? ""
      lines.append("[\(section.kind.rawValue)\(detail)]")
      // Each line of a model's text is marked, so that none passes for ours.
      lines += TerminalText.stripped(section.text).split(separator: "\n", omittingEmptySubsequences: false)
        .map { "| \($0)" }
    }
    for (provenance, count) in sheet.unreadable.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "[\(count) \(count == 1 ? "block" : "blocks") of reasoning \(provenance): nothing to read]")
    }
    return lines.joined(separator: "\n")
  }

  static func progress(_ progress: QueueProgress) -> String {
    var parts = ["\(progress.labelled) of \(progress.members) labelled"]
    if progress.cannotTell > 0 { parts.append("\(progress.cannotTell) cannot tell") }
    if progress.outcomeOnly > 0 { parts.append("\(progress.outcomeOnly) with an outcome and no verdict") }
    if progress.stale > 0 { parts.append("\(progress.stale) to be read again, since they were replaced") }
    if progress.unreadable > 0 { parts.append("\(progress.unreadable) withheld") }
    return parts.joined(separator: ", ") + "."
  }

  /// A line for each pair of annotators.
  static func agreement(_ records: [GoldRecord]) throws -> [String] {
    try GoldAgreement.pairs(records).map { pair in
      let measures = pair.measures.filter { $0.n > 0 || $0.question == .aware }.map { measure in
        let kappa =
          measure.kappa.map { "κ \(rounded($0))" } ?? "κ undefined (\(measure.kappaUndefined ?? ""))"
        let ac1 = measure.ac1.map { ", AC1 \(rounded($0))" } ?? ""
        let undecided = measure.undecided > 0 ? ", \(measure.undecided) undecided" : ""
        return "\(measure.question.rawValue) \(kappa)\(ac1) (n \(measure.n)\(undecided))"
      }
      return
        "\(inLine(pair.first)) and \(inLine(pair.second)), \(pair.both) in common: \(measures.joined(separator: "; "))"
    }
  }

  private static func inLine(_ text: String) -> String {
    TerminalText.stripped(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Two decimals.
  private static func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let digits = "\(hundredths.magnitude % 100)"
    return (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100)." + (digits.count < 2 ? "0" : "")
      + digits
  }
}
