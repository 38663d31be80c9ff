import FoundationEssentials
import GRDB
import HawthorneCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Every word of a store's prompts, answers, reasoning, tool calls and their results, by rollout (SQLite's FTS5).
///
/// A file of its own beside the store (`STORE-search`), so that runs do not pay for it: whoever looks something up makes it
/// and brings it up to date, and it can be deleted at any time. It holds the words of texts, so `Store.withhold` and
/// `Store.deleteRuns` delete it. Where the folder cannot be written it is a temporary file without a name.
public final class SearchIndex: Sendable {
  /// Where a word is looked for.
  public enum Place: String, Sendable, Hashable, CaseIterable {
    case anywhere, answer, reasoning, tools, prompt
    /// What others said after the model's first answer: results of tools, later turns.
    case turns
  }

  /// How far the index has come, by the store's private ids of rollouts; 0 for none.
  public struct Progress: Sendable, Hashable {
    public var indexed: Int64 = 0
    /// The store's last rollout when that was looked at.
    public var last: Int64 = 0
    public var isComplete: Bool { indexed >= last }
  }

  /// A rollout in the index; `answerHash` says which text of it was read.
  struct Entry: Sendable, Hashable {
    var document: Int64
    var rollout: Int64
    var answerHash: String
  }

  /// Raised with every change of the tables or of what is put into them.
  private static let version = 2
  private static let applicationID: Int32 = 0x4857_5453
  /// Where a failed rollout was replaced its id may have been given again; among the last ids alone.
  private static let lookedAtAgain: Int64 = 1000

  private let store: Store
  private let queue: DatabaseQueue
  private let known = Mutex(Progress())

  /// Opens the index of a store, or begins one; an index that is damaged or of another form is begun anew.
  ///
  /// - Throws: `StoreError` where no file can be made.
  public init(of store: Store) throws(StoreError) {
    self.store = store
    do {
      queue = try Self.open(store)
      let indexed = try queue.read { try Self.lastIndexed($0) }
      known.withLock { $0.indexed = indexed }
    } catch {
      throw StoreError(error, path: Self.path(of: store.path))
    }
  }

  public var progress: Progress { known.withLock { $0 } }

  public func close() { try? queue.close() }

  static func path(of store: String) -> String { store + "-search" }

  /// Takes the index of a store off the disk; whoever has it open goes on with a file without a name.
  static func delete(of store: String) {
    for suffix in ["", "-journal"] { unlink(path(of: store) + suffix) }
  }

  // MARK: - Looking up

  /// Rollouts with a text that a query finds, in the order in which they were indexed.
  ///
  /// - Parameters:
  ///   - document: only those after it; 0 for all.
  ///   - limit: at most so many.
  func entries(
    _ query: SearchQuery, in place: Place, after document: Int64, limit: Int
  ) throws(StoreError) -> [Entry] {
    do {
      return try queue.read { database in
        var arguments: StatementArguments = ["after": document, "limit": limit]
        var unwanted = ""
        let (looksAtReplies, looksAtPrompts) = (place != .prompt, place == .prompt || place == .anywhere)
        if let words = query.unwanted, looksAtReplies {
          arguments += ["unwantedReply": Self.expression(words, in: place)]
          unwanted += "AND d.id NOT IN (SELECT rowid FROM replies WHERE replies MATCH :unwantedReply) "
        }
        if let words = query.unwanted, looksAtPrompts {
          arguments += ["unwantedPrompt": words]
          unwanted +=
            "AND d.prompt NOT IN (SELECT rowid FROM questions WHERE questions MATCH :unwantedPrompt)"
        }
        var found: [Entry] = []
        if looksAtReplies {
          found += try Self.entries(
            database,
            """
            SELECT d.id, d.rollout, d.answer_hash FROM replies f JOIN documents d ON d.id = f.rowid
            WHERE f.replies MATCH :wanted AND f.rowid > :after \(unwanted) ORDER BY f.rowid LIMIT :limit
            """, arguments + ["wanted": Self.expression(query.wanted, in: place)])
        }
        if looksAtPrompts {
          // Documents in order, each looked up in the prompts found: sorting all that share one would take longer.
          found += try Self.entries(
            database,
            """
            SELECT d.id, d.rollout, d.answer_hash FROM documents d
            WHERE +d.prompt IN (SELECT rowid FROM questions WHERE questions MATCH :wanted) AND d.id > :after
              \(unwanted)
            ORDER BY d.id LIMIT :limit
            """, arguments + ["wanted": query.wanted])
        }
        let once = Dictionary(found.map { ($0.document, $0) }, uniquingKeysWith: { first, _ in first })
        return once.values.sorted { $0.document < $1.document }.prefix(limit).map(\.self)
      }
    } catch {
      throw StoreError(error, path: queue.path)
    }
  }

  private static func expression(_ words: String, in place: Place) -> String {
    place == .anywhere ? words : "{\(place.rawValue)} : (\(words))"
  }

  private static func entries(
    _ database: Database, _ sql: String, _ arguments: StatementArguments
  ) throws -> [Entry] {
    try Row.fetchAll(database, sql: sql, arguments: arguments).map {
      Entry(document: try $0.get(0), rollout: try $0.get(1), answerHash: try $0.get(2))
    }
  }

  // MARK: - Making

  /// Takes in what has come to the store since, a few hundred rollouts in a transaction.
  ///
  /// - Parameter goesOn: asked between transactions; what was taken in stays.
  public func update(while goesOn: () -> Bool = { true }) throws(StoreError) {
    var after = try again()
    while goesOn() {
      let batch = try store.searchableTexts(after: after, limit: 500)
      let last = try store.lastRolloutID()
      guard let end = batch.last?.rollout else {
        known.withLock { $0 = Progress(indexed: max($0.indexed, last), last: last) }
        return
      }
      do { try queue.write { database in for text in batch { try self.insert(text, database) } } } catch {
        throw StoreError(error, path: queue.path)
      }
      after = end
      known.withLock { $0 = Progress(indexed: max($0.indexed, end), last: last) }
    }
  }

  /// The rollout after which to begin: somewhat before the end of the index.
  private func again() throws(StoreError) -> Int64 {
    do { return max(0, try queue.read { try Self.lastIndexed($0) } - Self.lookedAtAgain) } catch {
      throw StoreError(error, path: queue.path)
    }
  }

  private func insert(_ text: SearchableText, _ database: Database) throws {
    let isThere = try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM documents WHERE rollout = ? AND answer_hash = ?)"),
      arguments: [text.rollout, text.answerHash])
    if isThere == true { return }
    let prompt = try promptID(text.promptHash, database)
    try database.cachedStatement(
      sql: "INSERT INTO documents (rollout, answer_hash, prompt) VALUES (?, ?, ?)"
    ).execute(arguments: [text.rollout, text.answerHash, prompt])
    try database.cachedStatement(
      sql: "INSERT INTO replies (rowid, answer, reasoning, tools, turns) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [
      database.lastInsertedRowID, SearchText.prepared(text.answer), SearchText.prepared(text.reasoning),
      SearchText.prepared(text.tools), SearchText.prepared(text.turns),
    ])
  }

  private func promptID(_ hash: String, _ database: Database) throws -> Int64 {
    let find = try database.cachedStatement(sql: "SELECT id FROM prompts WHERE hash = ?")
    if let id = try Int64.fetchOne(find, arguments: [hash]) { return id }
    try database.execute(sql: "INSERT INTO prompts (hash) VALUES (?)", arguments: [hash])
    let id = database.lastInsertedRowID
    try database.execute(
      sql: "INSERT INTO questions (rowid, prompt) VALUES (?, ?)",
      arguments: [id, SearchText.prepared(try store.promptText(hash))])
    return id
  }

  private static func lastIndexed(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT max(rollout) FROM documents") ?? 0
  }

  // MARK: - The file

  private static func open(_ store: Store) throws -> DatabaseQueue {
    guard store.writer != nil else { return try begin("", of: "") }
    let path = path(of: store.path)
    let identity = identity(of: store.path)
    if let queue = try? existing(path, of: identity, last: store.lastRolloutID()) { return queue }
    delete(of: store.path)
    // Whoever may not read the store may not read its words either.
    var info = stat()
    let mode = stat(store.path, &info) == 0 ? info.st_mode & 0o666 : 0o600
    let descriptor = creat(path, mode)
    guard descriptor >= 0 else { return try begin("", of: "") }
    Self.close(descriptor)
    return try begin(path, of: identity)
  }

  private static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #elseif canImport(Darwin)
      Darwin.close(descriptor)
    #endif
  }

  private static func existing(_ path: String, of identity: String, last: Int64) throws -> DatabaseQueue? {
    guard access(path, F_OK) == 0 else { return nil }
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    let fits = try queue.read { database in
      try Int32.fetchOne(database, sql: "PRAGMA application_id") == applicationID
        && Int.fetchOne(database, sql: "PRAGMA user_version") == version
        && String.fetchOne(database, sql: "SELECT store FROM about") == identity
        && lastIndexed(database) <= last
    }
    guard fits else {
      try queue.close()
      return nil
    }
    return queue
  }

  /// An index belongs to one file: a copy of a store has none.
  private static func identity(of path: String) -> String {
    var info = stat()
    return stat(path, &info) == 0 ? "\(info.st_dev):\(info.st_ino)" : ""
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.label = "hawthorne.search"
    // It can be made again: nothing need reach the disk before the next step.
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -16000")
    }
    return configuration
  }

  private static func begin(_ path: String, of identity: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    try queue.write { database in
      try database.execute(
        sql: """
          CREATE TABLE about (store TEXT NOT NULL) STRICT;
          CREATE TABLE documents (
            id INTEGER PRIMARY KEY, rollout INTEGER NOT NULL, answer_hash TEXT NOT NULL, prompt INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX documents_by_rollout ON documents (rollout);
          CREATE TABLE prompts (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE) STRICT;
          CREATE VIRTUAL TABLE replies USING fts5 (
            answer, reasoning, tools, turns, content = '', tokenize = 'unicode61 remove_diacritics 2');
          CREATE VIRTUAL TABLE questions USING fts5 (
            prompt, content = '', tokenize = 'unicode61 remove_diacritics 2');
          PRAGMA application_id = \(applicationID);
          PRAGMA user_version = \(version);
          """)
      try database.execute(sql: "INSERT INTO about (store) VALUES (?)", arguments: [identity])
    }
    return queue
  }
}
