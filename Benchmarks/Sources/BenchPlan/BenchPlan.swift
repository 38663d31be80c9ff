import BenchmarkSupport
import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// Planning rollouts, against SHA-256 alone over the same prompts, twice each: a plan hashes every prompt and every
/// rollout's identity.
///
///     bench-plan SUITE ROLLOUTS ROUNDS
@main
enum BenchPlan {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 4, let rollouts = Int(words[2]), let rounds = Int(words[3]) else {
      print("usage: bench-plan SUITE ROLLOUTS ROUNDS")
      return
    }
    let suite = try SuiteReader.read(path: words[1])
    let name = ModelName(provider: "made", name: "none")
    let once = try Plan(suites: [suite], options: PlanOptions(model: name, epochs: 1))
    let epochs = (rollouts + once.count - 1) / once.count
    let count = once.count * epochs
    // The texts of one epoch are hashed again and again: as many bytes, none of them rendered.
    let prompts = once.rollouts().map { rollout in
      Array(rollout.prompt.map(\.text).joined(separator: "\n").utf8)
    }
    for round in 0..<rounds {
      var turns: [(String, () async throws -> Measurement)] = [
        ("hawthorne", { try await ours(suite, name, epochs: epochs, count: count) }),
        ("sha256", { try await floor(prompts, count: 2 * count) }),
      ]
      if round % 2 == 1 { turns.reverse() }
      for (name, turn) in turns { Record.print(name, round: round, count: count, try await turn()) }
    }
  }

  private static func ours(
    _ suite: Suite, _ model: ModelName, epochs: Int, count: Int
  ) async throws -> Measurement {
    let (plan, took) = try await Measurement.of {
      try Plan(suites: [suite], options: PlanOptions(model: model, epochs: epochs))
    }
    guard plan.count == count else { throw Failure(description: "\(plan.count) rollouts planned") }
    return took
  }

  private static func floor(_ prompts: [[UInt8]], count: Int) async throws -> Measurement {
    let (last, took) = await Measurement.of {
      var last = ""
      for number in 0..<count { last = ContentHash(of: prompts[number % prompts.count]).hex }
      return last
    }
    guard last.count == 64 else { throw Failure(description: "no hash") }
    return took
  }
}
