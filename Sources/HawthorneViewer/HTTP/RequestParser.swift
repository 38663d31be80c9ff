/// Reads the head of an HTTP/1.1 request (RFC 9112), strictly: what is ambiguous is refused.
///
/// FlyingFox's own reader takes time that grows with the square of a line's length, from whoever connects: 3 s for 16 KB,
/// and while two such lines are read nobody else is answered. Its sockets carry the bytes; they are read here.
enum RequestParser {
  /// Bytes of a head, its empty line included.
  static let maximumHead = 16 * 1024
  static let maximumTarget = 8 * 1024
  static let maximumHeaders = 64
  /// Bytes of a body.
  static let maximumBody = 64 * 1024

  /// Where the head ends: the index after its empty line; nil while it is not there yet.
  static func end(of bytes: [UInt8], from start: Int = 0) -> Int? {
    var index = max(0, start - 3)
    while index + 3 < bytes.count {
      if bytes[index] == 0x0D, bytes[index + 1] == 0x0A, bytes[index + 2] == 0x0D, bytes[index + 3] == 0x0A {
        return index + 4
      }
      index += 1
    }
    return nil
  }

  /// - Parameter bytes: the whole head with its empty line.
  static func head(_ bytes: [UInt8]) throws(RequestError) -> RequestHead {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    // What `end(of:)` found: an empty line, and nothing after its line feed.
    guard lines.count >= 3, lines.removeLast().isEmpty, lines.allSatisfy({ $0.last == 0x0D }) else {
      throw RequestError(.badRequest, "The head is not made of HTTP's lines.")
    }
    lines = lines.map { Array($0.dropLast()) }
    guard lines.removeLast().isEmpty, let first = lines.first else {
      throw RequestError(.badRequest, "The head has no end.")
    }
    let (word, target, isNewer) = try requestLine(first)
    let headers = try headers(Array(lines.dropFirst()))
    let (path, query) = try parts(of: target)
    let connection = (headers["connection"] ?? "").lowercased()
    return RequestHead(
      method: RequestMethod(rawValue: word), path: path, query: query, target: target, headers: headers,
      contentLength: try length(headers), keepsAlive: isNewer && !connection.contains("close"))
  }

  private static func requestLine(
    _ line: [UInt8]
  ) throws(RequestError) -> (method: String, target: String, isNewer: Bool) {
    let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(isToken) else {
      throw RequestError(.badRequest, "The first line is no request of HTTP.")
    }
    let version = String(decoding: words[2], as: UTF8.self)
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
      throw RequestError(.versionNotSupported, "Only HTTP/1.1 is spoken here.")
    }
    guard words[1].count <= maximumTarget else {
      throw RequestError(.targetTooLong, "The address is longer than \(maximumTarget) bytes.")
    }
    // Only the form that names a path: no proxy is asked for, and no other server.
    guard words[1].first == UInt8(ascii: "/"), words[1].allSatisfy({ (0x21..<0x7F).contains($0) }) else {
      throw RequestError(.badRequest, "The address must be a path of this server.")
    }
    return (
      String(decoding: words[0], as: UTF8.self), String(decoding: words[1], as: UTF8.self),
      version == "HTTP/1.1"
    )
  }

  private static func headers(_ lines: [[UInt8]]) throws(RequestError) -> [String: String] {
    guard lines.count <= maximumHeaders else {
      throw RequestError(.headTooLarge, "There are more than \(maximumHeaders) header lines.")
    }
    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, line[..<colon].allSatisfy(isToken)
      else { throw RequestError(.badRequest, "A header line has no name.") }
      let value = line[(colon + 1)...]
      guard value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
        throw RequestError(.badRequest, "A header's value holds a control character.")
      }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let text = trimmed(String(decoding: value, as: UTF8.self))
      guard let before = headers[name] else {
        headers[name] = text
        continue
      }
      // Two of these would mean two things to two readers.
      guard !["host", "origin", "content-length", "content-type", "transfer-encoding"].contains(name) else {
        throw RequestError(.badRequest, "The header '\(name)' is there twice.")
      }
      headers[name] = before + (name == "cookie" ? "; " : ", ") + text
    }
    return headers
  }

  private static func length(_ headers: [String: String]) throws(RequestError) -> Int {
    guard headers["transfer-encoding"] == nil else {
      throw RequestError(.notImplemented, "A body must say its length and come as it is.")
    }
    guard let text = headers["content-length"] else { return 0 }
    guard !text.isEmpty, text.utf8.count <= 20, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw RequestError(.badRequest, "The body's length is no number.")
    }
    guard let length = Int(text), length <= maximumBody else {
      throw RequestError(.contentTooLarge, "The body is longer than \(maximumBody) bytes.")
    }
    return length
  }

  private static func parts(of target: String) throws(RequestError) -> ([String], [QueryItem]) {
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let query = PercentCoding.items(halves.count == 2 ? halves[1] : "") else {
      throw RequestError(.badRequest, "What stands after the '?' is not encoded as a query is.")
    }
    var path: [String] = []
    if halves[0] != "/" {
      for segment in halves[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
        guard path.count < 16, let decoded = PercentCoding.decoded(segment, isForm: false) else {
          throw RequestError(.badRequest, "The path is not encoded as a path is.")
        }
        path.append(decoded)
      }
    }
    return (path, query)
  }

  private static func trimmed(_ text: String) -> String {
    func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
    return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
