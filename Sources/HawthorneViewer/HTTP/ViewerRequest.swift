/// What the server does for a request.
enum RequestMethod: String, Sendable, Hashable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
}

/// A request whose head has been read, in bounds and in order.
struct RequestHead: Sendable, Hashable {
  /// nil for a method that the server does not know.
  var method: RequestMethod?
  /// The path's segments, percent-decoded; `/` has none, `/runs/` has `runs` and an empty one.
  var path: [String]
  /// Names and values after the `?`, decoded, in order.
  var query: [QueryItem]
  /// As it was sent: begins with `/`, visible ASCII.
  var target: String
  /// Names in lower case; of one that was sent twice the last.
  var headers: [String: String]
}

/// A name with its value, from a query or a form.
struct QueryItem: Sendable, Hashable {
  var name: String
  var value: String
}

/// A request with its body.
struct ViewerRequest: Sendable {
  var head: RequestHead
  /// Fields of a posted form, decoded, in order.
  var form: [QueryItem]
}

/// What is wrong with a request, in words for whoever sent it.
struct RequestError: Error, Hashable {
  var status: ResponseStatus
  var message: String

  init(_ status: ResponseStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}
