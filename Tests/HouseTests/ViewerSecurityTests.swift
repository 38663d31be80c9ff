import Foundation
import HawthorneStatistics
import TestTools
import Testing

/// The viewer's binary, asked over bare sockets by those who should not get in, and by those who get in and then err.
struct ViewerSecurityTests {
  private let folder: TemporaryFolder
  private var store: String { "\(folder.path)/s.sqlite" }

  init() async throws {
    folder = try TemporaryFolder()
    let ran = try await HawthorneBinary.run([
      "run", "smoke", "--model", "organism/aware-a", "--limit", "1", "--store", "\(folder.path)/s.sqlite",
      "--quiet",
    ])
    #expect(ran.status == 0, "\(ran.errors)")
  }

  private func status(_ answer: ViewerProcess.Answer?) -> Int { answer?.status ?? 0 }

  @Test func onlyTheTokenLetsIn() async throws {
    let viewer = try await ViewerProcess([store])
    #expect(viewer.token.utf8.count == 32)
    #expect(viewer.cookie.hasPrefix("hawthorne-\(viewer.port)="))
    #expect(status(viewer.ask("GET", "/")) == 200)
    for (target, cookie) in [
      ("/", nil), ("/?token=", nil), ("/?token=\(String(repeating: "0", count: 32))", nil),
      ("/", "hawthorne-\(viewer.port)=0"),
      ("/", "hawthorne-\(viewer.port)=\(viewer.token)"), ("/assets/viewer.js", nil), ("/nowhere", nil),
    ] {
      let answer = viewer.ask("GET", target, headers: ["Cookie": cookie])
      #expect(status(answer) == 403, "\(target)")
      #expect(answer?.body.contains("smoke") == false && answer?.headers["set-cookie"] == nil)
    }
    let entrance = viewer.ask("GET", "/runs/x?a=%22%3E&token=\(viewer.token)", headers: ["Cookie": nil])
    #expect(status(entrance) == 200)
    #expect(entrance?.body.contains(viewer.token) == false)
    #expect(entrance?.body.contains("url=/runs/x?a=%22%3E\"") == true)
    #expect(entrance?.headers["set-cookie"]?.contains("HttpOnly; SameSite=Strict") == true)
  }

  @Test func everyAnswerTellsTheBrowserWhatNotToDo() async throws {
    let viewer = try await ViewerProcess([store])
    for (target, cookie) in [
      ("/", Optional(viewer.cookie)), ("/nowhere", viewer.cookie), ("/assets/viewer.css", viewer.cookie),
      ("/", nil),
    ] {
      let headers = viewer.ask("GET", target, headers: ["Cookie": cookie])?.headers ?? [:]
      #expect(headers["content-security-policy"]?.contains("default-src 'none'") == true)
      #expect(headers["content-security-policy"]?.contains("frame-ancestors 'none'") == true)
      #expect(headers["content-security-policy"]?.contains("unsafe") == false)
      #expect(headers["x-content-type-options"] == "nosniff")
      #expect(headers["x-frame-options"] == "DENY")
      #expect(headers["referrer-policy"] == "no-referrer")
      #expect(headers["cache-control"] == "no-store")
      #expect(headers["cross-origin-resource-policy"] == "same-origin")
      #expect(headers.keys.allSatisfy { !$0.hasPrefix("access-control") && $0 != "server" })
    }
  }

  @Test func aNameOfAnothersThatPointsHereGetsNothing() async throws {
    let viewer = try await ViewerProcess([store])
    for host in [
      "evil.example", "evil.example:\(viewer.port)", "127.0.0.1", "127.0.0.1:1", "", "[::1]:\(viewer.port)",
    ] {
      #expect(status(viewer.ask("GET", "/", headers: ["Host": host])) == 421, "\(host)")
      #expect(
        status(viewer.ask("GET", "/?token=\(viewer.token)", headers: ["Host": host, "Cookie": nil])) == 421,
        "\(host)")
    }
    #expect(status(viewer.ask("GET", "/", headers: ["Host": nil])) == 421)
    #expect(status(viewer.ask("GET", "/", headers: ["Host": "localhost:\(viewer.port)"])) == 200)
  }

  @Test func otherSitesNeitherSendFormsNorTakeAnswersIn() async throws {
    let viewer = try await ViewerProcess([store])
    let here = "http://127.0.0.1:\(viewer.port)"
    for headers: [String: String] in [
      ["Origin": "http://evil.example"], ["Origin": "null"], [:],
      ["Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"],
      ["Origin": here, "Sec-Fetch-Site": "cross-site"],
    ] {
      #expect(status(viewer.ask("POST", "/", headers: headers, body: "a=b")) == 403, "\(headers)")
    }
    // From a page of ours, to a page that takes no forms.
    #expect(
      status(
        viewer.ask("POST", "/", headers: ["Origin": here, "Sec-Fetch-Site": "same-origin"], body: "a=b"))
        == 405)
    #expect(
      status(viewer.ask("GET", "/", headers: ["Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"]))
        == 403)
    #expect(status(viewer.ask("GET", "/", headers: ["Origin": "http://evil.example"])) == 403)
  }

  @Test(arguments: ["PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH"])
  func otherMethodsAreRefused(method: String) async throws {
    let viewer = try await ViewerProcess([store])
    let answer = viewer.ask(method, "/")
    #expect([400, 405].contains(status(answer)) || answer == nil)
    #expect(answer?.body.contains("<h1>") != true)
    #expect(status(viewer.ask("GET", "/")) == 200)
  }

  @Test func aHeadHasNoBody() async throws {
    let viewer = try await ViewerProcess([store])
    let answer = viewer.ask("HEAD", "/")
    #expect(status(answer) == 200 && answer?.body.isEmpty == true)
    #expect((Int(answer?.headers["content-length"] ?? "") ?? 0) > 100)
  }

  @Test func noPathReachesTheFileSystem() async throws {
    let viewer = try await ViewerProcess([store])
    for target in [
      "/../../../etc/passwd", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../etc/passwd",
      "/assets/..%2f..%2fetc%2fpasswd",
      "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/assets/viewer.css/../../../etc/passwd",
      "/runs/..%2f..%2f..%2fetc%2fpasswd",
      "/runs/%2fetc%2fpasswd", "/etc/passwd", "/runs/%00", "/assets/viewer.css%00.png",
      "/runs/a%0d%0aSet-Cookie:x=1",
      "/runs/x/rollouts/../../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1/etc/passwd",
      "/\\..\\..\\etc\\passwd",
    ] {
      let answer = viewer.ask("GET", target)
      #expect([400, 404].contains(status(answer)) || answer == nil, "\(target) \(status(answer))")
      #expect(answer?.body.contains("root:") != true)
      #expect(answer?.headers["set-cookie"] == nil)
    }
    #expect(status(viewer.ask("GET", "/")) == 200)
  }

  @Test func largeHeadsAndBodiesAreRefused() async throws {
    let viewer = try await ViewerProcess([store])
    // FlyingFox takes time by the square of a line: the lines are no longer than they must be.
    let long = String(repeating: "a", count: 70_000)
    #expect(status(viewer.ask("GET", "/?model=" + long.prefix(8_200), silence: 60)) == 414)
    let many = Dictionary(
      (0..<9).map { ("X-Long-\($0)", Optional(String(long.prefix(2_000)))) }, uniquingKeysWith: { $1 })
    #expect(status(viewer.ask("GET", "/", headers: many, silence: 60)) == 431)
    let here = ["Origin": "http://127.0.0.1:\(viewer.port)", "Sec-Fetch-Site": "same-origin"]
    #expect(status(viewer.ask("POST", "/", headers: here, body: "a=\(long)")) == 413)
    #expect(status(viewer.ask("GET", "/?" + String(repeating: "a&", count: 300))) == 400)
    for length in ["-1", "x", "99999999999999999999999"] {
      let answer = viewer.ask("POST", "/", headers: here.merging(["Content-Length": length]) { $1 })
      #expect(answer == nil || status(answer) >= 400)
    }
    #expect(status(viewer.ask("GET", "/")) == 200)
  }

  @Test func requestsThatAreNoneDoNoHarm() async throws {
    let viewer = try await ViewerProcess([store])
    var generator = SeededGenerator(seed: 3)
    let parts = [
      "GET", "POST", " ", "/", "?", "runs", "%", "%2", "\u{0}", "\r\n", "\n", "HTTP/1.1", "HTTP/9", "Host: ",
      "127.0.0.1:\(viewer.port)",
      "Cookie: \(viewer.cookie)", "Content-Length: 3", ":", "é", "&", "=", "..", "matrix", "after=",
      "<script>", "Transfer-Encoding: chunked",
      "ffffffffffffffff\r\n", "token=",
    ]
    for _ in 0..<150 {
      guard let connection = RawConnection(port: viewer.port) else {
        Issue.record("the viewer is gone")
        return
      }
      let count = Int.random(in: 1...25, using: &generator)
      connection.send(
        (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined() + "\r\n\r\n")
    }
    // A target of any kind, in a request that is else a browser's.
    for _ in 0..<150 {
      let target =
        "/"
        + (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          [
            "runs", "/", "?", "%41", "%FF", "%", "&a=", "=", "matrix", "set", "compare", "first=", "x", "~",
            "'", "rollouts", "q=", "belief=",
          ]
          .randomElement(using: &generator) ?? ""
        }.joined()
      let answer = viewer.ask("GET", target)
      #expect([200, 400, 404].contains(status(answer)), "\(target) \(status(answer))")
    }
    #expect(viewer.isAlive)
    #expect(status(viewer.ask("GET", "/")) == 200)
  }

  @Test func silentAndManyClientsKeepNobodyOut() async throws {
    let viewer = try await ViewerProcess([store])
    _ = viewer.cookie
    // Heads that never end, and connections that say nothing.
    let slow = (0..<300).compactMap { _ in RawConnection(port: viewer.port) }
    for (index, connection) in slow.enumerated() where index.isMultiple(of: 2) {
      connection.send("GET / HTTP/1.1\r\nHost: x")
    }
    #expect(slow.count == 300)
    #expect(status(viewer.ask("GET", "/")) == 200)
    // They are hung up on in the end.
    #expect(slow[1].read(silence: 60).isClosed)
    #expect(slow[2].read(silence: 60).isClosed)
    #expect(status(viewer.ask("GET", "/")) == 200)
  }

  @Test func readOnlyLeavesEveryByte() async throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: store))
    let viewer = try await ViewerProcess([store, "--read-only"])
    for target in ["/", "/rollouts", "/compare", "/nowhere"] {
      #expect([200, 404].contains(status(viewer.ask("GET", target))))
    }
    #expect(viewer.ask("GET", "/")?.body.contains("read-only") == true)
    #expect(try await viewer.end() == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == before)
  }

  @Test func whatOthersCanReachMustBeMeant() async throws {
    let refused = try await HawthorneBinary.run(["view", store, "--host", "0.0.0.0"])
    #expect(refused.status == 64)
    #expect(
      refused.errors.contains("can be reached from other machines")
        && refused.errors.contains("--allow-remote"))
    let none = try await HawthorneBinary.run(["view", store, "--host", "evil.example"])
    #expect(none.status == 64)
    let missing = try await HawthorneBinary.run(["view", "\(folder.path)/none.sqlite"])
    #expect(missing.status != 0 && missing.errors.contains("There is no store"))
  }

  @Test func aPortThatIsTakenIsSaid() async throws {
    let viewer = try await ViewerProcess([store])
    let second = try await HawthorneBinary.run(["view", store, "--port", String(viewer.port)])
    #expect(second.status == 4)
    #expect(second.errors.contains("Cannot listen on 127.0.0.1, port \(viewer.port)"))
    #expect(try await viewer.end() == 0)
  }
}
