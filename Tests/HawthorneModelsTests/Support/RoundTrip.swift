import Foundation
import HawthorneCore
import Testing

@testable import HawthorneModels

/// The request that carries an answer back: what a provider must find in it again.
func sentBack<Format: WireFormat>(
  _ answer: String, as format: Format, model: String, tools: [SimulatedTool] = []
) throws -> (body: JSONValue, message: Message) {
  let exchange = Exchange(
    model: model, server: "s", redactor: Redactor([]), parametersAsSent: .object([:]))
  let document = try #require(WireJSON.parse(Array(answer.utf8)), "\(answer)")
  // As a store keeps it: the order of the parts must survive being written down.
  let message = try JSONDecoder().decode(
    Message.self,
    from: try JSONEncoder().encode(
      format.reader(exchange).read(document, headers: [:], latency: 0).message))
  var messages = [Message(role: .user, text: "q"), message]
  messages += message.toolCalls.map { Message(role: .tool, text: "result of \($0.name)", toolCallID: $0.id) }
  if message.toolCalls.isEmpty { messages.append(Message(role: .user, text: "go on")) }
  let request = ModelRequest(messages: messages, tools: tools)
  return (try format.outgoing(request, streaming: false).body, message)
}

/// What a request with this mode and these parameters sends besides the conversation.
func parameters<Format: WireFormat>(
  _ format: Format, _ mode: Mode = Mode(), _ parameters: GenerationParameters = GenerationParameters(),
  last: Message.Role = .user, streaming: Bool = false
) throws -> JSONValue {
  let request = ModelRequest(
    messages: [Message(role: .user, text: "q"), Message(role: last, text: "r")], mode: mode,
    parameters: parameters)
  try format.capabilities.require(request)
  return try format.outgoing(request, streaming: streaming).parameters
}
