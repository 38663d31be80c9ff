import HawthorneCore

extension Arm {
  /// How figures draw the arm: by form and filling as well as by colour.
  var style: (symbol: Drawing.Symbol, isFilled: Bool, ink: Drawing.Ink) {
    switch kind {
    case .overt: (.circle, true, .first)
    case .placebo: (.circle, false, .second)
    case .disguised: (.square, true, .third)
    case .control: (.square, false, .third)
    case .level: (.triangle, true, .fourth)
    case .probe: (.diamond, false, .fifth)
    }
  }

  var point: (Double) -> RowPlot.Mark {
    { .point($0, style.symbol, isFilled: style.isFilled) }
  }
}

extension Figures {
  /// A tick of a share: `25 %`, `2.5 %`.
  static func tick(_ share: Double) -> String {
    let text = fixed(share * 100, 1)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
  }

  /// A tick of a difference: `−25`, `0`, `+25`.
  static func differenceTick(_ difference: Double) -> String {
    let text = points(difference)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Sequence {
  /// Runs of neighbours with one key, in their order.
  func runs(by key: (Element) -> String) -> [(key: String, items: [Element])] {
    var runs: [(key: String, items: [Element])] = []
    for item in self {
      let key = key(item)
      if runs.last?.key == key {
        runs[runs.count - 1].items.append(item)
      } else {
        runs.append((key, [item]))
      }
    }
    return runs
  }
}
