import FoundationEssentials
public import HawthorneCore
public import HawthorneFormats
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes events to a file as JSON Lines: `{"kind":…,"payload":{…},"version":1}`.
///
/// `kind` is the event's name (`runStarted`, `rolloutFinished`, `retried`, `runEnded`, and those of judges); readers
/// ignore kinds they do not know. An existing file is added to, so that a resumed run has one stream.
public final class JSONLinesRecorder: EventRecorder {
  private struct State {
    var descriptor: Int32
    var failure: FileError?
  }

  private let path: String
  private let state: Mutex<State>

  /// - Throws: `FileError` when the file cannot be opened.
  public init(path: String) throws(FileError) {
    self.path = path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, action: .open, code: errno) }
    state = Mutex(State(descriptor: descriptor))
  }

  deinit { _ = state.withLock { close($0.descriptor) } }

  /// The first event that could not be written, if any; later ones were not tried.
  public var failure: FileError? { state.withLock { $0.failure } }

  public func record(_ event: RunEvent) {
    state.withLock { state in
      guard state.failure == nil else { return }
      do {
        try SystemFile.writeAll(
          Data((try Self.line(of: event) + "\n").utf8), to: state.descriptor, path: path)
      } catch {
        state.failure = error as? FileError ?? FileError(path: path, action: .write, code: EINVAL)
      }
    }
  }

  /// One event as a line without its newline.
  public static func line(of event: RunEvent) throws -> String {
    let value = try JSONText.value(of: event)
    let (kind, payload) = value.objectValue?.first ?? ("unknown", .object([:]))
    return try CanonicalJSON.text(
      of: .object(["version": .integer(Int64(RunEvent.version)), "kind": .string(kind), "payload": payload]))
  }
}
