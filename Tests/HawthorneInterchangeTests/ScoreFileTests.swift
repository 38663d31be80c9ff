import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneInterchange

/// Files of scores made elsewhere, well and badly written.
@Suite struct ScoreFileTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("scores-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Each row as one line, complaints by id.
  private func read(
    _ text: String, as name: String = "s.csv", kind: ScoreKind? = nil, value: String? = nil
  ) throws -> [String] {
    try read(Array(text.utf8), as: name, kind: kind, value: value)
  }

  private func read(
    _ bytes: [UInt8], as name: String = "s.csv", kind: ScoreKind? = nil, value: String? = nil
  ) throws -> [String] {
    let reader = try ScoreFileReader(path: file(name, bytes), kind: kind, valueColumn: value)
    var lines: [String] = []
    try reader.forEach { item in
      switch item {
      case .row(let row):
        let reference = row.reference
        let parts: [String?] = [
          reference.run, reference.key, reference.suite, reference.scenario, reference.arm?.name,
          reference.mode,
          reference.epoch.map { "\($0)" }, reference.wording, reference.language,
        ]
        let note = row.note.map { " (\($0))" } ?? ""
        lines.append("\(row.line): \(parts.map { $0 ?? "-" }.joined(separator: " ")) = \(row.value)\(note)")
      case .complaint(let complaint):
        #expect(complaint.location?.file.hasSuffix(name) == true && !complaint.message.isEmpty)
        lines.append("\(complaint.location?.line ?? 0)! \(complaint.id)")
      }
    }
    return lines
  }

  @Test func csvByKeyAndByPlace() throws {
    let key = String(repeating: "ab", count: 32)
    #expect(
      try read("rollout,value,note\n\(key),0.25,\"a, b\"\nabcdef01,-1e-3,\n") == [
        "2: - \(key) - - - - - - - = number(0.25) (a, b)", "3: - abcdef01 - - - - - - - = number(-0.001)",
      ])
    #expect(
      try read(
        "Suite ID,scenario,Arm,mode,epoch,wording,language,run,SCORE\r\n"
          + "h,s1,disguised/realistic,thinking,2.0,w1,ja,0123,true\r\n,s1,overt,,,,,,FALSE\r\n") == [
          "2: 0123 - h s1 disguised/realistic thinking 2 w1 ja = boolean(true)",
          "3: - - - s1 overt - - - - = boolean(false)",
        ])
  }

  @Test func tsvAndJSONLines() throws {
    #expect(
      try read("scenario\tarm\tvalue\tmore\ns1\tovert\thigh\tx\ns1\tplacebo\tlow, very\t\n", as: "s.tsv") == [
        "2: - - - s1 overt - - - - = category(\"high\")",
        "3: - - - s1 placebo - - - - = category(\"low, very\")",
      ])
    #expect(
      try read(
        """
        {"scenario":"s1","arm":"overt","epoch":1,"value":3,"other":[1]}

        {"key":"ABCDEF01","score":0.5,"comment":"c"}
        {"key":12345678,"value":1e3}
        """, as: "S.JSONL") == [
          "1: - - - s1 overt - 1 - - = number(3.0)", "3: - ABCDEF01 - - - - - - - = number(0.5) (c)",
          "4: - 12345678 - - - - - - - = number(1000.0)",
        ])
  }

  @Test func quotedLineBreaksAndMarksKeepTheLinesRight() throws {
    let text =
      "\u{FEFF}rollout,value,note\n\nabcdef01,1,\"two\nlines \"\"q\"\"\"\n\r\nabcdef02,2,x\rabcdef03,3,y"
    #expect(
      try read(text) == [
        "3: - abcdef01 - - - - - - - = number(1.0) (two\nlines \"q\")",
        "6: - abcdef02 - - - - - - - = number(2.0) (x)", "7: - abcdef03 - - - - - - - = number(3.0) (y)",
      ])
  }

  @Test(arguments: [
    ("nan", "not-finite"), ("-Infinity", "not-finite"), ("1e999", "not-finite"), ("1e101", "not-finite"),
    ("", "no-value"), ("NA", "no-value"), ("null", "no-value"), ("high", "mixed-types"),
    ("true", "mixed-types"),
    ("0x10", "mixed-types"), ("\"1,5\"", "decimal-comma"),
  ])
  func badValues(text: String, id: String) throws {
    #expect(
      try read("rollout,value\nabcdef01,1\nabcdef02,\(text)\nabcdef03,2\n") == [
        "2: - abcdef01 - - - - - - - = number(1.0)", "3! scores.\(id)",
        "4: - abcdef03 - - - - - - - = number(2.0)",
      ])
  }

  @Test(arguments: [
    (#"{"key":"abcdef01","value":null}"#, "no-value"), (#"{"key":"abcdef01"}"#, "no-value"),
    (#"{"key":"abcdef01","value":"0.5"}"#, "mixed-types"), (#"{"key":"abcdef01","value":[1]}"#, "bad-value"),
    (#"{"key":"abcdef01","value":1e999}"#, "json"), (#"{"key":"abcdef01","value":NaN}"#, "json"),
    (#"[1]"#, "json"), ("oops", "json"), (#"{"key":true,"value":1}"#, "bad-name"),
    (#"{"key":"xyz","value":1}"#, "bad-key"), (#"{"key":"abc","value":1}"#, "bad-key"),
    (#"{"scenario":"s","value":1}"#, "no-rollout"), (#"{"arm":"overt","value":1}"#, "no-rollout"),
    (#"{"scenario":"s","arm":"owert","value":1}"#, "bad-arm"),
    (#"{"scenario":"s","arm":"overt","epoch":0,"value":1}"#, "bad-epoch"),
    (#"{"scenario":"s","arm":"overt","epoch":1.5,"value":1}"#, "bad-epoch"),
    (#"{"key":"abcdef01","value":1,"score":2}"#, "columns"),
    (#"{"key":"abcdef01","rollout":"abcdef02","value":1}"#, "columns"),
  ])
  func badLines(line: String, id: String) throws {
    #expect(try read(line, as: "s.jsonl") == ["1! scores.\(id)"])
  }

  @Test func kindsCanBeSaid() throws {
    let text = "rollout,value\nabcdef01,1\nabcdef02,0\nabcdef03,2\n"
    let found = try read(text, kind: .boolean)
    #expect(
      found.count == 3 && found[0].hasSuffix("= boolean(true)") && found[1].hasSuffix("= boolean(false)"))
    #expect(found[2] == "4! scores.mixed-types")
    #expect(try read(text, kind: .category).last?.hasSuffix("category(\"2\")") == true)
    #expect(
      try read("rollout,value\nabcdef01,yes\n", kind: .boolean).first?.hasSuffix("boolean(true)") == true)
    #expect(try read("rollout,value\nabcdef01,high\n", kind: .number) == ["2! scores.mixed-types"])
    #expect(
      try read(#"{"key":"abcdef01","value":"0.5"}"#, as: "s.jsonl", kind: .category).first?.hasSuffix(
        "category(\"0.5\")") == true)
  }

  @Test func theValueColumnCanBeNamed() throws {
    let text = "rollout,p_aware,value\nabcdef01,0.5,9\n"
    #expect(try read(text, value: "p_aware").first?.hasSuffix("number(0.5)") == true)
    #expect(try read(text).first?.hasSuffix("number(9.0)") == true)
    #expect(
      try read(#"{"key":"abcdef01","p":0.5,"value":9}"#, as: "s.jsonl", value: "p").first?.hasSuffix(
        "number(0.5)") == true)
  }

  @Test(arguments: [
    ("rollout,valeu\nabcdef01,1\n", "add the column 'value'"), ("value\n1\n", "name the rollouts"),
    ("scenario,value\ns,1\n", "name the rollouts"), ("rollout,value,Value\na,1,2\n", "a name of its own"),
    ("rollout,key,value\na,b,2\n", "keep one of the columns"), ("rollout,value,score\na,1,2\n", "--value"),
    ("\"rollout,value\n", "close the quote"), ("\u{0}\u{0}\n", "add the column"),
  ])
  func badHeads(text: String, message: String) throws {
    let error = #expect(throws: ScoreFileError.self) { _ = try read(text) }
    #expect(error?.problem.contains(message) == true, "\(error?.problem ?? "")")
    #expect(error?.exitStatus == .usage)
  }

  @Test func filesThatAreNone() throws {
    #expect(throws: ScoreFileError.self) { _ = try read("x", as: "s.xlsx") }
    let utf16 = #expect(throws: ScoreFileError.self) { _ = try read([0xFF, 0xFE, 0x61, 0]) }
    #expect(utf16?.kind == .notUTF8)
    #expect(throws: FileError.self) { _ = try ScoreFileReader(path: "\(folder)/none.csv") }
    #expect(throws: FileError.self) { _ = try ScoreFileReader(path: "\(folder)/.csv/x.csv") }
    #expect(try read("") == [] && read("rollout,value\n") == [] && read("\n\n", as: "s.jsonl") == [])
  }

  @Test func badRecordsAreSaidAndTheRestIsRead() throws {
    var bytes = Array("rollout,value\nabcdef01,\"1\" x\nabcdef02,2,3\n".utf8)
    bytes += [0x61, 0xFF, 0x2C, 0x31, 0x0A] + Array("abcdef03,3\n".utf8)
    #expect(
      try read(bytes) == [
        "2! scores.csv", "3! scores.columns", "4! scores.csv", "5: - abcdef03 - - - - - - - = number(3.0)",
      ])
    let long = String(repeating: "x", count: ScoreFileReader.recordLimit)
    #expect(
      try read("rollout,value,note\nabcdef01,1,\(long)\nabcdef02,2,\n").map { String($0.prefix(16)) } == [
        "2! scores.too-lo", "3: - abcdef02 - ",
      ])
    #expect(
      try read("rollout,value,note\nabcdef01,1,\(long.prefix(20_000))\n") == ["2! scores.note-too-long"])
    // A quote that is never closed takes the rest of the file with it, and says where it opens.
    #expect(try read("rollout,value\nabcdef01,\"1\nabcdef02,2\n") == ["2! scores.csv"])
    #expect(
      try read(#"{"key":"abcdef01","value":1}"# + "\n{\"a\":\"\(long)\"}\n", as: "s.jsonl").last
        == "2! scores.too-long")
  }

  @Test func freeTextIsNoCategory() throws {
    let rows = (0..<300).map { "abcdef\(10 + $0 % 90),word \($0)" }.joined(separator: "\n")
    let found = try read("rollout,value\n\(rows)\n")
    #expect(found.count { $0.contains("category(") } == ScoreValueReader.categoryLimit)
    #expect(found.last == "301! scores.free-text")
    #expect(
      try read("rollout,value\nabcdef01,\(String(repeating: "w", count: 201))\n") == ["2! scores.free-text"])
  }

  @Test func recordsOverTheEdgeOfAPieceStayWhole() throws {
    var text = "rollout,value,note\n"
    for index in 0..<4000 { text += "abcdef\(10 + index % 90),\(index),\"n\n\(index % 7)\"\r\n" }
    let found = try read(text)
    #expect(found.count == 4000)
    #expect(found.last?.hasPrefix("8000: ") == true && found.last?.contains("number(3999.0)") == true)
  }

  @Test func aFileThatChangesWhileItIsReadIsRefused() throws {
    let path = try file("s.csv", Array("rollout,value\nabcdef01,1\n".utf8))
    let reader = try ScoreFileReader(path: path)
    #expect(reader.hash == ContentHash(of: Data("rollout,value\nabcdef01,1\n".utf8)))
    try Data("rollout,value\nabcdef01,2\n".utf8).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: ScoreFileError.self) { try reader.forEach { _ in } }
    #expect(error?.kind == .changed && error?.exitStatus == .invalid)
  }

  @Test func whatTheCallerThrowsComesOut() throws {
    struct Stop: Error {}
    for (name, text) in [
      ("s.csv", "rollout,value\nabcdef01,1\n"), ("s.jsonl", #"{"key":"abcdef01","value":1}"#),
    ] {
      let reader = try ScoreFileReader(path: file(name, Array(text.utf8)))
      #expect(throws: Stop.self) { try reader.forEach { _ in throw Stop() } }
    }
  }

  /// Random damage: every byte of the file is either part of a row, a complaint with a line, or an error that explains
  /// itself; and no value is other than finite.
  @Test(arguments: ["csv", "tsv", "jsonl"]) func damagedFilesNeverGetPast(format: String) throws {
    let separator = format == "tsv" ? "\t" : ","
    let seed =
      format == "jsonl"
      ? #"{"key":"abcdef01","value":0.5,"note":"a\nb"}"# + "\n"
        + #"{"scenario":"s","arm":"overt","epoch":2,"value":1e2}"# + "\n"
      : ["rollout,scenario,arm,epoch,value,note", "abcdef01,,,,0.5,\"a\nb\"", ",s,overt,2,1e2,\"q\"\"q\""]
        .joined(separator: "\n").split(separator: ",", omittingEmptySubsequences: false).joined(
          separator: separator) + "\n"
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
    let telling = Array("\",\t\n\r{}[]:-+eE.0123456789nNaA \u{0}".utf8) + [0xFF, 0xC3]
    for _ in 0..<700 {
      var bytes = Array(seed.utf8)
      for _ in 0...random(4) {
        let place = random(bytes.count)
        switch random(4) {
        case 0: bytes[place] = telling[random(telling.count)]
        case 1: bytes.insert(telling[random(telling.count)], at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + random(6)))
        default: bytes = Array(bytes.prefix(place + 1))
        }
        if bytes.isEmpty { bytes = [0x0A] }
      }
      do {
        let reader = try ScoreFileReader(path: file("f.\(format)", bytes))
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
        try reader.forEach { item in
          switch item {
          case .row(let row):
            #expect((1...lines).contains(row.line))
            #expect(row.reference.key != nil || (row.reference.scenario != nil && row.reference.arm != nil))
            if case .number(let number) = row.value { #expect(number.magnitude <= ScoreValue.largestNumber) }
            if case .category(let word) = row.value { #expect(!word.isEmpty) }
          case .complaint(let complaint):
            #expect((1...lines).contains(complaint.location?.line ?? 0))
          }
        }
      } catch let error as any ExplainedError {
        #expect(!error.problem.isEmpty && !error.fix.isEmpty)
      }
    }
  }
}
