import HawthorneCore

/// One part of an earlier answer, on its way back to the provider.
enum MessagePiece {
  case reasoning(ReasoningBlock, item: [String: JSONValue])
  case text(String, item: [String: JSONValue])
  case call(ToolCall, position: Int, item: [String: JSONValue])
}

extension Message {
  /// The parts of an answer in the order that they came in.
  ///
  /// Without `parts`, or with such as do not fit the message: reasoning, then text, then calls.
  var pieces: [MessagePiece] {
    if let parts, let found = pieces(parts) { return found }
    return reasoning.map { .reasoning($0, item: [:]) } + (text.isEmpty ? [] : [.text(text, item: [:])])
      + toolCalls.enumerated().map { .call($1, position: $0, item: [:]) }
  }

  private func pieces(_ parts: [Part]) -> [MessagePiece]? {
    var found: [MessagePiece] = []
    var block = 0
    var call = 0
    var start = text.utf8.startIndex
    for part in parts {
      let item = part.item ?? [:]
      switch part.kind {
      case .reasoning:
        guard block < reasoning.count else { return nil }
        found.append(.reasoning(reasoning[block], item: item))
        block += 1
      case .toolCall:
        guard call < toolCalls.count else { return nil }
        found.append(.call(toolCalls[call], position: call, item: item))
        call += 1
      case .text:
        guard let bytes = part.bytes, bytes >= 0,
          let end = text.utf8.index(start, offsetBy: bytes, limitedBy: text.utf8.endIndex),
          let piece = String(text.utf8[start..<end])
        else { return nil }
        found.append(.text(piece, item: item))
        start = end
      }
    }
    guard block == reasoning.count, call == toolCalls.count, start == text.utf8.endIndex else { return nil }
    return found
  }
}
