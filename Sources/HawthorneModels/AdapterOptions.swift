public import HawthorneCore

/// How adapters are made.
public struct AdapterOptions: Sendable {
  /// Replaces the provider's base URL and its variable.
  public var baseURL: String?
  /// For a whole request, connecting included.
  public var timeout: Duration
  public var connectTimeout: Duration
  /// The longest silence within a streamed answer; an unstreamed one has `timeout` alone.
  public var idleTimeout: Duration
  /// Whether answers are streamed (server-sent events).
  public var streaming: Bool
  /// The largest answer accepted, in bytes after decompression.
  public var responseLimit: Int
  /// Opens the recording that `replay/<path>` names.
  public var sources: (@Sendable (_ path: String) throws -> any RolloutSource)?
  /// What `organism/` knows of the scenarios.
  public var organism: OrganismContext
  /// Replaces libcurl, for tests.
  public var transport: (any HTTPTransport)?

  public init(
    baseURL: String? = nil, timeout: Duration = .seconds(600), connectTimeout: Duration = .seconds(15),
    idleTimeout: Duration = .seconds(300), streaming: Bool = false, responseLimit: Int = 64 << 20,
    sources: (@Sendable (_ path: String) throws -> any RolloutSource)? = nil,
    organism: OrganismContext = OrganismContext(), transport: (any HTTPTransport)? = nil
  ) {
    self.baseURL = baseURL
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.streaming = streaming
    self.responseLimit = responseLimit
    self.sources = sources
    self.organism = organism
    self.transport = transport
  }
}
