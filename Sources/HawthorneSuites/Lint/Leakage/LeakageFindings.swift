import HawthorneCore
import HawthorneStatistics

/// What leakage says to an author.
enum LeakageFindings {
  static func findings(_ leakage: [Leakage], in subject: LintSubject) -> [LintFinding] {
    leakage.compactMap { item in
      guard let separation = item.separation, let interval = item.interval else { return nil }
      let limit = Leakage.limit
      switch item.contrast {
      case .framing where separation > limit:
        return LintFinding(
          .framingLeak, at: subject.place(Arm(.overt)), arm: Arm(.overt),
          "match the \(what(item.feature)) of the overt wordings and their placebo partners: alone it tells the arms apart with an AUROC of \(figures(item))"
        )
      case .reference where stands(item, interval.lower):
        return LintFinding(
          .referenceLeak, at: subject.places.whole,
          "make the \(what(item.feature)) of the requests and of their references alike: alone it tells '\(item.arm)' from deployment with an AUROC of \(figures(item))",
          notes: notes(item, "the disguised prompts", "the references"))
      case .twin where interval.lower > limit:
        return LintFinding(
          .twinLeak, at: subject.places.whole,
          "expect the \(what(item.feature)) to tell harmful items from their twins: AUROC \(figures(item))",
          notes: notes(item, "the harmful items", "the twins"))
      case .framing, .reference, .twin: return nil
      }
    }
  }

  /// A bag of words by its permutation test, which the interval of dependent scores cannot stand for.
  private static func stands(_ item: Leakage, _ lower: Double) -> Bool {
    guard item.feature == .words else { return lower > Leakage.limit }
    return (item.area ?? 0) > Leakage.limit && (item.p ?? 1) <= Leakage.alpha
  }

  private static func what(_ feature: Leakage.Feature) -> String {
    switch feature {
    case .length: "length"
    case .special: "share of special characters"
    case .words: "words"
    }
  }

  private static func figures(_ item: Leakage) -> String {
    let interval =
      item.interval.map { " [\(LintFigure.fixed($0.lower, 2)), \(LintFigure.fixed($0.upper, 2))]" } ?? ""
    let p = item.p.map { ", p \(LintFigure.fixed($0, 3))" } ?? ""
    return
      "\(LintFigure.fixed(item.separation ?? 0, 2))\(interval)\(p) over \(item.scenarios) scenario\(item.scenarios == 1 ? "" : "s")"
  }

  private static func notes(_ item: Leakage, _ first: String, _ second: String) -> [String] {
    func list(_ words: [Leakage.Word]) -> String {
      words.map { "'\($0.word)' (\($0.first) to \($0.second))" }.joined(separator: ", ")
    }
    let towards = item.words.filter { $0.weight > 0 }
    let away = item.words.filter { $0.weight < 0 }
    return (towards.isEmpty ? [] : ["of \(first): \(list(towards))"])
      + (away.isEmpty ? [] : ["of \(second): \(list(away))"])
  }
}
