/// An image shown with a scenario's request, with its bytes, so that a stored suite is whole.
public struct ImageAttachment: Sendable, Hashable, Codable {
  public var reference: ImageReference
  /// The file's bytes in Base64.
  public var base64: String

  public init(reference: ImageReference, base64: String) {
    self.reference = reference
    self.base64 = base64
  }
}

/// Names an image without its bytes.
public struct ImageReference: Sendable, Hashable, Codable {
  /// As the suite wrote it, relative to its folder.
  public var path: String
  /// `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
  public var mediaType: String
  /// SHA-256 of the bytes.
  public var hash: ContentHash

  public init(path: String, mediaType: String, hash: ContentHash) {
    self.path = path
    self.mediaType = mediaType
    self.hash = hash
  }
}
