public import HawthorneCore

/// One request to a model: the conversation so far and how to sample.
public struct ModelRequest: Sendable, Hashable {
  public var messages: [Message]
  public var tools: [SimulatedTool]
  public var mode: Mode
  public var parameters: GenerationParameters
  /// The bytes of every image that the messages refer to, by hash.
  public var images: [ContentHash: ImageAttachment]
  /// The rollout this request belongs to; for `replay/` and `organism/` only, nothing of it is ever sent.
  public var plan: PlannedRollout?

  public init(
    messages: [Message], tools: [SimulatedTool] = [], mode: Mode = Mode(),
    parameters: GenerationParameters = GenerationParameters(), images: [ContentHash: ImageAttachment] = [:],
    plan: PlannedRollout? = nil
  ) {
    self.messages = messages
    self.tools = tools
    self.mode = mode
    self.parameters = parameters
    self.images = images
    self.plan = plan
  }
}

extension ModelRequest {
  /// The images of a message with their bytes, in order; empty for a message without any.
  ///
  /// - Throws: `ModelError` of kind `unsupported` for an image whose bytes the request lacks: a message sent without
  ///   it would be another question.
  public func attachments(of message: Message) throws(ModelError) -> [ImageAttachment] {
    var found: [ImageAttachment] = []
    for reference in message.images ?? [] {
      guard let image = images[reference.hash] else {
        throw ModelError(
          .unsupported, problem: "The image '\(reference.path)' (\(reference.hash.short)) is not at hand.",
          fix: "Start a new run: the suite stored with this one lacks the image.")
      }
      found.append(image)
    }
    return found
  }
}

/// One answer of a model.
public struct ModelResponse: Sendable, Hashable, Codable {
  /// The assistant's message. No reasoning blocks means that no reasoning was shown (provenance absent).
  public var message: Message
  public var finish: FinishReason
  /// Set when the provider or system blocked the request or the answer: its own word (`content_filter`, …).
  public var blocked: String?
  public var serving: ServingRecord
  /// Of the answer's tokens in order; empty where none were asked for.
  public var logprobs: [TokenLogprob]

  public init(
    message: Message, finish: FinishReason, blocked: String? = nil, serving: ServingRecord,
    logprobs: [TokenLogprob] = []
  ) {
    self.message = message
    self.finish = finish
    self.blocked = blocked
    self.serving = serving
    self.logprobs = logprobs
  }
}

extension ModelResponse {
  /// Reads a response as cached, also by versions that knew no log probabilities.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      message: try container.decode(Message.self, forKey: .message),
      finish: try container.decode(FinishReason.self, forKey: .finish),
      blocked: try container.decodeIfPresent(String.self, forKey: .blocked),
      serving: try container.decode(ServingRecord.self, forKey: .serving),
      logprobs: try container.decodeIfPresent([TokenLogprob].self, forKey: .logprobs) ?? [])
  }
}
