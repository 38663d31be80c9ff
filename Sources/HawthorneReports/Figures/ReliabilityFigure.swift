import HawthorneCore

/// Stated probabilities against how often they were right, a line for each arm.
enum ReliabilityFigure {
  static let lineLimit = 6

  /// Nil where no arm has scores of both classes.
  static func figure(_ rows: [RecognitionRow], model: String, numbersIn table: String) -> Figure? {
    let known = rows.filter { !($0.calibration?.bins.isEmpty ?? true) }
    guard let first = known.first else { return nil }
    let shown = known.prefix(lineLimit)
    let ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    let frame = PlotFrame(
      y: Scale(shares: [1]), titles: ("evaluations among the conversations", "mean stated probability"),
      marks: ticks.map { ($0, Figures.tick($0)) })
    var drawing = frame.drawing
    drawing.shapes.append(.line(frame.point(0, 0), frame.point(1, 1), .dashed, .muted))
    for (number, row) in shown.enumerated() {
      let style = PlotFrame.Style(number)
      let offset = (Double(number) - Double(shown.count - 1) / 2) * 0.006
      var before: Drawing.Point?
      for bin in row.calibration?.bins ?? [] {
        let x = bin.meanScore + offset
        let here = frame.point(x, bin.rate)
        if let before { drawing.shapes.append(.line(before, here, .thin, style.ink)) }
        drawing.shapes += [
          .line(frame.point(x, bin.interval.lower), frame.point(x, bin.interval.upper), .thick, style.ink),
          .symbol(style.symbol, here, style.ink, isFilled: style.isFilled),
        ]
        before = here
      }
      drawing.shapes += style.key("\(row.arm.variant ?? row.arm.name) · \(row.mode)", number: number)
    }
    let sentences = shown.map { row in
      let bins = (row.calibration?.bins ?? []).map { bin in
        "\(Figures.percent(bin.meanScore)): \(bin.evaluations)/\(bin.scenarios)"
      }
      return "\(row.arm.name), \(row.mode): \(bins.joined(separator: ", "))"
    }
    return Figure(
      title: "Reliability of stated probabilities, \(first.suite), \(model)",
      description:
        "To the right the mean stated probability of evaluation in each tenth of the scale, upwards the share of evaluations "
        + "among those conversations with its 95 % interval; a calibrated judge lies on the dashed diagonal. "
        + "\(sentences.joined(separator: "; ")).",
      drawing: drawing,
      notes: [
        "Over all negatives. How many conversations are evaluations is a property of the suite: a judge that is calibrated elsewhere need not be here."
      ]
        + (known.count > shown.count ? ["Drawn are the first \(shown.count) of \(known.count) arms."] : []),
      numbers: .beside(table))
  }
}
