/// Decides about every request, before anything of the store is looked at.
///
/// The one place for: who is asked (Host: a name that an attacker's DNS points here is refused), who asks (a token in the
/// first address, a cookie from then on), and from where (Origin and Sec-Fetch-Site: a page of another site, or of
/// another port of this machine, may neither send forms nor take answers in).
struct Gatekeeper: Sendable {
  enum Verdict: Sendable, Hashable {
    case allowed
    /// The token was right: keep it in a cookie and go on at the address without it.
    case entering
    case refused(RequestError)
  }

  /// In the address that is printed.
  let token = Secret()
  /// In the cookie.
  let session = Secret()
  /// In every form.
  let form = Secret()
  private let hosts: HostNames

  /// Whether other machines may ask.
  private let isRemote: Bool

  init(hosts: HostNames, isRemote: Bool = false) {
    self.hosts = hosts
    self.isRemote = isRemote
  }

  /// What every answer says to the browser.
  var headers: [(name: String, value: String)] { SecurityHeaders.all(isRemote: isRemote) }

  /// Cookies do not know ports: two viewers on one machine must not overwrite each other's.
  var cookieName: String { "hawthorne-\(hosts.port)" }

  /// Gone with the browser's session; not for scripts, not for other sites.
  var cookie: String { "\(cookieName)=\(session.text); Path=/; HttpOnly; SameSite=Strict" }

  /// The name of the token's item in a query.
  static let tokenName = "token"
  /// The name of the form's own token among its fields.
  static let formTokenName = "form-token"

  func verdict(on head: RequestHead) -> Verdict {
    guard let host = head.headers["host"], hosts.allow(host) else {
      return .refused(
        RequestError(.misdirected, "This server is not what the address names. Use the address it printed."))
    }
    guard let method = head.method else {
      return .refused(RequestError(.methodNotAllowed, "Only GET, HEAD and POST are understood."))
    }
    if let refusal = refusalOfOrigin(head, method: method, host: host) { return .refused(refusal) }
    if hasCookie(head) { return .allowed }
    let tokens = head.query.filter { $0.name == Self.tokenName }
    if tokens.count == 1, token.matches(tokens[0].value), method != .post { return .entering }
    return .refused(
      RequestError(
        .forbidden, "The address lacks the token. Use the whole address that 'hawthorne view' printed."))
  }

  /// Whether the fields of a form come from a page of ours.
  func isOurs(_ form: [QueryItem]) -> Bool {
    let tokens = form.filter { $0.name == Self.formTokenName }
    return tokens.count == 1 && self.form.matches(tokens[0].value)
  }

  private func hasCookie(_ head: RequestHead) -> Bool {
    let values = (head.headers["cookie"] ?? "").split(separator: ";").compactMap { pair -> String? in
      let halves = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      return halves.count == 2 && halves[0] == cookieName ? String(halves[1]) : nil
    }
    // Some other server of this machine may have put a second one beside ours.
    return values.count <= 8 && values.contains(where: session.matches)
  }

  private func refusalOfOrigin(_ head: RequestHead, method: RequestMethod, host: String) -> RequestError? {
    let foreign = RequestError(.forbidden, "Another site's page has sent this request.")
    let origin = head.headers["origin"]
    let site = head.headers["sec-fetch-site"]
    // A page that sends no referrer sends no origin with its forms either, but says which site it is of.
    if let origin, origin != "http://\(host)", !(origin == "null" && site == "same-origin") { return foreign }
    if method == .post {
      // Browsers send one or both with every form; what sends neither is no browser with a cookie of ours.
      guard origin != nil || site == "same-origin" else { return foreign }
      return site == nil || site == "same-origin" ? nil : foreign
    }
    switch site {
    case nil, "same-origin", "none": return nil
    // Following a link to a whole page changes nothing and shows nothing to the page that had the link.
    default:
      let isPage =
        head.headers["sec-fetch-mode"] == "navigate" && head.headers["sec-fetch-dest"] == "document"
      return isPage ? nil : foreign
    }
  }
}
