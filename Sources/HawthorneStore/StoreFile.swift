import FoundationEssentials
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file of a store as it stands on disk, looked at before SQLite may change anything in it.
struct StoreFile {
  /// "HWTN" in ASCII, in the `application_id` of every store.
  static let applicationID: Int32 = 0x4857_544E

  let path: String

  /// - Parameter path: made absolute, so that SQLite never takes a name for a `file:` URI.
  init(_ path: String) {
    if path.hasPrefix("/") {
      self.path = path
    } else {
      let buffer = getcwd(nil, 0)
      defer { free(buffer) }
      let folder = buffer.map { String(cString: $0) } ?? ""
      self.path = "\(folder)/\(path)"
    }
  }

  enum Finding: Equatable {
    case missing
    /// Nothing in it yet.
    case empty
    case store(version: Int)
  }

  /// Whether SQLite may have to finish or take back what another process wrote before the file can be read.
  private var hasLogOrJournal: Bool {
    ["-wal", "-journal"].contains { (size(of: path + $0) ?? 0) > 0 }
  }

  /// The folder that holds the file.
  var folder: String {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  var hasFolder: Bool { access(folder, F_OK) == 0 }

  /// Whether both names lead to one file.
  func isSame(as other: StoreFile) -> Bool {
    var (one, two) = (stat(), stat())
    guard stat(path, &one) == 0, stat(other.path, &two) == 0 else { return path == other.path }
    return one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }

  /// Whether SQLite can write the file and make its neighbours.
  var isWritable: Bool {
    guard access(folder, W_OK) == 0 else { return false }
    return access(path, F_OK) != 0 || access(path, W_OK) == 0
  }

  /// A write that a process died in is taken back first, where the file may be changed.
  ///
  /// - Throws: `StoreError` for a folder, a file of another program, a newer schema, a write that cannot be taken back.
  func inspect(leavingUnchanged: Bool = false) throws(StoreError) -> Finding {
    var info = stat()
    guard stat(path, &info) == 0 else {
      if errno == ENOENT { return .missing }
      throw StoreError(path: path, kind: .inputOutput(String(cString: strerror(errno)).lowercased()))
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(path: path, kind: .notAStore("it is not a file"))
    }
    if info.st_size == 0, !hasLogOrJournal { return .empty }
    do {
      return try look(readOnly: true)
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
      guard isWritable, !leavingUnchanged else {
        throw StoreError(path: path, kind: .unfinishedWrite(canBeWritten: isWritable))
      }
      do { return try look(readOnly: false) } catch { throw StoreError(error, path: path) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// By SQLite alone: whoever opens and closes the file beside it takes this process's locks off it.
  private func look(readOnly: Bool) throws -> Finding {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(30)
    let queue = try DatabaseQueue(path: readOnly ? readOnlyName : path, configuration: configuration)
    defer { try? queue.close() }
    return try queue.read { database in
      let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      // GRDB makes its own table in a transaction before our first one: a process may have died in between.
      let objects =
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") ?? 0
      if application == 0, objects == 0 { return .empty }
      guard application == Self.applicationID else {
        throw StoreError(path: path, kind: .notAStore("it is the database of another program"))
      }
      guard version <= Schema.version else {
        throw StoreError(path: path, kind: .newer(found: version, known: Schema.version))
      }
      return .store(version: version)
    }
  }

  /// The name to open read-only: where SQLite cannot make its shared-memory file and neither log nor journal is
  /// pending, the file is declared immutable.
  var readOnlyName: String {
    guard !isWritable, !hasLogOrJournal else { return path }
    var escaped = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        escaped += "%" + String(byte, radix: 16, uppercase: true)
      case 0x21..<0x7F: escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return "file:\(escaped)?immutable=1"
  }

  private func size(of path: String) -> Int? {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : nil
  }
}
