/// One promise of `ModelAdapter`, and the answer of the model that puts it to the test.
///
/// The words and numbers are the same for every protocol, so that adapters can be held against each other.
public enum ConformanceCase: String, Sendable, Hashable, CaseIterable {
  /// The model `served-model` says `Hello.`, stops, and 11 tokens in and 3 out are counted.
  case plain
  /// The model thinks `The user greets me.` and says `Hello.`: 11 tokens in, 20 out, 12 of them of reasoning where
  /// the protocol counts them.
  case reasoning
  /// Nothing of the thoughts is shown but the payload `OPAQUE-ENCRYPTED==`, and the model says `Hello.`
  case encryptedReasoning = "encrypted-reasoning"
  /// With the payload `OPAQUE-STATE==`, if the protocol has any, the model calls `look` with `{"id": 7}`; told
  /// the result, it says `Done.`
  case toolRoundTrip = "tool-round-trip"
  /// The model says `Hello.`; the request shows an image.
  case image
  /// The model says `Hello.`; the request has a system prompt.
  case systemPrompt = "system-prompt"
  /// The model says `Hello.`; the request has a seed.
  case seed
  /// The model says `Hello.` as the two tokens `Hel` and `lo.`, with one alternative each.
  case logprobs
  /// The model is given the beginning of its answer and says the rest.
  case prefill
  /// The model declines in the protocol's own way, with the words `I will not.`
  case refusal
  /// A filter stops the request.
  case blockedPrompt = "blocked-prompt"
  /// A filter stops the answer after `Hel`.
  case blockedAnswer = "blocked-answer"
  /// The limit is reached within the thought `The user`.
  case truncatedReasoning = "truncated-reasoning"
  /// The limit is reached after `Hel`.
  case truncatedAnswer = "truncated-answer"
  /// The model says nothing and stops.
  case empty
  /// `Hello.` with a part of a type that nobody knows, and in a stream an event of such a type.
  case unknownTypes = "unknown-types"
  /// `Hello.` and `ConformanceTexts.hugeCount` times `a`.
  case huge
  /// Half of the plain answer's document.
  case malformed
  /// The plain answer with bytes in it that are not UTF-8.
  case invalidUTF8 = "invalid-utf-8"
  /// Half of the plain answer's stream.
  case cutStream = "cut-stream"
  /// A stream that begins like the plain one and then says that the provider is overloaded.
  case errorInStream = "error-in-stream"
  /// A web page of a proxy, with the status 200.
  case webPage = "web-page"
  /// An answer longer than the adapter was told to accept.
  case tooLarge = "too-large"
  /// The provider's own errors, each with the key in its words.
  case error400 = "error-400"
  case error401 = "error-401"
  case error403 = "error-403"
  case error404 = "error-404"
  case error413 = "error-413"
  /// With `Retry-After: 7`.
  case error429 = "error-429"
  case error500 = "error-500"
  case error529 = "error-529"

  /// Whether the case is one of streams alone.
  public var isStreamed: Bool { self == .cutStream || self == .errorInStream }
  /// Whether the case is one of whole documents alone.
  var isWhole: Bool { self == .malformed }
}
