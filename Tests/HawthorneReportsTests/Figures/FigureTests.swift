import HawthorneCore
import Testing

@testable import HawthorneReports

/// What figures draw, held against the figures of the report.
@Suite struct FigureTests {
  private func texts(_ figure: Figure) -> [String] {
    figure.drawing.shapes.compactMap { if case .text(let text, _, _, _) = $0 { text } else { nil } }
  }

  private func symbols(_ figure: Figure) -> [(symbol: Drawing.Symbol, place: Drawing.Point, isFilled: Bool)] {
    figure.drawing.shapes.compactMap {
      if case .symbol(let symbol, let place, _, let isFilled) = $0 { (symbol, place, isFilled) } else { nil }
    }
  }

  /// Where a text stands.
  private func place(of wanted: String, in figure: Figure) throws -> Drawing.Point {
    try #require(
      figure.drawing.shapes.compactMap { shape -> Drawing.Point? in
        if case .text(wanted, let place, _, _) = shape { place } else { nil }
      }.first, "no '\(wanted)' in \(texts(figure))")
  }

  @Test func suspicionStandsAtItsRate() throws {
    let report = try Fixture.report()
    let figure = try #require(report.suspicionFigure(numbersIn: "T"))
    // Overt: 10 of 12, known in all.
    let row = try place(of: "overt · default", in: figure)
    let (zero, all) = (try place(of: "0 %", in: figure), try place(of: "100 %", in: figure))
    let mark = try #require(symbols(figure).first { $0.symbol == .circle && $0.isFilled })
    #expect(abs(mark.place.x - (zero.x + (all.x - zero.x) * 10 / 12)) < 0.01)
    #expect(abs(mark.place.y - row.y) < 6)
    #expect(texts(figure).contains { $0.hasPrefix("10/12 = 83.3 % (") && $0.hasSuffix(", n = 12") })
    #expect(figure.title.contains("openai/test-model") && texts(figure).contains("honesty"))
    #expect(symbols(figure).count == report.awareness.rows.count)
  }

  @Test func boundsAreDrawnWhereSomethingIsNA() throws {
    let report = try Fixture.report()
    let dashed = try #require(report.suspicionFigure(numbersIn: "T")).drawing.shapes.count {
      if case .line(_, _, .dashed, _) = $0 { true } else { false }
    }
    // One row has an unreadable rollout; the other dashed line is the key's.
    #expect(report.awareness.rows.count { $0.suspicion.na > 0 } == 1)
    #expect(dashed == 2)
  }

  @Test func theLadderHasFivePanels() throws {
    let report = try Fixture.report()
    let figure = try #require(report.ladderFigure(numbersIn: "T"))
    for metric in Metric.ladder { #expect(texts(figure).contains(metric.title)) }
    #expect(symbols(figure).count == 5 * report.awareness.rows.count)
    let columns = Set(texts(figure).filter { $0 == "0 %" }).count
    #expect(columns == 1 && texts(figure).count { $0 == "0 %" } == 5)
  }

  @Test func refusalsAreByDomainAndHarm() throws {
    let report = try Fixture.report()
    let figure = try #require(report.refusalFigure(numbersIn: "T"))
    let drawn = texts(figure)
    for label in ["harmful", "harmful, biological", "harmful, chemical", "benign"] {
      #expect(drawn.contains(label))
    }
    // Harmful: h1…h4 refused, h5 blocked, h6 partial. Benign: one of six.
    #expect(
      drawn.contains { $0.hasPrefix("4/5 = 80.0 %") } && drawn.contains { $0.hasPrefix("1/6 = 16.7 %") })
  }

  @Test func contrastsJoinTheirArms() throws {
    let report = try Fixture.report()
    let contrasts = report.behaviour.contrasts.filter { $0.role == .primary }
    let figure = try #require(Contrast.figure(contrasts, title: "F", numbersIn: "T"))
    let row = try #require(contrasts.first { $0.metric == .refusal })
    // Refused: overt 5 of 12, placebo 2 of 12.
    #expect(row.firstRate?.reported == (5.0 / 12).reported && row.secondRate?.reported == (2.0 / 12).reported)
    #expect(texts(figure).contains { $0.hasPrefix("+25.0 pp [") && $0.hasSuffix("n = 12") })
    // Two marks a row, and two in the key.
    #expect(symbols(figure).count == 2 * contrasts.count + 2)
    #expect(Contrast.figure([], title: "F", numbersIn: "T") == nil)
  }

  @Test func scenariosAddUpToTheirContrast() throws {
    let report = try Fixture.report()
    for contrast in report.behaviour.contrasts + report.behaviour.manipulation {
      let figure = try #require(ScenarioFigure(contrast: contrast, index: CellIndex(report.cells)).figure)
      guard case .table(let table) = figure.numbers else { Issue.record("no table"); continue }
      #expect(table.rows.count == contrast.scenarios)
      for (column, rate) in [(1, contrast.firstRate), (2, contrast.secondRate)] {
        let sum = table.rows.reduce(0.0) { $0 + (Double($1[column].dropLast(2)) ?? .nan) }
        #expect(abs(sum / 100 / Double(contrast.scenarios) - (rate ?? .nan)) < 1e-3)
      }
      // Rows fall from the largest difference to the smallest.
      let differences = table.rows.map {
        Double($0[3].replacing("−", with: "-").replacing("+", with: "")) ?? .nan
      }
      #expect(differences == differences.sorted(by: >))
    }
  }

  /// Cells of one suite in two arms, `rollouts` each, with as many yeses as the closure says.
  private func cells(_ count: Int, rollouts: Int, yes: (Int, Arm) -> Int) -> [CellCounts] {
    (0..<count).flatMap { number in
      [Fixture.overt, Fixture.placebo].map { arm in
        var cell = CellCounts(
          suite: "s", scenario: "scenario-\(number)", arm: arm, mode: "m", domain: "d", disclosure: .none)
        cell.rollouts = rollouts
        cell.recognised = Tally(yes: yes(number, arm), no: rollouts - yes(number, arm))
        return cell
      }
    }
  }

  private func contrast(scenarios: Int) throws -> Contrast {
    var contrast = try #require(try Fixture.report().behaviour.manipulation.first)
    (contrast.suite, contrast.mode, contrast.scenarios) = ("s", "m", scenarios)
    return contrast
  }

  @Test(arguments: [41, 10_000]) func manyScenariosAreGrouped(count: Int) throws {
    let cells = cells(count, rollouts: 1) { number, arm in
      arm == Fixture.overt ? (number % 3 == 0 ? 1 : 0) : (number % 5 == 0 ? 1 : 0)
    }
    let figure = try #require(
      ScenarioFigure(contrast: try contrast(scenarios: count), index: CellIndex(cells)).figure)
    guard case .table(let table) = figure.numbers else { throw Unexpected() }
    #expect(table.rows.count == 4)
    #expect(table.rows.reduce(0) { $0 + (Int($1[0]) ?? 0) } == count)
    let onlyFirst = (0..<count).count { $0 % 3 == 0 && $0 % 5 != 0 }
    #expect(table.rows[0] == ["\(onlyFirst)", "100.0 %", "0.0 %", "+100.0"])
    #expect(figure.drawing.shapes.count < 60)
  }

  @Test func manyDifferentScenariosAreRounded() throws {
    let cells = cells(3000, rollouts: 97) { number, arm in (number * (arm == Fixture.overt ? 31 : 57)) % 98 }
    let figure = try #require(
      ScenarioFigure(contrast: try contrast(scenarios: 3000), index: CellIndex(cells)).figure)
    guard case .table(let table) = figure.numbers else { throw Unexpected() }
    #expect((41...121).contains(table.rows.count))
    #expect(table.rows.reduce(0) { $0 + (Int($1[0]) ?? 0) } == 3000)
    #expect(figure.notes[0].contains("rounded to tenths"))
  }

  @Test func theMosaicsAreasAreTheCounts() throws {
    let report = try Fixture.report()
    let known = report.behaviour.associations.filter { $0.aware.known + $0.notAware.known > 0 }
    let figure = try #require(Association.mosaic(known, numbersIn: "T"))
    #expect(texts(figure).count { $0.hasPrefix("aware: ") } == known.count)
    let association = try #require(known.first { $0.aware.known > 0 && $0.notAware.known > 0 })
    let one = try #require(Association.mosaic([association], numbersIn: "T"))
    let boxes = one.drawing.shapes.compactMap { shape -> (Double, Double, Bool)? in
      if case .rectangle(_, let width, let height, _, let isFilled) = shape, width != 9 {
        (width, height, isFilled)
      } else {
        nil
      }
    }
    // Filled and outline of aware, then of not aware.
    #expect(boxes.map(\.2) == [true, false, true, false])
    #expect(
      abs(boxes[0].0 / boxes[2].0 - Double(association.aware.known) / Double(association.notAware.known))
        < 1e-9)
    #expect(
      abs(boxes[0].1 / boxes[1].1 - Double(association.aware.yes) / Double(association.aware.known)) < 1e-9)
    #expect(Association.mosaic([], numbersIn: "T") == nil)
  }

  @Test func lengthIsInTokensWhereTheyAreCountedAndInBytesElsewhere() throws {
    let report = try Fixture.report()
    let tokens = try #require(report.lengthFigure)
    guard case .table(let table) = tokens.numbers else { throw Unexpected() }
    // The refusal suite has no counted tokens, and is not drawn at 0.
    #expect(
      table.rows.map { $0[1] } == ["honesty", "honesty", "honesty"]
        && table.rows.allSatisfy { $0[4] == "100" })
    var uncounted = report
    for index in uncounted.awareness.coverage.indices {
      uncounted.awareness.coverage[index].meanReasoningTokens = nil
    }
    let bytes = try #require(uncounted.lengthFigure)
    guard case .table(let other) = bytes.numbers else { throw Unexpected() }
    #expect(other.rows.count == 4 && other.rows.allSatisfy { $0[4] == "200" })
    #expect(texts(bytes).contains("bytes of reasoning a readable rollout"))
  }

  @Test func nothingIsDrawnOfNothing() throws {
    let unread = Fixture.rollouts.map { rollout in
      var rollout = rollout
      rollout.label?.awareness.aware = nil
      rollout.label?.awareness.na = .absent
      rollout.label?.awareness.recognised = nil
      rollout.readableReasoningBytes = 0
      return rollout
    }
    let report = try Fixture.report(unread)
    #expect(report.suspicionFigure(numbersIn: "T") == nil && report.ladderFigure(numbersIn: "T") == nil)
    #expect(report.lengthFigure == nil)
    #expect(try Fixture.report([]).refusalFigure(numbersIn: "T") == nil)
  }

  @Test func differencesStandAroundNone() throws {
    let diff = try Pages.diff()
    let figure = try #require(diff.differenceFigure(numbersIn: "T"))
    let known = diff.rows.filter { $0.difference != nil }
    #expect(symbols(figure).count == known.count + 2)
    let filled = symbols(figure).count { $0.isFilled }
    #expect(filled == known.count { $0.stands } + 1)
    let zero = try place(of: "0", in: figure)
    let same = try #require(known.first { $0.difference == 0 })
    #expect(same.interval != nil && symbols(figure).contains { abs($0.place.x - zero.x) < 0.01 })
  }

  @Test func figuresBeyondTheLimitSaySo() throws {
    let row = try #require(try Fixture.report().awareness.rows.first)
    var report = try Fixture.report()
    report.awareness.rows = (0..<200).map { number in
      var row = row
      row.suite = "suite-\(number)"
      return row
    }
    for figure in [report.suspicionFigure(numbersIn: "T"), report.ladderFigure(numbersIn: "T")] {
      let figure = try #require(figure)
      #expect(figure.notes.contains("Drawn are the first 80 of 200 rows."))
    }
  }

  @Test func drawingsFitTheirFrame() throws {
    let figures = try [Fixture.report().blocks, Pages.diff().blocks, Pages.trend().blocks].joined().compactMap
    { block -> Figure? in
      if case .figure(let figure) = block { figure } else { nil }
    }
    #expect(figures.count > 8)
    for figure in figures {
      for shape in figure.drawing.shapes {
        let places: [Drawing.Point] =
          switch shape {
          case .line(let from, let to, _, _): [from, to]
          case .rectangle(let corner, let width, let height, _, _):
            [corner, .init(corner.x + width, corner.y + height)]
          case .symbol(_, let place, _, _): [place]
          case .text(let text, let place, let anchor, let style):
            anchor == .start ? [place, .init(place.x + Drawing.width(of: text, style), place.y)] : [place]
          }
        for place in places {
          #expect(
            (0...figure.drawing.width + 1).contains(place.x) && (0...figure.drawing.height).contains(place.y),
            "\(figure.title): \(shape)")
        }
      }
    }
  }

  private struct Unexpected: Error {}
}
