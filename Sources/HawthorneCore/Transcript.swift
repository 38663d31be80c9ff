/// A call of a tool that the model asked for.
public struct ToolCall: Sendable, Hashable, Codable {
  public var id: String
  public var name: String
  /// The arguments as parsed JSON; a `string` holds text that did not parse.
  public var arguments: JSONValue

  public init(id: String, name: String, arguments: JSONValue) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }

  /// What the model wrote into the arguments, as evidence is looked for and cited in: their text values in the order of
  /// the members' names, an empty line between them. Names of members, numbers and punctuation of JSON are left out.
  public var writtenText: String { Self.texts(in: arguments).joined(separator: "\n\n") }

  private static func texts(in value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let items): items.flatMap(texts(in:))
    case .object(let members): members.sorted { $0.key < $1.key }.flatMap { texts(in: $0.value) }
    case .null, .bool, .integer, .number: []
    }
  }
}

/// A stretch of the model's reasoning, and how it reached us.
public struct ReasoningBlock: Sendable, Hashable, Codable {
  public enum Provenance: String, Sendable, Hashable, Codable, CaseIterable {
    case raw, summary, encrypted, redacted, truncated, absent
  }

  public var provenance: Provenance
  /// Readable text; nil for encrypted, redacted and absent blocks.
  public var text: String?
  /// An opaque payload (encrypted, signed) kept apart from the text.
  public var payload: String?
  /// The wire field that said so: `reasoning_content`, `<think>`, `thinking`, …
  public var source: String
  public var subAgent: String?
  public var tokens: Int?

  public init(
    provenance: Provenance, text: String? = nil, payload: String? = nil, source: String,
    subAgent: String? = nil, tokens: Int? = nil
  ) {
    self.provenance = provenance
    self.text = text
    self.payload = payload
    self.source = source
    self.subAgent = subAgent
    self.tokens = tokens
  }

  /// The text where a classifier may read it: raw or summary; a truncated thought is not a readable one.
  public var readableText: String? {
    switch provenance {
    case .raw, .summary: text
    case .encrypted, .redacted, .truncated, .absent: nil
    }
  }
}

/// One message of a conversation.
public struct Message: Sendable, Hashable, Codable {
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    case system, user, assistant, tool
  }

  public var role: Role
  public var text: String
  public var reasoning: [ReasoningBlock]
  public var toolCalls: [ToolCall]
  /// In a tool message: the call that it answers.
  public var toolCallID: String?
  /// Images shown after the text, nil for none, so that a message without images is stored and hashed as before
  /// there were any.
  public var images: [ImageReference]?
  /// In an answer: its parts in the provider's order, nil where they are reasoning, then text, then calls and no
  /// part has anything of its own to send back.
  public var parts: [Part]?
  /// In an answer: of its tokens in order, nil where none were asked for or given.
  public var logprobs: [TokenLogprob]?
  /// True for an assistant's message that the model never wrote: the prompt begins its answer with it. nil otherwise.
  public var prefilled: Bool?

  public init(
    role: Role, text: String, reasoning: [ReasoningBlock] = [], toolCalls: [ToolCall] = [],
    toolCallID: String? = nil, images: [ImageReference]? = nil, parts: [Part]? = nil,
    logprobs: [TokenLogprob]? = nil, prefilled: Bool? = nil
  ) {
    self.role = role
    self.text = text
    self.reasoning = reasoning
    self.toolCalls = toolCalls
    self.toolCallID = toolCallID
    self.images = images
    self.parts = parts
    self.logprobs = logprobs
    self.prefilled = prefilled
  }

  /// This answer with a beginning that the model did not write before it.
  func continuing(_ beginning: String) -> Message {
    var whole = self
    whole.text = beginning + text
    whole.parts = parts.map { [Part(.text, bytes: beginning.utf8.count)] + $0 }
    return whole
  }

  /// Where a part of an answer stood. What it says is in the message: the next block, text or call in order.
  public struct Part: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      case reasoning, text
      case toolCall = "tool_call"
    }

    public var kind: Kind
    /// Of a text: its length in bytes of UTF-8.
    public var bytes: Int?
    /// Members of the provider's own item, such as its id, that go back with it in later turns.
    public var item: [String: JSONValue]?

    public init(_ kind: Kind, bytes: Int? = nil, item: [String: JSONValue]? = nil) {
      self.kind = kind
      self.bytes = bytes
      self.item = item
    }
  }
}

/// The whole conversation of a rollout, prompt and answers, in order.
public struct Transcript: Sendable, Hashable, Codable {
  public var messages: [Message]

  public init(messages: [Message]) { self.messages = messages }

  /// The messages that the model wrote, in order.
  public var answers: [Message] { messages.filter { $0.role == .assistant && $0.prefilled != true } }

  /// The messages as a model is to see them again: an answer that continues a beginning is one message with it.
  public var joined: [Message] {
    var joined: [Message] = []
    for message in messages {
      if message.role == .assistant, let beginning = joined.last, beginning.prefilled == true {
        joined[joined.count - 1] = message.continuing(beginning.text)
      } else {
        joined.append(message)
      }
    }
    return joined
  }

  /// Every reasoning block of the model's messages, in order.
  public var reasoning: [ReasoningBlock] { answers.flatMap(\.reasoning) }

  /// Every tool call of the model's messages, in order.
  public var toolCalls: [ToolCall] { answers.flatMap(\.toolCalls) }

  /// The last assistant message's visible text; empty when there is none.
  public var finalAnswer: String { answers.last?.text ?? "" }
}

extension ReasoningAccess {
  /// The form of what can be read in some blocks; nil where nothing can.
  public init?(_ blocks: [ReasoningBlock]) {
    let readable = blocks.filter { $0.readableText?.utf8.contains { $0 > 0x20 } ?? false }
    switch (readable.contains { $0.provenance == .raw }, readable.contains { $0.provenance == .summary }) {
    case (true, false): self = .raw
    case (false, true): self = .summary
    case (true, true): self = .mixed
    case (false, false): return nil
    }
  }
}
