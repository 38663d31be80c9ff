/// The statuses that the server answers with.
enum ResponseStatus: Int, Sendable, Hashable {
  case ok = 200
  case seeOther = 303
  case badRequest = 400
  case forbidden = 403
  case notFound = 404
  case methodNotAllowed = 405
  case timeout = 408
  case conflict = 409
  case contentTooLarge = 413
  case targetTooLong = 414
  case unsupportedMediaType = 415
  case misdirected = 421
  case headTooLarge = 431
  case internalError = 500
  case notImplemented = 501
  case unavailable = 503
  case versionNotSupported = 505

  var phrase: String {
    switch self {
    case .ok: "OK"
    case .seeOther: "See Other"
    case .badRequest: "Bad Request"
    case .forbidden: "Forbidden"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .timeout: "Request Timeout"
    case .conflict: "Conflict"
    case .contentTooLarge: "Content Too Large"
    case .targetTooLong: "URI Too Long"
    case .unsupportedMediaType: "Unsupported Media Type"
    case .misdirected: "Misdirected Request"
    case .headTooLarge: "Request Header Fields Too Large"
    case .internalError: "Internal Server Error"
    case .notImplemented: "Not Implemented"
    case .unavailable: "Service Unavailable"
    case .versionNotSupported: "HTTP Version Not Supported"
    }
  }
}

/// What goes back. The headers that keep a page safe are added where it is written.
struct ViewerResponse: Sendable {
  enum Kind: String, Sendable {
    case html = "text/html; charset=utf-8"
    case json = "application/json"
    case style = "text/css; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case text = "text/plain; charset=utf-8"
    case image = "image/svg+xml"
    case csv = "text/csv; charset=utf-8"
    case jsonLines = "application/jsonl"
  }

  var status: ResponseStatus
  var kind: Kind
  var body: [UInt8]
  /// Beyond those of every answer: `Location`, `Set-Cookie`, `Allow`. Made here, never of a text of the store.
  var headers: [(name: String, value: String)] = []

  init(_ status: ResponseStatus = .ok, _ kind: Kind, _ text: String) {
    self.status = status
    self.kind = kind
    body = Array(text.utf8)
  }

  /// After a form was accepted: the page to look at.
  static func redirect(to place: Place) -> ViewerResponse {
    var response = ViewerResponse(.seeOther, .text, "")
    response.headers = [("Location", place.path)]
    return response
  }
}
