import FoundationEssentials
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes that come piece by piece.
protocol ByteSource {
  /// Fills a buffer as far as it goes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// A file, read from its beginning.
final class FileSource: ByteSource {
  private let descriptor: Int32
  private let path: String

  /// - Throws: `FileError`.
  init(path: String) throws(FileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: .open, code: errno) }
    self.path = path
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileError(path: path, action: .read, code: errno) }
    }
  }
}

/// Bytes in memory.
final class DataSource: ByteSource {
  private let bytes: Data
  private var place = 0

  init(_ bytes: Data) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, bytes.count - place)
    guard count > 0 else { return 0 }
    let start = bytes.startIndex + place
    bytes.copyBytes(to: buffer.bindMemory(to: UInt8.self), from: start..<start + count)
    place += count
    return count
  }
}
