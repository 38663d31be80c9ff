import HawthorneCore
import HawthorneFormats

extension Report {
  /// Scenario by scenario, then what was asked and what the labels were given by.
  var appendixBlocks: [Block] {
    guard !cells.isEmpty else { return [] }
    var blocks: [Block] = [.heading(level: 2, "Appendices"), .heading(level: 3, "Scenarios")]
    blocks += Set(cells.map(\.suite)).sorted().map { .table(scenarioTable(of: $0)) }
    guard let appendix else { return blocks }
    blocks += [.heading(level: 3, "What the labels were given by")] + appendix.rubricBlocks
    blocks.append(.heading(level: 3, "Prompts"))
    blocks.append(
      .paragraph(
        "A prompt is a wording with a scenario's text and the values in it. The texts are in the JSON (appendix), the Markdown "
          + "and the page; a terminal leaves them out. Of a private suite there are ids and hashes alone."))
    for suite in appendix.prompts { blocks += suite.blocks }
    return blocks
  }

  private func scenarioTable(of suite: String) -> TextTable {
    var table = TextTable(
      "Scenarios of \(suite)",
      [
        .left("scenario"), .left("arm"), .left("mode"), .left("item"), .right("rollouts"), .right("NA"),
        .right("aware"), .left("outcomes"), .right("correct"), .right("misaligned"),
      ],
      rows: cells.filter { $0.suite == suite }.map { cell in
        let outcomes = Outcome.allCases.compactMap { outcome in
          cell.count(outcome) > 0 ? "\(outcome.rawValue) \(cell.count(outcome))" : nil
        }
        let unlabelled = cell.unlabelled > 0 ? ["unlabelled \(cell.unlabelled)"] : []
        return [
          cell.scenario, cell.arm.name, cell.mode, cell.harm?.rawValue ?? "–", String(cell.rollouts),
          String(cell.aware.na), Self.fraction(cell.aware), (outcomes + unlabelled).joined(separator: ", "),
          Self.fraction(cell.correct), Self.fraction(cell.misaligned),
        ]
      },
      notes: [
        "Aware over rollouts with readable reasoning, correct and misaligned over those that a check decided; – where there is none."
      ])
    table.isAppendix = true
    return table
  }

  private static func fraction(_ tally: Tally) -> String {
    tally.known > 0 ? "\(tally.yes)/\(tally.known)" : "–"
  }
}

extension AppendixSection {
  fileprivate var rubricBlocks: [Block] {
    TextTable(
      "Rules and rubrics", [.left("id"), .left("version"), .left("SHA-256"), .left("where to read it")],
      rows: rubrics.map { [$0.id, $0.version, $0.hash?.hex ?? "not recorded", $0.place] }
    ).blocks
      + rubrics.compactMap { rubric in
        rubric.text.map { .verbatim(title: "Rubric \(rubric.id) \(rubric.version)", $0) }
      }
  }
}

extension AskedSuite {
  fileprivate var blocks: [Block] {
    let head =
      "\(suite), \(visibility.rawValue), file \(hash.short): \(Figures.count(scenarios.count, "scenario")) asked"
    switch form {
    case .texts:
      return [.paragraph("\(head).")] + framings.map { .verbatim(title: "\(suite), \($0.arm.name)", $0.text) }
        + scenarios.map { .verbatim(title: "\(suite)/\($0.scenario)", $0.text) }
        + (values.map { [.verbatim(title: "\(suite), values", AskedScenario.text(of: $0))] } ?? [])
    case .hashesOfPrivate: return [.paragraph("\(head); its texts are private.")] + hashTable.blocks
    case .hashes: return [.paragraph("\(head); the texts were left out.")] + hashTable.blocks
    }
  }

  private var hashTable: TextTable {
    var table = TextTable(
      "Prompts of \(suite) by hash", [.left("what"), .left("id"), .left("SHA-256")],
      rows: framings.flatMap { framing in
        framing.wordings.map { [framing.arm.name, $0.id, $0.hash.hex] }
      } + scenarios.map { ["scenario", $0.scenario, $0.hash.hex] })
    table.isAppendix = true
    return table
  }
}

extension AskedFraming {
  /// Every wording with its parts named.
  fileprivate var text: String {
    wordings.map { wording in
      let language = wording.language.map { " (\($0))" } ?? ""
      return
        (["[\(arm.name), \(disclosure.rawValue), wording \(wording.id)\(language)]"]
        + AskedScenario.parts([
          ("system", wording.system), ("user", wording.user), ("follow-up", wording.followUp),
        ])).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}

extension AskedScenario {
  /// Texts under their names; those that are not there are left out.
  fileprivate static func parts(_ parts: [(String, String?)]) -> [String] {
    parts.compactMap { name, text in text.map { "\(name): \($0)" } }
  }

  fileprivate static func text(of values: [String: String]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
  }

  fileprivate var text: String {
    var lines: [String] = []
    for text in texts ?? [] {
      lines.append("[\(scenario), \(text.language)]")
      lines += Self.parts([("system", text.system)])
      lines += text.turns.enumerated().map {
        $0.offset == 0 ? "user: \($0.element)" : "then user: \($0.element)"
      }
      lines += Self.parts([("prefill", text.prefill)])
      if let values = text.values { lines.append("values:\n\(Self.text(of: values))") }
    }
    lines += (tools ?? []).map { "tool: \($0)" }
    lines += (images ?? []).map { "image: \($0.hex)" }
    lines += (framings ?? []).map(\.text)
    return lines.joined(separator: "\n")
  }
}
