import HawthorneCore
import Testing

@testable import HawthorneModels

struct ErrorReaderTests {
  private func verdict(_ text: String, status: Int = 200) -> ErrorVerdict {
    let bytes = Array(text.utf8)
    return ErrorReader(redactor: Redactor([sentinelKey]), server: "s").verdict(
      status: status, headers: [:], body: bytes, json: WireJSON.parse(bytes))
  }

  private func kind(_ text: String, status: Int = 200) -> ModelError.Kind? {
    if case .failure(let error) = verdict(text, status: status) { error.kind } else { nil }
  }

  @Test(
    "a stream has no status any more: the type tells",
    arguments: [
      ("invalid_request_error", ModelError.Kind.badRequest), ("authentication_error", .http401),
      ("billing_error", .http402), ("permission_error", .http403), ("not_found_error", .http404),
      ("request_too_large", .badRequest), ("rate_limit_error", .rateLimited), ("api_error", .serverError),
      ("timeout_error", .serverError), ("overloaded_error", .overloaded), ("UNAVAILABLE", .overloaded),
      ("RESOURCE_EXHAUSTED", .rateLimited), ("made_up_error", .serverError),
    ])
  func types(type: String, expected: ModelError.Kind) {
    #expect(kind(#"{"type": "error", "error": {"type": "\#(type)", "message": "x"}}"#) == expected)
    #expect(kind(#"{"error": {"status": "\#(type)", "message": "x"}}"#) == expected)
  }

  @Test func wordsWithoutCodes() {
    #expect(
      kind(
        #"{"error": {"type": "invalid_request_error", "message": "Your credit balance is too low to access the API."}}"#,
        status: 400) == .quota)
    guard
      case .blocked(let reason, _) = verdict(
        #"{"error": {"type": "invalid_request_error", "message": "Output blocked by content filtering policy"}}"#,
        status: 400)
    else {
      Issue.record("not blocked")
      return
    }
    #expect(reason == "content_filtering_policy")
  }
}
