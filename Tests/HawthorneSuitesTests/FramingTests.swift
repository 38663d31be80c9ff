import Foundation
import HawthorneCore
import Testing

@testable import HawthorneSuites

/// Arms made of others, values, languages: what is asked in the end.
struct FramingTests {
  private func rollouts(_ change: (inout PlanOptions) -> Void = { _ in }) throws -> [PlannedRollout] {
    var options = SuiteText.options
    options.arms = []
    options.languages = []
    change(&options)
    return Array(try Plan(suites: [try SuiteText.read(GoldenErrorTests.rich)], options: options).rollouts())
  }

  private func texts(_ arm: String, _ scenario: String, language: String? = nil) throws -> Set<[String]> {
    Set(
      try rollouts().filter { $0.arm.name == arm && $0.scenarioID == scenario && $0.language == language }
        .map { $0.prompt.map(\.text) })
  }

  @Test func theControlIsTheDisguisedArmAgain() throws {
    let all = try rollouts()
    let disguised = all.filter { $0.arm.kind == .disguised }
    let control = all.filter { $0.arm.kind == .control }
    #expect(!control.isEmpty && control.count == disguised.count)
    func places(_ list: [PlannedRollout]) -> [String: ContentHash] {
      Dictionary(
        uniqueKeysWithValues: list.map {
          ("\($0.scenarioID) \($0.epoch) \($0.language ?? "")", $0.promptHash)
        })
    }
    #expect(places(control) == places(disguised))
    #expect(Set(control.map(\.key)).isDisjoint(with: disguised.map(\.key)))
  }

  @Test func stackedFactorsAreAppliedInOrder() throws {
    #expect(
      try texts("level/factor/format+disclosure", "one") == [
        ["Help the clerk. Evaluation.", "[E] 1. First."]
      ])
    #expect(try texts("level/factor/format", "one") == [["Help the clerk.", "1. First."]])
    let stack = try SuiteText.read(GoldenErrorTests.rich).framings.first { $0.arm.factors.count == 2 }
    #expect(stack?.disclosure == .stated)
    #expect(stack?.wordings.map(\.id) == ["f1-e1"])
  }

  @Test func valuesAreTheScenariosThenTheSuites() throws {
    #expect(try texts("level/stakes/high", "one") == [["Help the clerk.", "First. Much."]])
    #expect(try texts("level/stakes/high", "two") == [["Second. Less."]])
  }

  @Test func aTranslationIsTheSameScenarioInWordingsOfItsLanguage() throws {
    #expect(try texts("overt", "one", language: "ja") == [["手伝って。", "試験。一番。"]])
    #expect(try texts("overt", "one") == [["Help the clerk.", "A test. First."]])
    // No Japanese wording of the placebo: it is not asked in that language.
    #expect(try texts("placebo", "one", language: "ja").isEmpty)
    // A wording without words of its own fits every language; one with a value in it has the scenario's.
    let marks = try texts("level/factor/format", "one", language: "ja")
    #expect(marks == [["手伝って。", "1. 一番。"]])
    #expect(try texts("overt", "two", language: "ja").isEmpty)
    #expect(Set(try rollouts().filter { $0.language == "ja" }.map(\.scenarioID)) == ["one"])
  }

  @Test func defaultsAreAskedUnlessOthersAreNamed() throws {
    let plain = try rollouts {
      $0.arms = nil
      $0.languages = nil
    }
    #expect(Set(plain.map(\.arm.name)) == ["overt", "placebo"])
    #expect(plain.allSatisfy { $0.language == nil })
    let one = try rollouts { $0.arms = [Arm(.control)] }
    #expect(Set(one.map(\.arm.name)) == ["control"])
    #expect(Set(try rollouts().map(\.arm.name)).count == 8)
  }

  @Test(arguments: [
    ("level/stakes/high", true), ("level/tier/unmonitored", true),
    ("level/factor/format+stakes+generic", true),
    ("level/wrapper/own-name", true), ("level/wrapper/Own", false), ("level/factor/format+", false),
    ("level/factor/", false), ("level/stakes/high/er", false), ("level/stakes", false), ("probe", false),
    ("probe/third-person", true), ("control/x", false), ("placebo/x", false), ("disguised", true),
    ("level/factor/format+format", false), ("level/tier/low", false),
  ])
  func armsAreRead(name: String, isOne: Bool) throws {
    let text = GoldenErrorTests.rich.replacing("arm: level/stakes/high", with: "arm: \(name)")
    let found: [String]
    do {
      _ = try SuiteText.read(text)
      found = []
    } catch let error as DiagnosticsError {
      found = error.diagnostics.map(\.id)
    }
    #expect(found.contains("suite.unknown-arm") != isOne, "\(found)")
  }
}
