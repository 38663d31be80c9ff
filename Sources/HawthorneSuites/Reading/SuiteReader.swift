public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Reads suites (`Documentation/suite-format.md`) and collects every complaint about them.
public struct SuiteReader {
  /// The format version this reader understands.
  public static let formatVersion = 1

  /// Reads a suite from one file.
  ///
  /// - Throws: `DiagnosticsError` with all complaints, or `FileError`.
  public static func read(path: String) throws -> Suite {
    try SuiteLocator().sources(named: path).map { try read($0) }[0]
  }

  /// Reads a suite from bytes; it can name no other files.
  ///
  /// - Parameter file: the name that diagnostics carry.
  /// - Throws: `DiagnosticsError` with all complaints.
  public static func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> Suite {
    try read(SuiteSource(path: file, bytes: bytes))
  }

  /// Reads a suite with its parts and the files it names.
  ///
  /// - Throws: `DiagnosticsError` with all complaints.
  public static func read(_ source: SuiteSource) throws(DiagnosticsError) -> Suite {
    try read(source, mayInclude: true)
  }

  /// Reads a suite and where its parts stand.
  ///
  /// - Throws: `DiagnosticsError` with all complaints.
  public static func readPlaced(_ source: SuiteSource) throws(DiagnosticsError) -> PlacedSuite {
    try readPlaced(source, mayInclude: true)
  }

  static func read(_ source: SuiteSource, mayInclude: Bool) throws(DiagnosticsError) -> Suite {
    try readPlaced(source, mayInclude: mayInclude).suite
  }

  private static func readPlaced(
    _ source: SuiteSource, mayInclude: Bool
  ) throws(DiagnosticsError) -> PlacedSuite {
    let root = try YAMLDocument.parse(source.bytes, file: source.path)
    var reader = SuiteReader(source: source, mayInclude: mayInclude)
    let suite = reader.suite(from: root)
    guard let suite, !reader.problems.contains(where: { $0.severity == .error }) else {
      throw DiagnosticsError(reader.problems)
    }
    let places = SuitePlaces(file: source.path, root: root, scenarios: reader.scenarioPlaces)
    return PlacedSuite(suite: suite, places: places)
  }

  private let source: SuiteSource
  private let mayInclude: Bool
  private var files: SuiteFiles
  private var problems: [Diagnostic] = []
  private var scenarioPlaces: [String: Diagnostic.Location] = [:]

  private init(source: SuiteSource, mayInclude: Bool) {
    self.source = source
    self.mayInclude = mayInclude
    files = SuiteFiles(folder: source.folder, dataFolder: source.dataFolder)
  }

  private mutating func suite(from root: YAMLNode) -> Suite? {
    guard let map = root.mapping("the suite", SuiteFields.suite, &problems) else { return nil }
    checkFormat(map)
    let id = map.require("id", &problems).flatMap { IdentifierRule.read("id", $0, &problems) }
    let title = words("title", map)
    let version = words("version", map)
    let kind = map.require("kind", &problems)?.choice("kind", of: Suite.Kind.self, &problems)
    let licence = words("licence", map)
    let visibility =
      map.require("visibility", &problems)?.choice("visibility", of: Suite.Visibility.self, &problems)
    let published = publicationDate(map, visibility)
    let language = map["language"].flatMap { LanguageRule.read($0, &problems) } ?? "en"
    let defaults = map["defaults"].map { DefaultsReader.defaults($0, &problems) } ?? Suite.Defaults()
    let values = ValueReader.values(map["values"], &problems)
    let nodes = scenarioNodes(map)
    let named = ValueReader.names(in: nodes).union(values.keys)
    let before = problems.count
    let framingReader = FramingReader(values: named, language: language, isSuites: true)
    var framings = framingReader.list(map["framings"], in: "the suite", &problems)
    let framingsAreRead = problems.count == before
    if framings.isEmpty, kind == .refusal { framings = [FramingReader.bare] }
    let placed = self.scenarios(
      map, nodes,
      ScenarioReader(kind: kind ?? .paired, language: language, values: named, framings: framings))
    let scenarios = placed.map(\.scenario)
    let waivers = WaiverReader.list(map["waivers"], scenarios: Set(scenarios.map(\.id)), &problems)
    guard let id, let title, let version, let kind, let licence, let visibility else { return nil }
    let suite = Suite(
      id: id, title: title, description: map["description"]?.string("description", &problems),
      version: version, kind: kind, licence: licence, visibility: visibility, firstPublished: published,
      canary: map["canary"].flatMap { TextRule.nonEmpty("canary", $0, &problems) }, language: language,
      defaults: defaults,
      framings: framings, scenarios: scenarios, values: values, waivers: waivers,
      hash: files.hash(ofSuite: source.bytes))
    // What follows from a framing that could not be read is not worth saying.
    if framingsAreRead, !scenarios.isEmpty {
      problems += MatchedSetRule.complaints(
        about: suite, placed: placed,
        at: map.place(of: map["framings"] == nil ? "scenarios" : "framings"))
      problems += RepeatedArmRule.complaints(
        about: placed, repeated: framingReader.sources(in: map["framings"]))
      problems += ValueRule.complaints(about: suite, placed: placed, known: named)
      problems += DefaultsRule.complaints(about: suite, at: map.place(of: "defaults"))
    }
    return suite
  }

  private mutating func words(_ key: String, _ map: YAMLMapping) -> String? {
    map.require(key, &problems).flatMap { TextRule.nonEmpty(key, $0, &problems) }
  }

  private mutating func checkFormat(_ map: YAMLMapping) {
    guard let node = map.require("hawthorne", &problems),
      let version = node.integer("hawthorne", &problems), version != Self.formatVersion
    else { return }
    problems.append(
      Diagnostic(
        id: "suite.format-version", location: node.location,
        message:
          "set 'hawthorne' to \(Self.formatVersion), the suite format that this program reads, or update it"
      ))
  }

  private mutating func publicationDate(_ map: YAMLMapping, _ visibility: Suite.Visibility?) -> String? {
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
        message: "write 'first_published' as a date YYYY-MM-DD; '\(TerminalText.stripped(text))' is not one"))
    return nil
  }

  /// The scenarios written out in the suite's file and its parts.
  private mutating func scenarioNodes(_ map: YAMLMapping) -> [YAMLNode] {
    var nodes = map["scenarios"]?.list("scenarios", &problems) ?? []
    for part in source.parts {
      files.note(part.name, hash: ContentHash(of: part.bytes))
      do throws(DiagnosticsError) {
        let root = try YAMLDocument.parse(part.bytes, file: part.path)
        let map = root.mapping("the part", SuiteFields.part, &problems)
        nodes += map?.require("scenarios", &problems)?.list("scenarios", &problems) ?? []
      } catch {
        problems += error.diagnostics
      }
    }
    return nodes
  }

  private mutating func scenarios(
    _ map: YAMLMapping, _ nodes: [YAMLNode], _ reader: ScenarioReader
  ) -> [PlacedScenario] {
    var placed = reader.list(nodes, &files, &problems)
    if let node = map["include"] {
      if mayInclude {
        placed += IncludeReader.list(node, from: source, &files, &problems)
        if reader.kind == .refusal {
          problems.append(
            Diagnostic(
              id: "suite.include-in-refusal", location: map.place(of: "include"),
              message:
                "set the suite's kind to another than refusal: whether an included conversation should be refused is not known"
            ))
        }
      } else {
        problems.append(
          Diagnostic(
            id: "suite.nested-include", location: map.place(of: "include"),
            message: "include suites that include none themselves"))
      }
    }
    if let node = map["items"] {
      let items = ItemsReader(kind: reader.kind, language: reader.language)
      placed += items.list(node, &files, &problems)
    }
    if placed.isEmpty, problems.isEmpty {
      problems.append(
        Diagnostic(
          id: "suite.no-scenarios", location: map.place(of: "scenarios"), message: "add at least one scenario"
        ))
    }
    UniqueIDs.check(placed, &problems)
    for item in placed { scenarioPlaces[item.scenario.id] = item.location }
    return placed
  }
}

/// A scenario and where it was read.
struct PlacedScenario {
  var scenario: Scenario
  var location: Diagnostic.Location
}

/// Scenario ids are unique and the ids that scenarios name are there.
enum UniqueIDs {
  static func check(_ placed: [PlacedScenario], _ problems: inout [Diagnostic]) {
    var places: [String: Diagnostic.Location] = [:]
    for item in placed {
      guard let first = places[item.scenario.id] else {
        places[item.scenario.id] = item.location
        continue
      }
      problems.append(
        Diagnostic(
          id: "suite.duplicate-id", location: item.location,
          message: "give the scenario another id: '\(item.scenario.id)' is taken",
          notes: ["first used at \(first.file):\(first.line ?? 1)"]))
    }
    let known = places.keys.sorted()
    for item in placed {
      guard let target = item.scenario.controlOf, places[target] == nil || target == item.scenario.id else {
        continue
      }
      // Looking for the nearest of many names takes its time: the first complaints show how it is done.
      let isHinted = problems.count < 20
      problems.append(
        Diagnostic(
          id: "suite.unknown-scenario", location: item.location,
          message:
            "name another scenario of this suite in 'control_of': '\(TerminalText.stripped(target))' is none",
          notes: isHinted
            ? NearestName.hint(for: target, among: known.filter { $0 != item.scenario.id }) : []))
    }
  }
}
