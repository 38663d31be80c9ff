import FlyingFox
import FoundationEssentials
import Synchronization

/// Where FlyingFox hands a request over: it is read within bounds, answered by the router, and given back.
final class Door: HTTPHandler {
  static let longestTarget = 8 * 1024
  static let longestHeaders = 16 * 1024
  static let longestBody = 64 * 1024

  private let router = Mutex<Router?>(nil)

  /// Lets requests in, once the port is known.
  func open(_ router: Router) { self.router.withLock { $0 = router } }

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let router = router.withLock(\.self) else { return HTTPResponse(statusCode: .serviceUnavailable) }
    let response: ViewerResponse
    do {
      let head = try Self.head(of: request)
      response = await router.respond(to: head, body: try await Self.body(of: request))
    } catch let error as RequestError {
      response = router.refusal(error)
    }
    return Self.response(response, headers: router.gatekeeper.headers, isHead: request.method == .HEAD)
  }

  static func head(of request: HTTPRequest) throws(RequestError) -> RequestHead {
    let target = request.target.rawValue
    guard target.utf8.count <= longestTarget else {
      throw RequestError(.targetTooLong, "The address is longer than \(longestTarget) bytes.")
    }
    // Only the form that names a path: no proxy is asked for, and no other server.
    guard target.hasPrefix("/"), target.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
      throw RequestError(.badRequest, "The address must be a path of this server.")
    }
    var headers: [String: String] = [:]
    for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
    guard headers.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) <= longestHeaders else {
      throw RequestError(.headTooLarge, "The head is longer than \(longestHeaders) bytes.")
    }
    guard let query = PercentCoding.items(request.target.query()) else {
      throw RequestError(.badRequest, "What stands after the '?' is not encoded as a query is.")
    }
    return RequestHead(
      method: RequestMethod(rawValue: request.method.rawValue), path: try path(request.target.path()),
      query: query, target: target, headers: headers)
  }

  private static func path(_ text: String) throws(RequestError) -> [String] {
    var path: [String] = []
    guard text != "/" else { return path }
    for segment in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard path.count < 16, let decoded = PercentCoding.decoded(segment, isForm: false) else {
        throw RequestError(.badRequest, "The path is not encoded as a path is.")
      }
      path.append(decoded)
    }
    return path
  }

  private static func body(of request: HTTPRequest) async throws -> [UInt8] {
    guard let length = request.bodySequence.count else {
      throw RequestError(.notImplemented, "A body must say its length and come as it is.")
    }
    guard length <= longestBody else {
      throw RequestError(.contentTooLarge, "The body is longer than \(longestBody) bytes.")
    }
    return Array(try await request.bodyData)
  }

  private static func response(
    _ response: ViewerResponse, headers: [(name: String, value: String)], isHead: Bool
  ) -> HTTPResponse {
    var out = HTTPHeaders()
    let own = [("Content-Type", response.kind.rawValue), ("Content-Length", String(response.body.count))]
    for (name, value) in headers + response.headers + own { out.setValues([value], for: HTTPHeader(name)) }
    return HTTPResponse(
      statusCode: HTTPStatusCode(response.status.rawValue, phrase: response.status.phrase), headers: out,
      body: isHead ? Data() : Data(response.body))
  }
}
