import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers
@testable import HawthorneFormats

/// Files: formats, joins, and everything that can be wrong with them.
@Suite struct GoldFileTests {
  private let traces = [
    #"{"id":"a","reasoning":"I'm being evaluated.","response":"Done."}"#,
    #"{"id":"b","reasoning":"Bread.","response":"Done."}"#, #"{"id":3,"reasoning":"Bread."}"#,
    #"{"id":"unused","reasoning":"Bread."}"#,
  ]

  private func request(_ folder: GoldFolder, csv: String, traces: [String]) throws -> GoldRequest {
    var request = GoldRequest(gold: [try folder.file("gold.csv", csv)])
    request.traces = [try folder.file("traces.jsonl", traces.joined(separator: "\n"))]
    request.task = .awareness
    return request
  }

  @Test func csvIsJoinedByID() async throws {
    let folder = try GoldFolder()
    let request = try request(
      folder, csv: "id,target,split,model\r\na,true,dev,\"x, y\"\r\nb,false,dev,\r\n3,false,test,z\r\n",
      traces: traces)
    let score = try await GoldScore(request, classifier: standard)
    #expect(score.items == 3 && score.exitStatus == .pass)
    #expect(score.binary?.truePositives == 1 && score.binary?.trueNegatives == 2)
    #expect(score.gold.items[0].row.model == "x, y" && score.gold.items[1].row.model == nil)
    var dev = request
    dev.split = "dev"
    let part = try await GoldScore(dev, classifier: standard)
    #expect(part.items == 2 && part.gold.tally.otherSplit == 1)
    dev.split = "train"
    let error = await #expect(throws: GoldError.self) { _ = try await GoldScore(dev, classifier: standard) }
    #expect(error?.problem.contains("'dev', 'test'") == true && error?.exitStatus == .usage)
  }

  @Test func classifiedLinesGiveTheSameScore() async throws {
    let folder = try GoldFolder()
    let csv = "id,target\na,1\nb,0\n3,1\n"
    let fresh = try await GoldScore(try request(folder, csv: csv, traces: traces), classifier: standard)
    let lines = traces.enumerated().map {
      ClassifyLine.classify(
        NumberedLine(number: $0, content: .bytes(Data($1.utf8))), with: standard
      ).text
    }
    let read = try await GoldScore(try request(folder, csv: csv, traces: lines), classifier: standard)
    #expect(fresh.table == read.table && fresh.classifier == read.classifier)
    #expect(try parsed(fresh)["binary"] == parsed(read)["binary"])
    #expect(read.mistakes[0].shown[0].row.id == "3")
  }

  @Test func jsonLinesOfLabelsAreJoinedToo() async throws {
    let folder = try GoldFolder()
    var request = GoldRequest(gold: [
      try folder.file("gold.jsonl", "{\"id\":\"a\",\"label\":\"aware\"}\n{\"id\":3,\"label\":\"not_aware\"}")
    ])
    let error = await #expect(throws: GoldError.self) {
      _ = try await GoldScore(request, classifier: standard)
    }
    #expect(error?.fix.contains("--traces") == true)
    request.traces = [try folder.file("t.jsonl", traces.joined(separator: "\n"))]
    #expect(try await GoldScore(request, classifier: standard).binary?.accuracy.value == 1)
  }

  @Test func rowsWithoutATraceAreCounted() async throws {
    let folder = try GoldFolder()
    let score = try await GoldScore(
      try request(folder, csv: "id,target\na,1\nzz,0\n", traces: traces), classifier: standard)
    #expect(score.items == 1 && score.gold.tally.unmatched.count == 1 && score.exitStatus == .invalid)
    #expect(score.complaints()[0].hasSuffix("gold.csv:3: no trace has its id"))
    await #expect(throws: GoldError.self) {
      _ = try await GoldScore(
        try request(folder, csv: "id,target\nzz,0\n", traces: traces), classifier: standard)
    }
  }

  @Test func aTraceThatStandsTwiceIsTakenOnceAndSaid() async throws {
    let folder = try GoldFolder()
    let score = try await GoldScore(
      try request(folder, csv: "id,target\na,1\na,1\n", traces: traces + [traces[0]]), classifier: standard)
    #expect(score.items == 2 && score.exitStatus == .invalid && score.gold.tally.repeated == 1)
    #expect(score.complaints()[0].contains("traces.jsonl:5"))
  }

  @Test(arguments: [
    ("id,target\n\"a,1\n", "close the quote"), ("id,id\na,1\n", "a name of its own"),
    ("name,target\na,1\n", "no column 'id'"), ("id,answer\na,1\n", "no column 'target'"),
    ("id,target\na,1,2\n", "3 fields where the head has 2"), ("id,target\n,1\n", "it has no 'id'"),
    ("id,target,weight\na,1,much\n", "'weight' must be a number"),
  ])
  func badCSVIsSaid(csv: String, problem: String) async throws {
    let folder = try GoldFolder()
    let request = try request(folder, csv: csv, traces: traces)
    let error = await #expect(throws: GoldError.self) {
      _ = try await GoldScore(request, classifier: standard)
    }
    #expect(error?.problem.contains(problem) == true && error?.exitStatus == .usage)
  }

  @Test func anEmptyFileIsNoGold() async throws {
    for name in ["e.jsonl", "e.csv"] {
      for text in ["", "\n \n", "\u{FEFF}"] {
        let request = GoldRequest(gold: [try GoldFolder().file(name, text)])
        await #expect(throws: (any Error).self) { _ = try await GoldScore(request, classifier: standard) }
      }
    }
    let folder = try GoldFolder()
    let error = await #expect(throws: GoldError.self) { _ = try await folder.score([]) }
    #expect(error?.exitStatus == .invalid)
    await #expect(throws: FileError.self) {
      _ = try await GoldScore(GoldRequest(gold: ["/nowhere/x.jsonl"]), classifier: standard)
    }
  }

  @Test func badLinesAreSaidAndTheRestGoesOn() async throws {
    let folder = try GoldFolder()
    var bytes = Data("\u{FEFF}\(classified(id: "a", aware: true, ["label": "aware"]))\r\n\r\n".utf8)
    bytes += Data("{\"id\":\"bad\u{1}".utf8) + [0xFF, 0xC3, 0x28] + Data("\"}\n".utf8)
    bytes += Data("not JSON secret\n[1]\n{\"reasoning\":\"x\",\"label\":{}}\n{\"reasoning\":\"x\"}\n".utf8)
    bytes += Data(
      "{\"id\":[],\"reasoning\":\"x\",\"label\":\"aware\"}\n{\"id\":1,\"label\":\"aware\"}\n".utf8)
    bytes += Data("{\"label\":\"aware\",\"reasoning\":7}".utf8)
    let score = try await GoldScore(
      GoldRequest(gold: [try folder.file("g.jsonl", bytes)]), classifier: standard)
    #expect(score.items == 1 && score.exitStatus == .invalid)
    let places = score.complaints().map { String($0.split(separator: "g.jsonl:")[1]) }.sorted()
    #expect(places.map { $0.split(separator: ":")[0] } == ["10", "3", "4", "5", "6", "7", "8", "9"])
    #expect(places.contains("3: it is not UTF-8") && places.contains("4: it is not valid JSON"))
    #expect(!places.joined().contains("secret"))
    #expect(try parsed(score)["rows"]?["unreadable"] == 8)
    #expect(score.complaints(limit: 2).last == "… and 6 more")
  }

  @Test func aFileOfNothingButBadLinesIsRefused() async throws {
    let error = await #expect(throws: GoldError.self) {
      _ = try await GoldFolder().score(["x", "y", #"{"reasoning":"x","text":"secret"}"#])
    }
    #expect(error?.exitStatus == .usage && error?.problem.contains("line 1:") == true)
    #expect(error?.description.contains("secret") == false)
  }

  @Test func aHugeLineIsPassedOver() async throws {
    let huge = #"{"id":"h","label":"aware","reasoning":""# + String(repeating: "x", count: 5000) + #""}"#
    let good = #"{"id":"g","label":"aware","reasoning":"I'm being evaluated."}"#
    let score = try await GoldFolder().score([huge, good]) { $0.lineLimit = 4096 }
    #expect(score.items == 1 && score.complaints()[0].contains("it has \(huge.utf8.count) bytes"))
  }

  @Test func classifiedLinesMustBeWhatClassifyWrites() async throws {
    let good = classified(id: "g", aware: true, ["label": "aware"])
    let bad = [
      good.replacingOccurrences(of: #""aware":true"#, with: #""aware":"true""#),
      good.replacingOccurrences(of: #""aware":true"#, with: #""aware":null"#),
      good.replacingOccurrences(of: #""stance":"asserted""#, with: #""stance":"sure""#),
      good.replacingOccurrences(of: #""end":4"#, with: #""end":-4"#),
      good.replacingOccurrences(of: #""confidence":0.9"#, with: #""confidence":1e9"#),
      good.replacingOccurrences(of: #""outcome":null"#, with: #""outcome":"maybe""#),
      good.replacingOccurrences(of: #""flags":[]"#, with: #""flags":["x"]"#),
      good.replacingOccurrences(of: "aaaa", with: "zzzz"),
    ]
    #expect(Set(bad).count == bad.count && !bad.contains(good))
    let score = try await GoldFolder().score([good] + bad)
    #expect(score.items == 1 && score.gold.tally.complaints.count == bad.count)
  }

  @Test func theSameBytesGiveTheSameBytes() async throws {
    let folder = try GoldFolder()
    let lines = (0..<60).map {
      classified(
        id: "\($0)", aware: $0 % 3 == 0,
        ["label": .string($0 % 4 == 0 ? "aware" : "not_aware"), "weight": .number(1.5)])
    }
    let first = try await folder.score(lines) { $0.by = [.rule, .model] }
    let again = try await folder.score(lines) { $0.by = [.rule, .model] }
    #expect(try first.json() == again.json())
    #expect(first.text == again.text && first.markdown == again.markdown)
    #expect(first.gold.files[0].hash == ContentHash(of: lines.joined(separator: "\n")))
  }

  @Test func mutatedGoldNeverCrashes() async throws {
    let folder = try GoldFolder()
    let seedLine =
      #"{"id":"a","label":"aware","weight":2.5,"kind":"evaluation","markers":["M01"],"reasoning":[{"provenance":"raw","text":"This is a test."}],"response":"No."}"#
    let seedCSV = "id,target,split,weight\n\"a\",true,dev,1\nb,false,\"d\"\"v\",2\n"
    let reader = GoldFileReader(request: GoldRequest(gold: []))
    var random = SeededGenerator(seed: 41)
    var read = 0
    for round in 0..<3000 {
      let isCSV = round % 2 == 0
      var bytes = Array((isCSV ? seedCSV : seedLine + "\n" + seedLine).utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2:
          bytes.insert(
            contentsOf: Array("{\"[],:\n\r0-e\u{1B}".utf8).shuffled(using: &random).prefix(3), at: place)
        default:
          bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...30, using: &random)))
        }
      }
      let path = try folder.file(isCSV ? "f.csv" : "f.jsonl", Data(bytes))
      do {
        let result = try reader.read(path)
        read += result.rows.count
        for row in result.rows {
          #expect(row.line >= 1 && (row.label != nil || row.markers != nil))
          #expect(row.weight.map { $0 > 0 && $0 <= 1e9 } ?? true)
          if let line = row.bytes {
            _ = try? GoldVerdict(GoldRow.parse(line), classifier: standard)
          }
        }
      } catch let error as GoldError {
        #expect(!error.problem.isEmpty && error.exitStatus == .usage)
      }
    }
    #expect(read > 500)
  }
}
