import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process that works on a run.
public struct LeaseHolder: Sendable, Hashable, Codable, CustomStringConvertible {
  public var runID: String
  public var pid: Int32
  public var host: String
  /// The kernel's id of this boot; empty where there is none.
  public var boot: String
  /// When the process started, in the kernel's ticks: tells it from a later one with the same number.
  public var processStart: String
  /// The namespace in which the process number counts.
  public var namespace: String

  public var description: String { "process \(pid) on \(host)" }

  /// This process.
  public static func current(runID: String) -> LeaseHolder {
    var name = [CChar](repeating: 0, count: 257)
    let host = gethostname(&name, name.count - 1) == 0 ? text(name) : "unknown"
    return LeaseHolder(
      runID: runID, pid: getpid(), host: host, boot: line(of: "/proc/sys/kernel/random/boot_id"),
      processStart: start(of: getpid()), namespace: link("/proc/self/ns/pid"))
  }

  /// Whether the holder is known to have ended, as seen from this machine; nil where that cannot be seen.
  func hasEnded(seenBy observer: LeaseHolder) -> Bool? {
    guard host == observer.host else { return nil }
    if !boot.isEmpty, !observer.boot.isEmpty, boot != observer.boot { return true }
    guard namespace == observer.namespace else { return nil }
    if kill(pid, 0) != 0, errno == ESRCH { return true }
    let start = Self.start(of: pid)
    return !processStart.isEmpty && !start.isEmpty && start != processStart
  }

  private static func start(of pid: Int32) -> String {
    // Field 22; the name in field 2 may hold spaces and brackets, so count from the last bracket.
    let text = line(of: "/proc/\(pid)/stat")
    guard let bracket = text.lastIndex(of: ")") else { return "" }
    let fields = text[bracket...].split(separator: " ")
    return fields.count > 20 ? String(fields[20]) : ""
  }

  private static func line(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self) : ""
  }

  private static func link(_ path: String) -> String {
    var bytes = [CChar](repeating: 0, count: 257)
    return readlink(path, &bytes, bytes.count - 1) > 0 ? text(bytes) : ""
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
