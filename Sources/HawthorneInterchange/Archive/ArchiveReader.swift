import CArchive
import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the members of a zip archive in the order of the file, each as a stream, within limits.
///
/// Nothing is ever written to the disk. A name that leads out of the archive, a link, an encrypted or a damaged member
/// refuse the archive as a whole.
final class ArchiveReader {
  struct Member: Sendable, Hashable {
    var name: String
    /// Uncompressed, as the archive says.
    var bytes: Int64
    /// In the order of the file, from 0.
    var number: Int
  }

  private let archive: OpaquePointer
  private let file: String
  private let limits: ArchiveLimits
  /// Of the archive itself.
  private let ownBytes: Int64
  private var count = 0
  private var total: Int64 = 0
  private var current: Member?
  private var readOfCurrent: Int64 = 0

  /// - Throws: `FileError`, `ArchiveError`.
  init(path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
    var info = stat()
    guard stat(path, &info) == 0 else { throw FileError(path: path, action: .open, code: errno) }
    ownBytes = Int64(info.st_size)
    file = path
    self.limits = limits
    var isMissing = false
    var message = [CChar](repeating: 0, count: 256)
    guard let archive = hawthorne_archive_open(path, &message, message.count, &isMissing) else {
      let text = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw ArchiveError(file: path, kind: isMissing ? .noLibrary(text) : .notAnArchive(text))
    }
    self.archive = archive
  }

  deinit { hawthorne_archive_close(archive) }

  private func fail(_ kind: ArchiveError.Kind) -> ArchiveError { ArchiveError(file: file, kind: kind) }

  private var message: String { String(cString: hawthorne_archive_message(archive)) }

  /// The next member that is a file; nil at the end.
  ///
  /// - Throws: `ArchiveError`.
  func next() throws(ArchiveError) -> Member? {
    while true {
      var member = hawthorne_archive_member()
      switch hawthorne_archive_next(archive, &member) {
      case HAWTHORNE_ARCHIVE_END:
        current = nil
        return nil
      case HAWTHORNE_ARCHIVE_MEMBER: break
      default: throw fail(.broken(message))
      }
      count += 1
      guard count <= limits.members else { throw fail(.tooManyMembers(limit: limits.members)) }
      guard let bytes = member.name else { throw fail(.unsafeName("(not UTF-8)")) }
      let name = String(cString: bytes)
      guard Self.isSafe(name) else { throw fail(.unsafeName(name)) }
      guard !member.is_encrypted else { throw fail(.encrypted(name)) }
      if member.is_folder { continue }
      guard member.is_file else { throw fail(.notAFile(name)) }
      guard member.size >= 0 else { throw fail(.broken("a member does not say its size")) }
      let found = Member(name: name, bytes: member.size, number: count - 1)
      current = found
      readOfCurrent = 0
      return found
    }
  }

  /// Reads on in the member that `next()` gave; 0 at its end.
  ///
  /// - Throws: `ArchiveError`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    guard let current, let base = buffer.baseAddress, !buffer.isEmpty else { return 0 }
    if readOfCurrent == 0, current.bytes > limits.memberBytes {
      throw fail(.tooLarge(member: current.name, bytes: current.bytes, limit: limits.memberBytes))
    }
    let count = hawthorne_archive_read(archive, base, buffer.count)
    guard count >= 0 else { throw fail(.damaged(member: current.name, message)) }
    readOfCurrent += count
    total += count
    if count == 0 {
      guard readOfCurrent == current.bytes else {
        throw fail(.wrongSize(member: current.name, said: current.bytes))
      }
      return 0
    }
    // What a header says of the size is the archive's word only.
    guard readOfCurrent <= current.bytes else {
      throw fail(.wrongSize(member: current.name, said: current.bytes))
    }
    guard total <= limits.totalBytes,
      total <= limits.freeBytes || total / limits.ratio <= ownBytes
    else { throw fail(.bomb(bytes: total)) }
    return Int(count)
  }

  /// No absolute path, no step upwards, no drive, no control characters.
  static func isSafe(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 4096, !name.hasPrefix("/"), !name.hasPrefix("\\"),
      name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { return false }
    let parts = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    return !parts.contains("..") && parts.first?.hasSuffix(":") != true
  }
}

/// The member that an archive stands at, as bytes.
struct ArchiveMemberSource: ByteSource {
  let archive: ArchiveReader

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try archive.read(into: buffer) }
}
