import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneStore

/// Answers that the store keeps, so that the very same request need not be paid for twice.
///
/// Requests are the same when address, model, messages, images, tools, mode, parameters **and epoch** are: an epoch is
/// another draw, and an answer given twice would count as two. So is the control arm: it asks what its arm asked, to see
/// what asking again brings, and an answer from here would make every A/A a perfect one.
struct ResponseCache: Sendable {
  let store: Store
  let model: ModelName
  let endpoint: String?

  /// The kept answer; nil where there is none, or where it does not read.
  func response(to request: ModelRequest) -> ModelResponse? {
    guard let key = key(of: request), let text = try? store.cachedResponse(key) else { return nil }
    return try? JSONText.decode(ModelResponse.self, from: Data(text.utf8), origin: "response cache")
  }

  /// Keeps an answer. One that cannot be kept costs a request later, and nothing else.
  func keep(_ response: ModelResponse, for request: ModelRequest) async {
    guard let key = key(of: request), let text = try? CanonicalJSON.text(of: response) else { return }
    try? await store.keepResponse(text, for: key)
  }

  private struct Key: Encodable {
    var endpoint: String?
    var model: ModelName
    var messages: [Message]
    var images: [ContentHash]
    var tools: [SimulatedTool]
    var mode: Mode
    var parameters: GenerationParameters
    var epoch: Int
    /// Only of the control arm.
    var arm: Arm?
  }

  /// nil for a request that belongs to no rollout: nothing says which epoch it is of.
  private func key(of request: ModelRequest) -> ContentHash? {
    guard let plan = request.plan else { return nil }
    return try? ContentHash(
      canonical: Key(
        endpoint: endpoint, model: model, messages: request.messages, images: request.images.keys.sorted(),
        tools: request.tools, mode: request.mode, parameters: request.parameters, epoch: plan.epoch,
        arm: plan.arm.kind == .control ? plan.arm : nil))
  }
}
