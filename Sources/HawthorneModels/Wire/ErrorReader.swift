import HawthorneCore

/// What a provider's error means: a failure of a stable class, or a block of the request's content.
enum ErrorVerdict: Sendable {
  case failure(ModelError)
  /// The provider's filter refused; its word, and what it said.
  case blocked(reason: String, message: String)
}

/// Reads providers' error bodies, in all their shapes.
struct ErrorReader {
  var redactor: Redactor
  /// The server, for the error's text.
  var server: String

  /// Judges an answer that is a complaint.
  ///
  /// - Parameter status: of HTTP; 200 where the error came in a successful answer or in its stream.
  func verdict(status: Int, headers: [String: String], body: [UInt8], json: JSONValue?) -> ErrorVerdict {
    let complaint = Complaint(json)
    let effective = status == 200 ? complaint.status ?? 200 : status
    let codes = complaint.codes.map { $0.lowercased() }
    let said = complaint.message.map { redactor.excerpt(Array($0.utf8)) } ?? redactor.excerpt(body)
    let inBlockingStatus = [200, 400, 403, 422, 451].contains(effective)
    if inBlockingStatus, let word = codes.first(where: { Complaint.filterCodes.contains($0) }) {
      return .blocked(reason: word, message: said)
    }
    if inBlockingStatus, let word = complaint.flag { return .blocked(reason: word, message: said) }
    let words = said.isEmpty ? "" : ": \(said)"
    func failure(_ kind: ModelError.Kind, _ problem: String, retryable: Bool? = nil) -> ErrorVerdict {
      .failure(
        ModelError(
          kind, problem: "\(server) \(problem)\(words)\(words.hasSuffix(".") ? "" : ".")",
          isRetryable: retryable,
          retryAfter: RetryAfter.read(headers) ?? complaint.retryAfter, httpStatus: status))
    }
    if complaint.isQuota || codes.contains(where: { Complaint.quotaCodes.contains($0) }) {
      return failure(.quota, "says that the account's quota is used up")
    }
    if codes.contains("api_key_invalid") {
      return failure(.http401, "did not accept the key (\(effective))")
    }
    switch effective {
    case 200..<300:
      if codes.contains(where: { $0.contains("rate_limit") }) {
        return failure(.rateLimited, "asks for fewer requests")
      }
      return failure(.serverError, "answered with an error")
    case 300..<400:
      return failure(.redirect, "answered with a redirect (\(effective))")
    case 401: return failure(.http401, "did not accept the key (401)")
    case 402: return failure(.http402, "asks for payment (402)")
    case 403: return failure(.http403, "forbids the request (403)")
    case 404: return failure(.http404, "knows no such address or model (404)")
    case 408: return failure(.timeout, "timed out (408)")
    case 429: return failure(.rateLimited, "asks for fewer requests (429)")
    case 409, 425: return failure(.serverError, "answered with an error (\(effective))")
    case 498, 503, 529: return failure(.overloaded, "is overloaded (\(effective))")
    case 400..<500: return failure(.badRequest, "did not accept the request (\(effective))", retryable: false)
    case 501, 505: return failure(.serverError, "cannot do this (\(effective))", retryable: false)
    default: return failure(.serverError, "failed (\(effective))")
    }
  }
}

/// What an error body says, whoever wrote it.
private struct Complaint {
  var message: String?
  var codes: [String] = []
  /// The status that the body claims; it counts where HTTP said 200.
  var status: Int?
  /// Set where a filter speaks without a code of its own.
  var flag: String?
  var isQuota = false
  var retryAfter: Duration?

  static let filterCodes = [
    "content_filter", "content_policy_violation", "invalid_prompt", "moderation", "moderation_error",
    "responsibleaipolicyviolation", "content_moderation", "safety_check", "bio_policy", "cyber_policy",
    "image_content_policy_violation",
  ]
  static let quotaCodes = [
    "insufficient_quota", "billing_hard_limit_reached", "insufficient_balance", "quota_exceeded",
  ]

  /// Types that stand in the body of a stream, which has no status any more: Anthropic's, OpenAI's and Google's.
  private static let statuses = [
    "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402, "permission_error": 403,
    "not_found_error": 404, "request_too_large": 413, "rate_limit_error": 429, "api_error": 500,
    "timeout_error": 504, "overloaded_error": 529, "rate_limit_exceeded": 429, "server_error": 500,
    "server_is_overloaded": 503, "slow_down": 503, "overloaded": 529, "context_length_exceeded": 400,
    "invalid_argument": 400, "failed_precondition": 400, "unauthenticated": 401, "permission_denied": 403,
    "not_found": 404, "resource_exhausted": 429, "internal": 500, "unavailable": 503,
    "deadline_exceeded": 504,
    "data_residency_mismatch": 400, "invalid_image": 400, "invalid_image_format": 400,
    "invalid_base64_image": 400, "image_too_large": 400, "image_too_small": 400, "image_parse_error": 400,
    "image_file_too_large": 400, "unsupported_image_media_type": 400, "empty_image_file": 400,
  ]

  init(_ document: JSONValue?) {
    // Google's unstreamed errors to a streamed request stand in a list.
    guard let json = document?.arrayValue?.first ?? document else { return }
    let error = json["error"]
    message =
      error?["message"]?.stringValue ?? error?.stringValue ?? json["message"]?.stringValue
      ?? json["detail"]?.stringValue ?? json["detail"]?.arrayValue?.first?["msg"]?.stringValue
    for holder in [error, error?["innererror"], json] {
      for name in ["code", "type", "status"] {
        if let code = holder?[name]?.stringValue { codes.append(code) }
      }
    }
    let number = error?["code"]?.integerValue ?? json["code"]?.integerValue
    if let number, (400..<600).contains(number) {
      status = Int(number)
    } else {
      status = codes.lazy.compactMap { Self.statuses[$0.lowercased()] }.first
    }
    for detail in error?["details"]?.arrayValue ?? [] {
      if let reason = detail["reason"]?.stringValue { codes.append(reason) }
      if let text = detail["retryDelay"]?.stringValue, text.hasSuffix("s"),
        let wait = Double(text.dropLast()),
        wait >= 0, wait < 1e6
      {
        retryAfter = .seconds(wait)
      }
      // A limit by the day: waiting within a run does not help.
      for violation in detail["violations"]?.arrayValue ?? [] {
        if violation["quotaId"]?.stringValue?.contains("PerDay") == true { isQuota = true }
      }
    }
    // OpenRouter's moderation, and those that say it in words alone: xAI, Anthropic.
    if error?["metadata"]?["flagged_input"] != nil { flag = "moderation" }
    if message?.contains("SAFETY_CHECK_TYPE") == true { flag = "moderation" }
    if message?.contains("blocked by content filtering policy") == true { flag = "content_filtering_policy" }
    if message?.contains("credit balance is too low") == true { isQuota = true }
  }
}
