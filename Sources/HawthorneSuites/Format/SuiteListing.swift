import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// A suite that can be named, or a file that should be one and does not read.
public struct ListedSuite: Sendable {
  /// Paths, and `embedded` for one in the binary.
  public var from: [String]
  public var reading: Result<Suite, DiagnosticsError>

  public static let embedded = "embedded"

  public var suite: Suite? { try? reading.get() }
}

extension SuiteLocator {
  /// The folder that listings look into when none is named, if it is there.
  public static let usualFolder = "Suites"

  /// A locator over the folder named, else over `./Suites` if there is one.
  public static func usual(folder: String?, dataFolder: String? = nil) -> SuiteLocator {
    if let folder { return SuiteLocator(folder: folder, dataFolder: dataFolder) }
    var isFolder = false
    let isThere = FileManager.default.fileExists(atPath: usualFolder, isDirectory: &isFolder)
    return SuiteLocator(folder: isThere && isFolder ? usualFolder : nil, dataFolder: dataFolder)
  }

  /// The suites of the folder, then those embedded in the binary, each once: a suite that lies in both with the same
  /// contents is one.
  ///
  /// A file that does not read is listed with its complaints and stops nothing.
  ///
  /// - Throws: `SuiteNotFound` for a folder that is not there, `FileError` for one that cannot be read.
  public func listing() throws -> [ListedSuite] {
    var found: [ListedSuite] = []
    if let folder {
      do {
        for source in try sources(named: folder) {
          found.append(ListedSuite(from: [source.path], reading: Self.read(source)))
        }
      } catch let error as SuiteNotFound where error.isEmptyFolder {
        // It holds nothing to list.
      }
    }
    for (name, file) in Self.embedded.sorted(by: { $0.key < $1.key }) {
      let reading = Self.read(
        SuiteSource(path: "\(name) (embedded)", bytes: file.bytes, dataFolder: dataFolder))
      let hash = (try? reading.get())?.hash
      if let place = found.firstIndex(where: { $0.suite != nil && $0.suite?.hash == hash }) {
        found[place].from.append(ListedSuite.embedded)
      } else {
        found.append(ListedSuite(from: [ListedSuite.embedded], reading: reading))
      }
    }
    return found.enumerated().sorted {
      ($0.element.suite?.id ?? "", $0.offset) < ($1.element.suite?.id ?? "", $1.offset)
    }.map(\.element)
  }

  /// What a user may mean by a suite's name: a file or folder, the id of a listed suite, or the name of one.
  ///
  /// - Throws: `DiagnosticsError`, `FileError`, or `SuiteNotFound` with the ids that there are.
  public func listed(named name: String) throws -> [ListedSuite] {
    if FileManager.default.fileExists(atPath: name) {
      return try sources(named: name).map {
        ListedSuite(from: [$0.path], reading: .success(try SuiteReader.read($0)))
      }
    }
    let all = try listing()
    // The folder's suite goes before one of the same id in the binary, as it does for `run`.
    if let own = all.first(where: { $0.suite?.id == name && $0.from != [ListedSuite.embedded] })
      ?? all.first(where: { $0.suite?.id == name })
    {
      return [own]
    }
    do {
      return try sources(named: name).map {
        ListedSuite(from: [$0.path], reading: .success(try SuiteReader.read($0)))
      }
    } catch is SuiteNotFound {
      throw SuiteNotFound(name: name, known: Set(all.compactMap(\.suite?.id)).sorted(), isEmptyFolder: false)
    }
  }

  private static func read(_ source: SuiteSource) -> Result<Suite, DiagnosticsError> {
    do throws(DiagnosticsError) { return .success(try SuiteReader.read(source)) } catch {
      return .failure(error)
    }
  }
}
