import GRDB
import HawthorneFormats

extension StoreError {
  /// Any error that came out of a database closure, in our words.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError: self.init(path: path, kind: Self.kind(of: error))
    case let error as RowDecodingError: self.init(path: path, kind: .corrupt("\(error)"))
    case let error as UnreadableValue: self.init(path: path, kind: .corrupt(error.what))
    case let error as JSONText.Malformed: self.init(path: path, kind: .corrupt(error.problem))
    case is CancellationError: self.init(path: path, kind: .internalFault("it was cancelled"))
    default: self.init(path: path, kind: .internalFault("\(error)"))
    }
  }

  private static func kind(of error: DatabaseError) -> Kind {
    // Never the SQL with its arguments: they hold what a model wrote.
    // GRDB names a row that breaks a reference with all its columns.
    let message = error.message.map {
      $0.split(separator: ", in [", maxSplits: 1).first.map(String.init) ?? $0
    }
    let detail = "\(message ?? "no message") (SQLite \(error.extendedResultCode.rawValue))"
    return switch error.resultCode {
    case .SQLITE_FULL: .full
    case .SQLITE_CORRUPT: .corrupt(detail)
    // A file that says it has our schema and lacks a part of it.
    case .SQLITE_ERROR
    where error.message.map { $0.hasPrefix("no such ") || $0.hasPrefix("malformed ") } ?? false:
      .corrupt(detail)
    // What stands in a row is not what the table lets in.
    case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_DATATYPE: .corrupt(detail)
    case .SQLITE_NOTADB: .notAStore("it is not an SQLite database")
    case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
    case .SQLITE_READONLY, .SQLITE_PERM: .readOnly
    case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_TOOBIG, .SQLITE_AUTH: .inputOutput(detail)
    default: .internalFault(detail)
    }
  }
}

/// A stored value outside the words we know.
struct UnreadableValue: Error {
  var what: String
}
