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
  /// Relative path and hash of every file read.
  private(set) var hashes: [String: ContentHash] = [:]

  static let limit = 64 << 20

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
    func reject(_ id: String, _ message: String) -> (String, Data)? {
      problems.append(Diagnostic(id: id, location: node.location, message: message))
      return nil
    }
    let shown = TerminalText.stripped(relative)
    let steps = relative.split(separator: "/", omittingEmptySubsequences: false)
    guard !relative.hasPrefix("/"), !relative.contains("\0"), !steps.contains(".."), !steps.contains("")
    else {
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
      guard let real = Self.realPath(path) else { continue }
      guard let realRoot = Self.realPath(root), real.hasPrefix(realRoot == "/" ? "/" : realRoot + "/") else {
        return reject("suite.path-outside", "replace '\(shown)', a link that leaves the suite's folder")
      }
      guard Self.isFile(real) else {
        return reject("suite.not-a-file", "name a file: '\(shown)' is a folder or a device")
      }
      do throws(FileError) {
        let bytes = try SystemFile.contents(of: real, limit: limit)
        hashes[relative] = ContentHash(of: bytes)
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

  /// Where an included suite lies, by the same rules.
  mutating func note(_ relative: String, hash: ContentHash) { hashes[relative] = hash }

  /// The hash of the suite: of its file alone, or of the names and hashes of all its files.
  func hash(ofSuite bytes: Data) -> ContentHash {
    let own = ContentHash(of: bytes)
    guard !hashes.isEmpty else { return own }
    var hash = IncrementalHash()
    hash.update(part: own.hex)
    for (path, fileHash) in hashes.sorted(by: { $0.key < $1.key }) {
      hash.update(part: path)
      hash.update(part: fileHash.hex)
    }
    return hash.finish()
  }

  static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  private static func isFile(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
  }
}
