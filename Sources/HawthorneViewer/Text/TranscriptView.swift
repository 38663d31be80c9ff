import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// The messages of a rollout as they are read: texts in bounds, reasoning with its provenance, evidence marked.
struct TranscriptView {
  /// Messages of a page.
  static let messages = 100
  /// Bytes of all texts of a page; the rest is a page further.
  private static let budget = 1 << 20

  let transcript: Transcript
  let spans: SpanList
  /// Where the whole of a text is, by its block.
  let whole: (_ block: String, _ piece: Int) -> Place
  let context: PageContext
  private let names: [Names]
  /// The message of each block.
  private let messageOfBlock: [String: Int]

  init(
    transcript: Transcript, spans: SpanList, whole: @escaping (_ block: String, _ piece: Int) -> Place,
    context: PageContext
  ) {
    self.transcript = transcript
    self.spans = spans
    self.whole = whole
    self.context = context
    names = Self.names(in: transcript)
    var messageOfBlock: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      for block in [name.text] + name.reasoning + name.calls { messageOfBlock[block] = index }
    }
    self.messageOfBlock = messageOfBlock
  }

  /// The names of the texts of each message: `reasoning/0`, `answer`, `answer/0`, `tool-call/0`, as evidence names them,
  /// and `message/3` for what the model did not write.
  struct Names {
    var text: String
    var reasoning: [String]
    var calls: [String]
  }

  static func names(in transcript: Transcript) -> [Names] {
    let answers = transcript.messages.indices.filter {
      transcript.messages[$0].role == .assistant && transcript.messages[$0].prefilled != true
    }
    var names: [Names] = []
    var (block, call, earlier) = (0, 0, 0)
    for (index, message) in transcript.messages.enumerated() {
      let isAnswer = message.role == .assistant && message.prefilled != true
      var name = Names(text: "message/\(index)", reasoning: [], calls: [])
      if isAnswer {
        name.reasoning = message.reasoning.indices.map { "reasoning/\(block + $0)" }
        name.calls = message.toolCalls.indices.map { "tool-call/\(call + $0)" }
        block += message.reasoning.count
        call += message.toolCalls.count
        if index == answers.last {
          name.text = "answer"
        } else if !message.text.isEmpty {
          name.text = "answer/\(earlier)"
          earlier += 1
        }
      }
      names.append(name)
    }
    return names
  }

  /// The text of a block by its name here; nil where there is none.
  static func text(_ block: String, in transcript: Transcript) -> String? {
    let parts = block.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] == "message", let index = Int(parts[1]),
      transcript.messages.indices.contains(index)
    {
      return transcript.messages[index].text
    }
    if parts.count == 2, parts[0] == "arguments", let index = Int(parts[1]),
      transcript.toolCalls.indices.contains(index)
    {
      return (try? CanonicalJSON.text(of: transcript.toolCalls[index].arguments, indented: true)) ?? ""
    }
    return transcript.text(ofBlock: block)
  }

  /// Where a span's mark is: on this page, on another of the rollout, or in a piece of a long text.
  ///
  /// - Parameter rollout: the page that begins at a message.
  func place(of entry: SpanList.Entry, shown: Range<Int>, rollout: (_ from: Int) -> Place) -> Place? {
    guard entry.fault == nil else { return nil }
    let span = entry.span
    var place: Place
    if span.start >= Pieces.first {
      place = whole(span.block, span.start / Pieces.piece + 1)
    } else {
      let index = messageOfBlock[span.block]
      place = rollout(index.flatMap { shown.contains($0) ? nil : $0 } ?? shown.lowerBound)
    }
    place.fragment = "at-\(entry.number)"
    return place
  }

  /// - Parameter first: the index of the first message shown.
  /// - Returns: the messages, and the index of the first that did not fit; nil where all did.
  func markup(from first: Int) -> (Markup, next: Int?) {
    let agents = subAgents
    var out = Markup.empty
    var taken = 0
    for index in transcript.messages.indices.dropFirst(first) {
      if index >= first + Self.messages || (index > first && taken > Self.budget) { return (out, index) }
      let message = transcript.messages[index]
      out += markup(message, index: index, names[index], agents: agents, taken: &taken)
    }
    return (out, nil)
  }

  /// The sub-agents in the order in which they think.
  var subAgents: [String] {
    var seen: Set<String> = []
    return transcript.reasoning.compactMap(\.subAgent).filter { seen.insert($0).inserted }
  }

  private func markup(
    _ message: Message, index: Int, _ names: Names, agents: [String], taken: inout Int
  ) -> Markup {
    var parts = Markup.empty
    for (number, block) in message.reasoning.enumerated() {
      let name = number < names.reasoning.count ? names.reasoning[number] : "reasoning"
      parts += reasoning(block, name: name, agents: agents, taken: &taken)
    }
    if !message.text.isEmpty { parts += text(message.text, block: names.text, taken: &taken) }
    for image in message.images ?? [] {
      parts +=
        "<p class=\"note\">Shows the image \(isolated: image.path), \(image.mediaType), \(image.hash.short).</p>\n"
    }
    for (number, call) in message.toolCalls.enumerated() {
      let name = number < names.calls.count ? names.calls[number] : "tool-call"
      parts += self.call(call, name: name, taken: &taken)
    }
    if message.text.isEmpty, message.reasoning.isEmpty, message.toolCalls.isEmpty {
      parts += "<p class=\"muted\">(empty)</p>\n"
    }
    let begun: Markup = message.prefilled == true ? ", begun by the prompt" : ""
    let answered = message.toolCallID.map {
      " <span class=\"muted\">answers call \(isolated: $0)</span>" as Markup
    }
    return """
      <section class="message \(message.role.rawValue)" id="message-\(index)" aria-labelledby="message-\(index)-role">
      <h3 id="message-\(index)-role">\(message.role.rawValue)\(begun)\(answered)</h3>
      \(parts)</section>

      """
  }

  private func reasoning(
    _ block: ReasoningBlock, name: String, agents: [String], taken: inout Int
  ) -> Markup {
    let agent = block.subAgent.map { "sub-agent \($0)" } ?? "the model itself"
    let tone = block.subAgent.flatMap { agents.firstIndex(of: $0) }.map { $0 % 5 + 1 } ?? 0
    var head = "\(name): \(block.provenance.rawValue), \(agent), from \(block.source)"
    if let tokens = block.tokens { head += ", \(tokens) tokens" }
    var body = Markup.empty
    switch block.provenance {
    case .raw: break
    case .summary: body += "<p class=\"note\">The provider's summary, not the reasoning itself.</p>\n"
    case .truncated: body += "<p class=\"note\">Cut off: no classifier read it.</p>\n"
    case .encrypted: body += "<p class=\"note\">Encrypted: nobody here can read it.</p>\n"
    case .redacted: body += "<p class=\"note\">Redacted by the provider.</p>\n"
    case .absent: body += "<p class=\"note\">The model reasoned, and nothing of it was given.</p>\n"
    }
    if let payload = block.payload {
      body += "<p class=\"muted\">An opaque payload of \(Pieces.size(payload.utf8.count)) came with it.</p>\n"
    }
    if let text = block.text { body += self.text(text, block: name, taken: &taken) }
    return """
      <div class="reasoning agent-\(tone)">
      <p class="head">\(isolated: head)</p>
      \(body)</div>

      """
  }

  private func call(_ call: ToolCall, name: String, taken: inout Int) -> Markup {
    let json = (try? CanonicalJSON.text(of: call.arguments, indented: true)) ?? ""
    let block = name.split(separator: "/").last.map { "arguments/\($0)" } ?? name
    var body = text(json, block: block, taken: &taken)
    if !spans.marks(in: name).isEmpty {
      body += "<p class=\"muted\">Its texts, as evidence is cited in them:</p>\n"
      body += text(call.writtenText, block: name, taken: &taken)
    }
    return """
      <div class="call">
      <p class="head">\(isolated: "\(name): calls \(call.name)") <span class="muted">\(isolated: call.id)</span></p>
      \(body)</div>

      """
  }

  /// A text, or its beginning with the way to the rest.
  private func text(_ text: String, block: String, taken: inout Int) -> Markup {
    let marked = MarkedText(text, spans: spans.marks(in: block))
    let length = marked.bytes.count
    let shown = marked.characters(0..<min(length, Pieces.first))
    taken += shown.count
    let body: Markup = "<pre dir=\"auto\" tabindex=\"0\">\n\(marked.markup(shown))</pre>\n"
    guard shown.upperBound < length else { return body }
    let rest = (1...min(Pieces.count(length), 100)).map { piece in
      context.link(whole(block, piece), "\(piece)")
    }.joined(" ")
    let further = Markup.when(Pieces.count(length) > 100, " and further ones behind them")
    return body + """
      <p class="note">The first \(Pieces.size(shown.upperBound)) of \(Pieces.size(length)). The whole in pieces: \(rest)\(further).</p>

      """
  }
}
