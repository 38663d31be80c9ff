import HawthorneCore

/// Turns the JSON of `generateContent` into a response.
struct GeminiReader: AnswerReader {
  typealias Stream = GeminiStream

  var family: GeminiFamily
  var exchange: Exchange

  static let thoughtSource = "parts/thought"
  static let callSignature = "parts/functionCall/thoughtSignature"
  static let textSignature = "parts/text/thoughtSignature"

  func complaint(in document: JSONValue) -> JSONValue? {
    let first = document.arrayValue?.first ?? document
    if first["error"]?.isComplaint == true { return first }
    return nil
  }

  func read(
    _ document: JSONValue, headers: [String: String], latency: Int
  ) throws(ModelError) -> ModelResponse {
    let candidates = document["candidates"]?.arrayValue ?? []
    let blockReason = document["promptFeedback"]?["blockReason"]?.stringValue
    guard
      let candidate = candidates.first(where: { ($0["index"]?.integerValue ?? 0) == 0 }) ?? candidates.first
    else {
      if let blockReason {
        return blocked(reason: blockReason, document: document, headers: headers, latency: latency)
      }
      throw malformed(
        document["candidates"] == nil ? "has no 'candidates'" : "has an empty list of candidates")
    }
    guard candidate.objectValue != nil else { throw malformed("has a candidate that is none") }
    var builder = AnswerBuilder()
    for part in candidate["content"]?["parts"]?.arrayValue ?? [] { try add(part, to: &builder) }
    let word = candidate["finishReason"]?.stringValue
    var finish = Self.finish(word, hasCalls: builder.hasCalls)
    if word == nil, blockReason != nil { finish = .contentFilter }
    let message = builder.message(
      isCutOff: finish == .length || finish == .contentFilter,
      tokens: (Self.usage(document).reasoning, "usageMetadata.thoughtsTokenCount"))
    var serving = serving(document, headers: headers, finish: finish, latency: latency)
    serving.unknownTypes = UnknownType.merged([builder.unknownTypes, GeminiStream.unknownTypes(in: document)])
    return exchange.redactor.clean(
      ModelResponse(
        message: message, finish: finish, blocked: finish == .contentFilter ? word ?? blockReason : nil,
        serving: serving, logprobs: Self.logprobs(candidate["logprobsResult"])))
  }

  private func add(_ part: JSONValue, to builder: inout AnswerBuilder) throws(ModelError) {
    let signature = part["thoughtSignature"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    if let call = part["functionCall"], !call.isNull {
      guard let name = call["name"]?.stringValue, !name.isEmpty else {
        throw malformed("calls a function without a name")
      }
      if let signature {
        builder.add(
          ReasoningBlock(provenance: .encrypted, payload: signature, source: Self.callSignature))
      }
      builder.add(callID: call["id"]?.stringValue, name: name, arguments: WireJSON.arguments(call["args"]))
    } else if let text = part["text"]?.stringValue {
      if part["thought"]?.boolValue == true {
        add(thought: text, signature: signature, to: &builder)
      } else {
        builder.add(text: text)
        if let signature {
          builder.add(
            ReasoningBlock(provenance: .encrypted, payload: signature, source: Self.textSignature))
        }
      }
    } else if let signature {
      builder.add(ReasoningBlock(provenance: .encrypted, payload: signature, source: Self.textSignature))
    } else {
      builder.skip(part.objectValue?.keys.sorted().first { $0 != "thought" && $0 != "videoMetadata" })
    }
  }

  /// Pieces of one thought follow each other, in a stream and out of it.
  private func add(thought text: String, signature: String?, to builder: inout AnswerBuilder) {
    guard !text.isEmpty || signature != nil else { return }
    if signature == nil, builder.extendThought(text, source: Self.thoughtSource) { return }
    // Gemini shows summaries of its thoughts.
    builder.add(
      ReasoningBlock(
        provenance: text.isEmpty ? .encrypted : family.isOpen ? .raw : .summary,
        text: text.isEmpty ? nil : text, payload: signature, source: Self.thoughtSource))
  }

  private static let filters: Set<String> = [
    "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_RECITATION",
    "IMAGE_PROHIBITED_CONTENT", "MODEL_ARMOR", "JAILBREAK",
  ]

  private static func finish(_ word: String?, hasCalls: Bool) -> FinishReason {
    switch word {
    case "STOP": hasCalls ? .toolCalls : .stop
    case "MAX_TOKENS": .length
    case let word? where filters.contains(word): .contentFilter
    case let word?: .other(word)
    case nil: .other("unstated")
    }
  }

  /// Here `candidatesTokenCount` leaves out the thoughts.
  private static func usage(_ document: JSONValue) -> TokenUsage {
    let usage = document["usageMetadata"]
    let thoughts = usage?["thoughtsTokenCount"]?.count
    let answer = usage?["candidatesTokenCount"]?.count
    let output = [answer, thoughts].compactMap { $0 }.reduce(nil as Int?) { sum, more in
      let (sum, overflow) = (sum ?? 0).addingReportingOverflow(more)
      return overflow ? Int.max : sum
    }
    return TokenUsage(
      input: usage?["promptTokenCount"]?.count, output: output, reasoning: thoughts,
      cached: usage?["cachedContentTokenCount"]?.count)
  }

  private static func logprobs(_ result: JSONValue?) -> [TokenLogprob] {
    func pair(_ value: JSONValue) -> TokenLogprob.Alternative? {
      guard let token = value["token"]?.stringValue, let logprob = value["logProbability"]?.double else {
        return nil
      }
      return TokenLogprob.Alternative(token: token, logprob: logprob)
    }
    let top = result?["topCandidates"]?.arrayValue ?? []
    return (result?["chosenCandidates"]?.arrayValue ?? []).enumerated().compactMap { index, value in
      guard let chosen = pair(value) else { return nil }
      let others = index < top.count ? top[index]["candidates"]?.arrayValue ?? [] : []
      return TokenLogprob(
        token: chosen.token, logprob: chosen.logprob, alternatives: others.compactMap(pair))
    }
  }

  func serving(
    _ document: JSONValue, headers: [String: String], finish: FinishReason, latency: Int
  ) -> ServingRecord {
    ServingRecord(
      requestedModel: exchange.model, servedModel: document["modelVersion"]?.stringValue,
      requestID: document["responseId"]?.stringValue ?? headers["x-request-id"], finishReason: finish,
      usage: Self.usage(document), latencyMilliseconds: latency, attempts: 1,
      parametersAsSent: exchange.parametersAsSent)
  }
}
