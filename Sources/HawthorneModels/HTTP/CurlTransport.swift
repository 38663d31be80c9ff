import Synchronization

/// HTTP over libcurl's multi interface: one thread moves every transfer of the process.
///
/// Nothing starts before the first request. TLS is verified, proxies come from the environment, connections
/// are kept alive, redirects are not followed, and nothing is logged.
public struct CurlTransport: HTTPTransport {
  public init() {}

  private static let engine = CurlEngine()
  private static let nextID = Atomic<UInt64>(0)

  public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    guard let engine = Self.engine else { throw HTTPFailure(.connection, "libcurl could not be started") }
    let id = Self.nextID.wrappingAdd(1, ordering: .relaxed).newValue
    let (pieces, body) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
    body.onTermination = { reason in
      if case .cancelled = reason { engine.cancel(id) }
    }
    let head = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        engine.start(CurlJob(id: id, request: request, head: continuation, body: body))
        // A cancellation from before the start came too early for the engine to know the transfer.
        if Task.isCancelled { engine.cancel(id) }
      }
    } onCancel: {
      engine.cancel(id)
    }
    return HTTPResponse(head: try head.get(), body: HTTPBody(pieces))
  }
}

/// What a caller hands to the curl thread.
struct CurlJob: Sendable {
  let id: UInt64
  let request: HTTPRequest
  let head: CheckedContinuation<Result<HTTPHead, HTTPFailure>, Never>
  let body: AsyncThrowingStream<[UInt8], any Error>.Continuation
}
