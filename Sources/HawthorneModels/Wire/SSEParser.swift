/// Splits a `text/event-stream` into events, fed in pieces of any size.
///
/// Fields and line ends as in the HTML standard (§9.2.6); `id` and `retry` mean nothing here. Unlike there,
/// an event that the stream's end cuts off is handed out by `finish`, so that the caller sees it is broken.
struct SSEParser: Sendable {
  struct Event: Sendable, Hashable {
    var name: String?
    /// Bytes, for the caller to check as UTF-8.
    var data: [UInt8]
  }

  private var line: [UInt8] = []
  private var event = Event(data: [])
  private var hasData = false
  private var lastWasReturn = false
  private var atStart = true

  mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
    var events: [Event] = []
    for byte in bytes {
      if byte == 0x0A, lastWasReturn {
        lastWasReturn = false
        continue
      }
      lastWasReturn = byte == 0x0D
      if byte == 0x0A || byte == 0x0D {
        if let event = endLine() { events.append(event) }
      } else {
        line.append(byte)
      }
    }
    return events
  }

  /// The event that was not ended by a blank line, if there is one.
  mutating func finish() -> Event? {
    if !line.isEmpty, let event = endLine() { return event }
    return takeEvent()
  }

  private mutating func endLine() -> Event? {
    defer { line.removeAll(keepingCapacity: true) }
    if atStart {
      atStart = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return takeEvent() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == 0x20 { value = value.dropFirst() }
    if line[..<colon].elementsEqual("data".utf8) {
      if hasData { event.data.append(0x0A) }
      event.data += value
      hasData = true
    } else if line[..<colon].elementsEqual("event".utf8) {
      event.name = String(decoding: value, as: UTF8.self)
    } else if line[..<colon].elementsEqual("error".utf8) {
      // No field of the standard, and llama.cpp's until autumn 2025: passed over, the [DONE] behind it would end an answer.
      event = Event(name: "error", data: Array(value))
      hasData = true
    }
    return nil
  }

  private mutating func takeEvent() -> Event? {
    defer {
      event = Event(data: [])
      hasData = false
    }
    return hasData ? event : nil
  }
}
