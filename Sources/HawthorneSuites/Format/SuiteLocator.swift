import FoundationEssentials
public import HawthorneCore
public import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds suites by path, folder or name.
public struct SuiteLocator: Sendable {
  /// Where names are looked up before the embedded suites; nil is nowhere.
  public var folder: String?
  /// Where the tables that suites name are looked up before the suite's own folder; nil is nowhere.
  public var dataFolder: String?

  public init(folder: String? = nil, dataFolder: String? = nil) {
    self.folder = folder
    self.dataFolder = dataFolder
  }

  /// The suites embedded in the binary, by name.
  public static let embedded: [String: EmbeddedFile] = [
    "smoke": .smokeSuite, "oversight-honesty": .oversightHonesty, "hazard-refusal": .hazardRefusal,
  ]

  /// The file that makes a folder one suite.
  static let head = "suite.yaml"

  /// Reads what the user named: a suite file, a folder that is one suite, a folder of suites, or the name of a
  /// shipped suite.
  ///
  /// - Throws: `DiagnosticsError`, `FileError`, or `SuiteNotFound`.
  public func suites(named name: String) throws -> [Suite] {
    try sources(named: name).map { try SuiteReader.read($0) }
  }

  /// What is behind a name, in alphabetical order.
  ///
  /// - Throws: `FileError`, `SuiteNotFound`, or `DiagnosticsError` for a file of a folder that is not the folder's.
  public func sources(named name: String) throws -> [SuiteSource] {
    // Tables may be optional: a folder misspelt must not leave them out.
    if let dataFolder, Self.kind(of: dataFolder) != .folder {
      throw FileError(
        path: dataFolder, action: .open, code: Self.kind(of: dataFolder) == .file ? ENOTDIR : ENOENT)
    }
    switch Self.kind(of: name) {
    case .file: return [try source(file: name)]
    case .folder:
      let path = name.hasSuffix("/") && name.count > 1 ? String(name.dropLast()) : name
      let found = try sources(in: path)
      guard !found.isEmpty else { throw SuiteNotFound(name: name, known: [], isEmptyFolder: true) }
      return found
    case .nothing: break
    }
    if let folder, !name.contains("/") {
      let file = "\(folder)/\(name).yaml"
      if Self.kind(of: file) == .file { return [try source(file: file)] }
      if Self.kind(of: "\(folder)/\(name)/\(Self.head)") == .file {
        return try sources(in: "\(folder)/\(name)")
      }
    }
    if let file = Self.embedded[name] {
      return [SuiteSource(path: "\(name) (embedded)", bytes: file.bytes, dataFolder: dataFolder)]
    }
    throw SuiteNotFound(name: name, known: Self.embedded.keys.sorted(), isEmptyFolder: false)
  }

  /// A folder that is one suite, or the suites that lie in it.
  private func sources(in folder: String) throws -> [SuiteSource] {
    let names = try Self.files(in: folder)
    if names.contains(Self.head) {
      let parts = try Self.partNames(in: folder).map {
        SuiteSource.Part(path: "\(folder)/\($0)", name: $0, bytes: try Self.contents(of: $0, in: folder))
      }
      .filter { !Self.isOtherDocument($0.bytes) }
      let head = "\(folder)/\(Self.head)"
      return [
        SuiteSource(
          path: head, bytes: try Self.contents(of: Self.head, in: folder), parts: parts, folder: folder,
          dataFolder: dataFolder)
      ]
    }
    return try names.flatMap { name -> [SuiteSource] in
      let path = "\(folder)/\(name)"
      switch Self.kind(of: path) {
      case .file where Self.isYAML(name):
        let source = SuiteSource(
          path: path, bytes: try Self.contents(of: name, in: folder), folder: folder, dataFolder: dataFolder)
        return Self.isOtherDocument(source.bytes) ? [] : [source]
      case .folder where Self.kind(of: "\(path)/\(Self.head)") == .file: return try sources(in: path)
      default: return []
      }
    }
  }

  private func source(file path: String) throws(FileError) -> SuiteSource {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return SuiteSource(
      path: path, bytes: try Self.contents(of: path), folder: folder.isEmpty ? "/" : folder,
      dataFolder: dataFolder)
  }

  private static func contents(of path: String) throws(FileError) -> Data {
    try SystemFile.contents(of: path, limit: SuiteFiles.limit)
  }

  /// A file that lies in a folder: links that leave it and devices are not read just because they lie there.
  private static func contents(of name: String, in folder: String) throws -> Data {
    let path = "\(folder)/\(name)"
    func reject(_ id: String, _ message: String) -> DiagnosticsError {
      DiagnosticsError([
        Diagnostic(id: id, location: Diagnostic.Location(file: path), message: message)
      ])
    }
    if let real = SuiteFiles.realPath(path), let root = SuiteFiles.realPath(folder) {
      guard SuiteFiles.isInside(real, root) else {
        throw reject("suite.path-outside", "replace the file, a link that leaves the suite's folder")
      }
      guard SuiteFiles.isFile(real) else {
        throw reject("suite.not-a-file", "remove it from the folder: it is a folder or a device")
      }
    }
    return try contents(of: path)
  }

  /// The other YAML files of a folder that is one suite.
  static func partNames(in folder: String) throws -> [String] {
    try files(in: folder).filter { $0 != head && isYAML($0) }
  }

  private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  /// Whether a YAML file is one of our other documents: a policy or a rule pack may lie beside suites.
  static func isOtherDocument(_ bytes: Data) -> Bool {
    ["hawthorne_policy:", "pack:"].contains { key in
      bytes.starts(with: key.utf8) || bytes.firstRange(of: Data("\n\(key)".utf8)) != nil
    }
  }

  private static func files(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        .sorted()
    } catch {
      throw FileError(path: folder, action: .read, code: EACCES)
    }
  }

  private enum Kind {
    case file, folder, nothing
  }

  private static func kind(of path: String) -> Kind {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .nothing }
    return isFolder ? .folder : .file
  }
}

/// A suite's files, not yet read.
public struct SuiteSource: Sendable {
  struct Part: Sendable {
    var path: String
    var name: String
    var bytes: Data
  }

  /// The name that diagnostics carry.
  public let path: String
  let bytes: Data
  let parts: [Part]
  /// Where the files lie that the suite names; nil for an embedded suite.
  let folder: String?
  let dataFolder: String?

  init(path: String, bytes: Data, parts: [Part] = [], folder: String? = nil, dataFolder: String? = nil) {
    self.path = path
    self.bytes = bytes
    self.parts = parts
    self.folder = folder
    self.dataFolder = dataFolder
  }
}

/// No suite by that path or name.
public struct SuiteNotFound: ExplainedError {
  var name: String
  var known: [String]
  var isEmptyFolder: Bool

  public var problem: String {
    isEmptyFolder
      ? "The folder \(name) holds no suite." : "There is no suite file or embedded suite '\(name)'."
  }

  public var fix: String {
    isEmptyFolder
      ? "Name a suite file, or write one with 'hawthorne init'."
      : "Name a file, or one of the embedded suites: \(known.joined(separator: ", "))."
  }

  public var exitStatus: ExitStatus { .usage }
}
