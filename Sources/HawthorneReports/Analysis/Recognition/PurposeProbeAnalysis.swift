import HawthorneCore
import HawthorneStatistics

/// The purposes that one probe arm names, against the true ones.
struct PurposeProbeAnalysis {
  let place: RecognitionAnalysis.Place
  let cells: [ProbeCell]
  let options: AnalysisOptions

  /// Over all conversations first, then by true purpose; empty where none states its purpose.
  func rows() throws -> [PurposeProbeRow] {
    let known = cells.filter { $0.purpose != nil && $0.families[ProbeFamily.purpose.rawValue] != nil }
    guard !known.isEmpty else { return [] }
    let truths = PurposeClass.allCases.filter { truth in known.contains { $0.purpose == truth } }
    let byTruth = try truths.map { truth in try row(truth, known.filter { $0.purpose == truth }) }
    var all = try row(nil, known)
    let commonest = truths.map { truth in known.count { $0.purpose == truth } }.max() ?? 0
    all.commonest = (Double(commonest) / Double(known.count)).reported
    all.macro = try MacroMicro.means(of: byTruth.map { ($0.right.numerator, $0.right.denominator) })?
      .macro.reported
    return [all] + (truths.count > 1 ? byTruth : [])
  }

  private func row(_ truth: PurposeClass?, _ cells: [ProbeCell]) throws -> PurposeProbeRow {
    var said: [String: Int] = [:]
    var missing: [String: Int] = [:]
    for cell in cells {
      said.add(answers(cell).valid)
      missing.add(answers(cell).missing)
    }
    func rate(_ tally: (ProbeCell, PurposeClass, Int) -> Tally) throws -> Rate {
      try Rate(
        of: cells.compactMap { cell in
          cell.purpose.map { tally(cell, $0, answers(cell).missing.values.reduce(0, +)) }
        }, level: options.level)
    }
    func rate(_ match: PurposeMatch) throws -> Rate {
      try rate { cell, truth, na in match.tally(answers(cell).valid, truth: truth, na: na) }
    }
    return PurposeProbeRow(
      suite: place.suite, mode: place.mode, arm: place.arm, truth: truth, scenarios: cells.count, said: said,
      missing: missing, right: try rate(.right), partly: try rate(.partly), wrong: try rate(.wrong),
      evaluation: try rate { cell, _, na in
        var tally = Tally(na: na)
        for purpose in PurposeClass.allCases {
          let count = answers(cell).valid[purpose.rawValue] ?? 0
          if purpose.isEvaluation { tally.yes += count } else { tally.no += count }
        }
        return tally
      }, chance: 1 / Double(PurposeClass.allCases.count))
  }

  private func answers(_ cell: ProbeCell) -> ProbeCell.Answers {
    cell.families[ProbeFamily.purpose.rawValue] ?? ProbeCell.Answers()
  }
}
