import HawthorneCore
import HawthorneStore

/// What the annotation pages have in common.
enum AnnotationDesk {
  static func queues(_ run: String) -> Place { Place(["runs", run, "annotate"]) }

  /// A sitting: at a place of the annotator's order, or at the next to be read from one on.
  static func sitting(
    _ run: String, _ queue: String, as name: String, isBlind: Bool, from: Int? = nil, at: Int? = nil,
    isRevealed: Bool = false
  ) -> Place {
    Place(
      ["runs", run, "annotate", "queues", queue],
      [
        "as": name, "blind": isBlind ? "yes" : "no", "from": from.map(String.init), "at": at.map(String.init),
        "reveal": isRevealed ? "yes" : nil,
      ])
  }

  /// Turns what the store says of annotations into an answer to the browser.
  static func answering<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as AnnotationError {
      let status: ResponseStatus =
        switch error {
        case .unknownQueue, .unknownRollout: .notFound
        case .nothingToRead, .textChanged, .running, .noLabels, .nothingToDraw, .queueExists, .notAMember,
          .noTimeLeft:
          .conflict
        case .noAnnotator, .badAnnotator, .badLabel, .badRecipe: .badRequest
        }
      throw RequestError(status, "\(error.problem) \(error.pageFix)")
    }
  }

  /// Every two annotators of these labels; nothing where none have a rollout in common.
  static func agreement(_ records: [GoldRecord]) throws -> Markup {
    let pairs = try GoldAgreement.pairs(records)
    guard !pairs.isEmpty else { return .empty }
    var table = DataTable(
      caption: "Agreement between annotators",
      columns: [
        .init("Annotators"), .init("Question"), .init("Both decided", isNumber: true),
        .init("Undecided", isNumber: true),
        .init("Same", isNumber: true), .init("Cohen κ", isNumber: true), .init("Gwet AC1", isNumber: true),
      ])
    for pair in pairs {
      for measure in pair.measures where measure.n > 0 || measure.question == .aware {
        let weights = measure.weighting.map { " (\($0) weights)" } ?? ""
        table.rows.append([
          "\(isolated: "\(pair.first) and \(pair.second)")", "\(measure.question.rawValue + weights)",
          "\(measure.n)", "\(measure.undecided)", "\(measure.same)",
          "\(measure.kappa.map(rounded) ?? "undefined: \(measure.kappaUndefined ?? "")")",
          "\(measure.ac1.map(rounded) ?? "–")",
        ])
      }
    }
    return """
      \(table.markup)<p class="muted">Over the rollouts that both have labelled. Who cannot tell is undecided and in no coefficient. κ is low where one \
      answer is rare, AC1 is not.</p>

      """
  }

  static func sentence(_ progress: QueueProgress) -> String {
    var parts = ["\(progress.labelled) of \(progress.members) labelled"]
    if progress.cannotTell > 0 { parts.append("\(progress.cannotTell) cannot tell") }
    if progress.outcomeOnly > 0 { parts.append("\(progress.outcomeOnly) with an outcome and no verdict") }
    if progress.stale > 0 { parts.append("\(progress.stale) to be read again, since they were replaced") }
    if progress.unreadable > 0 { parts.append("\(progress.unreadable) withheld") }
    return parts.joined(separator: ", ") + "."
  }

  /// Two decimals.
  private static func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let digits = "\(hundredths.magnitude % 100)"
    return (hundredths < 0 ? "−" : "") + "\(hundredths.magnitude / 100)." + (digits.count < 2 ? "0" : "")
      + digits
  }
}

extension AnnotationError {
  /// What to do next on a page, where there are no options of a command line.
  fileprivate var pageFix: String {
    switch self {
    case .noAnnotator: "Give your name."
    case .queueExists: "Give the new one another name."
    case .unknownQueue, .notAMember: "See the run's queues."
    default: fix
    }
  }
}
