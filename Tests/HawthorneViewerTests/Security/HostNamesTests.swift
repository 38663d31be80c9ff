import Testing

@testable import HawthorneViewer

struct HostNamesTests {
  @Test(arguments: [
    ("127.0.0.1:8080", true), ("localhost:8080", true), ("LOCALHOST:8080", true), ("127.0.0.1", false),
    ("127.0.0.1:80", false),
    ("127.0.0.1:80800", false), ("evil.example:8080", false), ("127.0.0.1.evil.example:8080", false),
    ("[::1]:8080", false),
    ("localhost.:8080", false), ("127.0.0.2:8080", false), ("", false), (":8080", false),
    ("127.0.0.1:8080 ", false),
    ("user@127.0.0.1:8080", false), ("0x7f.1:8080", false), ("127.1:8080", false),
  ]) func loopback(host: String, isOurs: Bool) {
    #expect(HostNames(address: "127.0.0.1", port: 8080).allow(host) == isOurs)
  }

  @Test(arguments: [
    ("[::1]:9", true), ("localhost:9", true), ("::1:9", false), ("127.0.0.1:9", false), ("[::2]:9", false),
  ]) func loopbackOfIPv6(host: String, isOurs: Bool) {
    #expect(HostNames(address: "::1", port: 9).allow(host) == isOurs)
  }

  /// Under every address, but under no name: DNS rebinding needs one.
  @Test(arguments: [
    ("192.168.1.7:9", true), ("[fe80::1]:9", true), ("localhost:9", true), ("box.lan:9", false),
    ("192.168.1:9", false),
    ("192.168.1.256:9", false), ("192.168.01.1:9", false), ("[::1:9", false), ("[]:9", false),
    ("[evil.example]:9", false),
  ]) func everyAddress(host: String, isOurs: Bool) {
    #expect(HostNames(address: "0.0.0.0", port: 9).allow(host) == isOurs)
  }

  @Test func thePortOfHTTPMayBeLeftOut() {
    let names = HostNames(address: "127.0.0.1", port: 80)
    #expect(names.allow("127.0.0.1") && names.allow("127.0.0.1:80") && !names.allow("127.0.0.1:81"))
    #expect(names.authority == "127.0.0.1")
    #expect(HostNames(address: "::", port: 5).authority == "[::1]:5")
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.8.9.1", true), ("::1", true), ("0.0.0.0", false), ("127.0.0.1.evil", false),
    ("::", false),
    ("127.evil", false),
  ]) func whatIsLoopback(address: String, isLoopback: Bool) {
    #expect(HostNames.isLoopback(address) == isLoopback)
  }
}
