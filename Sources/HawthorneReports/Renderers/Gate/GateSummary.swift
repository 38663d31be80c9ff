import HawthorneFormats

extension GateRendering {
  /// The most that GitHub takes as the summary of one step, in bytes.
  static let summaryLimit = 1 << 20

  /// The result as Markdown for a job's summary page; shortened to the verdict where it would not fit.
  public func summary() throws -> String {
    let whole = try result.rendered(as: .markdown)
    guard whole.utf8.count > Self.summaryLimit - 1024 else { return whole + "\n" }
    let counts = GateResult.Verdict.allCases.map { verdict in
      "\(verdict.title): \(result.rules.count { $0.verdict == verdict })"
    }
    return MarkdownRenderer.render([
      .heading(level: 1, "Gate: \(result.verdict.title)"),
      .paragraph(
        "The whole result does not fit into a summary; write it to a file with -o. Rules: "
          + counts.joined(separator: ", ") + "."),
    ]) + "\n"
  }
}
