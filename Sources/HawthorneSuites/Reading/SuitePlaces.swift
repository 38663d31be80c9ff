public import HawthorneCore
import HawthorneFormats

/// A suite and where its parts stand in its files.
public struct PlacedSuite: Sendable, Hashable {
  public var suite: Suite
  public var places: SuitePlaces

  public init(suite: Suite, places: SuitePlaces) {
    self.suite = suite
    self.places = places
  }
}

/// Where the parts of a suite stand, for complaints about a suite that reads well.
public struct SuitePlaces: Sendable, Hashable {
  /// The suite's file, as diagnostics name it.
  public var file: String
  /// By id; a twin stands where its item does, an included scenario at its `include`.
  public var scenarios: [String: Diagnostic.Location]
  /// The suite's own framings, by the arm's name.
  public var framings: [String: Diagnostic.Location]
  /// The wordings of the suite's own framings, by the arm's name and the wording's id.
  public var wordings: [String: [String: Diagnostic.Location]]
  /// In the order of the suite's waivers.
  public var waivers: [Diagnostic.Location]

  /// A suite whose places are not known.
  public init(file: String) {
    self.file = file
    scenarios = [:]
    framings = [:]
    wordings = [:]
    waivers = []
  }

  /// The suite as a whole.
  public var whole: Diagnostic.Location { Diagnostic.Location(file: file) }

  /// - Parameter root: the document of a suite that was read without complaint.
  init(file: String, root: YAMLNode, scenarios: [String: Diagnostic.Location]) {
    self.init(file: file)
    self.scenarios = scenarios
    var ignored: [Diagnostic] = []
    guard let map = root.openMapping("", &ignored) else { return }
    waivers = map["waivers"]?.list("", &ignored)?.map(\.location) ?? []
    for node in map["framings"]?.list("", &ignored) ?? [] {
      guard let framing = node.openMapping("", &ignored),
        let arm = framing["arm"]?.string("", &ignored)
      else { continue }
      framings[arm] = node.location
      for node in framing["wordings"]?.list("", &ignored) ?? [] {
        guard let id = node.openMapping("", &ignored)?["id"]?.string("", &ignored) else { continue }
        wordings[arm, default: [:]][id] = node.location
      }
    }
  }
}
