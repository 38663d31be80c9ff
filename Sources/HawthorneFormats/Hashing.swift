import Crypto
public import FoundationEssentials
public import HawthorneCore

extension ContentHash {
  /// SHA-256 of the bytes.
  public init(of bytes: some DataProtocol) {
    self.init(digest: SHA256.hash(data: bytes))
  }

  /// SHA-256 of the text's UTF-8.
  public init(of text: String) {
    self.init(of: Array(text.utf8))
  }

  /// SHA-256 of the canonical JSON of the value.
  ///
  /// - Throws: `CanonicalJSON.NotFinite` for a number that JSON cannot hold, or an encoding error.
  public init(canonical value: some Encodable) throws {
    self.init(of: try CanonicalJSON.bytes(of: value))
  }

  /// The 32 bytes of a digest or of an authentication code.
  fileprivate init(digest: some Sequence<UInt8>) {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in digest {
      digits.append(Self.hexDigit(byte >> 4))
      digits.append(Self.hexDigit(byte & 15))
    }
    guard let hash = ContentHash(hex: String(decoding: digits, as: UTF8.self)) else {
      preconditionFailure("32 bytes always make 64 hexadecimal digits")
    }
    self = hash
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
  }
}

/// SHA-256 of content that arrives in pieces.
public struct IncrementalHash {
  private var state = SHA256()

  public init() {}

  public mutating func update(_ bytes: some DataProtocol) { state.update(data: bytes) }

  /// Hashes a text with its length before it, so that ("ab", "c") and ("a", "bc") differ.
  public mutating func update(part: String) {
    let bytes = Array(part.utf8)
    state.update(data: Array("\(bytes.count):".utf8))
    state.update(data: bytes)
  }

  public func finish() -> ContentHash { ContentHash(digest: state.finalize()) }
}

/// Hashes that only the holder of a key can make: HMAC-SHA-256 (RFC 2104).
public struct KeyedHash: Sendable {
  private let key: SymmetricKey

  public init(key: Data) { self.key = SymmetricKey(data: key) }

  /// The code of a text's UTF-8, as 64 hexadecimal digits.
  public func hash(of text: String) -> ContentHash {
    ContentHash(digest: HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
  }
}
