import FlyingSocks
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A server of bare bytes, for answers that no decent server gives: every connection gets one script.
final class RawServer: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    /// The same bytes again and again, without holding them all.
    case times(Int, [UInt8])
    /// One byte after another, so long apart.
    case drip([UInt8], milliseconds: UInt32)
    case pause(milliseconds: UInt32)
    /// Says nothing more until the other side hangs up.
    case hold
    /// Ends the connection with a reset.
    case reset

    static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  private struct State {
    var scripts: [String: [Step]] = [:]
    var requests: [String: Int] = [:]
    var connections = 0
  }

  let port: UInt16
  private let descriptor: Int32
  private let state: Mutex<State>

  /// - Parameter script: run for each connection to `baseURL` after its request was read; then the connection closes.
  init(_ script: [Step]) throws {
    state = Mutex(State(scripts: ["": script]))
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listening = descriptor
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listening, generic, size) == 0 && listen(listening, 512) == 0
          && getsockname(listening, generic, &size) == 0
      }
    }
    guard bound else { throw SocketError.unsupportedAddress }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listening, nil, nil)
        guard connection >= 0 else {
          // Closed here and not in `stop`: the number must not be another socket's before this thread ends.
          close(listening)
          return
        }
        state.withLock { $0.connections += 1 }
        Thread.detachNewThread { self.serve(connection) }
      }
    }
  }

  var baseURL: String { baseURL("") }

  private func baseURL(_ folder: String) -> String { "http://127.0.0.1:\(port)\(folder)/v1" }

  /// A base URL with a script of its own on the same port.
  func adding(_ script: [Step]) -> String {
    baseURL(
      state.withLock { state in
        let folder = "/r\(state.scripts.count)"
        state.scripts[folder] = script
        return folder
      })
  }

  /// How many connections there were to anything here.
  var connections: Int { state.withLock { $0.connections } }

  /// How many requests came to a base URL.
  func requests(to baseURL: String) -> Int {
    state.withLock { $0.requests.first { self.baseURL($0.key) == baseURL }?.value ?? 0 }
  }

  /// Wakes `accept`, and refuses from now on.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    guard let path = Self.readRequest(connection) else { return }
    let script = state.withLock { state -> [Step] in
      let key = state.scripts.keys.filter { !$0.isEmpty && path.hasPrefix($0 + "/") }.first ?? ""
      state.requests[key, default: 0] += 1
      return state.scripts[key] ?? []
    }
    for step in script { guard Self.run(step, connection) else { return } }
  }

  /// - Returns: whether the script goes on.
  private static func run(_ step: Step, _ connection: Int32) -> Bool {
    switch step {
    case .send(let bytes):
      return put(bytes, connection)
    case .times(let count, let bytes):
      for _ in 0..<count { guard put(bytes, connection) else { return false } }
    case .drip(let bytes, let milliseconds):
      for byte in bytes {
        guard put([byte], connection) else { return false }
        usleep(milliseconds * 1000)
      }
    case .pause(let milliseconds):
      usleep(milliseconds * 1000)
    case .hold:
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
    case .reset:
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
      return false
    }
    return true
  }

  private static func put(_ bytes: [UInt8], _ connection: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = send(
          connection, bytes.baseAddress?.advanced(by: done), bytes.count - done, Int32(MSG_NOSIGNAL))
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  /// Reads head and body by their Content-Length; the path asked for, nil where nobody asked.
  private static func readRequest(_ connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(connection, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      bytes += piece[..<count]
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { continue }
      let head = text[..<end.lowerBound]
      let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
      guard bytes.count >= head.utf8.count + 4 + (length ?? 0) else { continue }
      return head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    }
  }
}
