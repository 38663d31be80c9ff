import Foundation
import HawthorneFormats
import Testing

struct LineReaderTests {
  private func lines(_ bytes: Data, limit: Int = 1 << 20) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try bytes.write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var reader = LineReader(descriptor: descriptor, origin: path, limit: limit)
    var lines: [String] = []
    while let line = try reader.next() {
      switch line.content {
      case .bytes(let bytes): lines.append("\(line.number):\(String(decoding: bytes, as: UTF8.self))")
      case .tooLong(let count): lines.append("\(line.number):too long \(count)")
      }
    }
    return lines
  }

  @Test func linesKeepTheirNumbers() throws {
    #expect(try lines(Data("a\r\n\n  \nb\nc".utf8)) == ["1:a", "4:b", "5:c"])
    #expect(try lines(Data()) == [])
    #expect(try lines(Data("\n\n".utf8)) == [])
  }

  @Test func aLineAtThePieceBoundaryIsWhole() throws {
    for length in (65534...65538) {
      let text = String(repeating: "x", count: length)
      #expect(try lines(Data("\(text)\nend\n".utf8)) == ["1:\(text)", "2:end"])
    }
  }

  @Test func tooLongLinesAreSkippedAndCounted() throws {
    let long = String(repeating: "y", count: 200_000)
    #expect(try lines(Data("a\n\(long)\nb\n".utf8), limit: 1000) == ["1:a", "2:too long 200000", "3:b"])
    #expect(try lines(Data("a\n\(long)".utf8), limit: 1000) == ["1:a", "2:too long 200000"])
  }

  @Test func anUnreadableDescriptorIsAnError() {
    #expect(throws: FileError.self) {
      var reader = LineReader(descriptor: -1, origin: "nothing")
      _ = try reader.next()
    }
  }
}
