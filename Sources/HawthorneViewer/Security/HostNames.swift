/// The values of `Host` that mean this server.
struct HostNames: Sendable {
  /// Where it listens: an IP address as text.
  let address: String
  let port: UInt16

  /// Whether the address is one that only this machine reaches.
  static func isLoopback(_ address: String) -> Bool {
    address == "::1" || (isIPv4(address) && address.hasPrefix("127."))
  }

  /// Whether it listens on every address of the machine.
  private var isEvery: Bool { address == "0.0.0.0" || address == "::" }

  /// As it stands in an address: IPv6 in brackets.
  static func inAddress(_ address: String) -> String { address.contains(":") ? "[\(address)]" : address }

  /// Where a browser of this machine finds it.
  var authority: String {
    let reached = address == "0.0.0.0" ? "127.0.0.1" : address == "::" ? "::1" : address
    return port == 80 ? Self.inAddress(reached) : "\(Self.inAddress(reached)):\(port)"
  }

  /// Whether a request for this host is for us.
  ///
  /// A server on every address is reached under addresses that it does not know, but never under a name: a name is what
  /// DNS rebinding needs.
  func allow(_ host: String) -> Bool {
    let host = host.lowercased()
    guard let name = withoutPort(host) else { return false }
    if name == Self.inAddress(address) { return true }
    if Self.isLoopback(address) || isEvery, name == "localhost" { return true }
    return isEvery && (Self.isIPv4(name) || Self.isBracketedIPv6(name))
  }

  private func withoutPort(_ host: String) -> String? {
    if host.hasSuffix(":\(port)") { return String(host.dropLast("\(port)".utf8.count + 1)) }
    return port == 80 && !host.hasSuffix(":") ? host : nil
  }

  /// Four numbers below 256, without leading zeros.
  static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && (part.utf8.count == 1 || part.first != "0") && (Int(part) ?? 256) < 256
      }
  }

  private static func isBracketedIPv6(_ text: String) -> Bool {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count <= 41 else { return false }
    let inside = text.dropFirst().dropLast()
    return inside.contains(":")
      && inside.utf8.allSatisfy { byte in
        (0x30...0x3A).contains(byte) || (0x61...0x66).contains(byte) || byte == UInt8(ascii: ".")
      }
  }
}
