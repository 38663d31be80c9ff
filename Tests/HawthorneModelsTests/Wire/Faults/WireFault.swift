import HawthorneCore
import Testing

@testable import HawthorneModels

/// Something that a hostile or broken endpoint does, and what every adapter must make of it.
struct WireFault: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable {
    /// The whole answer and nothing less.
    case answers
    /// A failure of one of these kinds, which asking again may mend or not, with the status and the wait that the
    /// error must tell.
    case fails([ModelError.Kind], retried: Bool, status: Int? = nil, wait: Duration? = nil)
  }

  /// How long the adapter is told to wait.
  enum Patience: Sendable {
    case ample
    /// A streamed answer may be silent for a short time, an unstreamed one may take a short time.
    case briefSilence
    /// The whole request may take a short time, silence does not matter.
    case briefRequest

    static let long = Duration.seconds(240)
    /// Long enough for a busy machine to send the request and to read it.
    static let brief = Duration.seconds(10)
  }

  var name: String
  var patience = Patience.ample
  /// The largest answer accepted.
  var limit = 1 << 20
  /// What the endpoint does, nil where a protocol or a whole document knows no such thing.
  var script: @Sendable (PlainAnswer) -> [RawServer.Step]?
  var outcome: @Sendable (PlainAnswer) -> Outcome
  /// What else must hold of an answer.
  var check: @Sendable (ModelResponse) -> Bool

  var testDescription: String { name }

  init(
    _ name: String, patience: Patience = .ample, _ outcome: Outcome,
    check: @escaping @Sendable (ModelResponse) -> Bool = { _ in true },
    _ script: @escaping @Sendable (PlainAnswer) -> [RawServer.Step]?
  ) {
    self.init(name, patience: patience, outcome: { _ in outcome }, check: check, script)
  }

  init(
    _ name: String, patience: Patience = .ample, outcome: @escaping @Sendable (PlainAnswer) -> Outcome,
    check: @escaping @Sendable (ModelResponse) -> Bool = { _ in true },
    _ script: @escaping @Sendable (PlainAnswer) -> [RawServer.Step]?
  ) {
    self.name = name
    self.patience = patience
    self.outcome = outcome
    self.check = check
    self.script = script
  }

  static let all = statuses + connections + framing + documents

  func adapter(_ answer: PlainAnswer, _ baseURL: String) throws -> any ModelAdapter {
    let long = Patience.long
    let (timeout, idle): (Duration, Duration) =
      switch patience {
      case .ample: (long, long)
      case .briefSilence: answer.streaming ? (long, Patience.brief) : (Patience.brief, long)
      case .briefRequest: (.milliseconds(700), long)
      }
    return try ModelRegistry.adapter(
      for: ModelName(provider: answer.wire.provider, name: answer.wire.model),
      options: AdapterOptions(
        baseURL: baseURL, timeout: timeout, connectTimeout: long, idleTimeout: idle,
        streaming: answer.streaming, responseLimit: limit),
      environment: [answer.wire.keyVariable: sentinelKey])
  }
}

/// The whole answer `Hello.` of a protocol, to be spoilt.
struct PlainAnswer: Sendable, CustomStringConvertible {
  var wire: WireUnderTest
  var streaming: Bool
  var body: String

  static func all() throws -> [PlainAnswer] {
    try WireUnderTest.all.flatMap { wire in
      try [false, true].map { streaming in
        let body = try #require(wire.fixture(streaming ? "plain.sse" : "plain.json"))
        return PlainAnswer(wire: wire, streaming: streaming, body: body)
      }
    }
  }

  var description: String { wire.folder + (streaming ? ", streamed" : "") }
  var type: String { streaming ? "text/event-stream" : "application/json" }

  /// A fixture of the protocol, streamed where the answer is.
  func fixture(_ name: String, streamed: Bool = false) -> String {
    wire.fixture("\(name).\(streamed ? "sse" : "json")") ?? ""
  }

  /// The head of an answer, with the key where a server may repeat it.
  func head(_ status: String = "HTTP/1.1 200 OK", type: String? = nil, _ headers: String...) -> String {
    ([status, "Content-Type: \(type ?? self.type)", "X-Echo: \(sentinelKey)"] + headers)
      .joined(separator: "\r\n") + "\r\n\r\n"
  }

  /// A head that says how long the body is, and the body.
  func sized(
    _ body: String, _ status: String = "HTTP/1.1 200 OK", type: String? = nil, _ headers: [String] = []
  ) -> [RawServer.Step] {
    sized(Array(body.utf8), status, type: type, headers)
  }

  func sized(
    _ body: [UInt8], _ status: String = "HTTP/1.1 200 OK", type: String? = nil, _ headers: [String] = []
  ) -> [RawServer.Step] {
    let lines =
      [status, "Content-Type: \(type ?? self.type)", "Content-Length: \(body.count)"] + headers + ["", ""]
    return [.text(lines.joined(separator: "\r\n")), .send(body)]
  }

  /// The first part of the body: within the text, before anything says that it is all.
  var beginning: String {
    let mark = streaming ? "lo." : "Hello."
    let place = body.ranges(of: mark).first?.lowerBound ?? body.startIndex
    return String(body[..<(body.index(place, offsetBy: 2, limitedBy: body.endIndex) ?? place)])
  }

  /// The whole events before the one that `beginning` breaks off in.
  var wholeEvents: String {
    let events = beginning.ranges(of: "\n\n").last?.upperBound ?? beginning.startIndex
    return String(beginning[..<events])
  }

  /// The body with its first text changed; JSON text without quotes.
  func saying(_ text: String) -> String {
    body.replacing("lo.\"", with: "\(text)\"")
  }

  /// The body with members put at the beginning of its document or of every event.
  func adding(members: String) -> String {
    streaming ? body.replacing("data: {", with: "data: {\(members), ") : "{\(members), " + body.dropFirst()
  }

  /// The body with another number of tokens out.
  func counting(_ number: String) -> String {
    let name =
      switch wire.folder {
      case "openai-chat": "completion_tokens"
      case "google": "candidatesTokenCount"
      default: "output_tokens"
      }
    return body.replacing("\"\(name)\": 3", with: "\"\(name)\": \(number)")
  }
}
