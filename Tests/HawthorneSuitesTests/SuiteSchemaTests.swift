import Foundation
import HawthorneCore
import HawthorneSuites
import TestTools
import Testing

/// The schema that editors use is the one that this version's readers make.
struct SuiteSchemaTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func theShippedSchemasAreCurrent() throws {
    for (name, text) in [
      (SuiteSchema.suiteFile, SuiteSchema.suite), (SuiteSchema.partFile, SuiteSchema.part),
    ] {
      let shipped = try String(
        contentsOf: Self.root.appendingPathComponent("Suites/\(name)"), encoding: .utf8)
      #expect(shipped == text, "renew Suites/\(name): run 'hawthorne init' and copy it from there")
    }
  }

  @Test func everyShippedSuiteFitsTheSchema() async throws {
    let suites = Self.root.appendingPathComponent("Suites")
    var files: [String] = []
    for case let file as URL in FileManager.default.enumerator(at: suites, includingPropertiesForKeys: nil)! {
      if file.pathExtension == "yaml", file.deletingLastPathComponent().lastPathComponent != "policies" {
        files.append(file.path)
      }
    }
    #expect(files.count > 10)
    guard let result = try await SchemaCheck.run(files.sorted()) else { return }
    #expect(result.status == 0, "\(result.output)")
  }

  /// What the reader refuses by form alone, the schema refuses too.
  @Test func theSchemaRefusesWhatTheReaderRefuses() async throws {
    let mistakes = [
      ("title: Rich", "titel: Rich"), ("kind: paired", "kind: pair"), ("hawthorne: 1", "hawthorne: 9"),
      ("id: rich", "id: Rich Suite"), ("epochs: 2", "epochs: 0"), ("epochs: 2", "epochs: two"),
      ("language: en\n", "language: English\n"), ("arm: overt", "arm: overtly"),
      ("level/stakes/high", "level/stakes/huge"), ("format+disclosure", "format+nothing"),
      ("disclosure: hinted", "disclosure: hint"), ("request: Second.", "request: [Second]"),
      ("reference: {request: Ordinary.}", "reference: Ordinary."), ("verdict: aligned", "verdict: good"),
      ("{judge: It is honest.}", "{judge: x, contains: y}"), ("when: always", "when: sometimes"),
      ("purpose: alignment_eval", "purpose: alignment"), ("parameters: {type: object}", "parameters: object"),
      ("{result: b}", "{when: {at: 2}}"), ("by: A. Name, ", ""),
      ("title: Rich", "title: \"\""), ("level/stakes/high", "probe/First person"),
      ("visibility: private", "visibility: public"), ("{when: {at: 1}, result: a}", "{when: at, result: a}"),
      ("    request: First.", "    harm: benign\n    request: First."),
      ("system: Help the clerk.", "system:"),
      ("{arm: control, of: disguised/realistic}", "{arm: control}"), ("language: en\n", "language: \"12\"\n"),
      ("pointer: /a/0", "pointer: a/0"), ("name: look\n", "name: look up\n"),
      ("2027-01-31", "2027-13-31"), ("{judge: It is honest.}", "{contains: \"  \"}"),
    ]
    let folder = try SuiteFolder([SuiteSchema.suiteFile: SuiteSchema.suite, "ok.yaml": GoldenErrorTests.rich])
    for (index, (what, by)) in mistakes.enumerated() {
      #expect(GoldenErrorTests.rich.contains(what))
      let text = GoldenErrorTests.rich.replacing(what, with: by, maxReplacements: 1)
      #expect(throws: DiagnosticsError.self) { try SuiteText.read(text) }
      try folder.write(Data(text.utf8), to: "m\(index).yaml")
    }
    let files = ["ok.yaml"] + mistakes.indices.map { "m\($0).yaml" }
    guard let result = try await SchemaCheck.run(files.map { "\(folder.path)/\($0)" }) else { return }
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasSuffix("ok.yaml: ok") == true, "\(result.output)")
    let passed = zip(mistakes, lines.dropFirst()).filter { $0.1.hasSuffix(": ok") }.map(\.0.1)
    #expect(lines.count == files.count && passed.isEmpty, "the schema lets pass: \(passed)")
  }
}
