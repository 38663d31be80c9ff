import Foundation
import GRDB
import HawthorneCore
import Synchronization

/// The SQLite file that holds runs, their rollouts and labels.
///
/// Several processes may read one while another writes. A rollout and its label are written in one
/// transaction that has reached the disk (`synchronous = FULL`) before the writing call returns.
public final class Store: Sendable {
  /// What the caller is going to do.
  public enum Access: Sendable {
    /// Write; the file is created if it is not there.
    case create
    /// Write to a store that must be there.
    case write
    /// Only read a store that must be there; works on read-only media.
    case read
    /// Only read, and leave the file as it is: one of an older schema is read from a copy that is brought up to date.
    case inspect
  }

  /// The absolute path of the file.
  public let path: String
  let reader: any DatabaseReader
  /// nil where the file can only be read.
  let writer: DatabasePool?
  /// Whether `requireSound` found nothing amiss.
  let isSound = Mutex(false)

  /// Opens a store, creates it or brings its schema up to date as `access` allows.
  ///
  /// - Throws: `StoreError`: missing, another program's file, newer schema, read-only, locked, damaged.
  public init(path: String, access: Access = .create) throws(StoreError) {
    let file = StoreFile(path)
    self.path = file.path
    let finding = try file.inspect(leavingUnchanged: access == .inspect)
    switch (finding, access) {
    case (.missing, .write), (.missing, .read), (.missing, .inspect):
      throw StoreError(path: file.path, kind: .missing)
    case (.empty, .write), (.empty, .read), (.empty, .inspect):
      throw StoreError(path: file.path, kind: .notAStore("it is empty"))
    case (.missing, .create) where !file.hasFolder:
      throw StoreError(path: file.path, kind: .noFolder(file.folder))
    default: break
    }
    do {
      if access == .inspect {
        reader = try Self.openCopy(file, finding)
        writer = nil
      } else if file.isWritable {
        let pool = try Self.openPool(file, finding)
        reader = pool
        writer = pool
      } else if access == .read, case .store(let version) = finding {
        guard version == Schema.version else {
          throw StoreError(path: file.path, kind: .older(found: version, known: Schema.version))
        }
        var configuration = Self.configuration()
        configuration.readonly = true
        reader = try DatabaseQueue(path: file.readOnlyName, configuration: configuration)
        writer = nil
      } else {
        throw StoreError(path: file.path, kind: .readOnly)
      }
    } catch {
      throw StoreError(error, path: file.path)
    }
  }

  /// Closes the file; the log is folded into it. Later calls fail.
  public func close() {
    // SQLite folds the log in when the last connection closes, unless that one can only read.
    writer?.invalidateReadOnlyConnections()
    try? reader.close()
  }

  /// Ends the queries that are under way, each with an error; later ones are not affected.
  public func interrupt() { reader.interrupt() }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.foreignKeysEnabled = true
    configuration.label = "hawthorne.store"
    // Of readers too: with SQLite's 2 MB a report reads pages twice and sorts in more pieces.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -8000") }
    return configuration
  }

  /// The file itself where its schema is ours, else a private copy that SQLite deletes when it is closed.
  private static func openCopy(_ file: StoreFile, _ finding: StoreFile.Finding) throws -> DatabaseQueue {
    var configuration = configuration()
    configuration.readonly = true
    let original = try DatabaseQueue(path: file.readOnlyName, configuration: configuration)
    guard finding != .store(version: Schema.version) else { return original }
    defer { try? original.close() }
    // An empty name is a temporary database on disk.
    let copy = try DatabaseQueue(path: "", configuration: self.configuration())
    try original.backup(to: copy)
    // What is only looked at may name rows that are not there: a check says so.
    try bringUp(copy, from: finding, requiresReferences: false)
    return copy
  }

  /// Brings a schema up to date. Every version is reached in a transaction of its own.
  ///
  /// - Throws: `UnreadableValue` where the file's tables are not those that its version names; SQLite's errors.
  static func bringUp(
    _ queue: DatabaseQueue, from finding: StoreFile.Finding, requiresReferences: Bool = true
  ) throws {
    do {
      try Schema.migrator(requiresReferences: requiresReferences).migrate(queue)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      // GRDB's words have the whole row in them.
      throw UnreadableValue(
        what:
          "rows in it name others that are not there, so that it cannot be brought up to schema \(Schema.version)"
      )
    } catch let error as DatabaseError {
      guard case .store(let version) = finding, error.resultCode == .SQLITE_ERROR else { throw error }
      throw UnreadableValue(
        what:
          "its tables are not those of schema \(version), so that they cannot be brought up to \(Schema.version)"
          + (error.message.map { " (\($0))" } ?? ""))
    }
  }

  private static func openPool(_ file: StoreFile, _ finding: StoreFile.Finding) throws -> DatabasePool {
    if finding != .store(version: Schema.version) {
      // The schema is made in rollback mode, so that the file says whose it is from its first byte on.
      let queue = try DatabaseQueue(path: file.path, configuration: configuration())
      defer { try? queue.close() }
      var reached = finding
      while reached != .store(version: Schema.version) {
        do {
          try bringUp(queue, from: finding)
          break
        } catch {
          // Another process may be making the same schema, a version ahead of us: then go on from where it is.
          let now = try file.inspect()
          guard now != reached else { throw error }
          reached = now
        }
      }
    }
    let pool = try DatabasePool(path: file.path, configuration: configuration())
    // GRDB sets NORMAL for WAL, which may lose the last commits when the power goes.
    // A longer log, and a larger cache above: the pages of the indexes, which every rollout touches, are then not
    // copied into the file and read again every few commits.
    try pool.writeWithoutTransaction {
      try $0.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA wal_autocheckpoint = 4000
          """)
    }
    return pool
  }
}

extension Store {
  /// Reads in one snapshot; errors in our words.
  func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try reader.read(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Writes in one transaction; errors in our words, and nothing written when one is thrown.
  func writing<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    guard let writer else { throw StoreError(path: path, kind: .readOnly) }
    do {
      return try writer.write(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// As `writing`, without holding a thread of the caller's.
  func writing<Value: Sendable>(
    _ body: @Sendable @escaping (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    guard let writer else { throw StoreError(path: path, kind: .readOnly) }
    // A commit once begun ends; cancelling the caller must not tear it.
    let path = path
    let result = await Task.detached {
      do throws(StoreError) {
        do { return Result<Value, StoreError>.success(try await writer.write(body)) } catch {
          throw StoreError(error, path: path)
        }
      } catch {
        return .failure(error)
      }
    }.value
    return try result.get()
  }
}
