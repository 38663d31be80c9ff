/// A base URL, taken apart far enough to append a path and to show it without secrets.
public struct ServerAddress: Sendable, Hashable {
  let scheme: String
  let credentials: String?
  let host: String
  let port: String?
  /// Without a trailing slash.
  private(set) var path: String
  let query: String?

  /// - Throws: `ModelError` of kind `badAddress`; its text never repeats what may be a secret.
  public init(_ text: String) throws(ModelError) {
    func refuse(_ reason: String) -> ModelError {
      ModelError(.badAddress, problem: "The base URL cannot be used: \(reason).")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw refuse("it holds a space or another character that must be percent-encoded")
    }
    guard !text.contains("#") else { throw refuse("it has a fragment (#…)") }
    let lowered = text.lowercased()
    guard let scheme = ["http", "https"].first(where: { lowered.hasPrefix($0 + "://") }) else {
      throw refuse("it must begin with http:// or https://")
    }
    let rest = text.dropFirst(scheme.count + 3)
    let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    var authority = rest[..<authorityEnd]
    var credentials: String?
    if let at = authority.lastIndex(of: "@") {
      credentials = String(authority[..<at])
      authority = authority[authority.index(after: at)...]
    }
    let portStart: String.Index?
    if authority.hasPrefix("[") {
      guard let bracket = authority.firstIndex(of: "]") else { throw refuse("'[' is not closed") }
      let next = authority.index(after: bracket)
      guard next == authority.endIndex || authority[next] == ":" else { throw refuse("no port after ']'") }
      portStart = next == authority.endIndex ? nil : next
    } else {
      portStart = authority.firstIndex(of: ":")
    }
    let host = String(authority[..<(portStart ?? authority.endIndex)])
    guard !host.isEmpty, host != "[]" else { throw refuse("it has no host") }
    var port: String?
    if let portStart {
      let digits = String(authority[authority.index(after: portStart)...])
      guard let number = UInt16(digits), number > 0 else {
        throw refuse("its port is not a number from 1 to 65535")
      }
      port = String(number)
    }
    let tail = rest[authorityEnd...]
    let queryStart = tail.firstIndex(of: "?")
    var path = String(tail[..<(queryStart ?? tail.endIndex)])
    while path.hasSuffix("/") { path.removeLast() }
    self.scheme = scheme
    self.credentials = credentials
    self.host = host.lowercased()
    self.port = port
    self.path = path
    query = queryStart.map { String(tail[tail.index(after: $0)...]) }
  }

  /// The address to ask, credentials and query included.
  func url(appending suffix: String, query added: String? = nil) -> String {
    let queries = [query, added].compactMap { $0 }.filter { !$0.isEmpty }
    return
      "\(scheme)://\(credentials.map { $0 + "@" } ?? "")\(host)\(port.map { ":" + $0 } ?? "")\(path)\(suffix)"
      + (queries.isEmpty ? "" : "?" + queries.joined(separator: "&"))
  }

  /// The same address with a version's folder at its end, if none of `versions` is there already.
  func versioned(_ version: String, among versions: [String]) -> ServerAddress {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    if versions.contains(last) { return self }
    var address = self
    address.path += "/" + version
    return address
  }

  /// For people and records: no credentials, no query, nothing in the path that has the form of a key.
  public var shown: String {
    "\(scheme)://\(host)\(port.map { ":" + $0 } ?? "")\(SecretShape.withoutKeys(path))"
  }

  /// Whether the host is this machine, by its name or a literal loopback address.
  public var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Percent-encoding undone; nil where there is none.
  private static func decoded(_ text: String) -> String? {
    guard text.contains("%") else { return nil }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The secrets an address may carry: user, password, query values.
  var secrets: [String] {
    var all: [String] = []
    if let credentials {
      all.append(credentials)
      all += credentials.split(separator: ":", maxSplits: 1).map(String.init)
    }
    for part in (query ?? "").split(separator: "&") {
      if let value = part.split(separator: "=", maxSplits: 1).dropFirst().first { all.append(String(value)) }
    }
    all += path.split(separator: "/").filter { SecretShape.isKey($0) }.map(String.init)
    // As they are meant, too: a server may repeat them so.
    return all + all.compactMap(Self.decoded)
  }
}
