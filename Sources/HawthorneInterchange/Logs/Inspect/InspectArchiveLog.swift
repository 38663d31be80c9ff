import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// An Inspect log as a zip archive: samples in a member each, or chunked over several.
///
/// The chunked layout (Inspect 0.3.2xx, `large-samples`): `samples/<id>_epoch_<n>/sample.json` is the sample without its
/// sequences; `messages/<start>.json` are lists of messages, of which `message_refs` names the conversation by
/// half-open ranges; `attachments/<start>.json` are lists of texts named by their index.
struct InspectArchiveLog: LogReader {
  let file: String
  var limits = ArchiveLimits()
  var format: LogFormat { .inspectEval }

  private static let header = "header.json"
  private static let start = "_journal/start.json"
  private static let samples = "samples/"
  private static let shell = "/sample.json"

  /// What the archive's directory says.
  private struct Directory {
    var header: JSONValue?
    /// The last member of each name.
    var last: [String: Int] = [:]
    /// Names that several members have.
    var repeated: Set<String> = []
    /// Prefixes of chunked samples, with the number of members that are read of each.
    var chunked: [String: Int] = [:]
    var hasSamples = false
    /// Halves of surrogate pairs in the header.
    var replaced = 0
  }

  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts {
    let directory = try directory()
    guard let members = directory.header?.objectValue, members["eval"] != nil else {
      throw LogError(
        file: file,
        kind: .notThis(format, "it has neither header.json nor _journal/start.json with an 'eval'"))
    }
    let header = InspectHeader(members, format: format)
    guard directory.hasSamples else {
      throw LogError(file: file, kind: header.facts.planned == nil ? .noRollouts : .onlyHeader)
    }
    var facts = header.facts
    facts.note(replaced: directory.replaced + (try readSamples(directory, header: header, take)))
    return facts
  }

  private func directory() throws -> Directory {
    var directory = Directory()
    var begun: JSONValue?
    let archive = try ArchiveReader(path: file, limits: limits)
    while let member = try archive.next() {
      if member.name == Self.header || member.name == Self.start {
        let stream = JSONStream(ArchiveMemberSource(archive: archive))
        let value = try following(member.name) {
          var members: [String: JSONValue] = [:]
          try stream.forEachMember { key in
            if InspectHeader.members.contains(key) {
              members[key] = try stream.value(limit: Self.rolloutLimit)
            } else {
              try stream.skip()
            }
          }
          try stream.finish()
          return JSONValue.object(members)
        }
        directory.replaced += stream.replaced
        if member.name == Self.header { directory.header = value } else { begun = value }
      }
      guard member.name.hasPrefix(Self.samples), member.name.hasSuffix(".json") else { continue }
      if directory.last.updateValue(member.number, forKey: member.name) != nil {
        directory.repeated.insert(member.name)
      }
      if member.name.hasSuffix(Self.shell) {
        directory.chunked[String(member.name.dropLast(Self.shell.count))] = 0
      }
      directory.hasSamples = true
    }
    for name in directory.last.keys {
      if let prefix = Self.prefix(of: name, in: directory.chunked), Self.part(name, of: prefix) != nil {
        directory.chunked[prefix, default: 0] += 1
      }
    }
    if directory.header == nil { directory.header = begun }
    try requireAlike(directory.repeated)
    return directory
  }

  /// Members of one name must hold the same: which of two different ones is the sample, the archive does not say.
  private func requireAlike(_ names: Set<String>) throws {
    guard !names.isEmpty else { return }
    var hashes: [String: ContentHash] = [:]
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let archive = try ArchiveReader(path: file, limits: limits)
    while let member = try archive.next() {
      guard names.contains(member.name) else { continue }
      var hash = IncrementalHash()
      while true {
        let count = try piece.withUnsafeMutableBytes { try archive.read(into: $0) }
        if count == 0 { break }
        hash.update(piece[..<count])
      }
      let own = hash.finish()
      guard hashes.updateValue(own, forKey: member.name) ?? own == own else {
        throw LogError(file: file, kind: .twoMembers(member.name))
      }
    }
  }

  // MARK: Samples

  /// - Returns: how many halves of surrogate pairs were read as U+FFFD.
  private func readSamples(
    _ directory: Directory, header: InspectHeader, _ take: (LoggedRollout) throws -> Void
  ) throws -> Int {
    var replaced = 0
    let archive = try ArchiveReader(path: file, limits: limits)
    var open: [String: ChunkedSample] = [:]
    while let member = try archive.next() {
      guard directory.last[member.name] == member.number else { continue }
      let stream = JSONStream(ArchiveMemberSource(archive: archive))
      if let prefix = Self.prefix(of: member.name, in: directory.chunked) {
        guard let part = Self.part(member.name, of: prefix) else { continue }
        try following(member.name) {
          try open[prefix, default: ChunkedSample()].take(part, stream, limit: Self.rolloutLimit)
        }
        replaced += stream.replaced
        guard open[prefix]?.parts == directory.chunked[prefix], let whole = open.removeValue(forKey: prefix)
        else { continue }
        try pass(prefix) { try take(try whole.sample().rollout(place: prefix, header: header)) }
      } else {
        var sample = InspectSample()
        try following(member.name) {
          try sample.take(stream, limit: Self.rolloutLimit)
          try stream.finish()
        }
        replaced += stream.replaced
        try pass(member.name) { try take(try sample.rollout(place: member.name, header: header)) }
      }
    }
    if let half = open.keys.sorted().first { throw unreadable(half, "parts of the sample are missing") }
    return replaced
  }

  private func pass(_ place: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as ConversationReader.Unfit {
      throw unreadable(place, error.detail)
    }
  }

  /// The chunked sample that a member belongs to.
  private static func prefix(of name: String, in chunked: [String: Int]) -> String? {
    guard !chunked.isEmpty else { return nil }
    var end = name.endIndex
    // Ids may hold slashes: the longest prefix first.
    while let slash = name[..<end].lastIndex(of: "/") {
      let prefix = String(name[..<slash])
      if chunked[prefix] != nil { return prefix }
      end = slash
    }
    return nil
  }

  enum Part: Equatable {
    case shell, metadata
    case messages(Int), attachments(Int)
  }

  private static func part(_ name: String, of prefix: String) -> Part? {
    let words = name.dropFirst(prefix.count + 1).split(separator: "/")
    if words.count == 1 {
      return words[0] == "sample.json" ? .shell : words[0] == "metadata.json" ? .metadata : nil
    }
    guard words.count == 2, let start = Int(words[1].dropLast(".json".count)), start >= 0 else { return nil }
    switch words[0] {
    case "messages": return .messages(start)
    case "attachments": return .attachments(start)
    default: return nil
    }
  }
}

/// The parts of a chunked sample as they come.
struct ChunkedSample {
  private var shell = InspectSample()
  private var refs: [JSONValue]?
  private var metadata: JSONValue?
  private var messages: [Int: [JSONValue]] = [:]
  private var attachments: [Int: [String]] = [:]
  private var bytes = 0
  private(set) var parts = 0

  mutating func take(_ part: InspectArchiveLog.Part, _ stream: JSONStream, limit: Int) throws {
    parts += 1
    let left = limit - bytes
    switch part {
    case .shell:
      try shell.take(stream, limit: left)
      refs = shell.messageRefs
    case .metadata: metadata = try stream.value(limit: left)
    case .messages(let start): messages[start] = try stream.value(limit: left).arrayValue ?? []
    case .attachments(let start):
      attachments[start] = try stream.value(limit: left).arrayValue?.map { $0.stringValue ?? "" } ?? []
    }
    try stream.finish()
    bytes += Int(stream.offset)
    guard bytes <= limit else {
      throw JSONStream.Malformed(offset: stream.offset, detail: "", isTooLong: true)
    }
  }

  /// The sample put together.
  ///
  /// - Throws: `ConversationReader.Unfit` for a chunk that is missing.
  func sample() throws(ConversationReader.Unfit) -> InspectSample {
    var whole = shell
    if let metadata { whole.set("metadata", metadata) }
    let pool = try Self.joined(messages, "messages")
    if let refs {
      var conversation: [JSONValue] = []
      for ref in refs {
        // A single index, or a half-open range of them.
        let bounds =
          ref.integerValue.map { [$0, $0 + 1] } ?? ref.arrayValue?.compactMap(\.integerValue) ?? []
        guard bounds.count == 2, bounds[0] >= 0, bounds[0] <= bounds[1], bounds[1] <= Int64(pool.count) else {
          throw .init(detail: "its messages name \(bounds), and there are \(pool.count)")
        }
        guard conversation.count + Int(bounds[1] - bounds[0]) <= 1_000_000 else {
          throw .init(detail: "its conversation has more than a million messages")
        }
        conversation += pool[Int(bounds[0])..<Int(bounds[1])]
      }
      whole.append(messages: conversation)
    } else {
      whole.append(messages: pool)
    }
    for (index, text) in try Self.joined(attachments, "attachments").enumerated() {
      whole.add(attachment: String(index), text)
    }
    return whole
  }

  /// Chunks in order; each begins where the one before it ends.
  private static func joined<Item>(
    _ chunks: [Int: [Item]], _ what: String
  ) throws(ConversationReader.Unfit) -> [Item] {
    var all: [Item] = []
    for (start, items) in chunks.sorted(by: { $0.key < $1.key }) {
      guard start == all.count else {
        throw .init(detail: "\(what) \(all.count) to \(start) are missing")
      }
      all += items
    }
    return all
  }
}
