import FoundationEssentials
import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files that a suite may name: those under its own folder, or under the folder the user gave for data.
///
/// Remembers the hash of each file it read, so that the suite's hash covers them all.
struct SuiteFiles {
  /// The suite's folder; nil for a suite embedded in the binary, which may name no files.
  var folder: String?
  /// `--data-dir`: looked through first for tables.
  var dataFolder: String?
  /// Of every file read, by the bytes of its relative path: two spellings that look alike are two files.
  private var hashes: [Data: ContentHash] = [:]

  static let limit = 64 << 20
  /// The paths that a suite may name, for the schema.
  static let pattern =
    "^(?![\\s\\S]*[\\x00-\\x1f\\x7f])(?!(?:[\\s\\S]*/)?\\.\\.(?:/|$))(?!/)(?![\\s\\S]*//)(?![\\s\\S]*/$)[\\s\\S]+$"

  init(folder: String? = nil, dataFolder: String? = nil) {
    self.folder = folder
    self.dataFolder = dataFolder
  }

  /// A file's bytes, nil with a complaint where the path is not the suite's to name or the file cannot be read.
  ///
  /// - Parameter isOptional: a missing file is then nil without a complaint.
  mutating func contents(
    of node: YAMLNode, what: String, inDataFolder: Bool = false, limit: Int = SuiteFiles.limit,
    isOptional: Bool = false, _ problems: inout [Diagnostic]
  ) -> (path: String, bytes: Data)? {
    guard let relative = node.string(what, &problems) else { return nil }
    return contents(
      of: relative, at: node.location, inDataFolder: inDataFolder, limit: limit, isOptional: isOptional,
      &problems)
  }

  /// The same for a path that is not written as it stands.
  mutating func contents(
    of relative: String, at place: Diagnostic.Location, inDataFolder: Bool = false,
    limit: Int = SuiteFiles.limit, isOptional: Bool = false, _ problems: inout [Diagnostic]
  ) -> (path: String, bytes: Data)? {
    func reject(_ id: String, _ message: String) -> (String, Data)? {
      problems.append(Diagnostic(id: id, location: place, message: message))
      return nil
    }
    let shown = TerminalText.stripped(relative)
    guard Self.isRelative(relative) else {
      return reject(
        "suite.path-outside",
        "name a file inside the suite's folder by a relative path without '..'; '\(shown)' is none")
    }
    guard folder != nil || inDataFolder && dataFolder != nil else {
      return reject("suite.path-outside", "write the suite to a folder: an embedded suite can name no files")
    }
    let roots = (inDataFolder ? [dataFolder] : []) + [folder]
    for root in roots.compactMap({ $0 }) {
      let path = "\(root)/\(relative)"
      guard let real = Self.realPath(path) else {
        let code = errno
        if code == ENOENT || code == ENOTDIR { continue }
        let error = FileError(path: shown, action: .open, code: code)
        return reject("suite.file-unreadable", "make '\(shown)' readable: \(error.problem)")
      }
      guard let realRoot = Self.realPath(root), Self.isInside(real, realRoot) else {
        return reject("suite.path-outside", "replace '\(shown)', a link that leaves the suite's folder")
      }
      guard Self.isFile(real) else {
        return reject("suite.not-a-file", "name a file: '\(shown)' is a folder or a device")
      }
      do throws(FileError) {
        let bytes = try SystemFile.contents(of: real, limit: limit)
        note(relative, hash: ContentHash(of: bytes))
        return (path, bytes)
      } catch {
        if error.code == EFBIG {
          return reject(
            "suite.file-too-large", "split or shrink '\(shown)': at most \(limit >> 20) MiB are read")
        }
        return reject("suite.file-unreadable", "make '\(shown)' readable: \(error.problem)")
      }
    }
    if isOptional { return nil }
    return reject(
      "suite.file-missing",
      inDataFolder
        ? "put '\(shown)' into the suite's folder, or name the folder that holds it with --data-dir"
        : "put '\(shown)' into the suite's folder, or correct the path")
  }

  /// Takes a file into the suite's hash.
  mutating func note(_ relative: String, hash: ContentHash) { hashes[Data(relative.utf8)] = hash }

  /// Whether the suite may name a folder by this path and there is one.
  func isFolder(_ relative: String) -> Bool {
    var info = stat()
    guard let folder, Self.isRelative(relative) else { return false }
    return stat("\(folder)/\(relative)", &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Steps downwards only, in bytes: a mark that combines with a slash makes it no other character to the system.
  private static func isRelative(_ path: String) -> Bool {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && !$0.elementsEqual("..".utf8) }
      && path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// Whether a path lies under a folder; both without links.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    path.utf8.starts(with: (folder == "/" ? "/" : folder + "/").utf8)
  }

  /// The hash of the suite: of its file alone, or of the names and hashes of all its files.
  func hash(ofSuite bytes: Data) -> ContentHash {
    let own = ContentHash(of: bytes)
    guard !hashes.isEmpty else { return own }
    var hash = IncrementalHash()
    hash.update(part: own.hex)
    for (path, fileHash) in hashes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      hash.update(part: String(decoding: path, as: UTF8.self))
      hash.update(part: fileHash.hex)
    }
    return hash.finish()
  }

  static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  static func isFile(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
  }
}
