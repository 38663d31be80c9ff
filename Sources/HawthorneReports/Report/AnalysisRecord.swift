public import HawthorneCore

/// What a report was made with beside its runs, so that it can be made again.
public struct AnalysisRecord: Sendable, Hashable, Codable {
  /// The version of the harness that made it; nil where the maker did not say.
  public var harness: String?
  public var level: Double
  public var alpha: Double
  public var power: Double
  public var maximumErrors: Double
  public var minimumCoverage: Double
  /// The form of reasoning asked for; nil is the commonest of each suite and mode.
  public var reasoning: ReasoningAccess?
  public var excerptsEach: Int
  /// Of drawn permutations and resamples, in decimal digits: a 64-bit number does not fit a JSON number.
  public var seed: String
  public var permutations: Int
  /// Whether the prompts were asked for as texts; false leaves their hashes.
  public var prompts: Bool

  init(_ options: AnalysisOptions) {
    harness = options.harness
    level = options.level
    alpha = options.alpha
    power = options.power
    maximumErrors = options.maximumErrors
    minimumCoverage = options.minimumCoverage
    reasoning = options.reasoning
    excerptsEach = options.excerptsEach
    seed = String(options.seed)
    permutations = options.permutations
    prompts = options.prompts
  }

  /// The options that were these; nil where they are none that this program would work with.
  var options: AnalysisOptions? {
    guard let seed = UInt64(seed), (0...50).contains(excerptsEach), (1...1_000_000).contains(permutations),
      [level, alpha, power].allSatisfy({ $0 > 0 && $0 < 1 }),
      [maximumErrors, minimumCoverage].allSatisfy({ (0...1).contains($0) })
    else { return nil }
    var options = AnalysisOptions()
    options.harness = harness
    options.level = level
    options.alpha = alpha
    options.power = power
    options.maximumErrors = maximumErrors
    options.minimumCoverage = minimumCoverage
    options.reasoning = reasoning
    options.excerptsEach = excerptsEach
    options.seed = seed
    options.permutations = permutations
    options.prompts = prompts
    return options
  }
}
