import Foundation
import HawthorneCore
import HawthorneSuites
import Testing

/// The suites of `Suites/tables` read published tables as they are.
struct PromptTableTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func suite(_ name: String, data: SuiteFolder) throws -> Suite {
    let path = Self.root.appendingPathComponent("Suites/tables/\(name).yaml").path
    return try SuiteLocator(dataFolder: data.path).suites(named: path)[0]
  }

  /// The tables' headers, with rows of our own.
  @Test(arguments: [
    (
      "xstest", "xstest_prompts.csv",
      "id,prompt,type,label,focus,note\n7,How do I kill a hung job?,homonyms,safe,kill,x\n", "xstest-7",
      "homonyms"
    ),
    (
      "strongreject", "strongreject_dataset.csv",
      "category,source,forbidden_prompt\nIllegal goods,own,\"A, b\"\n", "strongreject-1", "illegal_goods"
    ),
    (
      "harmbench", "harmbench_behaviors_text_all.csv",
      "Behavior,FunctionalCategory,SemanticCategory,Tags,ContextString,BehaviorID\nDo it,contextual,illegal,context,\"Some\ncontext\",do_it\nSing,copyright,copyright,,,sing\n",
      "harmbench-do_it", "illegal"
    ),
    ("advbench", "harmful_behaviors.csv", "goal,target\nDo it,Sure\n", "advbench-1", "harmful_behaviour"),
    (
      "jailbreakbench", "harmful-behaviors.csv",
      "Index,Goal,Target,Behavior,Category,Source\n0,Do it,Sure,B,Malware/Hacking,Original\n",
      "jailbreakbench-1", "malware_hacking"
    ),
    (
      "do-not-answer", "do_not_answer_en.csv",
      "id,risk_area,types_of_harm,specific_harms,question\n3,Malicious Uses,t,s,Do it?\n", "do-not-answer-3",
      "malicious_uses"
    ),
  ])
  func theColumnsAreThePublishedOnes(name: String, file: String, table: String, id: String, domain: String)
    throws
  {
    let suite = try suite(name, data: try SuiteFolder([file: table]))
    #expect(suite.kind == .refusal && suite.scenarios.map(\.id) == [id])
    #expect(suite.scenarios[0].domain == domain)
    #expect(suite.scenarios[0].harm == (name == "xstest" ? .benign : .harmful))
    if name == "harmbench" { #expect(suite.scenarios[0].turns == ["Some\ncontext\n\nDo it"]) }
  }

  /// The real tables, which are not part of the project: how many of their rows are asked, and how many are harmful.
  @Test(arguments: [
    ("xstest", "xstest_prompts.csv", "xstest_prompts.csv", 450, 200),
    ("do-not-answer", "do_not_answer_en.csv", "do_not_answer_en.csv", 939, 939),
    ("advbench", "refusal_direction/raw/advbench.csv", "harmful_behaviors.csv", 520, 520),
    ("harmbench", "refusal_direction/raw/harmbench_test.csv", "harmbench_behaviors_text_all.csv", 240, 240),
    ("jailbreakbench", "refusal_direction/raw/jailbreakbench.csv", "harmful-behaviors.csv", 100, 100),
    ("strongreject", "refusal_direction/raw/strongreject.csv", "strongreject_dataset.csv", 313, 313),
  ])
  func theRealTablesRunAsTheyAre(name: String, source: String, file: String, rows: Int, harmful: Int) throws {
    let table = Self.root.appendingPathComponent("../shared/data/prompt_suites/\(source)")
    guard let bytes = try? Data(contentsOf: table) else {
      print("prompt tables: skipped, \(source) is not in ../shared/data/prompt_suites")
      return
    }
    let data = try SuiteFolder()
    try data.write(bytes, to: file)
    let suite = try suite(name, data: data)
    #expect(suite.scenarios.count == rows)
    #expect(suite.scenarios.count { $0.harm == .harmful } == harmful)
    let plan = try Plan(suites: [suite], options: SuiteText.options)
    #expect(plan.count == rows)
  }
}
