public import HawthorneCore
import HawthorneFormats

/// Why an archive is not read.
public struct ArchiveError: ExplainedError, Hashable {
  public enum Kind: Sendable, Hashable {
    /// libarchive could not be loaded.
    case noLibrary(String)
    /// No zip archive, or one that is cut off: its end record is not there.
    case notAnArchive(String)
    /// The archive's own structure cannot be followed.
    case broken(String)
    case tooManyMembers(limit: Int)
    /// A member whose name leads out of the archive, or is none.
    case unsafeName(String)
    /// A link or a device.
    case notAFile(String)
    case encrypted(String)
    case tooLarge(member: String, bytes: Int64, limit: Int64)
    /// All that was read is over the limit, or grew too much.
    case bomb(bytes: Int64)
    /// Bytes that do not unpack, or do not have their checksum.
    case damaged(member: String, String)
    /// A member has another length than the archive says.
    case wrongSize(member: String, said: Int64)
  }

  public var file: String
  public var kind: Kind

  public init(file: String, kind: Kind) {
    self.file = file
    self.kind = kind
  }

  public var problem: String {
    let file = TerminalText.stripped(file)
    func shown(_ name: String) -> String { "'\(TerminalText.stripped(String(name.prefix(120))))'" }
    return switch kind {
    case .noLibrary(let why):
      "Archives cannot be read: libarchive is not there (\(TerminalText.stripped(why)))."
    case .notAnArchive(let why):
      "\(file) is not a whole zip archive: its end record is missing (\(TerminalText.stripped(why)))."
    case .broken(let why): "\(file) is a damaged archive: \(TerminalText.stripped(why))."
    case .tooManyMembers(let limit): "\(file) has more than \(limit) members."
    case .unsafeName(let name):
      "\(file) has a member named \(shown(name)), which leads out of the archive or is no name."
    case .notAFile(let name): "\(file) has the member \(shown(name)), which is no file."
    case .encrypted(let name): "\(file) is encrypted (\(shown(name)))."
    case .tooLarge(let member, let bytes, let limit):
      "\(file): the member \(shown(member)) has \(Self.size(bytes)), and at most \(Self.size(limit)) are read."
    case .bomb(let bytes):
      "\(file) unpacks to more than \(Self.size(bytes)), far more than its own size: it may be a zip bomb."
    case .damaged(let member, let why):
      "\(file): the member \(shown(member)) does not unpack: \(TerminalText.stripped(why))."
    case .wrongSize(let member, let said):
      "\(file): the member \(shown(member)) does not have the \(said) bytes that the archive says."
    }
  }

  public var fix: String {
    switch kind {
    case .noLibrary: "Install it: apt-get install libarchive13."
    case .notAnArchive, .broken, .damaged, .wrongSize: "Copy or write the log again; nothing was stored."
    case .tooManyMembers, .tooLarge: "Split the log, or leave that part out; nothing was stored."
    case .unsafeName, .notAFile, .bomb: "Take it from a source that you trust; nothing was stored."
    case .encrypted: "Unpack and pack it again without a password; nothing was stored."
    }
  }

  public var exitStatus: ExitStatus {
    if case .noLibrary = kind { return .inputOutput }
    return .invalid
  }

  /// `1.5 MB`, decimal.
  static func size(_ bytes: Int64) -> String {
    if bytes < 1_000_000 { return "\(bytes) bytes" }
    let tenths = bytes / 100_000
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
  }
}
