import Foundation
import TestTools

/// `hawthorne view` under way, and a browser's manners towards it.
final class ViewerProcess {
  let port: UInt16
  let token: String
  private let running: Running
  private let folder: TemporaryFolder

  struct Answer: Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: String
  }

  init(_ arguments: [String]) async throws {
    folder = try TemporaryFolder()
    let said = try folder.file("out", "")
    running = try await HawthorneBinary.program(["view", "--no-open"] + arguments).start(
      output: said, errors: try folder.file("err", ""))
    for _ in 0..<600 {
      let line = try String(contentsOfFile: said, encoding: .utf8)
      if line.hasSuffix("\n"), let colon = line.lastIndex(of: ":"),
        let port = UInt16(line[line.index(after: colon)...].prefix { $0.isNumber }),
        let token = line.split(separator: "=").last
      {
        self.port = port
        self.token = String(token.dropLast())
        return
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    running.send(9)
    throw ViewerSilent(said: try String(contentsOfFile: "\(folder.path)/err", encoding: .utf8))
  }

  deinit { running.send(9) }

  struct ViewerSilent: Error {
    var said: String
  }

  /// Ends it as Ctrl-C does; its exit status.
  func end() async throws -> Int32 {
    running.send(2)
    return try await running.status
  }

  var isAlive: Bool { kill(running.id, 0) == 0 }

  /// Megabytes of memory that it holds.
  var residentMegabytes: Int {
    let status = (try? String(contentsOfFile: "/proc/\(running.id)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1024
  }

  /// What the bytes are answered with; nil for nothing.
  func answer(to request: String, silence: Int = 30) -> Answer? {
    guard let connection = RawConnection(port: port) else { return nil }
    connection.send(request)
    return Self.parse(connection.read(silence: silence).text)
  }

  /// The answer to a request of a browser.
  ///
  /// - Parameter headers: a value of nil leaves the header out.
  func ask(
    _ method: String = "GET", _ target: String, headers: [String: String?] = [:], body: String = "",
    silence: Int = 30
  ) -> Answer? {
    var all: [String: String?] = ["Host": "127.0.0.1:\(port)", "Cookie": cookie, "Connection": "close"]
    if !body.isEmpty {
      all["Content-Length"] = String(body.utf8.count)
      all["Content-Type"] = "application/x-www-form-urlencoded"
    }
    all.merge(headers) { $1 }
    let lines = all.compactMap { name, value in value.map { "\(name): \($0)\r\n" } }.sorted()
    return answer(to: "\(method) \(target) HTTP/1.1\r\n\(lines.joined())\r\n\(body)", silence: silence)
  }

  /// The cookie that the token is given for.
  lazy var cookie: String = {
    let request = "GET /?token=\(token) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n"
    return answer(to: request)?.headers["set-cookie"]?.split(separator: ";").first.map(String.init) ?? ""
  }()

  static func parse(_ text: String) -> Answer? {
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      headers[halves[0].lowercased()] = halves[1].trimmingCharacters(in: .whitespaces)
    }
    return Answer(status: status, headers: headers, body: String(text[end.upperBound...]))
  }
}
