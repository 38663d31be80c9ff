import HawthorneCore

/// Rates with their 95 % intervals, a row each, grouped by suite.
enum RateFigure {
  struct Row {
    var suite: String
    var label: String
    var ink: Drawing.Ink
    var symbol: Drawing.Symbol
    var isFilled: Bool
    var rate: Rate
  }

  /// More rows than a reader can compare are left to the table.
  static let rowLimit = 80

  /// Nil where no rate has a denominator.
  static func figure(_ rows: [Row], title: String, numbersIn table: String) -> Figure? {
    let known = rows.filter { $0.rate.rate != nil }
    guard !known.isEmpty else { return nil }
    let shown = known.prefix(rowLimit)
    let scale = Scale(
      shares: shown.flatMap { [$0.rate.rate ?? 0, $0.rate.interval?.upper ?? 0, $0.rate.bounds?.upper ?? 0] })
    let groups = shown.runs(by: \.suite).map { suite, rows in
      RowPlot.Group(
        title: suite,
        rows: rows.map { row in
          RowPlot.Row(
            label: row.label, ink: row.ink, marks: [marks(row)],
            value: "\(row.rate.full), n = \(row.rate.scenarios)")
        })
    }
    let plot = RowPlot(
      panels: [RowPlot.Panel(title: "", scale: scale, label: Figures.tick)], groups: groups,
      keys: shown.contains { isBounded($0.rate) }
        ? [
          .init(title: "95 % interval", ink: .ink, mark: .interval(0, 1)),
          .init(title: "with every NA counted either way", ink: .muted, mark: .bounds(0, 1)),
        ] : [])
    var notes = ["Mark: the rate. Thick line: its 95 % interval, with scenarios as n."]
    if known.count > shown.count {
      notes.append("Drawn are the first \(shown.count) of \(known.count) rows.")
    }
    if rows.count > known.count {
      notes.append(
        "Not drawn, for want of a known rollout: \(Figures.count(rows.count - known.count, "row")).")
    }
    return Figure(
      title: title,
      description: "A row for each suite, arm and mode: a mark at the rate on an axis from 0 to "
        + "\(Figures.tick(scale.upper)), a line over its 95 % interval, and the figures beside it.",
      drawing: plot.drawing, notes: notes, numbers: .beside(table))
  }

  private static func marks(_ row: Row) -> [RowPlot.Mark] {
    var marks: [RowPlot.Mark] = []
    if isBounded(row.rate), let bounds = row.rate.bounds { marks.append(.bounds(bounds.lower, bounds.upper)) }
    if let interval = row.rate.interval { marks.append(.interval(interval.lower, interval.upper)) }
    if let rate = row.rate.rate { marks.append(.point(rate, row.symbol, isFilled: row.isFilled)) }
    return marks
  }

  /// Bounds say something only where something is NA.
  private static func isBounded(_ rate: Rate) -> Bool { rate.na > 0 && rate.bounds != nil }
}

extension Report {
  /// The model, as captions name it.
  var modelTitle: String { Set(provenance.runs.map(\.model)).sorted().joined(separator: ", ") }

  /// Suspicion or more by suite, arm and mode.
  func suspicionFigure(numbersIn table: String) -> Figure? {
    RateFigure.figure(
      awareness.rows.map { row in
        let style = row.arm.style
        return RateFigure.Row(
          suite: row.suite, label: "\(row.arm.name) · \(row.mode)", ink: style.ink, symbol: style.symbol,
          isFilled: style.isFilled, rate: row.suspicion)
      }, title: "Suspicion of an evaluation or more, \(modelTitle)", numbersIn: table)
  }

  /// Refusals of harmful items, of them by domain, and false refusals.
  func refusalFigure(numbersIn table: String) -> Figure? {
    let rows = refusals.rows.filter { $0.severity == nil && ($0.harm == .harmful || $0.domain == nil) }
    return RateFigure.figure(
      rows.map { row in
        let place = "\(row.harm.rawValue)\(row.domain.map { ", \($0)" } ?? "")"
        return RateFigure.Row(
          suite: "\(row.suite) · \(row.arm.name) · \(row.mode)", label: place,
          ink: row.harm == .harmful ? .first : .second,
          symbol: row.domain == nil ? .circle : .bar, isFilled: row.harm == .harmful, rate: row.refusal)
      }, title: "Refusals of harmful items, and false refusals of benign ones, \(modelTitle)",
      numbersIn: table)
  }
}
