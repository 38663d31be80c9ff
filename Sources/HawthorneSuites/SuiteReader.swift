public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Reads suite files (`Documentation/suite-format.md`) and collects every complaint about them.
public enum SuiteReader {
  /// The format version this reader understands.
  public static let formatVersion = 1

  /// Reads a suite from a file.
  ///
  /// - Throws: `DiagnosticsError` with all complaints, or `FileError`.
  public static func read(path: String) throws -> Suite {
    try read(try SystemFile.contents(of: path, limit: 64 << 20), file: path)
  }

  /// Reads a suite from bytes.
  ///
  /// - Parameter file: the name that diagnostics carry.
  /// - Throws: `DiagnosticsError` with all complaints.
  public static func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> Suite {
    let root = try YAMLDocument.parse(bytes, file: file)
    var problems: [Diagnostic] = []
    let suite = suite(from: root, hash: ContentHash(of: bytes), &problems)
    guard let suite, !problems.contains(where: { $0.severity == .error }) else {
      throw DiagnosticsError(problems)
    }
    return suite
  }

  private static let keys = [
    "hawthorne", "id", "title", "description", "version", "kind", "licence", "visibility", "first_published",
    "canary", "language", "defaults", "values", "framings", "waivers", "scenarios",
  ]

  private static func suite(
    from root: YAMLNode, hash: ContentHash, _ problems: inout [Diagnostic]
  ) -> Suite? {
    guard let map = root.mapping("the suite", keys: keys, &problems) else { return nil }
    checkFormat(map, &problems)
    let id = map.require("id", &problems).flatMap { IdentifierRule.read("id", $0, &problems) }
    let title = map.require("title", &problems)?.string("title", &problems)
    let version = map.require("version", &problems)?.string("version", &problems)
    let kind = map.require("kind", &problems)?.choice("kind", of: Suite.Kind.self, &problems)
    let licence = map.require("licence", &problems)?.string("licence", &problems)
    let visibility =
      map.require("visibility", &problems)?.choice("visibility", of: Suite.Visibility.self, &problems)
    let published = publicationDate(map, visibility, &problems)
    let language = map["language"].flatMap { LanguageRule.read($0, &problems) } ?? "en"
    let canary = map["canary"]?.string("canary", &problems)
    let defaults = map["defaults"].map { self.defaults($0, &problems) } ?? Suite.Defaults()
    let values = ValueReader.values(map["values"], &problems)
    let named = ValueReader.names(in: map["scenarios"]).union(values.keys)
    var framings = FramingReader(values: named).list(map["framings"], in: "the suite", &problems)
    if framings.isEmpty, kind == .refusal { framings = [FramingReader.bare] }
    guard let list = map.require("scenarios", &problems), let nodes = list.list("scenarios", &problems) else {
      return nil
    }
    if nodes.isEmpty {
      problems.append(
        Diagnostic(id: "suite.no-scenarios", location: list.location, message: "add at least one scenario"))
    }
    let scenarios = ScenarioReader(kind: kind ?? .paired, language: language, values: named)
      .list(nodes, &problems)
    let waivers = WaiverReader.list(map["waivers"], scenarios: Set(scenarios.map(\.id)), &problems)
    guard let id, let title, let version, let kind, let licence, let visibility else { return nil }
    let suite = Suite(
      id: id, title: title, version: version, kind: kind, licence: licence, visibility: visibility,
      firstPublished: published, canary: canary, language: language, defaults: defaults, framings: framings,
      scenarios: scenarios, values: values, waivers: waivers, hash: hash)
    problems += MatchedSetRule.complaints(about: suite, at: list.location)
    problems += ValueRule.complaints(about: suite, at: list.location)
    return suite
  }

  private static func checkFormat(_ map: YAMLMapping, _ problems: inout [Diagnostic]) {
    guard let node = map.require("hawthorne", &problems),
      let version = node.integer("hawthorne", &problems), version != formatVersion
    else { return }
    problems.append(
      Diagnostic(
        id: "suite.format-version", location: node.location,
        message: "set 'hawthorne' to \(formatVersion), the suite format that this program reads, or update it"
      ))
  }

  private static func publicationDate(
    _ map: YAMLMapping, _ visibility: Suite.Visibility?, _ problems: inout [Diagnostic]
  ) -> String? {
    guard let node = map["first_published"] else {
      if visibility == .public {
        problems.append(
          Diagnostic(
            id: "suite.no-publication-date", location: map.location,
            message:
              "add 'first_published: YYYY-MM-DD': a public suite may be in training data from that day on"))
      }
      return nil
    }
    guard let text = node.string("first_published", &problems) else { return nil }
    if CalendarDate.isValid(text) { return text }
    problems.append(
      Diagnostic(
        id: "suite.bad-date", location: node.location,
        message: "write 'first_published' as a date YYYY-MM-DD; '\(text)' is not one"))
    return nil
  }

  private static func defaults(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Suite.Defaults {
    var defaults = Suite.Defaults()
    let keys = ["epochs", "temperature", "top_p", "max_tokens", "seed", "arms", "languages"]
    guard let map = node.mapping("defaults", keys: keys, &problems) else { return defaults }
    func ranged<Value: Comparable>(_ key: String, _ value: Value?, _ range: ClosedRange<Value>) -> Value? {
      guard let value else { return nil }
      if range.contains(value) { return value }
      problems.append(
        Diagnostic(
          id: "suite.out-of-range", location: map[key]?.location ?? map.location,
          message: "set '\(key)' between \(range.lowerBound) and \(range.upperBound)"))
      return nil
    }
    defaults.epochs = ranged("epochs", map["epochs"]?.integer("epochs", &problems), 1...10_000) ?? 1
    defaults.parameters.temperature =
      ranged("temperature", map["temperature"]?.double("temperature", &problems), 0...10)
    defaults.parameters.topP = ranged("top_p", map["top_p"]?.double("top_p", &problems), 0...1)
    defaults.parameters.maxTokens =
      ranged("max_tokens", map["max_tokens"]?.integer("max_tokens", &problems), 1...10_000_000)
    defaults.parameters.seed = map["seed"]?.integer("seed", &problems).map(Int64.init)
    defaults.arms = map["arms"]?.list("arms", &problems)?.compactMap { ArmReader.arm($0, &problems) }
    defaults.languages =
      map["languages"]?.list("languages", &problems)?.compactMap { LanguageRule.read($0, &problems) }
    return defaults
  }
}
