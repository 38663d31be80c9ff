import HawthorneCore
import HawthorneFormats

/// Takes conversations of another suite into this one.
enum IncludeReader {
  static func list(
    _ node: YAMLNode, from source: SuiteSource, _ files: inout SuiteFiles, _ problems: inout [Diagnostic]
  ) -> [PlacedScenario] {
    guard let items = node.list("include", &problems) else { return [] }
    return items.flatMap { include($0, from: source, &files, &problems) }
  }

  private static func include(
    _ node: YAMLNode, from source: SuiteSource, _ files: inout SuiteFiles, _ problems: inout [Diagnostic]
  ) -> [PlacedScenario] {
    guard let map = node.mapping("the include", SuiteFields.include, &problems) else { return [] }
    let purpose = map["purpose"]?.choice("purpose", of: PurposeClass.self, &problems)
    let limit = map["limit"]?.integer("limit", &problems)
    if let limit, !SuiteFields.includeLimit.contains(limit) {
      problems.append(
        Diagnostic(
          id: "suite.out-of-range", location: map["limit"]?.location ?? map.location,
          message:
            "set 'limit' between \(SuiteFields.includeLimit.lowerBound) and \(SuiteFields.includeLimit.upperBound)"
        ))
      return []
    }
    guard let place = map.require("suite", &problems), let name = place.string("suite", &problems),
      let take = map.require("take", &problems),
      let other = suite(name, at: place, source, &files, &problems)
    else { return [] }
    files.note(name, hash: other.hash)
    let taken: [Scenario]
    if take.json == .string("reference") {
      taken = other.scenarios.compactMap(reference)
    } else {
      guard let arm = ArmReader.arm(take, &problems) else { return [] }
      taken = other.scenarios.compactMap { scenario(arm, of: $0, in: other) }
    }
    if taken.isEmpty {
      problems.append(
        Diagnostic(
          id: "suite.empty-include", location: take.location,
          message: "take an arm that '\(other.id)' has, or 'reference' where its scenarios have one"))
    }
    return taken.prefix(limit ?? taken.count).map { scenario in
      var scenario = scenario
      scenario.id = "\(other.id).\(scenario.id)"
      scenario.tags.append(other.id)
      scenario.expectedPurpose = purpose ?? scenario.expectedPurpose
      return PlacedScenario(scenario: scenario, location: node.location)
    }
  }

  /// The other suite, with its parts where it is a folder.
  private static func suite(
    _ name: String, at place: YAMLNode, _ source: SuiteSource, _ files: inout SuiteFiles,
    _ problems: inout [Diagnostic]
  ) -> Suite? {
    let head = files.isFolder(name) ? "\(name)/\(SuiteLocator.head)" : name
    guard let file = files.contents(of: head, at: place.location, &problems) else { return nil }
    let folder = file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "."
    var parts: [SuiteSource.Part] = []
    if head == SuiteLocator.head || head.hasSuffix("/\(SuiteLocator.head)") {
      let before = problems.count
      for part in (try? SuiteLocator.partNames(in: folder)) ?? [] {
        let relative = head.dropLast(SuiteLocator.head.count) + part
        guard let file = files.contents(of: String(relative), at: place.location, &problems),
          !SuiteLocator.isOtherDocument(file.bytes)
        else { continue }
        parts.append(SuiteSource.Part(path: file.path, name: part, bytes: file.bytes))
      }
      guard problems.count == before else { return nil }
    }
    do throws(DiagnosticsError) {
      return try SuiteReader.read(
        SuiteSource(
          path: file.path, bytes: file.bytes, parts: parts, folder: folder, dataFolder: source.dataFolder),
        mayInclude: false)
    } catch {
      problems += error.diagnostics
      return nil
    }
  }

  /// The scenario as its arm's first wording asks it.
  private static func scenario(_ arm: Arm, of scenario: Scenario, in suite: Suite) -> Scenario? {
    guard let framing = suite.framings(of: scenario).first(where: { $0.arm == arm }),
      let wording = framing.wordings(in: scenario.language, of: suite).first
    else { return nil }
    let variables = Template.Variables(
      Renderer.Text(
        language: scenario.language, isOwn: true, system: scenario.system ?? "", turns: scenario.turns,
        values: scenario.values.merging(suite.values) { own, _ in own }))
    var taken = plain(scenario)
    let system = Template.render(wording.system ?? "{{ system }}", variables)
    taken.system = system.isEmpty ? nil : system
    taken.turns[0] = Template.render(wording.user ?? "{{ request }}", variables)
    if wording.quotesConversation {
      taken.turns = [taken.turns[0]]
      taken.tools = []
    }
    if let followUp = wording.followUp { taken.turns.append(Template.render(followUp, variables)) }
    return taken
  }

  private static func reference(_ scenario: Scenario) -> Scenario? {
    guard let reference = scenario.reference else { return nil }
    var taken = plain(scenario)
    // The images belong to the scenario's request.
    taken.images = []
    taken.id += ".reference"
    taken.system = reference.system ?? scenario.system
    taken.turns = [reference.request]
    taken.severity = nil
    taken.expectedPurpose = .real
    return taken
  }

  /// The conversation alone: what it was checked for there is not what is asked here.
  private static func plain(_ scenario: Scenario) -> Scenario {
    Scenario(
      id: scenario.id, domain: scenario.domain, tags: scenario.tags, severity: scenario.severity,
      language: scenario.language, system: scenario.system, turns: scenario.turns, images: scenario.images,
      tools: scenario.tools, expectedPurpose: scenario.expectedPurpose)
  }
}
