import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// The formats of other harnesses' logs that are read.
public enum LogFormat: String, Sendable, Hashable, Codable, CaseIterable {
  /// Inspect's `.eval`: a zip archive with a member for each sample, or several (chunked).
  case inspectEval = "inspect-eval"
  /// Inspect's `.json`.
  case inspectJSON = "inspect-json"
  /// A transcript of Petri as it stands in a file of its own.
  case petri
  /// lm-evaluation-harness: `samples_*.jsonl`.
  case lmEval = "lm-eval"
  /// promptfoo: the JSON of `promptfoo eval -o` or `export`.
  case promptfoo
  /// Conversations as lists of OpenAI's or Anthropic's messages, in JSON or JSON Lines.
  case messages
  /// One rollout a line, its parts in members.
  case jsonl
  /// One rollout a row, its parts in columns.
  case csv
  /// As `csv`, with tabs.
  case tsv

  /// As notes call it.
  public var title: String {
    switch self {
    case .inspectEval: "an Inspect log (.eval)"
    case .inspectJSON: "an Inspect log (JSON)"
    case .petri: "a Petri transcript"
    case .lmEval: "samples of lm-evaluation-harness"
    case .promptfoo: "an output of promptfoo"
    case .messages: "conversations as message lists"
    case .jsonl: "JSON Lines with a rollout a line"
    case .csv: "CSV with a rollout a row"
    case .tsv: "TSV with a rollout a row"
    }
  }
}

/// Tells a log's format by what it holds, not by what it is called.
enum FormatFinder {
  /// What is read of a file to tell.
  static let headBytes = 1 << 20

  /// - Throws: `FileError`; `LogError.unknownFormat`.
  static func find(_ path: String) throws -> LogFormat {
    let head = try Self.head(of: path)
    guard !head.isEmpty else { throw LogError(file: path, kind: .empty) }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      return .inspectEval
    }
    guard !head.starts(with: [0xFF, 0xFE]), !head.starts(with: [0xFE, 0xFF]) else {
      throw LogError(file: path, kind: .notUTF8)
    }
    let solid = head.first { ![0x20, 0x0A, 0x0D, 0x09, 0xEF, 0xBB, 0xBF].contains($0) }
    switch solid {
    case UInt8(ascii: "["): return list(head)
    case UInt8(ascii: "{"): return try json(head, path: path)
    case nil: throw LogError(file: path, kind: .empty)
    default:
      guard let text = firstLine(of: head) else { throw LogError(file: path, kind: .unknownFormat) }
      if text.contains("\t") { return .tsv }
      if text.contains(",") { return .csv }
      throw LogError(file: path, kind: .unknownFormat)
    }
  }

  private static func head(of path: String) throws -> [UInt8] {
    let source = try FileSource(path: path)
    var bytes = [UInt8](repeating: 0, count: headBytes)
    var count = 0
    while count < bytes.count {
      let more = try bytes.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
      }
      if more == 0 { break }
      count += more
    }
    return Array(bytes[..<count])
  }

  private static func firstLine(of head: [UInt8]) -> String? {
    let line = head.prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count < headBytes else { return nil }
    return String(validating: line, as: UTF8.self)
  }

  /// By the first item of a list: messages and lists of them, or rows.
  private static func list(_ head: [UInt8]) -> LogFormat {
    var keys: Set<String> = []
    let stream = JSONStream(DataSource(Data(head)))
    // Cut off where the head ends: what was seen must do.
    try? stream.forEachItem { _ in
      guard try stream.kind() == .object else { throw stream.malformed("") }
      try stream.forEachMember { key in
        keys.insert(key)
        try stream.skip()
      }
      throw stream.malformed("")
    }
    let ofMessages: Set = ["role", "messages", "conversation", "request"]
    return keys.isEmpty || !keys.isDisjoint(with: ofMessages) ? .messages : .jsonl
  }

  /// By the members of the document; by those of its first line where more lines follow.
  private static func json(_ head: [UInt8], path: String) throws -> LogFormat {
    var keys: Set<String> = []
    var inner: Set<String> = []
    let stream = JSONStream(DataSource(Data(head)))
    var isWhole = false
    do {
      try stream.forEachMember { key in
        keys.insert(key)
        if ["eval", "results", "data", "evals", "metadata"].contains(key), try stream.kind() == .object {
          try stream.forEachMember { name in
            inner.insert("\(key).\(name)")
            try stream.skip()
          }
        } else {
          try stream.skip()
        }
      }
      isWhole = true
    } catch is JSONStream.Malformed {
      // Cut off where the head ends: what was seen must do.
    }
    let isLines = try isWhole && stream.kind() == .object
    func has(_ names: String...) -> Bool { names.allSatisfy { keys.contains($0) || inner.contains($0) } }
    if has("doc_id", "resps") || has("doc_id", "filtered_resps") { return .lmEval }
    if has("eval.task"), has("eval.model") || has("plan") || has("samples") {
      return .inspectJSON
    }
    if keys.contains("metadata"), keys.contains("events") || keys.contains("target_messages"),
      has("metadata.auditor_model") || has("metadata.target_model") || has("metadata.transcript_id")
    {
      return .petri
    }
    if has("results.results") || has("data.results") || has("results", "config") || has("results", "evalId")
      || (keys.contains("results") && keys.contains("version") && !keys.contains("eval"))
    {
      return .promptfoo
    }
    let isChat = ["messages", "conversation"].contains(where: keys.contains) || has("request", "response")
    if isChat { return .messages }
    if isLines || !keys.isEmpty { return .jsonl }
    throw LogError(file: path, kind: .unknownFormat)
  }
}
