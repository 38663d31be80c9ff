import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

struct YAMLTests {
  private func complaints(_ text: String, limits: YAMLDocument.Limits = .init()) throws -> [Diagnostic] {
    try complaints(Data(text.utf8), limits: limits)
  }

  private func complaints(_ bytes: Data, limits: YAMLDocument.Limits = .init()) throws -> [Diagnostic] {
    try #require(throws: DiagnosticsError.self) {
      try YAMLDocument.parse(bytes, file: "x.yaml", limits: limits)
    }.diagnostics
  }

  @Test func syntaxErrorsNameTheirPlace() throws {
    let found = try complaints("a: 1\nb: [1, 2\nc: 3\n")
    #expect(found[0].id == "yaml.syntax")
    #expect(found[0].location?.line == 3)
  }

  @Test func duplicateKeysAreRefused() throws {
    let found = try complaints("top:\n  a: 1\n  a: 2\n")
    #expect(found[0].id == "yaml.duplicate-key")
    #expect(found[0].message.contains("'a'"))
  }

  @Test func bytesThatAreNotUTF8AreShown() throws {
    let found = try complaints(Data("a: 1\nb: x".utf8) + [0xFF, 0xFE])
    #expect(found[0].id == "yaml.not-utf8")
    #expect(found[0].location?.line == 2)
    #expect(found[0].location?.column == 5)
  }

  @Test func emptyAndTooLargeFilesAreRefused() throws {
    #expect(try complaints("# nothing\n")[0].id == "yaml.empty")
    #expect(try complaints("a: 1234567890", limits: .init(bytes: 10))[0].id == "yaml.too-large")
  }

  @Test func aliasesCannotExpandWithoutEnd() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      text +=
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    #expect(try complaints(text)[0].id == "yaml.too-many-nodes")
  }

  @Test func deepNestingIsRefusedAndNotCrashedOn() throws {
    let text = String(repeating: "[", count: 200_000)
    #expect(try complaints(text)[0].id == "yaml.syntax")
  }

  @Test func readersSayWhatTheyWanted() throws {
    let node = try YAMLDocument.parse(Data("a: [1]\nkind: pared\nn: 1.5\n".utf8), file: "x.yaml")
    var problems: [Diagnostic] = []
    let map = try #require(node.mapping("it", keys: ["a", "kin", "n"], &problems))
    #expect(problems.map(\.id) == ["yaml.unknown-key"])
    #expect(problems[0].notes == ["did you mean 'kin'?"])
    #expect(problems[0].location?.line == 2)
    problems = []
    #expect(map["a"]?.string("a", &problems) == nil)
    #expect(map["n"]?.integer("n", &problems) == nil)
    #expect(map.require("missing", &problems) == nil)
    let kind = node.openMapping("it", &problems)?["kind"]?.choice("kind", of: Suite.Kind.self, &problems)
    #expect(kind == nil)
    #expect(
      problems.map(\.id) == ["yaml.wrong-type", "yaml.wrong-type", "yaml.missing-key", "yaml.unknown-value"])
    #expect(problems.last?.notes == ["did you mean 'paired'?"])
  }

  @Test func randomDamageNeverCrashes() throws {
    let seed = Array("hawthorne: 1\nid: a\nlist:\n  - {a: &x [1, 'two'], b: *x}\n  - |\n    text\n".utf8)
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var read = 0
    for _ in 0..<3000 {
      var bytes = seed
      for _ in 0...next(6) {
        switch next(3) {
        case 0: bytes[next(bytes.count)] = UInt8(next(256))
        case 1: bytes.remove(at: next(bytes.count))
        default: bytes.insert(contentsOf: bytes[next(bytes.count)...].prefix(8), at: next(bytes.count))
        }
      }
      if let node = try? YAMLDocument.parse(Data(bytes), file: "x") {
        _ = node.json
        read += 1
      }
    }
    #expect(read > 0)
  }
}
