import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Logs to be imported together, and what the user says of them.
public struct LogSource {
  struct File {
    var path: String
    var format: LogFormat
    /// Of its bytes as they were when the source was made.
    var hash: ContentHash
    var bytes: Int64
    var reader: any LogReader
  }

  let files: [File]
  public let mapping: LogMapping
  /// In place of what the logs say, or where they say nothing.
  public let model: ModelName?
  /// Only looks: rollouts without an arm are counted and no reason to stop.
  public var allowsMissingArms = false

  /// What each file was found to be.
  public var formats: [(path: String, format: LogFormat)] { files.map { ($0.path, $0.format) } }

  /// Looks at each file once, for its format and its hash.
  ///
  /// - Parameters:
  ///   - format: of all files; nil tells it by what they hold.
  ///   - model: who answered, for logs that do not say, or to say it otherwise.
  /// - Throws: `FileError`, `LogError`, also for a file that is named twice.
  public init(
    paths: [String], format: LogFormat? = nil, mapping: LogMapping = LogMapping(), model: ModelName? = nil
  ) throws {
    self.mapping = mapping
    self.model = model
    files = try paths.map { path in
      let (hash, bytes) = try Self.digest(of: path)
      let found = try format ?? FormatFinder.find(path)
      return File(
        path: path, format: found, hash: hash, bytes: bytes,
        reader: Self.reader(found, path: path, mapping: mapping))
    }
    var first: [ContentHash: String] = [:]
    for file in files {
      if let other = first[file.hash] { throw LogError(file: file.path, kind: .sameFile(as: other)) }
      first[file.hash] = file.path
    }
  }

  private static func reader(_ format: LogFormat, path: String, mapping: LogMapping) -> any LogReader {
    let places = Dictionary(
      RowColumn.allCases.compactMap { column in mapping.place(of: column).map { (column, $0) } },
      uniquingKeysWith: { first, _ in first })
    return switch format {
    case .inspectEval: InspectArchiveLog(file: path)
    case .inspectJSON: InspectJSONLog(file: path)
    case .petri: PetriLog(file: path)
    case .lmEval: LMEvalLog(file: path)
    case .promptfoo: PromptfooLog(file: path)
    case .messages: MessageLog(file: path)
    case .jsonl: RowLog(file: path, shape: .json, columns: mapping.columns, places: places)
    case .csv: RowLog(file: path, shape: .separated(","), columns: mapping.columns, places: places)
    case .tsv: RowLog(file: path, shape: .separated("\t"), columns: mapping.columns, places: places)
    }
  }

  private static func digest(of path: String) throws -> (hash: ContentHash, bytes: Int64) {
    let source = try FileSource(path: path)
    var hash = IncrementalHash()
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var bytes: Int64 = 0
    while true {
      let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return (hash.finish(), bytes) }
      hash.update(piece[..<count])
      bytes += Int64(count)
    }
  }

  /// - Throws: `LogError.changed` where a file is no longer what it was.
  func requireUnchanged() throws {
    for file in files {
      guard try Self.digest(of: file.path).hash == file.hash else {
        throw LogError(file: file.path, kind: .changed)
      }
    }
  }

  /// Walks over the logs again as the survey did.
  func forEach(_ take: (MappedRollout, _ epoch: Int) throws -> Void) throws {
    var counter = EpochCounter()
    var trace: MappingTrace?
    for file in files {
      _ = try file.reader.read { logged in
        guard
          let mapped = try MappedRollout(
            logged, file: file.path, mapping: mapping, model: model, trace: &trace)
        else { return }
        try take(mapped, try counter.epoch(of: mapped, file: file.path))
      }
    }
  }
}
