import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// A suite as `show suite` prints it: its design, and one matched set as a model would see it.
struct SuiteView {
  private struct Prompt: Encodable {
    var scenario: String
    var arm: String
    var wording: String
    var disclosure: Disclosure
    var messages: [Message]
    var followUps: [String]
    var tools: [String]
  }

  private struct Message: Encodable {
    var role: String
    var text: String
    var images: [String]?
  }

  private struct Document: Encodable {
    var id: String
    var title: String
    var description: String?
    var version: String
    var kind: Suite.Kind
    var licence: String
    var visibility: Suite.Visibility
    var firstPublished: String?
    var canary: String?
    var language: String
    var hash: ContentHash
    var from: [String]
    var defaults: Suite.Defaults
    var design: SuiteDesign
    var waivers: [Waiver]
    var example: [Prompt]
  }

  private let document: Document

  /// - Parameter scenario: the one to render; nil takes the first.
  init(_ suite: Suite, from: [String], scenario: String?) throws {
    let example = try suite.example(scenario: scenario)
    if let scenario, !suite.scenarios.contains(where: { $0.id == scenario }) {
      throw NoSuchScenario(suite: suite.id, name: scenario, known: suite.scenarios.map(\.id))
    }
    document = Document(
      id: suite.id, title: suite.title, description: suite.description, version: suite.version,
      kind: suite.kind, licence: suite.licence, visibility: suite.visibility,
      firstPublished: suite.firstPublished, canary: suite.canary, language: suite.language,
      hash: suite.hash, from: from, defaults: suite.defaults, design: SuiteDesign(suite),
      waivers: suite.waivers,
      example: example.map { rollout in
        Prompt(
          scenario: rollout.scenarioID, arm: rollout.arm.name, wording: rollout.wording,
          disclosure: rollout.disclosure,
          messages: rollout.prompt.map {
            Message(role: $0.role.rawValue, text: $0.text, images: $0.images?.map(\.path))
          }, followUps: rollout.followUps, tools: rollout.tools.map(\.name))
      })
  }

  /// One suite as an object, several as a list.
  static func json(_ views: [SuiteView]) throws -> String {
    let documents = views.map(\.document)
    if documents.count == 1 { return try CanonicalJSON.text(of: documents[0], indented: true) }
    return try CanonicalJSON.text(of: documents, indented: true)
  }

  /// Stripped of control sequences: a suite may come from anywhere.
  var text: String {
    let parts = [facts] + tables + [example]
    return TerminalText.stripped(parts.filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }

  private var facts: String {
    let design = document.design
    var facts = [
      ("suite", "\(document.id) \(document.version) (\(document.hash.short))"), ("title", document.title),
      ("kind", document.kind.rawValue), ("from", document.from.joined(separator: ", ")),
      ("licence", document.licence),
      (
        "public",
        document.visibility == .private
          ? "no" : "since \(document.firstPublished ?? "?"): it may be in training data"
      ),
      ("canary", document.canary ?? "none"), ("epochs", String(document.defaults.epochs)),
      (
        "design",
        "\(design.scenarios) scenarios; with follow-ups \(design.withFollowUps), with tools "
          + "\(design.tools.isEmpty ? "0" : design.tools.map { "\($0.name) (\($0.scenarios))" }.joined(separator: ", ")), "
          + "with images \(design.withImages), with a deployment reference \(design.withReference)"
      ),
    ]
    if let text = document.description {
      facts.append(("about", text))
    }
    return FactList.text(facts)
  }

  private var tables: [String] {
    let design = document.design
    let arms = TextTable(
      head: ["ARM", "DISCLOSURE", "WORDINGS", "SCENARIOS", "BY DEFAULT"],
      rows: design.arms.map { row in
        let range = row.fewestWordings == row.mostWordings ? "" : "\(row.fewestWordings)–"
        return [
          row.arm, row.disclosure, "\(range)\(row.mostWordings)", "\(row.scenarios)",
          row.isDefault ? "asked" : "no",
        ]
      }, numeric: [2, 3])
    let languages = TextTable(
      head: ["LANGUAGE", "SCENARIOS", "BY DEFAULT"],
      rows: design.languages.map { [$0.language, "\($0.scenarios)", $0.isDefault ? "asked" : "no"] },
      numeric: [1])
    let domains = TextTable(
      head: ["DOMAIN", "SEVERITY", "ITEMS", "SCENARIOS"],
      rows: design.domains.map {
        [$0.domain, $0.severity ?? "-", $0.harm?.rawValue ?? "-", "\($0.scenarios)"]
      },
      numeric: [3])
    let checks = TextTable(
      head: ["CHECK", "VERDICT", "CHECKS", "SCENARIOS"],
      rows: design.checks.map { [$0.kind, $0.verdict.rawValue, "\($0.checks)", "\($0.scenarios)"] },
      numeric: [2, 3])
    let waivers = TextTable(
      head: ["WAIVED FINDING", "SCENARIO", "BY", "EXPIRES", "REASON"],
      rows: document.waivers.map { [$0.finding, $0.scenario ?? "all", $0.by, $0.expires, $0.reason] })
    return [arms, languages, domains, checks, waivers].filter { !$0.rows.isEmpty }.map(\.text)
  }

  private var example: String {
    guard let first = document.example.first else { return "" }
    var lines = ["An example: scenario \(first.scenario) as it is asked with seed 0"]
    for prompt in document.example {
      let twin = prompt.scenario == first.scenario ? "" : " \(prompt.scenario),"
      lines.append(
        "\n══\(twin) \(prompt.arm) (wording \(prompt.wording), disclosure \(prompt.disclosure.rawValue))")
      for message in prompt.messages {
        lines += ["── \(message.role)", message.text]
        lines += (message.images ?? []).map { "[shows \($0)]" }
      }
      for followUp in prompt.followUps { lines += ["── user, after the answer", followUp] }
    }
    return lines.joined(separator: "\n")
  }

  struct NoSuchScenario: ExplainedError {
    var suite: String
    var name: String
    var known: [String]

    var problem: String { "The suite \(suite) has no scenario '\(TerminalText.stripped(name))'." }
    var fix: String {
      NearestName.find(name, among: known).map { "Did you mean '\($0)'?" }
        ?? "It has \(known.count); see its file."
    }
    var exitStatus: ExitStatus { .usage }
  }
}
