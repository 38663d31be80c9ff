import CCurl

/// One request on its way; made, used and freed on the curl thread alone.
final class CurlTransfer {
  let easy: UnsafeMutableRawPointer
  private let job: CurlJob
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let body: UnsafeMutableRawBufferPointer
  private let errorText: UnsafeMutablePointer<CChar>

  private var status = 0
  private var fields: [String: String] = [:]
  private var headBytes = 0
  private var headSent = false
  /// Bytes of a body that is handed over whole: nobody reads its beginning before its end.
  private var whole: [UInt8] = []
  private var isStream = false
  private var received = 0
  private var tooLarge = false

  /// When the last byte came, or the transfer began. libcurl's own low-speed check averages over seconds.
  private var lastByte = ContinuousClock.now

  private static let headLimit = 256 << 10

  /// nil when libcurl is out of memory.
  init?(_ job: CurlJob) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    self.job = job
    let request = job.request
    body = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, request.body.count), alignment: 1)
    body.copyBytes(from: request.body)
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    configure(request)
  }

  var hasIdleLimit: Bool { job.request.idleTimeout != nil }

  /// Whether the silence has lasted longer than the request allows.
  func isIdle(at now: ContinuousClock.Instant) -> Bool {
    job.request.idleTimeout.map { now - lastByte > $0 } ?? false
  }

  private func configure(_ request: HTTPRequest) {
    for header in request.headers + [("Expect", "")] {
      headers = curl_slist_append(headers, "\(header.name): \(header.value)")
    }
    hawthorne_curl_only_http(easy)
    hawthorne_curl_set_string(easy, CURLOPT_URL, request.url)
    hawthorne_curl_set_body(easy, body.baseAddress, curl_off_t(request.body.count))
    hawthorne_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
    hawthorne_curl_set_string(easy, CURLOPT_USERAGENT, "hawthorne")
    hawthorne_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
    hawthorne_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    hawthorne_curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    hawthorne_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    hawthorne_curl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
    hawthorne_curl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
    hawthorne_curl_set_long(easy, CURLOPT_PIPEWAIT, request.url.hasPrefix("https") ? 1 : 0)
    hawthorne_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.milliseconds))
    hawthorne_curl_set_long(easy, CURLOPT_TIMEOUT_MS, max(1, request.timeout.milliseconds))
    if request.bypassesProxy { hawthorne_curl_set_string(easy, CURLOPT_PROXY, "") }
    hawthorne_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    let me = Unmanaged.passUnretained(self).toOpaque()
    hawthorne_curl_set_pointer(easy, CURLOPT_HEADERDATA, me)
    hawthorne_curl_set_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      CurlTransfer.receive(bytes, size * count, context) { $0.receiveHeader($1) }
    }
    hawthorne_curl_set_pointer(easy, CURLOPT_WRITEDATA, me)
    hawthorne_curl_set_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      CurlTransfer.receive(bytes, size * count, context) { $0.receiveBody($1) }
    }
  }

  /// The bytes taken, or 0 to abort the transfer.
  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ take: (CurlTransfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard count > 0, let bytes, let context else { return count }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    transfer.lastByte = .now
    return take(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
  }

  private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headBytes += bytes.count
    guard headBytes <= Self.headLimit else {
      tooLarge = true
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      // A new head: the one before was interim (100, 103).
      fields = [:]
    } else if let colon = line.firstIndex(of: ":"), !headSent {
      let name = line[..<colon].lowercased()
      fields[name] = String(line[line.index(after: colon)...].trimmingWhitespace())
    }
    return true
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    received += bytes.count
    guard received <= job.request.responseLimit else {
      tooLarge = true
      return false
    }
    if received == bytes.count {
      isStream = fields["content-type"]?.lowercased().hasPrefix("text/event-stream") ?? false
    }
    if isStream {
      sendHead()
      job.body.yield(Array(bytes))
    } else {
      whole.append(contentsOf: bytes)
    }
    return true
  }

  private func sendHead() {
    guard !headSent else { return }
    headSent = true
    job.head.resume(returning: .success(HTTPHead(status: hawthorne_curl_status(easy), headers: fields)))
  }

  func finish(_ code: CURLcode) {
    guard code == CURLE_OK else {
      fail(failure(for: code))
      return
    }
    sendHead()
    if !whole.isEmpty { job.body.yield(whole) }
    job.body.finish()
  }

  func fail(_ failure: HTTPFailure) {
    if headSent {
      job.body.finish(throwing: failure)
    } else {
      headSent = true
      job.head.resume(returning: .failure(failure))
      job.body.finish()
    }
  }

  /// Call once, after the handle left the multi.
  func free() {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headers)
    body.deallocate()
    errorText.deallocate()
  }

  private func failure(for code: CURLcode) -> HTTPFailure {
    // libcurl calls a header longer than it keeps out of memory; newer ones have a code for it (100).
    let isLongHead = received == 0 && (code == CURLE_OUT_OF_MEMORY || code.rawValue == 100)
    if isLongHead || headBytes > Self.headLimit {
      return HTTPFailure(.tooLarge, "its head is longer than can be taken")
    }
    if tooLarge {
      return HTTPFailure(.tooLarge, "it is longer than \(job.request.responseLimit) bytes")
    }
    let own = String(cString: errorText)
    let detail = own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
    let kind: HTTPFailure.Kind =
      switch code {
      case CURLE_OPERATION_TIMEDOUT: .timeout
      case CURLE_URL_MALFORMAT: .badAddress
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
        CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CLIENTCERT:
        .tls
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .malformed
      default: .connection
      }
    return HTTPFailure(kind, detail)
  }
}
