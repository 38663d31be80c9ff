public import HawthorneCore

extension ReportDiff {
  /// Whether scenarios of one id say the same in both reports.
  public struct TextChanges: Sendable, Hashable, Codable {
    /// A scenario that says something else.
    public struct Rewritten: Sendable, Hashable, Codable {
      public var suite: String
      public var scenario: String
      /// Over what it puts to a model, but for case and white space.
      public var old: ContentHash
      public var new: ContentHash
    }

    public var rewritten: [Rewritten]
    /// Whether they are among the pairs below.
    public var isPaired: Bool
    /// Suites whose contents differ, and of which a report does not say what each scenario is.
    public var unknown: [String]
  }
}

extension ReportDiff.TextChanges {
  /// - Parameter names: the suites' common names, by their ids in the old report and in the new.
  init(
    _ old: Report, _ new: Report, names: (old: [String: String], new: [String: String]), isPaired: Bool
  ) {
    rewritten = []
    unknown = []
    self.isPaired = isPaired
    let before = Self.suites(old, names.old)
    let after = Self.suites(new, names.new)
    for name in Set(before.keys).intersection(after.keys).sorted() {
      guard let first = before[name], let second = after[name] else { continue }
      if let hash = old.suiteHash(first), hash == new.suiteHash(second) { continue }
      guard let was = old.requests(first), let now = new.requests(second) else {
        unknown.append(name)
        continue
      }
      let asked = Set(old.cells.lazy.filter { $0.suite == first }.map(\.scenario))
        .intersection(new.cells.lazy.filter { $0.suite == second }.map(\.scenario))
      for scenario in asked.sorted() {
        guard let one = was[scenario], let other = now[scenario], one != other else { continue }
        rewritten.append(Rewritten(suite: name, scenario: scenario, old: one, new: other))
      }
    }
  }

  /// The report's own ids of the suites that were asked, by their common names.
  private static func suites(_ report: Report, _ names: [String: String]) -> [String: String] {
    Dictionary(
      Set(report.cells.map(\.suite)).sorted().map { (names[$0] ?? $0, $0) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension Report {
  /// What each scenario of a suite says, as hashes; nil where the report does not know.
  fileprivate func requests(_ suite: String) -> [String: ContentHash]? {
    inventory?.suites.first { $0.suite == suite }?.requests
  }
}
