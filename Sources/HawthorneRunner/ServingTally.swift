import HawthorneCore
import HawthorneModels

/// The serving records of a conversation's answers, added up into the rollout's one.
struct ServingTally {
  let requestedModel: String
  /// Requests sent, failed ones included.
  var requests = 0
  /// Answers taken from the response cache.
  var fromCache = 0
  private var last: ServingRecord?
  private var models: [String] = []
  private var fingerprints: [String] = []
  private var usage = TokenUsage()
  private var routes: [String] = []
  private var cost: Cost?
  private var answers = 0
  private var pricedAnswers = 0
  private var unknownTypes: [String: Int]?

  init(requestedModel: String) { self.requestedModel = requestedModel }

  mutating func add(_ response: ModelResponse) {
    let serving = response.serving
    last = serving
    last?.finishReason = response.finish
    if let model = serving.servedModel, !models.contains(model) { models.append(model) }
    if let print = serving.systemFingerprint, !fingerprints.contains(print) { fingerprints.append(print) }
    if let route = serving.route, !routes.contains(route) { routes.append(route) }
    answers += 1
    if let price = serving.cost {
      pricedAnswers += 1
      cost = Cost(amount: (cost?.amount ?? 0) + price.amount, currency: price.currency, table: price.table)
    }
    unknownTypes = UnknownType.merged([unknownTypes ?? [:], serving.unknownTypes ?? [:]])
    usage.input = Self.sum(usage.input, serving.usage.input)
    usage.output = Self.sum(usage.output, serving.usage.output)
    usage.reasoning = Self.sum(usage.reasoning, serving.usage.reasoning)
    usage.cached = Self.sum(usage.cached, serving.usage.cached)
  }

  /// The rollout's record: the last answer's, with the whole conversation's requests, time, tokens and
  /// parts that nothing was made of.
  ///
  /// Where turns were served by different models, all are named: such a rollout is of neither.
  func record(latencyMilliseconds: Int) -> ServingRecord {
    var record = last ?? ServingRecord(requestedModel: requestedModel)
    record.servedModel = models.isEmpty ? nil : models.joined(separator: ", ")
    record.systemFingerprint = fingerprints.isEmpty ? nil : fingerprints.joined(separator: ", ")
    record.route = routes.isEmpty ? nil : routes.joined(separator: ", ")
    record.usage = usage
    record.unknownTypes = unknownTypes
    record.cost = pricedAnswers == answers ? cost : nil
    record.fromCache = fromCache > 0 ? fromCache : nil
    record.latencyMilliseconds = latencyMilliseconds
    record.attempts = requests
    return record
  }

  /// nil only where nobody counted; a hostile count must not overflow.
  private static func sum(_ left: Int?, _ right: Int?) -> Int? {
    guard let right else { return left }
    let (sum, overflow) = (left ?? 0).addingReportingOverflow(right)
    return overflow ? Int.max : sum
  }
}
