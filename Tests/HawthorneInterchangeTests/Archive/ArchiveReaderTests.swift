import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneInterchange

struct ArchiveReaderTests {
  /// All members with their bytes.
  static func members(
    _ path: String, limits: ArchiveLimits = ArchiveLimits()
  ) throws -> [(name: String, bytes: Data)] {
    let archive = try ArchiveReader(path: path, limits: limits)
    var found: [(String, Data)] = []
    while let member = try archive.next() {
      var bytes = Data()
      var piece = [UInt8](repeating: 0, count: 1000)
      while true {
        let count = try piece.withUnsafeMutableBytes { try archive.read(into: $0) }
        if count == 0 { break }
        bytes += piece[..<count]
      }
      found.append((member.name, bytes))
    }
    return found
  }

  static func refusal(
    _ members: [ZipWriter.Member], limits: ArchiveLimits = ArchiveLimits()
  ) throws -> ArchiveError? {
    let folder = try TestFolder()
    let path = try folder.file("a.zip", ZipWriter.archive(members))
    do {
      _ = try Self.members(path, limits: limits)
      return nil
    } catch let error as ArchiveError {
      return error
    }
  }

  @Test func readsStoredDeflatedAndZstandardMembers() throws {
    let found = try Self.members(Fixture.path("inspect.eval"))
    let names = found.map(\.name)
    #expect(names.first == "_journal/start.json" && names.last == "header.json" && names.count == 9)
    // Stored, deflate and zstd in turn.
    for number in 1...6 {
      let member = try #require(found.first { $0.name == "samples/note-\(number)_epoch_1.json" })
      let value = try JSONText.parse(member.bytes, origin: "the member")
      #expect(value["id"]?.stringValue == "note-\(number)")
    }
  }

  @Test func namesKeepTheirLetters() throws {
    let folder = try TestFolder()
    let path = try folder.file("a.zip", ZipWriter.archive([.init("samples/ünï 中_epoch_1.json")]))
    #expect(try Self.members(path).map(\.name) == ["samples/ünï 中_epoch_1.json"])
  }

  @Test(arguments: [
    "../etc/passwd", "/etc/passwd", "samples/../../x", "..", "a/..", "C:/windows/x", "C:\\x", "\\\\host\\x",
    "..\\x", "a\u{1}b", "a\u{7F}",
  ])
  func namesThatLeadOutAreRefused(name: String) throws {
    let error = try #require(try Self.refusal([.init("ok"), .init(name)]))
    guard case .unsafeName = error.kind else {
      Issue.record("\(error)")
      return
    }
    #expect(!ArchiveReader.isSafe(name))
  }

  @Test func namesThatAreNoUTF8AreRefused() throws {
    var member = ZipWriter.Member("x")
    member.name = [0x61, 0xFF, 0xFE]
    let error = try #require(try Self.refusal([member]))
    guard case .unsafeName = error.kind else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func linksAndEncryptedMembersAreRefused() throws {
    var link = ZipWriter.Member("link", Data("/etc/passwd".utf8))
    link.mode = 0o120777
    #expect(try Self.refusal([link])?.kind == .notAFile("link"))
    var secret = ZipWriter.Member("secret")
    secret.flags |= 1
    #expect(try Self.refusal([secret])?.kind == .encrypted("secret"))
  }

  @Test func foldersArePassedOver() throws {
    let folder = try TestFolder()
    let path = try folder.file("a.zip", ZipWriter.archive([.init("samples/", Data()), .init("b")]))
    #expect(try Self.members(path).map(\.name) == ["b"])
  }

  @Test func limitsHold() throws {
    let three: [ZipWriter.Member] = [.init("a"), .init("b"), .init("c")]
    #expect(try Self.refusal(three, limits: ArchiveLimits(members: 2))?.kind == .tooManyMembers(limit: 2))
    let large = ZipWriter.Member("large", Data(repeating: 65, count: 5000))
    #expect(
      try Self.refusal([large], limits: ArchiveLimits(memberBytes: 4999))?.kind
        == .tooLarge(member: "large", bytes: 5000, limit: 4999))
    #expect(try Self.refusal([large], limits: ArchiveLimits(memberBytes: 5000)) == nil)
    #expect(
      try Self.refusal([large, .init("b")], limits: ArchiveLimits(totalBytes: 5000))?.kind
        == .bomb(bytes: 5001))
  }

  /// 7 KB that unpack to 14 KB, where no more than as much again is allowed.
  @Test func whatUnpacksToFarMoreThanItIsIsRefused() throws {
    let path = Fixture.path("inspect.eval")
    let own = try Int64(Fixture.bytes("inspect.eval").count)
    do {
      _ = try Self.members(path, limits: ArchiveLimits(ratio: 1, freeBytes: 1000))
      Issue.record("it was unpacked")
    } catch let error as ArchiveError {
      guard case .bomb(let bytes) = error.kind else { throw error }
      #expect(bytes > own)
    }
    #expect(try !Self.members(path, limits: ArchiveLimits(ratio: 1)).isEmpty)
  }

  @Test func sizesAndChecksumsAreNotBelieved() throws {
    var wrong = ZipWriter.Member("a", Data("hello".utf8))
    wrong.checksum = 1
    guard case .damaged = try #require(try Self.refusal([wrong])).kind else {
      Issue.record("a wrong checksum passed")
      return
    }
    var short = ZipWriter.Member("a", Data("hello".utf8))
    short.size = 3
    #expect(try Self.refusal([short]) != nil)
    var long = ZipWriter.Member("a", Data("hello".utf8))
    long.size = 5_000_000
    #expect(try Self.refusal([long]) != nil)
  }

  @Test func everyTruncationIsRefused() throws {
    let whole = try Fixture.bytes("inspect.eval")
    let folder = try TestFolder()
    for length in stride(from: 0, to: whole.count, by: 61) {
      let path = try folder.file("cut.zip", whole.prefix(length))
      #expect(throws: ArchiveError.self, "\(length) bytes") { try Self.members(path) }
    }
  }

  @Test func otherFilesAreNoArchives() throws {
    let folder = try TestFolder()
    for (name, text) in [("a", "hello"), ("b", ""), ("c", "PK\u{3}\u{4}rubbish")] {
      let path = try folder.file(name, text)
      #expect(throws: ArchiveError.self) { try Self.members(path) }
    }
    #expect(throws: FileError.self) { try ArchiveReader(path: "/nowhere.eval") }
  }

  @Test func mutationsAreReadOrRefused() throws {
    let folder = try TestFolder()
    var random = Seeded(7)
    var refused = 0
    let wholes = try ["inspect.eval", "inspect-chunked.eval"].map { try Fixture.bytes($0) }
    for round in 0..<400 {
      let path = try folder.file("m.eval", wholes[round % 2].mutated(&random))
      do {
        _ = try InspectArchiveLog(file: path).all()
      } catch is ArchiveError {
        refused += 1
      } catch is LogError {
        refused += 1
      }
    }
    #expect(refused > 200)
  }

  @Test func messagesNameTheFileAndStripWhatIsHostile() {
    let error = ArchiveError(file: "a\u{1B}[31m.eval", kind: .unsafeName("../\u{1B}]0;x\u{7}"))
    #expect(!error.problem.unicodeScalars.contains { $0.value < 0x20 })
    #expect(error.exitStatus == .invalid && error.fix.contains("nothing was stored"))
    #expect(ArchiveError.size(200_000_000) == "200 MB" && ArchiveError.size(1_550_000) == "1.5 MB")
  }
}
