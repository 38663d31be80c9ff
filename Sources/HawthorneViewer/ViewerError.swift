public import HawthorneCore

/// Why the viewer does not start.
public enum ViewerError: ExplainedError, Equatable {
  /// Others could reach it, and nobody said that they may.
  case notLoopback(String)
  case cannotListen(String, UInt16, String)

  public var problem: String {
    switch self {
    case .notLoopback(let host): "\(host) can be reached from other machines."
    case .cannotListen(let host, let port, let reason): "Cannot listen on \(host), port \(port): \(reason)."
    }
  }

  public var fix: String {
    switch self {
    case .notLoopback:
      "Leave --host out, or say --allow-remote: the pages then travel unencrypted, and whoever has the address with its "
        + "token reads every transcript of the store."
    case .cannotListen:
      "Name an IP address of this machine with --host and a free port with --port; 0 takes any."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .notLoopback: .usage
    case .cannotListen: .inputOutput
    }
  }
}
