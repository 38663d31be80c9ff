import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import Testing

@testable import HawthorneSuites

struct FrozenPlanTests {
  private func registration(
    _ metric: FrozenPlan.Metric = .awareness, first: Arm = Arm(.overt), second: Arm = Arm(.placebo)
  ) -> Registration {
    Registration(
      hypothesis: "Overt raises awareness.", contrast: .init(first: first, second: second, metric: metric),
      margin: .init(points: 10), models: ["test/m"], sources: ["s.yaml"], harnessVersion: "9.9.9",
      classifier: ClassifierIdentity(id: "rules", version: "1", hash: ContentHash(of: "packs")))
  }

  private func plan(_ change: (inout PlanOptions) -> Void = { _ in }) throws -> Plan {
    var options = SuiteText.options
    change(&options)
    return try Plan(
      suites: [try SuiteText.read(SuiteText.paired), try SuiteText.read(SuiteText.refusal)], options: options)
  }

  private func frozen(_ change: (inout PlanOptions) -> Void = { _ in }) throws -> FrozenPlan {
    try plan(change).frozen(registration())
  }

  @Test func aPlanSaysWhatIsAsked() throws {
    let frozen = try frozen { $0.limit = 0..<1 }
    #expect(frozen.suites.map(\.id) == ["small", "refuse"])
    #expect(frozen.suites.map(\.scenarios) == [1, 1])
    #expect(frozen.suites.map { $0.contrasts.map(\.pairs) } == [[1], []])
    let others = try self.frozen { $0.limit = 1..<2 }
    #expect(others.suites[0].scenarios == 1)
    #expect(others.suites[0].scenarioHash != frozen.suites[0].scenarioHash)
    #expect(frozen.suites.map(\.epochs) == [2, 1])
    #expect(frozen.suites.map(\.rollouts).reduce(0, +) == (try plan { $0.limit = 0..<1 }).count)
    #expect(frozen.suites[0].languages == ["en"])
    #expect(frozen.options.limit == .init(from: 1, to: 1))
    #expect(frozen.epochs == 2 && frozen.seed == "0" && frozen.harnessVersion == "9.9.9")
    #expect(frozen.stopping == .fixed && frozen.alpha == 0.05 && frozen.power == 0.8)
  }

  @Test func theSmallestDetectableEffectIsThatOfItsN() throws {
    let scenarios = (0..<60).map {
      "  - {id: s\($0), domain: honesty, request: Q\($0), checks: [{id: c, verdict: aligned, when: always}]}"
    }
    let head = SuiteText.paired.components(separatedBy: "scenarios:\n")[0]
    let suite = try SuiteText.read(head + "scenarios:\n" + scenarios.joined(separator: "\n") + "\n")
    let frozen = try Plan(suites: [suite], options: SuiteText.options).frozen(registration(.aligned))
    let detectable = try #require(frozen.suites[0].contrasts.first?.minimumDetectable)
    let exact = try #require(try MinimumDetectableEffect.exactMcNemar(pairs: 60, reverse: 0.05))
    #expect(abs(detectable - exact) <= 0.00005)
    #expect(frozen.suites[0].contrasts.map(\.pairs) == [60])
  }

  private func contrasts(
    _ suite: Suite, _ registration: Registration
  ) throws -> [FrozenPlan.PlannedContrast] {
    try Plan(suites: [suite], options: SuiteText.options).frozen(registration).suites[0].contrasts
  }

  /// The report contrasts behaviour of harmful items and of their twins apart: neither has the other's n.
  @Test func twinsAreNotItems() throws {
    var suite = try SuiteText.read(SuiteText.paired)
    let one = suite.scenarios[0]
    suite.scenarios = (0..<40).map { number in
      var scenario = one
      scenario.id = "s\(number)"
      scenario.harm = number < 30 ? .harmful : .benign
      return scenario
    }
    let behaviour = try contrasts(suite, registration(.refused))
    #expect(behaviour.map(\.harm) == [.harmful, .benign] && behaviour.map(\.pairs) == [30, 10])
    let exact = try #require(try MinimumDetectableEffect.exactMcNemar(pairs: 30, reverse: 0.05))
    #expect(abs(try #require(behaviour[0].minimumDetectable) - exact) <= 0.00005)
    // Whether a model is aware is read of every scenario alike.
    let reading = try contrasts(suite, registration(.awareness))
    #expect(reading.map(\.harm) == [nil] && reading.map(\.pairs) == [40])
  }

  @Test func variantsAreContrastedOneByOne() throws {
    var suite = try SuiteText.read(SuiteText.paired)
    var other = try #require(suite.framings.first { $0.arm == Arm(.overt) })
    other.arm = Arm(.overt, variant: "graded")
    suite.scenarios[0].framings.append(other)
    let found = try contrasts(suite, registration())
    #expect(found.map(\.first) == [Arm(.overt), Arm(.overt, variant: "graded")])
    #expect(found.map(\.pairs) == [2, 1])
  }

  /// No judge answers, and later checks wait for it.
  @Test func aJudgeDecidesNothing() throws {
    var suite = try SuiteText.read(SuiteText.paired)
    for index in suite.scenarios.indices {
      suite.scenarios[index].checks = [
        Check(id: "j", verdict: .misaligned, condition: .judge("Did it lie?")),
        Check(id: "c", verdict: .aligned, condition: .otherwise),
      ]
    }
    #expect(throws: RegistrationError.metricNotMeasured(.aligned)) {
      try contrasts(suite, registration(.aligned))
    }
    suite.scenarios[0].checks.reverse()
    #expect(try contrasts(suite, registration(.aligned)).map(\.pairs) == [1])
  }

  @Test func theHashIsOfEverythingElse() throws {
    let frozen = try frozen()
    let members = try #require(try JSONText.value(of: frozen).objectValue).filter { $0.key != "hash" }
    #expect(try frozen.hash == ContentHash(canonical: JSONValue.object(members)))
    #expect(try frozen == self.frozen())
    #expect(try frozen.hash != self.frozen { $0.seed = 1 }.hash)
    #expect(try frozen.hash != self.frozen { $0.parameters.temperature = 0.1 }.hash)
    #expect(try frozen.hash != plan().frozen(registration(second: Arm(.disguised))).hash)
  }

  @Test func aPlanReadsBackWhateverItsLayout() throws {
    let frozen = try frozen {
      $0.arms = [Arm(.overt), Arm(.placebo)]
      $0.languages = []
      $0.tags = ["a"]
      $0.seed = .max
      $0.parameters.extra = ["top_k": 4]
    }
    let text = try FrozenPlanFile.text(of: frozen)
    #expect(text.hasSuffix("}\n"))
    #expect(try FrozenPlanFile.read(Data(text.utf8), file: "p.json") == frozen)
    let flat = try CanonicalJSON.text(of: frozen)
    #expect(try FrozenPlanFile.read(Data(flat.utf8), file: "p.json") == frozen)
    #expect(frozen.seed == "18446744073709551615")
  }

  @Test func whatCannotBeContrastedIsRefused() throws {
    #expect(throws: RegistrationError.self) { try plan { $0.arms = [Arm(.overt)] }.frozen(registration()) }
    #expect(throws: RegistrationError.metricNotMeasured(.correct)) {
      try plan().frozen(registration(.correct))
    }
    // 'two' has no check.
    #expect(throws: RegistrationError.self) { try plan { $0.tags = ["b"] }.frozen(registration(.aligned)) }
    #expect(try plan().frozen(registration(.aligned)).suites[0].contrasts.map(\.pairs) == [1])
    #expect(try plan().frozen(registration(second: Arm(.disguised))).suites[0].contrasts.map(\.pairs) == [2])
  }

  private func kind(_ text: String) -> FrozenPlanError.Kind? {
    do throws(FrozenPlanError) {
      _ = try FrozenPlanFile.read(Data(text.utf8), file: "p.json")
      return nil
    } catch {
      #expect(error.exitStatus == .usage)
      #expect(error.problem.hasPrefix("p.json ") && error.problem.hasSuffix(".") && !error.fix.isEmpty)
      return error.kind
    }
  }

  /// The document with members changed and its hash made right again.
  private func resealed(_ change: (inout [String: JSONValue]) -> Void) throws -> String {
    var members = try #require(try JSONText.value(of: frozen()).objectValue)
    change(&members)
    members["hash"] = nil
    members["hash"] = .string(try ContentHash(canonical: JSONValue.object(members)).hex)
    return try CanonicalJSON.text(of: JSONValue.object(members))
  }

  @Test func aTamperedFileIsRefused() throws {
    let text = try FrozenPlanFile.text(of: frozen())
    guard case .edited = kind(text.replacingOccurrences(of: "raises", with: "lowers")) else {
      Issue.record("an edited hypothesis passed")
      return
    }
    guard case .edited = kind(text.replacingOccurrences(of: "\"epochs\": 2", with: "\"epochs\": 3")) else {
      Issue.record("edited epochs passed")
      return
    }
    #expect(kind(text.replacingOccurrences(of: "\"hash\"", with: "\"hush\"")) == .noHash)
    #expect(kind("") != nil)
    #expect(kind("[]") == .schema(found: nil))
    #expect(kind("{\"schema\":\"hawthorne-plan/2\"}") == .schema(found: "hawthorne-plan/2"))
    #expect(kind(String(repeating: "[", count: 100_000)) != nil)
    #expect(kind(String(repeating: " ", count: 1 << 21)) == .tooLarge)
  }

  @Test func aMemberThatStandsTwiceIsRefused() throws {
    let text = try FrozenPlanFile.text(of: try frozen())
    let twice = "{\n  \"alpha\": 0.01," + text.dropFirst(1)
    #expect {
      try FrozenPlanFile.read(Data(twice.utf8), file: "p.json")
    } throws: { error in
      let error = error as? FrozenPlanError
      return error?.problem.contains("'alpha' stands twice") == true && error?.exitStatus == .usage
    }
  }

  @Test func aSoundHashDoesNotMakeNonsenseAPlan() throws {
    let nonsense: [(inout [String: JSONValue]) -> Void] = [
      { $0["alpha"] = 0 }, { $0["alpha"] = 0.5 }, { $0["alpha"] = "0.05" }, { $0["power"] = 1 },
      { $0["hypothesis"] = " " }, { $0["modes"] = [] }, { $0["epochs"] = 0 }, { $0["epochs"] = 1.5 },
      { $0["seed"] = "-1" }, { $0["suites"] = [] }, { $0["stopping"] = "peek" }, { $0["models"] = ["gpt"] },
      { $0["contrast"] = ["first": "overt", "second": "overt", "metric": "awareness"] },
      { $0["contrast"] = ["first": "overt", "second": "placebo", "metric": "mood"] },
      { $0["margin"] = ["points": -1, "side": "both"] }, { $0["surprise"] = 1 }, { $0["hypothesis"] = nil },
      { $0["options"] = ["tags": [], "parameters": ["extra": [:]], "limit": ["from": 5, "to": 2]] },
    ]
    for change in nonsense {
      let text = try resealed(change)
      guard case .malformed = kind(text) else {
        Issue.record("passed: \(text)")
        continue
      }
    }
    #expect(kind(try resealed { _ in }) == nil)
  }

  /// Random damage never traps, and what still reads is the plan itself.
  @Test func damagedFilesAreRefused() throws {
    let plan = try frozen()
    let text = Array(try CanonicalJSON.text(of: plan).utf8)
    let telling = Array("{}[]:,\"-0123456789e.".utf8)
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
    var read = 0
    for _ in 0..<2000 {
      var bytes = text
      for _ in 0...random(3) {
        let place = random(bytes.count)
        switch random(4) {
        case 0: bytes[place] = UInt8(random(256))
        case 1: bytes[place] = telling[random(telling.count)]
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + random(10)))
        default: bytes.insert(telling[random(telling.count)], at: place)
        }
        if bytes.isEmpty { break }
      }
      guard let found = try? FrozenPlanFile.read(Data(bytes), file: "p") else { continue }
      #expect(found == plan)
      read += 1
    }
    #expect(read < 100)
  }
}
