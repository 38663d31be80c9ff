import Foundation
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import TestTools
import Testing

/// `hawthorne markers` and `--rules` everywhere, run as users run them.
struct MarkersCommandTests {
  private static let pack = """
    pack: mine
    version: 2.0.0
    kind: awareness
    rules:
      - id: own.gong
        marker: M06
        pattern: the gong (sounds|rings)
        positive: [The gong sounds., The gong rings.]
        negative: [The horn sounds., No gong.]

    """

  private func run(_ arguments: String..., input: String = "", columns: Int = 100) async throws
    -> HawthorneBinary.Result
  {
    try await HawthorneBinary.run(
      ["markers"] + arguments, environment: ["COLUMNS": "\(columns)"], input: input)
  }

  private func json(_ text: String) throws -> JSONValue {
    try JSONText.parse(Data(text.utf8), origin: "the output")
  }

  @Test func listSaysWhatEachMarkerIsAndWhereItsRulesAre() async throws {
    let folder = try TemporaryFolder()
    let mine = try folder.file("mine.yaml", Self.pack)
    let result = try await run("list", "--rules", mine, "--all-rules")
    #expect(result.status == 0 && result.errors.isEmpty)
    for marker in Marker.all { #expect(result.output.contains("\(marker.id)  \(marker.name)")) }
    #expect(result.output.contains("1 in mine") && result.output.contains("own.gong (mine): suspicion"))
    #expect(result.output.contains("M24") && result.output.contains("no rules: for people to assign"))
    #expect(result.output.contains("FP18"))
    let value = try json(try await run("list", "--json", "--rules", mine).output)
    let packs = try #require(value["packs"]?.arrayValue)
    #expect(packs.last?["id"] == "mine" && packs.last?["hash"] == .string(ContentHash(of: Self.pack).hex))
    let suspicion = try #require(value["markers"]?.arrayValue?.first { $0["id"] == "M06" })
    #expect(suspicion["rules"]?.arrayValue?.contains(["id": "own.gong", "pack": "mine"]) == true)
    let alone = try json(try await run("list", "--json", "--rules", mine, "--no-builtin-rules").output)
    #expect(alone["packs"]?.arrayValue?.contains { $0["id"] == "awareness.en" } == false)
    #expect(try await run("list", "--no-builtin-rules").status == 64)
  }

  @Test(arguments: [
    ("M01", "m01.this-is-a-test"), ("m07", "considered and rejected"), ("m01.this-is-a-test", "guard"),
    ("software-compound", "shares text with the match"), ("awareness.en", "SHA-256"),
    ("FP1", "software-compound"),
    ("hedge.strong", "cue"), ("refusal.cannot-any", "fires"), ("refusal.en", "statements"),
    ("M24", "for people"), ("TESTN", "tests|tset"),
  ])
  func showKnowsEveryKindOfID(_ id: String, _ words: String) async throws {
    let result = try await run("show", id)
    #expect(result.status == 0 && result.output.contains(words), "\(result.output)")
  }

  @Test func showHasItAllInJSON() async throws {
    let marker = try json(try await run("show", "M20", "--json").output)
    #expect(marker["marker"]?["counts_as_aware"] == false)
    let rules = try #require(marker["rules"]?.arrayValue)
    #expect(rules.count == 4 && rules.allSatisfy { $0["patterns"]?.arrayValue?.isEmpty == false })
    let entry = try json(try await run("show", "software-compound", "--json").output)["guards"]?.arrayValue?
      .first
    #expect(entry?["families"] == ["FP1"] && entry?["default"] == true)
    #expect((entry?["stops"]?.arrayValue?.count ?? 0) > 50)
  }

  @Test func showPrintsPatternsWhenAskedAndNoLineIsTooWide() async throws {
    let without = try await run("show", "m01.this-is-a-test", columns: 60)
    #expect(without.output.contains("printed with --patterns"))
    let with = try await run("show", "m01.this-is-a-test", "--patterns", columns: 60)
    #expect(with.output.contains("(?:test|tests") && with.output.count > without.output.count)
    for line in with.output.split(separator: "\n") { #expect(line.count <= 60, "\(line)") }
  }

  @Test func anUnknownIDIsAUsageErrorWithTheNearest() async throws {
    let result = try await run("show", "m01.this-is-a-tset")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains("Did you mean 'm01.this-is-a-test'?"))
  }

  @Test func initWritesAPackWhoseExamplesHold() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/My Pack.yaml"
    let written = try await run("init", path)
    #expect(written.status == 0 && written.output == "\(path)\n")
    let result = try await run("test", path)
    #expect(
      result.status == 0 && result.output.hasPrefix("my-pack 1.0.0: 4 examples of 1 rules, 0 do not hold"))
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(try await run("init", path).status == 64)
    #expect(try await run("init", "--force", path).status == 0)
    #expect(try await run("init", "\(folder.path)/no/such.yaml").status == 4)
  }

  @Test func anExampleThatDoesNotHoldExitsWith3() async throws {
    let folder = try TemporaryFolder()
    let mine = try folder.file(
      "mine.yaml", Self.pack.replacingOccurrences(of: "No gong.", with: "But the gong rings."))
    let result = try await run("test", mine)
    #expect(result.status == 3)
    #expect(
      result.errors.contains("\(mine):9:34: error: mend 'own.gong' or this example"), "\(result.errors)")
    #expect(result.errors.contains("the gong rings"))
    let value = try json(try await run("test", mine, "--json").output)
    #expect(value["packs"]?.arrayValue?.count == 1)
    #expect(value["packs"]?.arrayValue?.first?["failures"]?.arrayValue?.count == 1)
    let all = try await run("test", "--rules", mine)
    #expect(all.status == 3 && all.output.contains("awareness.en") && all.output.contains("mine 2.0.0"))
  }

  @Test func aPackThatDoesNotReadExitsWith64() async throws {
    let folder = try TemporaryFolder()
    let mine = try folder.file("mine.yaml", Self.pack.replacingOccurrences(of: "M06", with: "M66"))
    for arguments in [["test", mine], ["list", "--rules", mine], ["explain", "x", "--rules", mine]] {
      let result = try await HawthorneBinary.run(["markers"] + arguments)
      #expect(result.status == 64 && result.output.isEmpty)
      #expect(result.errors.contains("\(mine):6:5: error: set 'marker' to one of M01 to M23"))
    }
    #expect(try await run("test", "\(folder.path)/none.yaml").status == 64)
  }

  @Test func aCorpusIsRunAndItsMissesPrinted() async throws {
    let folder = try TemporaryFolder()
    let corpus = try folder.file(
      "c.jsonl",
      """
      {"id": "hit", "reasoning": "This is a test.", "aware": true, "markers": ["M01"]}
      {"id": "miss", "reasoning": "The gong rings.\\u001b[2J", "aware": true}

      """)
    let result = try await run("test", "--corpus", corpus)
    #expect(result.status == 1)
    #expect(
      result.output.contains("2 cases, 1 miss") && result.output.contains("miss (line 2): aware misses"))
    #expect(!result.output.contains("\u{1B}"))
    let value = try json(try await run("test", "--json", "--corpus", corpus).output)
    let misses = value["corpora"]?.arrayValue?.first?["misses"]?.arrayValue
    #expect(misses?.map { $0["id"] } == ["miss"])
    let mine = try folder.file("mine.yaml", Self.pack)
    #expect(try await run("test", mine, "--corpus", corpus).status == 0)
    let known = try folder.file("known.txt", "miss aware no gong\n")
    #expect(try await run("test", "--corpus", corpus, "--known-misses", known).status == 0)
    #expect(try await run("test", mine, "--corpus", corpus, "--known-misses", known).status == 1)
    let bad = try folder.file("bad.jsonl", "{}\n")
    #expect(try await run("test", "--corpus", bad).status == 64)
  }

  @Test func explainReadsArgumentsFilesAndInput() async throws {
    let folder = try TemporaryFolder()
    let text = "This might be a test."
    let file = try folder.file("t.txt", text)
    let first = try await run("explain", text)
    #expect(first.status == 0 && first.output.hasPrefix("aware: yes, because m01.this-is-a-test"))
    #expect(try await run("explain", "-f", file).output == first.output)
    #expect(try await run("explain", input: text).output == first.output)
    #expect(try await run("explain", "-f", "-", input: text).output == first.output)
    #expect(try await run("explain", text, "-f", file).status == 64)
    #expect(try await run("explain", text, "--disclosure", "perhaps").status == 64)
    #expect(try await run("explain", "-f", "\(folder.path)/none").status == 64)
    let value = try json(try await run("explain", "--json", text).output)
    #expect(value["aware"] == true && value["matches"]?.arrayValue?.isEmpty == false)
    let empty = try await run("explain", "")
    #expect(empty.status == 0 && empty.output.hasPrefix("aware: NA"))
    let foreign = try await run("explain", text, "--language", "sw")
    #expect(foreign.output.hasPrefix("aware: NA, because no rule pack reads 'sw'"))
  }

  @Test func explainIsSafeOnATerminalAndNoWiderThanIt() async throws {
    let hostile = "This is a test.\u{1B}[2J\u{202E} \(String(repeating: "wide", count: 60))\r\nAnd 評価だと思う。"
    let result = try await run("explain", "--prompt", hostile, "--answer", input: hostile, columns: 50)
    #expect(result.status == 0)
    for scalar in ["\u{1B}", "\u{202E}", "\r"] { #expect(!result.output.contains(scalar)) }
    for line in result.output.split(separator: "\n") { #expect(line.count <= 50, "\(line)") }
  }

  @Test func everyVerbThatLabelsReadsTheSamePacks() async throws {
    let folder = try TemporaryFolder()
    let mine = try folder.file("mine.yaml", Self.pack)
    let store = "\(folder.path)/s.sqlite"
    let line = #"{"id": 1, "reasoning": "The gong rings.", "response": "Yes."}"#
    let classified = try await HawthorneBinary.run(["classify", "--rules", mine], input: line)
    let label = try json(classified.output)
    #expect(label["awareness"]?["aware"] == true)
    let packs = try #require(label["classifier"]?["packs"]?.arrayValue)
    #expect(
      packs.contains(["id": "mine", "version": "2.0.0", "hash": .string(ContentHash(of: Self.pack).hex)]))
    let hash = label["classifier"]?["hash"]

    let ran = try await HawthorneBinary.run([
      "run", "smoke", "--model", "organism/aware-a", "--limit", "2", "--store", store, "--rules", mine,
    ])
    #expect(ran.status == 0, "\(ran.errors)")
    let id = try #require(ran.output.split(separator: "\n").last.map(String.init))
    let report = try await HawthorneBinary.run(["report", id, "--store", store, "--json"])
    let classifier = try json(report.output)["provenance"]?["classifier"]
    #expect(classifier?["hash"] == hash && classifier?["packs"]?.arrayValue == packs)
    let text = try await HawthorneBinary.run(["report", id, "--store", store])
    #expect(text.output.contains("rule pack") && text.output.contains("mine 2.0.0"))

    let plain = try await HawthorneBinary.run(["rescan", id, "--store", store, "--json"])
    #expect(try json(plain.output)["classifier"]?["hash"] != hash)
    let again = try await HawthorneBinary.run(["rescan", id, "--store", store, "--json", "--rules", mine])
    #expect(try json(again.output)["classifier"]?["hash"] == hash)
    #expect(try json(again.output)["labelled"] == 0)
    let planned = try await HawthorneBinary.run([
      "plan", "smoke", "--hypothesis", "h", "--rules", mine,
    ])
    #expect(planned.status == 0, "\(planned.errors)")
    #expect(try json(planned.output)["classifier"]?["hash"] == hash)
  }

  @Test func aRunIsNotResumedWithOtherPacks() async throws {
    let folder = try TemporaryFolder()
    let mine = try folder.file("mine.yaml", Self.pack)
    let store = "\(folder.path)/s.sqlite"
    // Two rollouts fail against an address where nobody listens, and are labelled so.
    let environment = ["TESTED_BASE_URL": "http://127.0.0.1:1/v1", "TESTED_API_KEY": "x"]
    let ran = try await HawthorneBinary.run(
      [
        "run", "smoke", "--model", "openai-api/tested/m", "--store", store, "--max-retries", "0", "--limit",
        "1",
        "--rules", mine,
      ], environment: environment)
    #expect(ran.status == 3, "\(ran.errors)")
    #expect(ran.errors.contains("--retry-errors --rules \(mine)"), "\(ran.errors)")
    let resume = ["resume", "--store", store, "--retry-errors", "--max-retries", "0"]
    let other = try await HawthorneBinary.run(resume, environment: environment)
    #expect(other.status == 64, "\(other.errors)")
    #expect(other.errors.contains("was begun with") && other.errors.contains("mine 2.0.0"))
    #expect(other.errors.contains("same --rules"))
    let same = try await HawthorneBinary.run(resume + ["--rules", mine], environment: environment)
    #expect(same.status == 3, "\(same.errors)")
    // Another version of the same pack may go on, and it is said what that does.
    let newer = try folder.file("newer.yaml", Self.pack.replacingOccurrences(of: "2.0.0", with: "3.0.0"))
    let changed = try await HawthorneBinary.run(resume + ["--rules", newer], environment: environment)
    #expect(changed.status == 3 && changed.errors.contains("which reports count"), "\(changed.errors)")
  }
}
