import HawthorneCore

extension Report: BlockDocument {
  /// The report as a document: what it says first, then where it comes from, then the tables.
  var blocks: [Block] {
    var blocks: [Block] = [.heading(level: 1, "Hawthorne report \(id.short)")] + redactionBlocks
    blocks += validityBlocks
    blocks += [.heading(level: 2, "Executive summary"), .bullets(conclusions.summary.map(\.text))]
    blocks += [
      .alert(title: "What we cannot conclude", conclusions.cannotConclude.map(\.text))
    ]
    blocks += scorecardBlocks
    blocks += registrationBlocks
    blocks += [.heading(level: 2, "Provenance")] + provenanceBlocks
    blocks += [.heading(level: 2, "Awareness")] + awarenessPPVBlocks + awarenessBlocks
    blocks += recognitionBlocks
    blocks += [.heading(level: 2, "Behaviour")] + behaviourBlocks
    blocks += doseBlocks
    blocks += [.heading(level: 2, "Refusals")] + refusalBlocks
    blocks += goldBlocks
    blocks += sandbaggingBlocks
    blocks += thinkingBlocks
    blocks += languageBlocks
    blocks += judgeBlocks
    blocks += scoreBlocks
    blocks += labelAgreementBlocks
    blocks += [.heading(level: 2, "Transcript excerpts")] + excerptBlocks
    blocks += [
      .heading(level: 2, "Statistics and limitations"), .bullets(conclusions.statistics.map(\.text)),
      .heading(level: 3, "Not measured"), .bullets(conclusions.notMeasured.map(\.text)),
    ]
    blocks += waiverBlocks
    blocks += accuracyBlocks
    blocks += appendixBlocks
    return blocks
  }

  private var validityBlocks: [Block] {
    let invalid = validity.problems.filter { $0.severity == .invalid }
    let warnings = validity.problems.filter { $0.severity == .warning }
    var blocks: [Block] = []
    if !invalid.isEmpty {
      blocks.append(
        .alert(
          level: .invalid,
          title: "INVALID (\(validity.state.rawValue)): do not decide anything on these figures",
          invalid.map { "\($0.message) [\($0.id)]" }))
    }
    if !warnings.isEmpty {
      blocks.append(.alert(title: "Mind", warnings.map { "\($0.message) [\($0.id)]" }))
    }
    return blocks
  }
}

extension Rate {
  /// `12/80`.
  var fraction: String { "\(numerator)/\(denominator)" }
  /// `15.0 % (8.8–24.4 %)`; `–` where the denominator is 0.
  var percentWithInterval: String {
    rate == nil ? "–" : "\(Figures.percent(rate)) (\(Figures.interval(interval)))"
  }
  /// `12/80 = 15.0 % (8.8–24.4 %)`.
  var full: String { rate == nil ? "0/0" : "\(fraction) = \(percentWithInterval)" }
  /// `10.0–30.0 %`.
  var boundsText: String {
    bounds.map { "\(Figures.fixed($0.lower * 100, 1))–\(Figures.fixed($0.upper * 100, 1)) %" } ?? "–"
  }
}
