import FoundationEssentials

/// A document of the corpus that `Scripts/inputs.py` writes.
public struct Document: Sendable {
  public var prompt: String
  public var reasoning: String
  public var answer: String

  public init(prompt: String, reasoning: String, answer: String) {
    self.prompt = prompt
    self.reasoning = reasoning
    self.answer = answer
  }

  /// Bytes that a classifier scans: reasoning and answer.
  public var bytes: Int { reasoning.utf8.count + answer.utf8.count }

  /// Reads documents separated by U+001E, their parts by U+001F.
  public static func read(path: String) throws -> [Document] {
    try Data(contentsOf: URL(filePath: path)).split(separator: 0x1E).map { record in
      let parts = record.split(separator: 0x1F, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard parts.count == 3 else { throw UnreadableCorpus(path: path) }
      return Document(prompt: parts[0], reasoning: parts[1], answer: parts[2])
    }
  }
}

public struct UnreadableCorpus: Error {
  public var path: String
}
