import FlyingFox
import FlyingSocks
public import HawthorneStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where and how the viewer listens.
public struct ViewerOptions: Sendable {
  /// An IP address.
  public var host: String
  /// 0 takes any that is free.
  public var port: UInt16
  /// Whether a host that others can reach is meant.
  public var allowsRemote: Bool
  /// Whether nothing of the store may change.
  public var isReadOnly: Bool

  public init(
    host: String = "127.0.0.1", port: UInt16 = 0, allowsRemote: Bool = false, isReadOnly: Bool = false
  ) {
    self.host = host
    self.port = port
    self.allowsRemote = allowsRemote
    self.isReadOnly = isReadOnly
  }
}

/// The web app over a store: a server of pages for one person's browser.
///
/// What comes in passes three doors, one behind the other: `Door` (bounds and form), `Gatekeeper` (who and from where),
/// `PageParameters` (types). No part of a request reaches the file system.
public final class Viewer: Sendable {
  /// For a page, seconds.
  private static let longestAnswer = 120.0

  private let store: Store
  private let options: ViewerOptions
  /// An IP address.
  private let host: String

  /// - Throws: `ViewerError.notLoopback`.
  public init(store: Store, options: ViewerOptions = ViewerOptions()) throws(ViewerError) {
    self.store = store
    self.options = options
    host = options.host.lowercased() == "localhost" ? "127.0.0.1" : options.host
    guard options.allowsRemote || HostNames.isLoopback(host) else { throw .notLoopback(host) }
  }

  /// Listens and answers until the task is cancelled.
  ///
  /// - Parameter ready: called once, with the address to open: it lets in whoever has it.
  /// - Throws: `ViewerError.cannotListen`.
  public func run(ready: @Sendable (_ address: String) -> Void) async throws {
    let door = Door()
    var port = options.port
    var isReady = false
    while !Task.isCancelled {
      do {
        try await serve(on: port, by: door) { listening in
          // The tokens are made once: a page that is open goes on after the server has begun again.
          guard !isReady else { return }
          (port, isReady) = (listening, true)
          let hosts = HostNames(address: host, port: port)
          let isRemote = !HostNames.isLoopback(host)
          let router = Router(
            store: store, isReadOnly: options.isReadOnly,
            gatekeeper: Gatekeeper(hosts: hosts, isRemote: isRemote))
          door.open(router)
          ready("http://\(hosts.authority)/?\(Gatekeeper.tokenName)=\(router.gatekeeper.token.text)")
        }
      } catch is CancellationError {
        return
      } catch {
        guard isReady else { throw cannotListen(error) }
        // FlyingFox ends when a client cannot be accepted, as where no more files can be opened.
        try? await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  private func serve(on port: UInt16, by door: Door, listening: (UInt16) -> Void) async throws {
    let server = HTTPServer(config: try configuration(port: port), handler: door)
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await server.run() }
      group.addTask { try await server.waitUntilListening() }
      // Whichever comes first: listening, or the reason why not.
      try await group.next()
      switch await server.listeningAddress {
      case .ip4(_, let port), .ip6(_, let port): listening(port)
      default: throw SocketError.unsupportedAddress
      }
      try await group.next()
    }
  }

  private func configuration(port: UInt16) throws -> HTTPServer.Configuration {
    let pool = PatientPool(HTTPServer.defaultPool())
    if host.contains(":") {
      let address: sockaddr_in6 = try .inet6(ip6: host, port: port)
      return .init(address: address, timeout: Self.longestAnswer, pool: pool, logger: .disabled)
    }
    let address: sockaddr_in = try .inet(ip4: host, port: port)
    return .init(address: address, timeout: Self.longestAnswer, pool: pool, logger: .disabled)
  }

  private func cannotListen(_ error: any Error) -> ViewerError {
    if case SocketError.failed(_, _, let message) = error {
      return .cannotListen(host, options.port, message.lowercased())
    }
    return .cannotListen(host, options.port, "it is no IP address of this machine")
  }
}
