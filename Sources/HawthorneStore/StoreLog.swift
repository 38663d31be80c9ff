import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The log (`-wal`) beside a store, read by its documented format (sqlite.org/fileformat2.html#walformat).
///
/// SQLite reads a log up to the first frame that is not whole and passes over the rest without a word. The last frames of
/// a process that died are such; a whole commit behind a broken frame is not, and then something is lost.
struct StoreLog {
  private(set) var damage: [String] = []
  private(set) var notes: [String] = []

  /// nil where there is no log, or nothing in it.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_size > 0 else { return nil }
    let size = Int64(info.st_size)
    guard let head = Self.bytes(descriptor, 32, at: 0), let header = Header(head) else {
      damage.append(
        "the log beside the file (-wal, \(size) bytes) cannot be read: what was committed to it last is lost")
      return
    }
    read(descriptor, header, size: size)
  }

  private struct Header {
    var isBig: Bool
    var pageSize: Int
    var salts: [UInt8]
    var sums: (UInt32, UInt32)

    init?(_ bytes: [UInt8]) {
      let magic = StoreLog.big(bytes, 0)
      guard magic == 0x377F_0682 || magic == 0x377F_0683 else { return nil }
      isBig = magic == 0x377F_0683
      pageSize = Int(StoreLog.big(bytes, 8))
      guard pageSize >= 512, pageSize <= 65_536, pageSize & (pageSize - 1) == 0 else { return nil }
      salts = Array(bytes[16..<24])
      sums = StoreLog.sums(bytes[0..<24], (0, 0), isBig: isBig)
      guard sums.0 == StoreLog.big(bytes, 24), sums.1 == StoreLog.big(bytes, 28) else { return nil }
    }
  }

  private mutating func read(_ descriptor: Int32, _ header: Header, size: Int64) {
    let length = 24 + header.pageSize
    var place: Int64 = 32
    var sums = header.sums
    var broken: Int64?
    var whole = 0
    var lostCommits = 0
    while let frame = Self.bytes(descriptor, length, at: place) {
      // A log is written over from its beginning: frames of its earlier use follow.
      guard Array(frame[8..<16]) == header.salts else {
        if broken != nil { place += Int64(length); continue }
        break
      }
      if broken == nil {
        sums = Self.sums(frame[0..<8], sums, isBig: header.isBig)
        sums = Self.sums(frame[24...], sums, isBig: header.isBig)
        if sums.0 == Self.big(frame, 16), sums.1 == Self.big(frame, 20) {
          whole += 1
        } else {
          broken = place
        }
      } else if Self.big(frame, 4) > 0 {
        lostCommits += 1
      }
      place += Int64(length)
    }
    if lostCommits > 0 {
      damage.append(
        "the log beside the file (-wal) is broken at byte \(broken ?? 0): \(lostCommits) commits behind it are lost"
      )
    } else if let broken {
      notes.append(
        "the log beside the file (-wal) ends in an unfinished frame at byte \(broken), as when a process was killed; "
          + "the \(whole) frames before it were read")
    } else if place < size, size - place < Int64(length) {
      notes.append(
        "the log beside the file (-wal) is cut off within a frame; the \(whole) frames before it were read")
    }
  }

  private static func bytes(_ descriptor: Int32, _ count: Int, at place: Int64) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(place)) == count ? bytes : nil
  }

  private static func big(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[place + $1]) }
  }

  /// SQLite's checksum of a log: over pairs of 32-bit words, in the byte order that the header names.
  private static func sums(_ bytes: ArraySlice<UInt8>, _ start: (UInt32, UInt32), isBig: Bool) -> (
    UInt32, UInt32
  ) {
    var (first, second) = start
    bytes.withUnsafeBytes { words in
      for place in stride(from: 0, to: words.count - 7, by: 8) {
        let one = words.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        let two = words.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self)
        first &+= (isBig ? UInt32(bigEndian: one) : UInt32(littleEndian: one)) &+ second
        second &+= (isBig ? UInt32(bigEndian: two) : UInt32(littleEndian: two)) &+ first
      }
    }
    return (first, second)
  }
}
