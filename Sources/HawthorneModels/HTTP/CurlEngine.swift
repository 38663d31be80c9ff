import CCurl
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one curl thread and its inbox; lives as long as the process.
final class CurlEngine: Sendable {
  private struct Inbox {
    var jobs: [CurlJob] = []
    var cancelled: [UInt64] = []
  }

  /// The multi handle, shared between threads for waking alone.
  ///
  /// Unchecked is sound: the pointer never changes and is never freed; every thread but the curl thread
  /// passes it only to `curl_multi_wakeup`, which libcurl documents as safe from any thread.
  struct Multi: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
  }

  private let inbox = Mutex(Inbox())
  private let multi: Multi

  /// nil when libcurl or the thread cannot be had.
  init?() {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let handle = curl_multi_init() else {
      return nil
    }
    multi = Multi(handle: handle)
    Self.raiseDescriptorLimit()
    let context = Unmanaged.passRetained(self).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, nil, { CurlEngine.main($0) }, context)
    #else
      var thread = pthread_t()
      let code = pthread_create(&thread, nil, { $0.flatMap { CurlEngine.main($0) } }, context)
    #endif
    guard code == 0 else {
      Unmanaged<CurlEngine>.fromOpaque(context).release()
      return nil
    }
  }

  func start(_ job: CurlJob) {
    inbox.withLock { $0.jobs.append(job) }
    curl_multi_wakeup(multi.handle)
  }

  func cancel(_ id: UInt64) {
    inbox.withLock { $0.cancelled.append(id) }
    curl_multi_wakeup(multi.handle)
  }

  private static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let engine = Unmanaged<CurlEngine>.fromOpaque(context).takeRetainedValue()
    // OpenSSL writes without MSG_NOSIGNAL: a server that hangs up must not end the process.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    engine.loop()
    return nil
  }

  /// Runs on the curl thread alone, which alone knows `transfers`.
  private func loop() {
    var transfers: [UInt64: CurlTransfer] = [:]
    var ids: [UnsafeMutableRawPointer: UInt64] = [:]
    // Those with a limit on their silence.
    var watched = 0
    var lastSweep = ContinuousClock.now
    func abort(_ id: UInt64, _ failure: HTTPFailure) {
      guard let transfer = transfers.removeValue(forKey: id) else { return }
      if transfer.hasIdleLimit { watched -= 1 }
      ids[transfer.easy] = nil
      curl_multi_remove_handle(multi.handle, transfer.easy)
      transfer.fail(failure)
      transfer.free()
    }
    while true {
      let news = inbox.withLock { inbox in
        defer { inbox = Inbox() }
        return inbox
      }
      for job in news.jobs {
        guard let transfer = CurlTransfer(job) else {
          job.head.resume(returning: .failure(HTTPFailure(.connection, "libcurl is out of memory")))
          job.body.finish()
          continue
        }
        if transfer.hasIdleLimit { watched += 1 }
        transfers[job.id] = transfer
        ids[transfer.easy] = job.id
        curl_multi_add_handle(multi.handle, transfer.easy)
      }
      for id in news.cancelled { abort(id, HTTPFailure(.cancelled, "")) }
      var running: Int32 = 0
      curl_multi_perform(multi.handle, &running)
      var left: Int32 = 0
      while let message = curl_multi_info_read(multi.handle, &left) {
        guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
        let code = hawthorne_curl_message_result(message)
        guard let id = ids.removeValue(forKey: easy), let transfer = transfers.removeValue(forKey: id) else {
          continue
        }
        if transfer.hasIdleLimit { watched -= 1 }
        curl_multi_remove_handle(multi.handle, easy)
        transfer.finish(code)
        transfer.free()
      }
      let watchesSilence = watched > 0
      if watchesSilence, case let now = ContinuousClock.now, now - lastSweep >= Self.sweep {
        lastSweep = now
        for id in transfers.filter({ $0.value.isIdle(at: now) }).keys {
          abort(id, HTTPFailure(.timeout, "nothing came for too long"))
        }
      }
      // Woken by a transfer, by libcurl's own timers or by `start` and `cancel`.
      curl_multi_poll(multi.handle, nil, 0, watchesSilence ? Int32(Self.sweep.milliseconds) : 60_000, nil)
    }
  }

  /// How often silent transfers are looked for.
  private static let sweep = Duration.milliseconds(200)

  /// Thousands of connections need more descriptors than the usual soft limit of 1,024.
  private static func raiseDescriptorLimit() {
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    guard getrlimit(resource, &limit) == 0 else { return }
    let wanted = min(limit.rlim_max, 16_384)
    guard limit.rlim_cur < wanted else { return }
    limit.rlim_cur = wanted
    // Failing leaves the old limit: fewer connections at once, nothing wrong.
    _ = setrlimit(resource, &limit)
  }
}
