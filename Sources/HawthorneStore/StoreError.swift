public import HawthorneCore

/// What can go wrong with a store.
public struct StoreError: ExplainedError, Equatable {
  public enum Kind: Sendable, Equatable {
    /// No file at the path.
    case missing
    /// The folder that should hold it is not there.
    case noFolder(String)
    /// A file, but not one of ours; the text says what it is.
    case notAStore(String)
    /// Written by a newer Hawthorne: its schema version, and the newest we know.
    case newer(found: Int, known: Int)
    /// Of an older schema, in a place where it cannot be brought up to date.
    case older(found: Int, known: Int)
    /// The file, its folder or its file system cannot be written.
    case readOnly
    /// A process died within a write, which must be taken back before the file can be read.
    case unfinishedWrite(canBeWritten: Bool)
    case full
    /// SQLite, or a value in a row, is not what it must be.
    case corrupt(String)
    /// Another process held a lock for longer than we wait.
    case locked
    case inputOutput(String)
    /// Another process works on the run.
    case leaseHeld(LeaseHolder)
    /// Another process took the run over from this one.
    case leaseLost(run: String)
    case unknownRun(String, near: [String])
    case ambiguousRun(String, matches: [String])
    case unknownRollout(String, near: [String])
    case ambiguousRollout(String, matches: [String])
    case runExists(String)
    /// A query that SQLite refused: a mistake of ours.
    case internalFault(String)
  }

  public var path: String
  public var kind: Kind

  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

extension StoreError {
  public var problem: String {
    switch kind {
    case .missing: "There is no store at \(path)."
    case .noFolder(let folder): "\(path) cannot be created: there is no folder \(folder)."
    case .notAStore(let what): "\(path) is not a Hawthorne store: \(what)."
    case .newer(let found, let known):
      "\(path) was written by a newer Hawthorne (schema \(found); this one knows up to \(known))."
    case .older(let found, let known):
      "\(path) has the older schema \(found) and cannot be brought up to \(known) where it is: it cannot be written."
    case .readOnly: "\(path) cannot be written: the file, its folder or its file system is read-only."
    case .unfinishedWrite:
      "A process died while it wrote to \(path): the write must be taken back before anything can be read."
    case .full: "The disk is full: nothing more could be written to \(path)."
    case .corrupt(let what): "\(path) is damaged: \(what)\(what.hasSuffix(".") ? "" : ".")"
    case .locked: "\(path) is locked by another process, and stayed so for longer than we wait."
    case .inputOutput(let what): "\(path) could not be read or written: \(what)."
    case .leaseHeld(let holder): "Run \(holder.runID) is being worked on by \(holder.description)."
    case .leaseLost(let run): "Another process has taken over run \(run) from this one."
    case .unknownRun(let name, _): "\(path) holds no run \(name)."
    case .ambiguousRun(let name, let matches):
      "\(name) is the beginning of \(matches.count) runs in \(path): \(matches.prefix(8).joined(separator: ", "))."
    case .unknownRollout(let name, _): "\(path) holds no rollout \(name)."
    case .ambiguousRollout(let name, let matches):
      "\(name) is the beginning of \(matches.count) rollouts in \(path): \(matches.prefix(8).joined(separator: ", "))."
    case .runExists(let id): "\(path) already holds run \(id)."
    case .internalFault(let what): "A query on \(path) failed: \(what)."
    }
  }

  public var fix: String {
    switch kind {
    case .noFolder: "Create the folder, or name another store with --store."
    case .missing: "Name the store with --store, or create one with `hawthorne run`."
    case .notAStore: "Name another file with --store; this one was left as it was."
    case .newer: "Use the Hawthorne that wrote it, or a newer one."
    case .older: "Copy the file to a folder that can be written and name the copy with --store."
    case .readOnly: "Name a store in a folder that can be written with --store."
    case .unfinishedWrite(true):
      "Take it back with `hawthorne list --store \(path)`, which changes the file; then try again."
    case .unfinishedWrite(false):
      "Copy the file and \(path)-journal to a folder that can be written, and name the copy with --store."
    case .full:
      "Free some space and go on with `hawthorne resume`; every rollout reported as finished is stored."
    case .corrupt:
      "See what of it is whole with `hawthorne list --check`. Restore it from a copy, or save what can be read with "
        + "`sqlite3 STORE .recover | sqlite3 NEW`, check NEW and merge what is whole; do not report figures from this file."
    case .locked: "Wait for the other process or stop it, then try again."
    case .inputOutput: "Check the disk and the path, then try again."
    case .leaseHeld: "Wait for it to end, or stop it and try again."
    case .leaseLost: "Look at it with `hawthorne list`; nothing was stored twice."
    case .unknownRun(_, let near):
      near.isEmpty
        ? "See `hawthorne list`." : "Did you mean \(near.joined(separator: " or "))? See `hawthorne list`."
    case .unknownRollout(_, let near):
      near.isEmpty
        ? "See `hawthorne show RUN` for its rollouts." : "Did you mean \(near.joined(separator: " or "))?"
    case .ambiguousRun, .ambiguousRollout: "Write more of its digits."
    case .runExists: "Go on with `hawthorne resume`, or name another store."
    case .internalFault:
      "Look at the store with `hawthorne list --check`; where it is whole, please report this with the version of Hawthorne."
    }
  }

  public var exitStatus: ExitStatus {
    switch kind {
    case .missing, .noFolder, .unknownRun, .ambiguousRun, .unknownRollout, .ambiguousRollout: .usage
    case .notAStore, .newer, .older, .corrupt, .runExists: .invalid
    case .readOnly, .unfinishedWrite, .full, .locked, .inputOutput, .leaseHeld, .leaseLost, .internalFault:
      .inputOutput
    }
  }
}
