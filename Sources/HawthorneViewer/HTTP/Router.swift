import Dispatch
import HawthorneCore
import HawthorneStore

/// From a request to its answer.
struct Router: Sendable {
  /// Pages made at a time: each may hold a long transcript.
  private static let atOnce = 4

  let gatekeeper: Gatekeeper
  private let context: PageContext
  private let gate = Turnstile(places: Router.atOnce)
  /// Pages wait for the disk; the threads that connections run on must not.
  private let queue = DispatchQueue(label: "hawthorne.viewer", attributes: .concurrent)

  init(store: Store, isReadOnly: Bool, gatekeeper: Gatekeeper) {
    self.gatekeeper = gatekeeper
    context = PageContext(
      store: store, search: SearchDesk(store: store), isReadOnly: isReadOnly, formToken: gatekeeper.form.text)
  }

  func respond(to head: RequestHead, body: [UInt8]) async -> ViewerResponse {
    switch gatekeeper.verdict(on: head) {
    case .refused(let error): return refusal(error)
    case .entering: return entrance(head)
    case .allowed: break
    }
    if let asset = Assets.response(head.path), head.method != .post { return asset }
    guard await gate.enter() else {
      return refusal(RequestError(.unavailable, "Too many pages are being made at a time. Try again."))
    }
    let response = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: page(head, body: body)) }
    }
    await gate.leave()
    return response
  }

  /// Makes the page that is asked for; the error pages too.
  func page(_ head: RequestHead, body: [UInt8]) -> ViewerResponse {
    do {
      let (page, path) = try PageTable.find(head.path, method: head.method ?? .get)
      var parameters = PageParameters(path: path, items: head.query)
      if page.method == .post { parameters = PageParameters(path: path, items: try fields(head, body: body)) }
      if page.writes, context.isReadOnly {
        throw RequestError(.forbidden, "This viewer only reads: it was started with --read-only.")
      }
      let asked = try page.init(&parameters)
      try parameters.finish()
      return try asked.respond(context)
    } catch let error as RequestError {
      return complaint(error)
    } catch let error as StoreError {
      return complaint(RequestError(error))
    } catch let error as any ExplainedError {
      return complaint(RequestError(.internalError, error.description))
    } catch {
      return complaint(RequestError(.internalError, "\(error)"))
    }
  }

  private func fields(_ head: RequestHead, body: [UInt8]) throws(RequestError) -> [QueryItem] {
    let kind = (head.headers["content-type"] ?? "").split(separator: ";").first.map(String.init) ?? ""
    guard kind.lowercased() == "application/x-www-form-urlencoded" else {
      throw RequestError(.unsupportedMediaType, "Only forms are taken.")
    }
    guard let text = String(validating: body, as: UTF8.self), let fields = PercentCoding.items(text) else {
      throw RequestError(.badRequest, "The form is not encoded as a form is.")
    }
    guard gatekeeper.isOurs(fields) else {
      throw RequestError(.forbidden, "The form lacks its token: load its page again and send it from there.")
    }
    return fields
  }

  /// What nobody with a token sees: plain, without a word of the store.
  func refusal(_ error: RequestError) -> ViewerResponse {
    var response = ViewerResponse(error.status, .text, error.message + "\n")
    if error.status == .methodNotAllowed { response.headers = [("Allow", "GET, HEAD, POST")] }
    return response
  }

  /// Hands the cookie over, and goes on at the address without its token.
  ///
  /// By the page's own means: a browser that came from elsewhere would not send the cookie along after a redirect.
  private func entrance(_ head: RequestHead) -> ViewerResponse {
    let items = head.query.filter { $0.name != Gatekeeper.tokenName }
    var place = Place(head.path)
    place.items = items
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="0;url=\(place.path)">
      <link rel="icon" href="\(Assets.icon.path)">
      <title>Hawthorne</title>
      </head>
      <body><p><a href="\(place.path)">Go on to the store</a></p></body>
      </html>

      """
    var response = ViewerResponse(.ok, .html, page.html)
    response.headers = [("Set-Cookie", gatekeeper.cookie)]
    return response
  }

  private func complaint(_ error: RequestError) -> ViewerResponse {
    let body: Markup = """
      <p class="alert">\(isolated: error.message)</p>
      <p>\(context.link(.runs, "To the runs"))</p>
      """
    var response = context.page(error.status.phrase, status: error.status, body)
    if error.status == .methodNotAllowed { response.headers = [("Allow", "GET, HEAD, POST")] }
    return response
  }
}

extension RequestError {
  /// What a store's refusal is to a browser.
  init(_ error: StoreError) {
    let status: ResponseStatus =
      switch error.kind {
      case .unknownRun, .unknownRollout, .ambiguousRun, .ambiguousRollout: .notFound
      case .readOnly: .forbidden
      case .leaseHeld, .leaseLost: .conflict
      case .locked, .full: .unavailable
      default: .internalError
      }
    self.init(status, error.description)
  }
}
