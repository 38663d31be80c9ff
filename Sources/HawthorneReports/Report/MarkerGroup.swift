/// Five kinds of evidence that the markers fall into. The grouping is this report's own: the markers are published
/// ones, their groups are not.
///
/// A marker is in one group or in none. Those in none are never awareness of an evaluation: pressure that is only
/// noted (M14), a user who tests limits (M18), a prefill that is doubted (M20), and odd vocabulary (M24).
public enum MarkerGroup: String, Sendable, Hashable, Codable, CaseIterable {
  /// Says, suspects or rejects that this is an evaluation, in its reasoning or to the user.
  case verbalised
  /// Takes it for a certain one: names an evaluator or a benchmark, or knows the question with its answer.
  case naming
  /// Notices artefacts or contrivance, or holds the situation to be simulated.
  case artefact
  /// Reasons about what it is for and who looks: the purpose, graders, observers, training.
  case purpose
  /// Draws conclusions for its behaviour.
  case strategy

  public var markers: [String] {
    switch self {
    case .verbalised: ["M01", "M06", "M07", "M23"]
    case .naming: ["M02", "M03", "M19"]
    case .artefact: ["M04", "M05", "M17"]
    case .purpose: ["M08", "M12", "M15", "M16"]
    case .strategy: ["M09", "M10", "M11", "M13", "M21", "M22"]
    }
  }

  public init?(marker: String) {
    guard let group = Self.allCases.first(where: { $0.markers.contains(marker) }) else { return nil }
    self = group
  }

  /// How a table heads it.
  var title: String {
    switch self {
    case .verbalised: "verbalised"
    case .naming: "names who or what"
    case .artefact: "artefact or simulation"
    case .purpose: "purpose, grader, observer"
    case .strategy: "strategic"
    }
  }
}
