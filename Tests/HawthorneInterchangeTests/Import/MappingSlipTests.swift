import Foundation
import HawthorneCore
import Testing

@testable import HawthorneInterchange

/// Names in a mapping, or of columns, that no log has: nothing may be counted under a default because of one.
struct MappingSlipTests {
  private static let rows = """
    {"id":"a","pair":"p","framing":"eval","prompt":"q1","answer":"one","cot":"hm","model":"acme/x"}
    {"id":"b","pair":"p","framing":"eval","prompt":"q1","answer":"two","model":"acme/x"}
    {"id":"c","framing":"deploy","prompt":"q1","answer":"one","model":"acme/x","more":{"pair":"r"}}

    """
  private static let chats = """
    {"id":"a","model":"acme/x","metadata":{"pair":"p"},"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}

    """

  private static func survey(
    _ texts: [String], _ mapping: String = "", columns: [RowColumn: String] = [:]
  ) throws -> LogSurvey {
    let folder = try TestFolder()
    let paths = try texts.enumerated().map { try folder.file("r\($0).jsonl", $1) }
    var said = try LogMapping(
      Data("mapping: 1\ndefaults: {arm: disguised/realistic}\n\(mapping)".utf8), file: "m.yaml")
    for (column, name) in columns { said.columns[column] = name }
    return try LogSurvey(try LogSource(paths: paths, mapping: said))
  }

  private static func complaints(_ text: String, _ mapping: String) throws -> [Diagnostic] {
    do {
      _ = try survey([text], mapping)
      return []
    } catch let error as DiagnosticsError {
      #expect(error.exitStatus == .usage)
      return error.diagnostics
    }
  }

  @Test(
    arguments: [
      ("from:\n  scenario: metadata.pairr", rows, 4, "no rollout has 'metadata.pairr'"),
      ("from:\n  arm: {field: framming, values: {eval: overt}}", rows, 4, "did you mean 'framing'?"),
      ("rules:\n  - when: {sampel: \"b\"}\n    set: {skip: true}", rows, 4, "did you mean 'sample'?"),
      ("rules:\n  - when: {sample: b, framng: eval}\n    set: {arm: overt}", rows, 4, "ask in rule 1 for"),
      ("from:\n  domain: more", rows, 4, "holds an object or a list"),
      ("from:\n  scenario: more.piar", rows, 4, "did you mean 'more.pair'?"),
      ("columns:\n  reasoning: coot", rows, 4, "did you mean 'cot'?"),
      ("columns:\n  answer: anwser", rows, 4, "did you mean 'answer'?"),
      ("from:\n  scenario: metadata.piar", chats, 4, "did you mean 'metadata.pair'?"),
    ] as [(String, String, Int, String)])
  func aNameThatNoRolloutHasIsRefusedWithItsLine(mapping: String, log: String, line: Int, said: String)
    throws
  {
    let found = try Self.complaints(log, mapping)
    #expect(found.count == 1 && found.first?.location?.line == line, "\(found.map(\.description))")
    #expect(found.first?.description.contains(said) == true, "\(found.map(\.description))")
  }

  @Test func aColumnOfTheCommandsIsRefusedToo() throws {
    let error = #expect(throws: LogError.self) {
      try Self.survey([Self.rows], columns: [.reasoning: "coot"])
    }
    #expect(error?.exitStatus == .usage)
    #expect(error?.problem.contains("no column for 'reasoning' ('coot'); there are answer, cot") == true)
    #expect(error?.problem.hasSuffix("Did you mean 'cot'?") == true)
    // Conversations have no columns: what is named for them would be named for nothing.
    let chat = #expect(throws: LogError.self) {
      try Self.survey([Self.chats], columns: [.reasoning: "cot"])
    }
    #expect(chat?.problem.contains("has no columns") == true && chat?.exitStatus == .usage)
  }

  @Test func whatSomeRowsLackIsSaid() throws {
    let notes = try Self.survey(
      [Self.rows],
      """
      from: {scenario: pair, arm: {field: framing, values: {eval: overt, deploy: control}}}
      rules:
        - when: {sample: zzz}
          set: {skip: true}
      columns: {reasoning: cot}
      """
    ).notes.filter { !$0.hasPrefix("columns: ") }
    #expect(
      notes == [
        "1 of 3 rollouts have no 'pair', from which the mapping takes scenario: theirs is the sample's id",
        "m.yaml:5: rule 1 applied to no rollout",
        "2 of 3 rows have no 'cot', which is their reasoning",
      ])
    let arms = try Self.survey(
      [Self.rows], "from:\n  arm: {field: more.pair, values: {r: overt}}"
    )
    #expect(
      arms.runs[0].arms.map { "\($0.key.name) \($0.value)" }.sorted() == ["disguised/realistic 2", "overt 1"])
    #expect(arms.notes.contains { $0.contains("takes arm: they got the default, disguised/realistic") })
  }

  /// JSON leaves out what has nothing: one of several logs may lack a field wholly.
  @Test func oneOfTheLogsIsEnough() throws {
    let other =
      #"{"id":"z","pair":"p","prompt":"q","answer":"x","model":"acme/x"}"# + "\n"
    let survey = try Self.survey(
      [Self.rows, other], "from: {domain: framing}\ncolumns: {reasoning: cot}")
    #expect(survey.runs[0].keys.count == 4)
    #expect(survey.notes.contains { $0.hasPrefix("1 of 4 rollouts have no 'framing'") })
  }

  @Test func shortColumnsMayBeAskedFor() throws {
    let log =
      #"{"id":"a","prompt":"q","answer":"x","model":"acme/x","stop_reason":"length"}"# + "\n"
    let survey = try Self.survey([log], "from: {severity: stop_reason}")
    #expect(survey.fields["stop_reason"] == ["length"])
  }
}
