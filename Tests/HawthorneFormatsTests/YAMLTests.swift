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

  /// As a value an alias is counted; as a key Yams would expand it first, for minutes.
  @Test func aliasesAsKeysDoNotHang() throws {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    let names = Array("abcdefghijkl").map(String.init)
    for (last, name) in zip(names, names.dropFirst()) {
      text += "\(name): &\(name) [\(Array(repeating: "*\(last)", count: 9).joined(separator: ", "))]\n"
    }
    for key in ["? *l\n: 1\n", "m: { *l : 1 }\n"] {
      let found = try complaints(text + key)
      #expect(found.map(\.id) == ["yaml.key-not-text"] && found[0].location?.line == 13)
    }
    // Emphasis in prose is no alias.
    let prose =
      "n: |-\n"
      + Array(repeating: "  *Note*: R&D & more, *not* this * : one", count: 20).joined(separator: "\n")
    _ = try YAMLDocument.parse(Data(prose.utf8), file: "x")
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

  private func json(_ text: String) throws -> JSONValue {
    try YAMLDocument.parse(Data(text.utf8), file: "x").json
  }

  /// Each as JSON writes it, which is what a model's arguments and answers are compared with.
  @Test(
    arguments: [
      ("12:30", "12:30"), ("no", "no"), ("on", "on"), ("1_000", "1_000"), ("0b11", "0b11"), ("010", 10),
      ("1.0", 1), ("1e3", 1000), ("-.5", -0.5), ("5.", 5), ("1.e2", 100), ("+7", 7), ("0x1F", 31),
      ("0o17", 15),
      ("0x-1", "0x-1"), ("-0x1", "-0x1"), (".5e-1", 0.05), ("e3", "e3"), (".", "."), ("-", "-"),
      ("+.e1", "+.e1"),
      ("True", true), ("tRue", "tRue"), ("~", nil), ("'1'", "1"), ("!!str 1.5x", "1.5x"), (".inf", ".inf"),
      ("2026-01-31", "2026-01-31"), ("9223372036854775807", 9_223_372_036_854_775_807), ("1e999", "1e999"),
    ] as [(String, JSONValue)])
  func plainScalarsAreThoseOfTheCoreSchema(text: String, value: JSONValue) throws {
    #expect(try json("[\(text)]") == .array([value]))
  }

  /// What is equal for JSON is equal however a suite writes it.
  @Test(arguments: ["1.0", "1e2", "0.5", "-3", "1.5e-3", "12345678901234567890"])
  func numbersAreWhatJSONReadsThemAs(text: String) throws {
    #expect(try json("[\(text)]") == (try JSONText.parse(Data("[\(text)]".utf8), origin: "x")))
  }

  @Test func nullsInBlocksAndQuotesAreTexts() throws {
    let node = try YAMLDocument.parse(Data("a: |-\n  null\nb: '~'\nc: ~\n".utf8), file: "x")
    var problems: [Diagnostic] = []
    let map = try #require(node.openMapping("x", &problems))
    #expect(map["a"]?.string("a", &problems) == "null" && map["b"]?.string("b", &problems) == "~")
    #expect(map["c"] == nil && map.holdsNothing("c") && !map.holdsNothing("a") && problems.isEmpty)
  }

  /// A long line with one wrong byte in its middle is looked through once.
  @Test func theWrongByteOfALongLineIsFound() throws {
    let bytes = Data(repeating: 0x61, count: 400_000) + [0xFF] + Data(repeating: 0x61, count: 400_000)
    let error = try #require(throws: DiagnosticsError.self) {
      try YAMLDocument.parse(Data("a: é\n".utf8) + bytes, file: "x")
    }
    #expect(error.diagnostics[0].location == .init(file: "x", line: 2, column: 400_001))
  }

  @Test func aDuplicateKeyOfAFileWithCarriageReturnsHasItsPlace() throws {
    let error = try #require(throws: DiagnosticsError.self) {
      try YAMLDocument.parse(Data("a: 1\r\nb: 2\r\na: 3\r\n".utf8), file: "x")
    }
    #expect(error.diagnostics[0].location?.line == 3)
  }
}
