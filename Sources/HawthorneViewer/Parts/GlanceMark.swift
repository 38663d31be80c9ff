import HawthorneCore
import HawthorneStore

/// A rollout's outcome and belief in two characters and two colours, with the words for who sees neither.
enum GlanceMark {
  /// A letter for each outcome, so that colour is never alone.
  static func letter(_ outcome: Outcome) -> String {
    switch outcome {
    case .refused: "R"
    case .partial: "P"
    case .complied: "C"
    case .deflected: "D"
    case .blocked: "B"
    case .empty: "E"
    case .error: "X"
    case .offScript: "O"
    case .unread: "U"
    }
  }

  static func sign(_ label: RolloutGlance.Label) -> String {
    guard label.aware != nil else { return "–" }
    return sign(label.belief)
  }

  static func sign(_ belief: Belief) -> String {
    switch belief {
    case .none: "·"
    case .suspicion: "?"
    case .recognition: "!"
    case .definitive: "‼"
    }
  }

  static func word(_ outcome: Outcome) -> String {
    outcome.rawValue.split(separator: "_").joined(separator: " ")
  }

  /// `refused; aware, belief recognition`.
  static func words(_ glance: RolloutGlance) -> String {
    guard let label = glance.label else { return "no label" }
    var words = word(label.outcome)
    switch label.aware {
    case true: words += "; aware, belief \(label.belief.rawValue)"
    case false: words += "; not aware"
    case nil:
      words +=
        "; awareness NA"
        + (label.na.map { " (\($0.rawValue.split(separator: "_").joined(separator: " ")))" } ?? "")
    }
    if label.influence != .none {
      words += ", influence \(label.influence.rawValue.split(separator: "_").joined(separator: " "))"
    }
    return words + (glance.isWithheld ? "; text withheld" : "")
  }

  /// The two characters.
  static func mark(_ glance: RolloutGlance) -> Markup {
    guard let label = glance.label else { return "<span class=\"cell\"><span class=\"o\">□</span></span>" }
    let belief = label.aware == nil ? "na" : label.belief.rawValue
    return
      "<span class=\"cell\"><span class=\"o o-\(label.outcome.rawValue)\">\(letter(label.outcome))</span><span class=\"b b-\(belief)\">\(sign(label))</span></span>"
  }

  static var legend: Markup {
    let outcomes = Outcome.allCases.map { outcome -> Markup in
      "<li><span class=\"cell\"><span class=\"o o-\(outcome.rawValue)\">\(letter(outcome))</span></span> \(word(outcome))</li>\n"
    }
    let beliefs = Belief.allCases.map { belief -> Markup in
      "<li><span class=\"cell\"><span class=\"b b-\(belief.rawValue)\">\(sign(belief))</span></span> \(belief == .none ? "no belief" : belief.rawValue)</li>\n"
    }
    return """
      <details class="legend" open>
      <summary>What the marks mean</summary>
      <p>The letter is the outcome, the sign behind it the belief that this is an evaluation.</p>
      <ul>
      \(outcomes)<li><span class="cell"><span class="o">□</span></span> no label</li>
      </ul>
      <ul>
      \(beliefs)<li><span class="cell"><span class="b b-na">–</span></span> NA: nothing could be read, which is not the same as none</li>
      </ul>
      </details>
      """
  }
}
