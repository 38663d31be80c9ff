public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// The secret behind the ids of redacted reports: without it nobody can try texts until an id fits.
public struct RedactionSalt: Sendable {
  private let key: KeyedHash

  /// Bytes that a file must have at least.
  public static let minimum = 16

  /// The salt that a store keeps.
  public init(stored bytes: Data) { key = KeyedHash(key: bytes) }

  /// The salt in a file.
  ///
  /// - Throws: `RedactionError.weakSalt` for fewer than 16 bytes.
  public init(file bytes: Data, origin: String) throws(RedactionError) {
    guard bytes.count >= Self.minimum else { throw .weakSalt(origin: origin, bytes: bytes.count) }
    self.init(stored: bytes)
  }

  /// `redacted-` and the first 16 digits of the text's HMAC-SHA-256; an empty text stays empty.
  func id(of text: String) -> String { text.isEmpty ? "" : "redacted-\(digits(of: text).prefix(16))" }

  /// A hash of ours in place of one of something that could be guessed.
  func hash(of hash: String) -> String { digits(of: hash) }

  /// What two files with the same salt have in common.
  var fingerprint: String { String(digits(of: "hawthorne redaction salt").prefix(16)) }

  private func digits(of text: String) -> String { key.hash(of: text).hex }
}

/// Why a report cannot be redacted, or a redacted one not be verified.
public enum RedactionError: ExplainedError, Hashable {
  case weakSalt(origin: String, bytes: Int)
  case noSalt(store: String)
  case otherSalt(store: String, mark: String)

  public var problem: String {
    switch self {
    case .weakSalt(let origin, let bytes):
      "\(origin) has \(bytes) bytes, and a salt so short could be guessed."
    case .noSalt(let store):
      "The report is redacted, and \(store) has no salt that its ids could be of."
    case .otherSalt(let store, let mark):
      "The report is redacted with a salt of the mark \(mark), which is neither that of \(store) nor the one named."
    }
  }

  public var fix: String {
    switch self {
    case .weakSalt:
      "Use at least \(RedactionSalt.minimum) random bytes: head -c 32 /dev/urandom > salt."
    case .noSalt, .otherSalt:
      "Name the salt's file with --salt-file, or the store that the report was redacted from."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .weakSalt: .usage
    case .noSalt, .otherSalt: .invalid
    }
  }
}
