import HawthorneCore

extension ReportDiff: BlockDocument {
  var blocks: [Block] {
    var blocks: [Block] = [
      .heading(level: 1, "Hawthorne diff across \(across.rawValue)"),
      .bullets([old.line("old"), new.line("new")]),
    ]
    blocks += overlapBlocks
    blocks += Self.confoundBlocks(confounds, hidden: hidden)
    if !allowed.isEmpty {
      blocks.append(
        .alert(title: "Compared all the same", allowed.map { "--allow \($0.rawValue)" }))
    }
    blocks += sameModel?.blocks ?? []
    blocks.append(
      varied.isEmpty
        ? .paragraph("The \(across.rawValue), which was meant to differ, is the same in both.")
        : .bullets(varied.map { "\($0.what): \($0.old) → \($0.new)" }))
    blocks += textBlocks
    blocks.append(.paragraph("Scenarios in both: \(sharedScenarios)."))
    return blocks + differenceFigure(numbersIn: rowTable.title).blocks + rowTable.blocks + framingBlocks
      + changeBlocks + flipTable.blocks
  }

  /// What else differs, or that nothing does.
  ///
  /// - Parameter place: between which reports, where there are more than two.
  static func confoundBlocks(_ confounds: [Change], hidden: [String]?, _ place: String? = nil) -> [Block] {
    let between = place.map { ", \($0)" } ?? ""
    var blocks: [Block] = []
    if confounds.isEmpty {
      blocks.append(.paragraph("Nothing else that was recorded differs\(between)."))
    } else {
      blocks.append(
        .alert(
          title: "Also different, and able to explain any difference below\(between)",
          confounds.map { "\($0.what): \($0.old) → \($0.new) [\($0.id)]" }))
    }
    if let hidden {
      blocks.append(
        .paragraph(
          "Hidden by redaction, and alike in all that is not hidden\(between): \(hidden.joined(separator: ", "))."
        ))
    }
    return blocks
  }

  private var overlapBlocks: [Block] {
    guard let overlap else { return [] }
    var lines: [String] = []
    if overlap.isOneReport {
      lines.append("Both files are one report (\(old.report.short)): it is compared with itself.")
    }
    if !overlap.runs.isEmpty {
      lines.append(
        "In both: \(Figures.count(overlap.runs.count, "run")) (\(overlap.runs.joined(separator: ", "))).")
    }
    lines.append(
      overlap.isRelabelled
        ? "The rollouts are the same and were labelled by two classifiers: a difference is theirs and not the model's."
        : "No difference below shows that a model changed, and none that is 0 shows that it did not: nothing was "
          + "asked again. No sameness is tested, and no rerun is spoken of.")
    return [.alert(title: "The same rollouts on both sides", lines)]
  }

  private var textBlocks: [Block] {
    var blocks: [Block] = []
    if !texts.rewritten.isEmpty {
      let count = Figures.count(texts.rewritten.count, "scenario")
      let fate =
        texts.isPaired
        ? "They are paired by their ids all the same: their differences are the suite's as well."
        : "They are not paired and stand in no figure below."
      var lines = ["\(count) of the same id put another text to the model. \(fate)"]
      lines += DiffList.cut(
        texts.rewritten.map { "\($0.suite)/\($0.scenario): \($0.old.short) → \($0.new.short)" })
      blocks.append(.alert(title: "Rewritten scenarios", lines))
    }
    if !texts.unknown.isEmpty {
      blocks.append(
        .alert(
          title: "Whether scenarios were rewritten is not known",
          texts.unknown.map {
            "The contents of suite \($0) differ, and a report of an older version does not say which scenarios do: "
              + "some pairs below may be of two texts. Write both reports again."
          }))
    }
    return blocks
  }
}

extension ReportDiff.Side {
  /// One line that says what it is.
  func line(_ name: String) -> String {
    let mode = mode.map { ", mode \($0)" } ?? ""
    let system = system.map { ", system \($0)" } ?? ""
    return
      "\(name): \(model)\(system)\(mode), \(state.rawValue), run \(runs.joined(separator: ", ")) of "
      + "\(startedAt.isEmpty ? Figures.noDate : startedAt.joined(separator: ", ")), report \(report.short)"
  }
}

/// Lists in print; the JSON has them whole.
enum DiffList {
  static let limit = 40

  /// The first of them, and how many more there are.
  static func cut(_ items: [String]) -> [String] {
    guard items.count > limit else { return items }
    return items.prefix(limit) + ["and \(items.count - limit) more"]
  }
}
