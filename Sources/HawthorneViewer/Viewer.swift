import Dispatch
import FlyingSocks
public import HawthorneStore
import Synchronization

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
/// What comes in passes three doors, one behind the other: `RequestParser` (bounds and form), `Gatekeeper` (who and from
/// where), `PageParameters` (types). No part of a request reaches the file system.
public final class Viewer: Sendable {
  /// Connections at a time; more are told to come back.
  static let maximumConnections = 512

  private let store: Store
  private let options: ViewerOptions
  /// An IP address.
  private let host: String
  private let connections = Mutex(0)

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
    let socket = try listen()
    guard let port = Self.port(of: socket) else { throw cannotListen("no port was given") }
    let hosts = HostNames(address: host, port: port)
    let router = Router(
      store: store, isReadOnly: options.isReadOnly,
      gatekeeper: Gatekeeper(hosts: hosts, isRemote: !HostNames.isLoopback(host)))
    let pool = SocketPool.make(maxEvents: 64)
    try await pool.prepare()
    let listener = try AsyncSocket(socket: socket, pool: pool)
    defer { try? listener.close() }
    ready("http://\(hosts.authority)/?\(Gatekeeper.tokenName)=\(router.gatekeeper.token.text)")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask { try await self.accept(on: listener, router) }
      defer { group.cancelAll() }
      do { try await group.next() } catch is CancellationError {}
    }
  }

  private func accept(on listener: AsyncSocket, _ router: Router) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        let client: AsyncSocket
        do {
          client = try await listener.accept()
        } catch is CancellationError {
          throw CancellationError()
        } catch {
          // No more files, or a client that is gone again: neither is a reason to stop answering the others.
          try await Task.sleep(for: .milliseconds(50))
          continue
        }
        let isOneTooMany = connections.withLock { count in
          count += 1
          return count > Self.maximumConnections
        }
        group.addTask {
          defer { self.connections.withLock { $0 -= 1 } }
          await Connection(socket: client, router: router).serve(isOneTooMany: isOneTooMany)
        }
      }
    }
  }

  private func listen() throws(ViewerError) -> Socket {
    do {
      let socket: Socket
      if host.contains(":") {
        let address: sockaddr_in6 = try .inet6(ip6: host, port: options.port)
        socket = try Socket(domain: Int32(AF_INET6), type: .stream)
        try socket.setValue(true, for: .localAddressReuse)
        try socket.bind(to: address)
      } else {
        let address: sockaddr_in = try .inet(ip4: host, port: options.port)
        socket = try Socket(domain: Int32(AF_INET), type: .stream)
        try socket.setValue(true, for: .localAddressReuse)
        try socket.bind(to: address)
      }
      // A child of this process must not keep the port.
      _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
      try socket.listen()
      return socket
    } catch SocketError.failed(_, _, let message) {
      throw cannotListen(message.lowercased())
    } catch {
      throw cannotListen("it is no IP address of this machine")
    }
  }

  private func cannotListen(_ reason: String) -> ViewerError {
    .cannotListen(host, options.port, reason)
  }

  private static func port(of socket: Socket) -> UInt16? {
    switch try? socket.sockname() {
    case .ip4(_, let port), .ip6(_, let port): port
    default: nil
    }
  }
}
