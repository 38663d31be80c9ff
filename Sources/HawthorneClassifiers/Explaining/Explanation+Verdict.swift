import HawthorneCore

extension Explanation {
  /// The answer to "why did, or didn't, this fire?", in a sentence or two.
  public var verdict: String {
    let awareness = label.awareness
    if let cause = awareness.na, awareness.aware == nil, !isOfAnswer || cause == .language {
      return "aware: NA, because \(Self.meaning(of: cause, language, languages))."
    }
    let counting = matches.filter { $0.countsAsAware && (isOfAnswer || !$0.isVisible) }
    let what = isOfAnswer ? "aware in the visible answer" : "aware"
    guard let strongest = counting.max(by: { $0.belief < $1.belief }) else {
      return "\(what): no, because \(reasons)."
    }
    let marker = Marker(id: strongest.marker).map { "\($0.id), \($0.name)" } ?? strongest.marker
    let others = counting.count - 1
    return
      "\(what): yes, because \(strongest.rule) (\(marker)) reads “\(strongest.text)” as \(strongest.belief.rawValue), "
      + "\(strongest.stance.rawValue)"
      + (others == 0
        ? "." : ", and \(others) more match\(others == 1 ? "" : "es") count\(others == 1 ? "s" : "").")
  }

  /// Why nothing counts.
  private var reasons: String {
    guard !matches.isEmpty else {
      return "no pattern of the \(ruleCount) rules matches"
    }
    var groups: [(what: String, names: [String])] = []
    func add(_ what: String, _ name: String) {
      if let index = groups.firstIndex(where: { $0.what == what }) {
        if !groups[index].names.contains(name) { groups[index].names.append(name) }
      } else {
        groups.append((what, [name]))
      }
    }
    for match in matches {
      if let stopped = match.stoppedBy {
        if stopped.hasPrefix("needs ") {
          add("what a rule needs is absent", String(stopped.dropFirst("needs ".count)))
        } else {
          add("a guard stops it", stopped)
        }
      } else if match.isEcho {
        add("it repeats what the model was shown", match.rule)
      } else if !match.stance.isEvidence {
        add("the stance is no evidence", match.stance.rawValue)
      } else if Marker(id: match.marker)?.countsAsAware != true {
        add("the marker never makes a rollout aware", match.marker)
      } else if match.belief == .none {
        add("the rule claims no belief", match.rule)
      } else {
        add("it stands in the visible answer", match.rule)
      }
    }
    let count = "\(matches.count) match\(matches.count == 1 ? "" : "es") and none counts: "
    return count + groups.map { "\($0.what) (\($0.names.joined(separator: ", ")))" }.joined(separator: "; ")
  }

  private static func meaning(of cause: NACause, _ language: String?, _ read: [String]) -> String {
    switch cause {
    case .language: "no rule pack reads '\(language ?? "")' (they read \(read.joined(separator: ", ")))"
    case .failed: "the rollout failed"
    default: "no reasoning could be read to the end (\(cause.rawValue))"
    }
  }
}

extension Explanation.Match {
  /// Whether it stands in an answer.
  var isVisible: Bool { block == "answer" || block.hasPrefix("answer/") }
}
