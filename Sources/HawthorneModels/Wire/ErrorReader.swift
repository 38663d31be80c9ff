import HawthorneCore

/// What a provider's error means: a failure of a stable class, or a block of the request's content.
enum ChatVerdict: Sendable {
  case failure(ModelError)
  /// The provider's filter refused; its word, and what it said.
  case blocked(reason: String, message: String)
}

/// Reads the error bodies of chat completions servers, in all their shapes.
struct ChatErrorReader {
  var redactor: Redactor
  /// The server, for the error's text.
  var server: String

  /// What an error body says.
  private struct Complaint {
    var message: String?
    var codes: [String] = []
    var status: Int?
    var flagged = false
  }

  private static let filterCodes = [
    "content_filter", "content_policy_violation", "invalid_prompt", "moderation", "moderation_error",
    "responsibleaipolicyviolation", "content_moderation", "safety_check",
  ]
  private static let quotaCodes = [
    "insufficient_quota", "billing_hard_limit_reached", "insufficient_balance", "quota_exceeded",
  ]

  /// Judges an answer that is not a completion.
  ///
  /// - Parameter status: of HTTP; 200 where the error came in a successful answer or in its stream.
  func verdict(status: Int, headers: [String: String], body: [UInt8], json: JSONValue?) -> ChatVerdict {
    let complaint = Self.complaint(json)
    let effective = status == 200 ? complaint.status ?? 200 : status
    let codes = complaint.codes.map { $0.lowercased() }
    let said = complaint.message.map { redactor.excerpt(Array($0.utf8)) } ?? redactor.excerpt(body)
    let inBlockingStatus = [200, 400, 403, 422, 451].contains(effective)
    if inBlockingStatus, let word = codes.first(where: { Self.filterCodes.contains($0) }) {
      return .blocked(reason: word, message: said)
    }
    if inBlockingStatus, complaint.flagged { return .blocked(reason: "moderation", message: said) }
    let words = said.isEmpty ? "" : ": \(said)"
    func failure(_ kind: ModelError.Kind, _ problem: String, retryable: Bool? = nil) -> ChatVerdict {
      .failure(
        ModelError(
          kind, problem: "\(server) \(problem)\(words)\(words.hasSuffix(".") ? "" : ".")",
          isRetryable: retryable,
          retryAfter: RetryAfter.read(headers), httpStatus: status))
    }
    if codes.contains(where: { Self.quotaCodes.contains($0) }) {
      return failure(.quota, "says that the account's quota is used up")
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

  private static func complaint(_ json: JSONValue?) -> Complaint {
    var complaint = Complaint()
    guard let json else { return complaint }
    let error = json["error"]
    complaint.message =
      error?["message"]?.stringValue ?? error?.stringValue ?? json["message"]?.stringValue
      ?? json["detail"]?.stringValue ?? json["detail"]?.arrayValue?.first?["msg"]?.stringValue
    for holder in [error, error?["innererror"], json] {
      for name in ["code", "type"] {
        if let code = holder?[name]?.stringValue { complaint.codes.append(code) }
      }
    }
    let number = error?["code"]?.integerValue ?? json["code"]?.integerValue
    if let number, (400..<600).contains(number) { complaint.status = Int(number) }
    // OpenRouter's moderation, and xAI's, which says it in words alone.
    if error?["metadata"]?["flagged_input"] != nil { complaint.flagged = true }
    if complaint.message?.contains("SAFETY_CHECK_TYPE") == true { complaint.flagged = true }
    return complaint
  }
}

/// `Retry-After`, in seconds or as a date, and OpenAI's `retry-after-ms`.
enum RetryAfter {
  static func read(_ headers: [String: String]) -> Duration? {
    if let text = headers["retry-after-ms"], let value = Double(text), value >= 0, value < 1e9 {
      return .milliseconds(Int64(value))
    }
    guard let text = headers["retry-after"] else { return nil }
    if let seconds = Double(text) { return seconds >= 0 && seconds < 1e6 ? .seconds(seconds) : nil }
    // A date is measured against the server's own clock.
    guard let until = HTTPDate.seconds(text), let now = headers["date"].flatMap(HTTPDate.seconds) else {
      return nil
    }
    return .seconds(max(0, until - now))
  }
}

/// Dates such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7, the form that servers must send).
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds since 1970, nil for anything else.
  static func seconds(_ text: String) -> Int? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
      (1970...9999).contains(year)
    else { return nil }
    let time = parts[4].split(separator: ":").compactMap { Int($0) }
    guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0...60).contains(time[2])
    else { return nil }
    // Days from the civil date: Howard Hinnant's algorithm, with the year beginning in March.
    let shifted = month < 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return days * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
  }
}
