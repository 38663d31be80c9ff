import HawthorneCore

/// Google's Gemini API: `generateContent` and `streamGenerateContent`.
struct GeminiFormat: WireFormat {
  let model: String
  let family: GeminiFamily

  init(model: String) {
    self.model = model
    family = GeminiFamily(model: model)
  }

  var capabilities: ModelCapabilities {
    ModelCapabilities(
      systemPrompt: !family.isOpen, logprobs: true, reasoningEffort: family.hasLevels,
      reasoningBudget: family.thinks)
  }

  /// Never in the URL, where logs and proxies would keep it.
  func headers(key: String) -> [(name: String, value: String)] { [("x-goog-api-key", key)] }

  func outgoing(_ request: ModelRequest, streaming: Bool) throws(ModelError) -> OutgoingRequest {
    let (body, parameters) = try GeminiRequestBody(model: model, family: family).build(request)
    let method = streaming ? "streamGenerateContent" : "generateContent"
    return OutgoingRequest(
      path: "/\(Self.path(model)):\(method)", query: streaming ? "alt=sse" : nil, body: body,
      parameters: parameters)
  }

  func reader(_ exchange: Exchange) -> GeminiReader { GeminiReader(family: family, exchange: exchange) }

  /// `gemini-…` stands in `models/`; a name with a folder of its own is taken as it is.
  private static func path(_ model: String) -> String {
    let folder = ["models/", "tunedModels/"].contains { model.hasPrefix($0) } ? "" : "models/"
    let name = model.utf8.map { byte -> String in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._/@".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
    return folder + name
  }
}
