public import HawthorneCore
public import HawthorneFormats
public import FoundationEssentials

/// Finds suites by path, folder or name.
public struct SuiteLocator: Sendable {
  /// Where names are looked up before the embedded suites; nil is nowhere.
  public var folder: String?

  public init(folder: String? = nil) { self.folder = folder }

  /// The suites embedded in the binary, by name.
  public static let embedded: [String: EmbeddedFile] = [
    "smoke": .smokeSuite, "oversight-honesty": .oversightHonesty, "hazard-refusal": .hazardRefusal,
  ]

  /// Reads what the user named: a suite file, a folder of them, or the name of a shipped suite.
  ///
  /// - Throws: `DiagnosticsError`, `FileError`, or `SuiteNotFound`.
  public func suites(named name: String) throws -> [Suite] {
    try files(named: name).map { try SuiteReader.read($0.bytes, file: $0.path) }
  }

  /// The files behind a name, in alphabetical order.
  public func files(named name: String) throws -> [(path: String, bytes: Data)] {
    var isFolder = false
    if Self.exists(name, isFolder: &isFolder) {
      guard isFolder else { return [(name, try SystemFile.contents(of: name, limit: 64 << 20))] }
      let names = try FileManager.default.contentsOfDirectory(atPath: name)
        .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
      guard !names.isEmpty else { throw SuiteNotFound(name: name, known: [], isEmptyFolder: true) }
      return try names.map {
        let path = name.hasSuffix("/") ? name + $0 : "\(name)/\($0)"
        return (path, try SystemFile.contents(of: path, limit: 64 << 20))
      }
    }
    if let folder, !name.contains("/") {
      let path = "\(folder)/\(name).yaml"
      if Self.exists(path, isFolder: &isFolder), !isFolder {
        return [(path, try SystemFile.contents(of: path, limit: 64 << 20))]
      }
    }
    if let file = Self.embedded[name] { return [("\(name) (embedded)", file.bytes)] }
    throw SuiteNotFound(name: name, known: Self.embedded.keys.sorted(), isEmptyFolder: false)
  }

  private static func exists(_ path: String, isFolder: inout Bool) -> Bool {
    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  }
}

/// No suite by that path or name.
public struct SuiteNotFound: ExplainedError {
  var name: String
  var known: [String]
  var isEmptyFolder: Bool

  public var problem: String {
    isEmptyFolder
      ? "The folder \(name) holds no .yaml file." : "There is no suite file or embedded suite '\(name)'."
  }

  public var fix: String {
    isEmptyFolder
      ? "Name a suite file, or write one with 'hawthorne init'."
      : "Name a file, or one of the embedded suites: \(known.joined(separator: ", "))."
  }

  public var exitStatus: ExitStatus { .usage }
}
