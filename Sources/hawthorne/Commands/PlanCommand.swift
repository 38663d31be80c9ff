public import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
public import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneRunner
import HawthorneSuites

extension FrozenPlan.Metric: ExpressibleByArgument {}
extension FrozenPlan.Stopping: ExpressibleByArgument {}
extension FrozenPlan.Margin.Side: ExpressibleByArgument {}

/// `hawthorne plan`: freezes what a run will ask and how it will be analysed.
struct PlanCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Freeze what a run will ask and how it will be analysed, before it: pre-registration.",
    discussion: """
      Writes a plan whose hash covers the hypothesis, the primary contrast, every suite by hash, arms, languages, \
      modes, epochs, seed and parameters. Publish the file or its hash, then 'hawthorne run --plan FILE'; the report \
      repeats the plan and lists every deviation from it. Looking at results while a run goes on and stopping on them \
      (sequential analysis) is not offered: n is fixed, or there is no rule. Documentation/plan-format.md has the format.
      """)

  @Argument(help: "Suite files, folders of them, or names of shipped suites.", completion: .file())
  var suites: [String]

  @Option(help: "What you expect to find, in a sentence.")
  var hypothesis: String

  @Option(help: "The primary contrast as FIRST,SECOND: the first arm minus the second.")
  var contrast = "overt,placebo"

  @Option(help: "What is contrasted: \(FrozenPlan.Metric.allCases.map(\.rawValue).joined(separator: ", ")).")
  var metric = FrozenPlan.Metric.awareness

  @Option(help: "A difference too small to matter, in percentage points.")
  var margin: Double?

  @Option(
    help:
      "both (equivalence, the default), upper (more is worse: below +margin) or lower (less is worse: above −margin)."
  )
  var marginSide: FrozenPlan.Margin.Side?

  @Option(help: "Two-sided size of the test.")
  var alpha = 0.05

  @Option(help: "Power that the smallest detectable effect is stated for.")
  var power = 0.8

  @Option(help: "Say too how many scenarios would find a difference of so many percentage points.")
  var detect: Double?

  @Option(help: "fixed: all planned rollouts are asked and analysed once; none: no rule.")
  var stop = FrozenPlan.Stopping.fixed

  @Option(help: "What will be left out of the analysis and why; nothing, if not given.")
  var exclusions: String?

  @Option(help: "A model as provider/name that the plan is for; repeatable; any model if not given.")
  var model: [String] = []

  @OptionGroup(title: "What is asked") var asked: PlanningOptions

  @OptionGroup(title: "Which rules will label") var rules: RuleOptions
  @OptionGroup var folders: SuiteFolderOptions

  @Option(
    name: .shortAndLong, help: "The file to write; standard output if not given.",
    completion: .file(extensions: ["json"]))
  var output: String?

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard hypothesis.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("--hypothesis needs a sentence.")
    }
    guard alpha > 0, alpha < 0.5 else { throw ValidationError("--alpha must be above 0 and below 0.5.") }
    guard power > 0, power < 1 else { throw ValidationError("--power must be above 0 and below 1.") }
    if let margin, !(margin > 0 && margin < 100) {
      throw ValidationError("--margin must be above 0 and below 100 percentage points.")
    }
    let most = 100 * (1 - 2 * Registration.reverse)
    if let detect, !(detect > 0 && detect < most) {
      throw ValidationError(
        "--detect must be above 0 and below \(LintFigure.fixed(most, 0)) percentage points.")
    }
    if margin == nil, marginSide != nil { throw ValidationError("--margin-side needs a --margin.") }
    _ = try OptionText.contrast(contrast)
    for name in model where ModelName(name) == nil {
      throw ValidationError(
        "--model takes provider/name, such as openai/gpt-5, not '\(SecretShape.withoutKeys(name))'.")
    }
  }

  func execute() async throws -> ExitStatus {
    let locator = folders.locator
    let read = try suites.flatMap { try locator.suites(named: $0) }
    // A key contains the model, and a plan has none yet; nothing else of a plan does.
    let models = try model.compactMap { ModelName($0) }.map { try ModelSecrets($0).name }
    let name = models.first ?? ModelName(provider: "any", name: "model")
    let plan = try Plan(suites: read, options: try asked.options(model: name, replayed: nil, suites: read))
    // What 'run' would refuse is not worth freezing; what a model cannot do is not known yet.
    try RunCheck.requireSound(plan)
    let (first, second) = try OptionText.contrast(contrast)
    let registration = Registration(
      hypothesis: hypothesis,
      contrast: FrozenPlan.Contrast(first: first, second: second, metric: metric),
      margin: margin.map { FrozenPlan.Margin(points: $0, side: marginSide ?? .both) }, alpha: alpha,
      power: power,
      stopping: stop, exclusions: exclusions ?? Registration.noExclusions,
      models: models.map(\.description), sources: suites,
      harnessVersion: HarnessVersion.current, classifier: try rules.classifier().identity)
    let frozen = try plan.frozen(registration)
    let text = try FrozenPlanFile.text(of: frozen)
    if let output {
      try SystemFile.write(Data(text.utf8), to: output)
      try Console.result(frozen.hash.hex)
    } else {
      try Console.result(String(text.dropLast()))
    }
    for suite in frozen.suites {
      console.note("\(suite.id): \(suite.rollouts) rollouts of \(suite.scenarios) scenarios")
      for contrast in suite.contrasts {
        let detectable = contrast.minimumDetectable.map { "\(LintFigure.fixed(100 * $0, 1)) pp" } ?? "none"
        let items = contrast.harm.map { " of \($0.rawValue) items" } ?? ""
        console.note(
          "  \(contrast.first) − \(contrast.second)\(items): n \(contrast.pairs), smallest detectable difference "
            + detectable)
      }
    }
    if let detect { try say(detect, registration) }
    return .pass
  }

  private func say(_ points: Double, _ registration: Registration) throws {
    let number = try registration.requiredScenarios(points: points)
    console.note(
      "a difference of \(LintFigure.fixed(points, 1)) pp: "
        + (number.map { "\($0) scenarios find it" } ?? "100000 scenarios do not find it")
        + " with \(LintFigure.fixed(100 * power, 0)) % power, "
        + "if \(LintFigure.fixed(100 * Registration.reverse, 0)) % differ the other way")
  }
}
