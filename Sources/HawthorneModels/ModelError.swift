public import HawthorneCore

/// A request that got no usable answer, or a model that cannot be asked.
public struct ModelError: ExplainedError, Hashable {
  /// Stable class names, as `RolloutStatus.failed(kind:)` stores them.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case connection, timeout, cancelled, tls
    case http401 = "http-401"
    case http402 = "http-402"
    case http403 = "http-403"
    case http404 = "http-404"
    case rateLimited = "rate-limited"
    /// The account's quota or credit is used up; waiting does not help.
    case quota
    case overloaded
    case serverError = "server-error"
    case badRequest = "bad-request"
    case redirect
    case malformedResponse = "malformed-response"
    case responseTooLarge = "response-too-large"
    case missingKey = "missing-key"
    case badAddress = "bad-address"
    case unknownProvider = "unknown-provider"
    case badModelName = "bad-model-name"
    /// The provider has no way to do what the request asks.
    case unsupported
    case childDied = "child-died"
    case childFailed = "child-failed"
    case noRecording = "no-recording"
    case unreadableRecording = "unreadable-recording"
  }

  public var kind: Kind
  public var isRetryable: Bool
  /// How long the provider asked to wait.
  public var retryAfter: Duration?
  public var httpStatus: Int?
  public var problem: String
  public var fix: String
  public var exitStatus: ExitStatus

  /// - Parameters:
  ///   - isRetryable: nil takes the kind's own answer.
  ///   - fix: nil takes the kind's own words.
  ///   - exitStatus: nil takes the kind's own.
  public init(
    _ kind: Kind, problem: String, fix: String? = nil, isRetryable: Bool? = nil, retryAfter: Duration? = nil,
    httpStatus: Int? = nil, exitStatus: ExitStatus? = nil
  ) {
    self.kind = kind
    self.problem = problem
    self.fix = fix ?? kind.fix
    self.isRetryable = isRetryable ?? kind.isRetryable
    self.retryAfter = retryAfter
    self.httpStatus = httpStatus
    self.exitStatus = exitStatus ?? kind.exitStatus
  }
}

extension ModelError.Kind {
  /// Whether the same request may succeed later.
  var isRetryable: Bool {
    switch self {
    case .connection, .timeout, .rateLimited, .overloaded, .serverError, .malformedResponse, .childDied: true
    case .cancelled, .tls, .http401, .http402, .http403, .http404, .quota, .badRequest, .redirect,
      .responseTooLarge, .missingKey, .badAddress, .unknownProvider, .badModelName, .unsupported,
      .childFailed, .noRecording, .unreadableRecording:
      false
    }
  }

  var exitStatus: ExitStatus {
    switch self {
    case .missingKey, .badAddress, .unknownProvider, .badModelName, .unsupported: .usage
    case .noRecording, .unreadableRecording: .invalid
    case .cancelled: .interrupted
    default: .inputOutput
    }
  }

  var fix: String {
    switch self {
    case .connection: "Check that the server runs and that the address is right."
    case .timeout: "Raise --timeout, or lower --max-connections."
    case .cancelled: "Resume the run to ask again."
    case .tls: "Check the server's certificate and the machine's certificate store."
    case .http401, .http403: "Check that the key is valid and allowed to use this model."
    case .http402, .quota: "Check the account's credit and limits."
    case .http404: "Check the model's name and the base URL (most end in /v1)."
    case .rateLimited: "Lower --max-connections, or wait."
    case .overloaded, .serverError: "Wait and try again; if it stays, look at the server's own log."
    case .badRequest: "Check the model's name and the parameters it accepts."
    case .redirect:
      "Name the final address: redirects are not followed, so that keys stay where they were sent."
    case .malformedResponse: "Check that the address speaks the protocol of the provider named."
    case .responseTooLarge: "Set --max-tokens, or look at what the server sends."
    case .missingKey: "Set the variable."
    case .badAddress: "Give an address such as http://127.0.0.1:8080/v1."
    case .unknownProvider, .badModelName: "Run 'hawthorne models' to see the providers."
    case .unsupported: "Leave it out, or choose another provider."
    case .childDied, .childFailed: "Run the command by hand and look at what it says."
    case .noRecording: "Replay with the suites and options of the recording."
    case .unreadableRecording: "Check the path of the recording."
    }
  }
}
