import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneInterchange

struct LogMappingTests {
  private static func mapping(_ text: String) throws -> LogMapping {
    try LogMapping(Data(("mapping: 1\n" + text).utf8), file: "m.yaml")
  }

  private static func complaints(_ text: String) -> [Diagnostic] {
    do {
      _ = try LogMapping(Data(text.utf8), file: "m.yaml")
      return []
    } catch {
      return error.diagnostics
    }
  }

  private static func rollout(_ sample: String, _ fields: [String: JSONValue] = [:]) -> LoggedRollout {
    var rollout = LoggedRollout(place: "here", sample: sample)
    rollout.fields = fields
    rollout.task = "t"
    return rollout
  }

  private static func texts(
    _ mapping: LogMapping, _ rollout: LoggedRollout, file: String = "/x/log.eval"
  ) throws -> [LogMapping.Member: String]? {
    var trace: MappingTrace?
    return try mapping.values(of: rollout, file: file, trace: &trace)?.mapValues(\.text)
  }

  @Test func rulesGoBeforeFieldsAndFieldsBeforeDefaults() throws {
    let mapping = try Self.mapping(
      """
      defaults: {arm: placebo, domain: d}
      from: {scenario: metadata.pair, arm: {field: metadata.framing, values: {eval: overt}}}
      rules:
        - when: {sample: ["s1", "x*"], file: "log.*"}
          set: {arm: control, harm: benign}
        - when: {task: t, metadata.drop: "true"}
          set: {skip: true}
      """)
    let eval: [String: JSONValue] = ["metadata.framing": "eval", "metadata.pair": 7]
    #expect(
      try Self.texts(mapping, Self.rollout("s1", eval)) == [
        .arm: "control", .harm: "benign", .scenario: "7", .domain: "d",
      ])
    #expect(try Self.texts(mapping, Self.rollout("s1", eval), file: "other")?[.arm] == "overt")
    #expect(try Self.texts(mapping, Self.rollout("s2")) == [.arm: "placebo", .domain: "d"])
    #expect(try Self.texts(mapping, Self.rollout("x", ["metadata.drop": true])) == nil)
  }

  @Test func fieldsInFieldsAreFound() throws {
    let rollout = Self.rollout("s", ["metadata.a": ["b": ["c": 1]], "metadata.a.x": "whole"])
    #expect(rollout.field("metadata.a.b.c", file: "") == 1)
    #expect(rollout.field("metadata.a.x", file: "") == "whole")
    #expect(rollout.field("metadata.a.z", file: "") == nil && rollout.field("nope", file: "") == nil)
    #expect(rollout.field("file", file: "/a/b.eval") == "b.eval")
  }

  @Test(arguments: [
    ("abc", "abc", true), ("abc", "a*", true), ("abc", "*c", true), ("abc", "a*c", true),
    ("abc", "*b*", true),
    ("abc", "*", true), ("abc", "ab", false), ("abc", "*d*", false), ("aa", "a*a", true), ("a", "a*a", false),
    ("", "*", true), ("ünï", "ü*ï", true),
  ])
  func starsStandForAnything(text: String, pattern: String, matches: Bool) {
    #expect(LogMapping.matches(text, pattern) == matches)
  }

  @Test func valuesThatAreNotListedAreComplainedAbout() throws {
    let mapping = try Self.mapping(
      "from:\n  arm: {field: metadata.framing, values: {eval: overt, deploy: control}}\n")
    do {
      _ = try Self.texts(mapping, Self.rollout("s", ["metadata.framing": "deplyo"]))
      Issue.record("it was taken")
    } catch let error as DiagnosticsError {
      let complaint = error.diagnostics[0]
      #expect(complaint.id == "mapping.unlisted-value" && complaint.location?.line == 3)
      #expect(complaint.notes == ["did you mean 'deploy'?"])
    }
  }

  @Test(
    arguments: [
      ("{}", "yaml.missing-key", 1, 1), ("mapping: 2", "mapping.version", 1, 1),
      ("mapping: 1\ndefualts: {}", "yaml.unknown-key", 2, 1),
      ("mapping: 1\ndefaults: {arm: oevrt}", "mapping.bad-arm", 2, 17),
      ("mapping: 1\ndefaults:\n  harm: evil", "mapping.unknown-value", 3, 9),
      ("mapping: 1\ndefaults: {purpose: fun}", "mapping.unknown-value", 2, 21),
      ("mapping: 1\nfrom:\n  arm:\n    field: f\n    values: {a: nope}", "mapping.bad-arm", 5, 17),
      ("mapping: 1\nrules:\n  - when: {}\n    set: {arm: overt}", "mapping.no-condition", 3, 5),
      ("mapping: 1\nrules:\n  - set: {arm: overt}", "yaml.missing-key", 3, 5),
      ("mapping: 1\ndefaults: {epoch: 0}", "mapping.bad-epoch", 2, 19),
      ("mapping: 1\nsuite: {id: a/b}\ndefaults: {suite: a/b}", "mapping.bad-name", 3, 19),
      ("mapping: 1\nsuite: {kind: odd}", "yaml.unknown-value", 2, 15),
      ("mapping: 1\ncolumns: {answre: x}", "yaml.unknown-key", 2, 11),
    ] as [(String, String, Int, Int)])
  func complaintsHaveTheirPlace(text: String, id: String, line: Int, column: Int) {
    let found = Self.complaints(text)
    #expect(
      found.contains { $0.id == id && $0.location?.line == line && $0.location?.column == column },
      "\(found.map(\.description))")
  }

  @Test func theShippedMappingReads() throws {
    let mapping = try LogMapping(path: Fixture.path("mapping.yaml"))
    #expect(mapping.defaults[.suite]?.text == "notes" && mapping.suite.title == "Office notes")
    #expect(mapping.rules.count == 1)
    #expect(try mapping.hash == ContentHash(of: Fixture.bytes("mapping.yaml")))
  }

  @Test func mutatedMappingsAreReadOrRefused() throws {
    let whole = try Fixture.bytes("mapping.yaml")
    var random = Seeded(9)
    var refused = 0
    for _ in 0..<1500 {
      do { _ = try LogMapping(whole.mutated(&random), file: "m.yaml") } catch { refused += 1 }
    }
    #expect(refused > 300)
  }
}
