public import HawthorneCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file or folder that could not be read or written.
public struct FileError: ExplainedError {
  public enum Action: String, Sendable {
    case open, read, write, create
  }

  public var path: String
  public var action: Action
  /// `errno`.
  public var code: Int32

  public init(path: String, action: Action, code: Int32) {
    self.path = path
    self.action = action
    self.code = code
  }

  public var problem: String { "Cannot \(action.rawValue) \(path): \(SystemFile.message(code))." }

  public var fix: String {
    switch code {
    case ENOENT: "Check the path."
    case EACCES, EPERM: "Check the permissions of the file and its folder."
    case EROFS: "The file system is read-only: choose another folder."
    case ENOSPC, EDQUOT: "The disk is full: free some space or choose another folder, then try again."
    case EISDIR: "It is a folder: name a file."
    case ENOTDIR: "A part of the path is not a folder."
    default: "Check the path and try again."
    }
  }

  /// A file to be read that is not there is a mistake in the command; one that cannot be written is the disk's fault.
  public var exitStatus: ExitStatus {
    guard action == .open || action == .read else { return .inputOutput }
    return code == ENOENT || code == EISDIR || code == ENOTDIR ? .usage : .inputOutput
  }
}
