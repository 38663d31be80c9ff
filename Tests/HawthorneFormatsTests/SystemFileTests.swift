import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

struct SystemFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  @Test func filesAreReplacedWhole() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try SystemFile.write(Data("one".utf8), to: "\(folder)/a")
    try SystemFile.write(Data("two".utf8), to: "\(folder)/a")
    #expect(try SystemFile.contents(of: "\(folder)/a") == Data("two".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  @Test func aFullDiskIsSaid() throws {
    let error = try #require(throws: FileError.self) {
      try SystemFile.write(Data("x".utf8), to: "/dev/full")
    }
    #expect(error.fix.contains("disk is full"))
    #expect(error.exitStatus == .inputOutput)
  }

  @Test func missingFilesAndFoldersAreUsageErrors() throws {
    for path in ["/nowhere/at/all", "/"] {
      let error = try #require(throws: FileError.self) { try SystemFile.contents(of: path) }
      #expect(error.exitStatus == .usage)
      #expect(error.problem.contains(path))
    }
  }

  /// A wrong command is not what keeps a file from being written.
  @Test func whatCannotBeWrittenIsNoUsageError() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try SystemFile.write(Data("x".utf8), to: "\(folder)/file")
    for path in ["/nowhere/at/all", "/proc/x.json", folder, "\(folder)/file/x.json"] {
      let error = try #require(throws: FileError.self) { try SystemFile.write(Data("x".utf8), to: path) }
      #expect(error.exitStatus == .inputOutput && error.problem.contains(path))
      let other = try #require(throws: FileError.self) { try SystemFile.append(Data("x".utf8), to: path) }
      #expect(other.exitStatus == .inputOutput)
    }
  }

  @Test func aFileOverTheLimitIsRefused() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try SystemFile.write(Data(repeating: 0x61, count: 100), to: "\(folder)/a")
    #expect(throws: FileError.self) { try SystemFile.contents(of: "\(folder)/a", limit: 99) }
    #expect(try SystemFile.contents(of: "\(folder)/a", limit: 100).count == 100)
  }

  @Test func terminalTextLosesWhatCouldRewriteTheScreen() {
    #expect(TerminalText.stripped("a\u{1B}[2Jb\u{7}\u{9B}c\u{202E}d\r\n\te") == "a[2Jbcd\n\te")
  }
}
