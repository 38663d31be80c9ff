public import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole files, read and written with errors that name the file.
public enum SystemFile {
  static var lastError: Int32 { errno }

  static func message(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }

  static func read(_ descriptor: Int32, into bytes: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      #else
        let count = Darwin.read(descriptor, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameter limit: the largest size accepted, in bytes; a larger file gives `EFBIG`.
  /// - Throws: `FileError`.
  public static func contents(of path: String, limit: Int = 1 << 31) throws(FileError) -> Data {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: .open, code: errno) }
    defer { close(descriptor) }
    var whole = Data()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { read(descriptor, into: $0) }
      guard count >= 0 else { throw FileError(path: path, action: .read, code: errno) }
      if count == 0 { return whole }
      whole += piece[..<count]
      guard whole.count <= limit else { throw FileError(path: path, action: .read, code: EFBIG) }
    }
  }

  /// Writes a file whole: into a neighbour first, then renamed over it, so that no reader sees half of it.
  ///
  /// A device or pipe (`/dev/stdout`, `/dev/full`) is written directly.
  ///
  /// - Throws: `FileError`.
  public static func write(_ bytes: Data, to path: String) throws(FileError) {
    var info = stat()
    if stat(path, &info) == 0, info.st_mode & S_IFMT != S_IFREG, info.st_mode & S_IFMT != S_IFDIR {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError(path: path, action: .write, code: errno) }
      defer { close(descriptor) }
      try writeAll(bytes, to: descriptor, path: path)
      return
    }
    let neighbour = "\(path).\(getpid()).partial"
    let descriptor = open(neighbour, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, action: .create, code: errno) }
    do throws(FileError) {
      defer { close(descriptor) }
      try writeAll(bytes, to: descriptor, path: path)
      guard fsync(descriptor) == 0 || errno == EINVAL else {
        throw FileError(path: path, action: .write, code: errno)
      }
    } catch {
      unlink(neighbour)
      throw error
    }
    guard rename(neighbour, path) == 0 else {
      let code = errno
      unlink(neighbour)
      throw FileError(path: path, action: .create, code: code)
    }
  }

  /// Adds to the end of a file, which is made if it is not there.
  ///
  /// - Throws: `FileError`.
  public static func append(_ bytes: Data, to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, action: .create, code: errno) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path: path)
  }

  /// Writes all bytes to an open descriptor.
  public static func writeAll(_ bytes: Data, to descriptor: Int32, path: String) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        #if canImport(Glibc)
          Glibc.write(descriptor, all.baseAddress?.advanced(by: done), all.count - done)
        #else
          Darwin.write(descriptor, all.baseAddress?.advanced(by: done), all.count - done)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, action: .write, code: errno)
      }
      done += count
    }
  }
}
