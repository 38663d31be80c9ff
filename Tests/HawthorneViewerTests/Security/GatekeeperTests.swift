import Testing

@testable import HawthorneViewer

struct GatekeeperTests {
  private let gatekeeper = Gatekeeper(hosts: HostNames(address: "127.0.0.1", port: 8080))

  private func head(
    _ method: RequestMethod? = .get, token: String? = nil, cookie: String? = nil,
    _ headers: [String: String] = [:]
  ) -> RequestHead {
    var all = ["host": "127.0.0.1:8080"].merging(headers) { $1 }
    if let cookie { all["cookie"] = cookie }
    return RequestHead(
      method: method, path: [], query: token.map { [QueryItem(name: "token", value: $0)] } ?? [], target: "/",
      headers: all)
  }

  private var cookie: String { "hawthorne-8080=\(gatekeeper.session.text)" }

  private func status(_ head: RequestHead) -> ResponseStatus? {
    if case .refused(let error) = gatekeeper.verdict(on: head) { error.status } else { nil }
  }

  @Test func theTokenLetsInOnceAndTheCookieFromThenOn() {
    #expect(gatekeeper.verdict(on: head(token: gatekeeper.token.text)) == .entering)
    #expect(gatekeeper.verdict(on: head(cookie: cookie)) == .allowed)
    #expect(gatekeeper.verdict(on: head(cookie: "a=b; \(cookie); c=d")) == .allowed)
    // Another viewer's cookie of the same host stands beside ours.
    #expect(gatekeeper.verdict(on: head(cookie: "hawthorne-8080=x; \(cookie)")) == .allowed)
    #expect(gatekeeper.cookie.contains("HttpOnly") && gatekeeper.cookie.contains("SameSite=Strict"))
    #expect(!gatekeeper.cookie.contains(gatekeeper.token.text))
  }

  @Test func nothingElseLetsIn() {
    #expect(status(head()) == .forbidden)
    #expect(status(head(token: "")) == .forbidden)
    #expect(status(head(token: String(gatekeeper.token.text.dropLast()))) == .forbidden)
    #expect(status(head(token: gatekeeper.session.text)) == .forbidden)
    #expect(status(head(cookie: "hawthorne-8080=\(gatekeeper.token.text)")) == .forbidden)
    #expect(status(head(cookie: "hawthorne-8081=\(gatekeeper.session.text)")) == .forbidden)
    // A form is not the way in.
    let origin = ["origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"]
    #expect(status(head(.post, token: gatekeeper.token.text, origin)) == .forbidden)
  }

  @Test func aNameThatPointsHereIsNotThisServer() {
    #expect(status(head(cookie: cookie, ["host": "evil.example:8080"])) == .misdirected)
    #expect(status(head(cookie: cookie, ["host": "evil.example"])) == .misdirected)
    var without = head(cookie: cookie)
    without.headers["host"] = nil
    #expect(status(without) == .misdirected)
  }

  @Test(arguments: [
    (["origin": "http://127.0.0.1:8080"], true),
    (["origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"], true),
    (["origin": "null", "sec-fetch-site": "same-origin"], true),
    (["sec-fetch-site": "same-origin"], true),
    ([:], false),
    (["origin": "null"], false),
    (["origin": "null", "sec-fetch-site": "cross-site"], false),
    (["origin": "http://evil.example"], false),
    (["origin": "http://127.0.0.1:9090", "sec-fetch-site": "same-site"], false),
    (["origin": "http://127.0.0.1:8080", "sec-fetch-site": "cross-site"], false),
    (["origin": "https://127.0.0.1:8080", "sec-fetch-site": "same-origin"], false),
    (["sec-fetch-site": "none"], false),
  ]) func formsComeFromPagesOfOurs(headers: [String: String], isOurs: Bool) {
    #expect(status(head(.post, cookie: cookie, headers)) == (isOurs ? nil : .forbidden))
  }

  @Test(arguments: [
    (["sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"], true),
    (["sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"], true),
    (["sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"], true),
    (["sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"], false),
    (["sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"], false),
    (["sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"], false),
    (["origin": "http://evil.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"], false),
  ]) func otherSitesTakeNothingIn(headers: [String: String], isAllowed: Bool) {
    #expect(status(head(cookie: cookie, headers)) == (isAllowed ? nil : .forbidden))
  }

  @Test func formsCarryATokenOfTheirOwn() {
    #expect(gatekeeper.isOurs([.init(name: "form-token", value: gatekeeper.form.text)]))
    #expect(!gatekeeper.isOurs([]))
    #expect(!gatekeeper.isOurs([.init(name: "form-token", value: gatekeeper.token.text)]))
    #expect(
      !gatekeeper.isOurs(Array(repeating: .init(name: "form-token", value: gatekeeper.form.text), count: 2)))
  }

  @Test func methodsAreFew() {
    #expect(status(head(nil, cookie: cookie)) == .methodNotAllowed)
  }
}
