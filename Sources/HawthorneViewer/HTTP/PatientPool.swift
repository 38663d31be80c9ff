import FlyingSocks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// FlyingFox's pool of sockets, with an end to its patience: a client that is silent for so long, or does not take its
/// answer, is hung up on.
struct PatientPool: AsyncSocketPool {
  static let patience = Duration.seconds(30)

  private let pool: any AsyncSocketPool

  init(_ pool: some AsyncSocketPool) { self.pool = pool }

  func prepare() async throws { try await pool.prepare() }

  func run() async throws { try await pool.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    guard !Self.isListening(socket) else {
      return try await pool.suspendSocket(socket, untilReadyFor: events)
    }
    let pool = pool
    do {
      try await Deadline.run(Self.patience) { try await pool.suspendSocket(socket, untilReadyFor: events) }
    } catch is Deadline.Passed {
      throw SocketError.disconnected
    }
  }

  private static func isListening(_ socket: Socket) -> Bool {
    var answer: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(socket.file.rawValue, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0 && answer != 0
  }
}
