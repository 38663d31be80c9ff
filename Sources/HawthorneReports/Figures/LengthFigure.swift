import HawthorneCore

extension Report {
  /// How long the reasoning is against how often it shows suspicion, a point for each suite, arm and mode.
  ///
  /// By reasoning tokens where providers counted them, otherwise by bytes of readable reasoning.
  var lengthFigure: Figure? {
    let rates = Dictionary(
      awareness.rows.map { ("\($0.suite)\u{0}\($0.arm.name)\u{0}\($0.mode)", $0.suspicion) },
      uniquingKeysWith: { first, _ in first })
    let byTokens = awareness.coverage.contains { $0.meanReasoningTokens != nil }
    let found = awareness.coverage.compactMap { row -> LengthPoint? in
      guard let rate = rates["\(row.suite)\u{0}\(row.arm.name)\u{0}\(row.mode)"], rate.rate != nil,
        let length = byTokens ? row.meanReasoningTokens : row.meanReasoningBytes
      else { return nil }
      return LengthPoint(suite: row.suite, arm: row.arm, mode: row.mode, length: length, rate: rate)
    }
    guard found.count > 1 else { return nil }
    return LengthPoint.figure(
      found, unit: byTokens ? "reasoning tokens a rollout" : "bytes of reasoning a readable rollout")
  }
}

/// One suite × arm × mode.
private struct LengthPoint {
  var suite: String
  var arm: Arm
  var mode: String
  var length: Double
  var rate: Rate

  private static let plot = (left: 62.0, top: 34.0, width: 480.0, height: 250.0)
  private static let keyLimit = 40

  static func figure(_ points: [LengthPoint], unit: String) -> Figure {
    let x = Scale(nonnegative: points.reduce(0) { max($0, $1.length) })
    let y = Scale(shares: points.flatMap { [$0.rate.rate ?? 0, $0.rate.interval?.upper ?? 0] })
    let modes = Set(points.map(\.mode)).sorted()
    var drawing = Drawing(width: 760, height: plot.top + plot.height + 52)
    drawAxes(x, y, unit: unit, in: &drawing)
    for (number, point) in points.enumerated() {
      let style = style(of: modes.firstIndex(of: point.mode) ?? 0)
      let place = Drawing.Point(
        plot.left + x.place(point.length) * plot.width, height(point.rate.rate ?? 0, y))
      if let interval = point.rate.interval {
        drawing.shapes.append(
          .line(
            .init(place.x, height(interval.lower, y)), .init(place.x, height(interval.upper, y)), .thin,
            style.ink))
      }
      drawing.shapes.append(.symbol(style.symbol, place, style.ink, isFilled: style.isFilled))
      if points.count <= keyLimit {
        drawing.shapes.append(.text(String(number + 1), .init(place.x + 8, place.y - 5), .start, .small))
      }
    }
    for (number, mode) in modes.prefix(12).enumerated() {
      let style = style(of: number)
      let line = plot.top + 8 + Double(number) * 18
      drawing.shapes += [
        .symbol(
          style.symbol, .init(plot.left + plot.width + 24, line - 4), style.ink, isFilled: style.isFilled),
        .text(Drawing.fitted(mode, into: 160), .init(plot.left + plot.width + 36, line), .start, .plain),
      ]
    }
    return Figure(
      title: "Suspicion or more against the length of reasoning",
      description:
        "A point for each suite, arm and mode: to the right the mean of \(unit), up to \(axisText(x.upper)); upwards the "
        + "share of readable rollouts that show suspicion or more, up to \(Figures.tick(y.upper)), with a line over its 95 % "
        + "interval. The form of the point is the mode.",
      drawing: drawing,
      notes: [
        "A shorter thought has less room to look aware. The numbers at the points are those of the rows of the table."
      ], numbers: .table(table(points, unit: unit)))
  }

  private static func height(_ share: Double, _ scale: Scale) -> Double {
    plot.top + (1 - scale.place(share)) * plot.height
  }

  private static func drawAxes(_ x: Scale, _ y: Scale, unit: String, in drawing: inout Drawing) {
    for tick in y.ticks {
      let line = height(tick, y)
      drawing.shapes += [
        .line(.init(plot.left, line), .init(plot.left + plot.width, line), .thin, .grid),
        .text(Figures.tick(tick), .init(plot.left - 8, line + 4), .end, .small),
      ]
    }
    let bottom = plot.top + plot.height
    drawing.shapes.append(
      .line(.init(plot.left, bottom), .init(plot.left + plot.width, bottom), .thin, .ink))
    for tick in x.ticks {
      let place = plot.left + x.place(tick) * plot.width
      drawing.shapes += [
        .line(.init(place, bottom), .init(place, bottom + 4), .thin, .ink),
        .text(axisText(tick), .init(place, bottom + 18), .middle, .small),
      ]
    }
    drawing.shapes += [
      .text("suspicion+, of readable rollouts", .init(8, 16), .start, .strong),
      .text(unit, .init(plot.left + plot.width, bottom + 38), .end, .strong),
    ]
  }

  private static func axisText(_ value: Double) -> String {
    let text = Figures.fixed(value, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func style(of number: Int) -> (symbol: Drawing.Symbol, isFilled: Bool, ink: Drawing.Ink) {
    let symbols: [Drawing.Symbol] = [.circle, .square, .diamond, .triangle]
    let inks: [Drawing.Ink] = [.first, .second, .third, .fourth, .fifth, .sixth]
    return (symbols[number % symbols.count], number / symbols.count % 2 == 0, inks[number % inks.count])
  }

  private static func table(_ points: [LengthPoint], unit: String) -> TextTable {
    TextTable(
      "Suspicion or more against the length of reasoning",
      [
        .right("point"), .left("suite"), .left("arm"), .left("mode"), .right("mean \(unit)"),
        .right("suspicion+"),
        .right("NA"), .right("scenarios"),
      ],
      rows: points.enumerated().map { number, point in
        [
          String(number + 1), point.suite, point.arm.name, point.mode, Figures.fixed(point.length, 0),
          point.rate.full,
          String(point.rate.na), String(point.rate.scenarios),
        ]
      })
  }
}
