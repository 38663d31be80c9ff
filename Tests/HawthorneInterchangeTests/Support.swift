import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneInterchange

/// Our own small logs: `Scripts/interchange-fixtures.py` makes them.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  static let lmEval = "samples_squares_2026-01-02T03-04-05.000001.jsonl"
}

/// A folder for one test, gone with it.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("logs-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ bytes: Data) throws -> String {
    try bytes.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Data(text.utf8)) }
}

extension LogReader {
  /// All rollouts of a log, and what it says of itself.
  func all() throws -> (rollouts: [LoggedRollout], facts: LogFacts) {
    var rollouts: [LoggedRollout] = []
    let facts = try read { rollouts.append($0) }
    return (rollouts, facts)
  }
}

/// A small generator, so that mutations are the same every time.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var mixed = state
    mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return mixed ^ (mixed >> 33)
  }
}

extension Data {
  /// With a few bytes changed, dropped, doubled or cut off.
  func mutated(_ random: inout Seeded) -> Data {
    var bytes = [UInt8](self)
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 4: bytes.replaceSubrange(place..<Swift.min(place + 20, bytes.count), with: [])
      default: bytes = Array(bytes.prefix(place + 1))
      }
    }
    return Data(bytes)
  }
}

/// Writes zip archives with stored members, also such as no honest program would.
struct ZipWriter {
  struct Member {
    var name: [UInt8]
    var bytes: Data
    var flags: UInt16 = 0x800
    /// Unix mode; nil for a plain file.
    var mode: UInt32?
    /// In place of the size and checksum that it has.
    var size: UInt32?
    var checksum: UInt32?

    init(_ name: String, _ bytes: Data = Data("x".utf8)) {
      self.name = Array(name.utf8)
      self.bytes = bytes
    }
  }

  static func archive(_ members: [Member]) -> Data {
    var out = Data()
    var directory = Data()
    func add(_ value: UInt16, to data: inout Data) { withUnsafeBytes(of: value.littleEndian) { data += $0 } }
    func add(_ value: UInt32, to data: inout Data) { withUnsafeBytes(of: value.littleEndian) { data += $0 } }
    for member in members {
      let offset = UInt32(out.count)
      let checksum = member.checksum ?? crc(member.bytes)
      let size = member.size ?? UInt32(member.bytes.count)
      var common = Data()
      for value in [20, member.flags, 0, 0, 0x5C22] as [UInt16] { add(value, to: &common) }
      for value in [checksum, size, size] { add(value, to: &common) }
      add(UInt16(member.name.count), to: &common)
      add(UInt16(0), to: &common)
      add(UInt32(0x0403_4B50), to: &out)
      out += common + member.name + member.bytes
      add(UInt32(0x0201_4B50), to: &directory)
      add(UInt16(member.mode == nil ? 20 : 3 << 8 | 20), to: &directory)
      directory += common
      for value in [0, 0, 0] as [UInt16] { add(value, to: &directory) }
      add((member.mode ?? 0) << 16, to: &directory)
      add(offset, to: &directory)
      directory += member.name
    }
    let start = UInt32(out.count)
    out += directory
    add(UInt32(0x0605_4B50), to: &out)
    for value in [0, 0, UInt16(members.count), UInt16(members.count)] as [UInt16] { add(value, to: &out) }
    add(UInt32(directory.count), to: &out)
    add(start, to: &out)
    add(UInt16(0), to: &out)
    return out
  }

  /// CRC-32 as zip has it.
  static func crc(_ bytes: Data) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
