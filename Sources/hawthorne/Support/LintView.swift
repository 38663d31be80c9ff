import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import HawthorneSuites

/// A lint report for a person: findings, then metrics, leakage and design.
struct LintView {
  var report: LintReport
  /// Whether arms that are not asked by default are in the table too.
  var showsAllArms = false

  var text: String {
    ([heading, metrics, leakage] + design).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var heading: String {
    let counts = Diagnostic.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = report.findings.count { $0.waiver == nil && $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    let waived = report.findings.count { $0.waiver != nil }
    let findings =
      (counts.isEmpty ? ["no findings"] : counts) + (waived == 0 ? [] : ["\(waived) waived"])
    return
      "\(report.file): \(report.suite) \(report.version) (\(report.kind.rawValue)): \(findings.joined(separator: ", "))"
  }

  private var metrics: String {
    let shown = report.arms.filter { showsAllArms || $0.isAsked }
    guard !shown.isEmpty else { return "" }
    let rows = shown.map { arm -> [String] in
      let metrics = arm.metrics
      let formats = arm.formats.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      return [
        arm.isAsked ? Self.short(metrics.arm) : "(\(Self.short(metrics.arm)))", "\(metrics.prompts)",
        spread(metrics.characters, 0), spread(metrics.tokens, 0), spread(metrics.sentences, 0),
        spread(metrics.specialShare, 3), metrics.readingGrade.map { spread($0, 1) } ?? "–", formats,
      ]
    }
    let thinned = report.every > 1 ? ", every \(report.every)th prompt" : ""
    let hidden = report.arms.count - shown.count
    let note =
      hidden > 0
      ? "; --all-arms shows \(hidden) more"
      : showsAllArms ? "; arms in brackets are not asked by default" : ""
    return
      "Prompts, median (range)\(thinned); tokens are estimated, grade is Flesch-Kincaid of English\(note)\n"
      + TextTable(
        head: ["arm", "n", "characters", "tokens", "sentences", "special", "grade", "formats"], rows: rows,
        numeric: [1]
      ).text
  }

  /// A long stack of factors by its ends.
  private static func short(_ arm: Arm) -> String {
    let factors = arm.factors
    guard factors.count > 3, let first = factors.first, let last = factors.last else { return arm.name }
    return "level/factor/\(first.rawValue)+…+\(last.rawValue) (\(factors.count))"
  }

  private func spread(_ spread: Spread, _ decimals: Int) -> String {
    "\(LintFigure.fixed(spread.median, decimals)) (\(LintFigure.fixed(spread.lowest, decimals))–\(LintFigure.fixed(spread.highest, decimals)))"
  }

  private var leakage: String {
    guard !report.leakage.isEmpty else { return "" }
    let rows = report.leakage.map { item -> [String] in
      [
        item.contrast.rawValue, item.feature.rawValue,
        item.separation.map { LintFigure.fixed($0, 3) } ?? "–",
        item.interval.map { "[\(LintFigure.fixed($0.lower, 3)), \(LintFigure.fixed($0.upper, 3))]" }
          ?? item.reason ?? "–",
        item.p.map { "\(LintFigure.fixed($0, 3)) (\(item.permutations ?? 0))" } ?? "–",
        "\(item.scenarios)", "\(item.first)+\(item.second)",
      ]
    }
    let words = report.leakage.filter { !$0.words.isEmpty }.map { item in
      let first = item.words.filter { $0.weight > 0 }.map(\.word).joined(separator: " ")
      let second = item.words.filter { $0.weight < 0 }.map(\.word).joined(separator: " ")
      let kinds = item.contrast.rawValue.split(separator: "/")
      return "words of \(kinds[0]): \(first); of \(kinds[1]): \(second)"
    }
    let table = TextTable(
      head: ["told apart", "by", "AUROC", "95 % interval", "p", "sets", "prompts"], rows: rows,
      numeric: [2, 4, 5, 6])
    return
      "Leakage: 0.5 tells nothing; intervals over scenarios, p (permutations) for words of references above 0.60\n"
      + ([table.text] + words.map(TerminalText.stripped)).joined(separator: "\n")
  }

  private var design: [String] {
    let design = report.design
    var lines = [
      "Design: \(design.scenarios) scenario\(design.scenarios == 1 ? "" : "s")\(design.harmful > 0 ? " (\(design.harmful) harmful, \(design.benign) benign)" : ""), arms \(design.arms.map(\.name).joined(separator: ", ")), languages \(design.languages.joined(separator: ", ")), epochs \(design.epochs): \(design.rollouts) rollouts a mode"
    ]
    if let primary = design.primary {
      let effect =
        primary.minimumDetectableEffect.map { "\(LintFigure.fixed(100 * $0, 1)) percentage points" }
        ?? "nothing: too few scenarios"
      lines.append(
        "overt − placebo over \(primary.scenarios) scenario\(primary.scenarios == 1 ? "" : "s") finds \(effect) (80 % power, 5 % two-sided; assumed: \(LintFigure.percent(primary.reverse)) differ the other way, correlation of epochs \(LintFigure.fixed(primary.correlation, 2)))\(design.asksPrimary ? "" : "; not asked by default")"
      )
    }
    var blocks = [lines.joined(separator: "\n")]
    if !design.floors.isEmpty {
      var rows = design.floors.map { row("all", design.harmful, $0) }
      if design.domains.count > 1 {
        rows += design.domains.filter { $0.harmful > 0 }.flatMap { domain in
          domain.floors.map { row(domain.domain, domain.harmful, $0) }
        }
      }
      blocks.append(
        "Floors on refusal, 95 % one-sided; passes: the chance of a model that refuses \(LintFigure.percent(design.assumedRate)) of items, each in all its rollouts\n"
          + TextTable(
            head: [
              "domain", "n", "floor", "n needed", "failures allowed", "failures that break it", "passes",
            ],
            rows: rows, numeric: [1, 2, 3, 4, 5, 6]
          ).text)
    }
    return blocks
  }

  private func row(_ domain: String, _ n: Int, _ floor: ChoosePower.Floor) -> [String] {
    [
      domain, "\(n)", LintFigure.percent(floor.floor),
      floor.requiredWithoutFailure.map { "\($0)" } ?? "–",
      floor.allowedFailures.map { "\($0)" } ?? "cannot pass",
      floor.breakingFailures.map { "\($0)" } ?? "cannot fail",
      LintFigure.percent(floor.passProbability),
    ]
  }
}
