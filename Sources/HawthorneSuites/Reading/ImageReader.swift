import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Reads the images that a scenario shows.
enum ImageReader {
  /// Providers accept images of about this size.
  static let limit = 8 << 20

  static func list(
    _ node: YAMLNode?, _ files: inout SuiteFiles, _ problems: inout [Diagnostic]
  ) -> [ImageAttachment] {
    guard let node, let items = node.list("images", &problems) else { return [] }
    return items.compactMap { item in
      guard let file = files.contents(of: item, what: "an image", limit: limit, &problems),
        let path = item.string("an image", &problems)
      else { return nil }
      guard let type = mediaType(file.bytes) else {
        problems.append(
          Diagnostic(
            id: "suite.not-an-image", location: item.location,
            message: "use a PNG, JPEG, GIF or WebP file: '\(TerminalText.stripped(path))' is none of these"))
        return nil
      }
      let reference = ImageReference(path: path, mediaType: type, hash: ContentHash(of: file.bytes))
      return ImageAttachment(reference: reference, base64: file.bytes.base64EncodedString())
    }
  }

  /// By the file's first bytes, whatever its name says.
  static func mediaType(_ bytes: Data) -> String? {
    func begins(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if begins(Array("GIF87a".utf8)) || begins(Array("GIF89a".utf8)) { return "image/gif" }
    if begins(Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) { return "image/webp" }
    return nil
  }
}
