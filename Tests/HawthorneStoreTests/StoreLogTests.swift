import Foundation
import HawthorneCore
import Testing

@testable import HawthorneStore

/// The log beside a store, read without SQLite.
@Suite struct StoreLogTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// The log of a store that is open: several commits.
  private func log() async throws -> Data {
    let store = try Store(path: folder.file())
    defer { store.close() }
    let lease = try store.createRun(Fixture.newRun())
    for index in 0..<4 { _ = try await store.commit([Fixture.labelled(index)], lease: lease) }
    return try Data(contentsOf: URL(fileURLWithPath: folder.file() + "-wal"))
  }

  private func read(_ bytes: Data) throws -> StoreLog? {
    try bytes.write(to: URL(fileURLWithPath: folder.file("log")))
    return StoreLog(path: folder.file("log"))
  }

  @Test func aWholeLogHasNoDamage() async throws {
    let log = try #require(try read(try await log()))
    #expect(log.damage == [] && log.notes == [])
    #expect(try read(Data()) == nil)
    #expect(StoreLog(path: folder.file("none")) == nil)
  }

  @Test func aBrokenFrameBeforeACommitIsDamage() async throws {
    var bytes = try await log()
    try #require(bytes.count > 6 * 4120)
    bytes[32 + 24 + 17] ^= 1
    let damage = try #require(try read(bytes)).damage
    #expect(damage.count == 1 && damage[0].contains("is broken at byte 32") && damage[0].contains("are lost"))
  }

  @Test func whatADyingProcessLeavesIsNone() async throws {
    let bytes = try await log()
    let cut = try #require(try read(Data(bytes.prefix(bytes.count - 10))))
    #expect(cut.damage == [] && cut.notes.count == 1 && cut.notes[0].contains("cut off within a frame"))
    var torn = bytes
    torn[bytes.count - 5] ^= 1
    let last = try #require(try read(torn))
    #expect(last.damage == [] && last.notes.count == 1 && last.notes[0].contains("unfinished frame"))
  }

  @Test func aForeignFileIsDamage() async throws {
    let noise = Data((0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    #expect(try #require(try read(noise)).damage.count == 1)
    #expect(try #require(try read(Data([1, 2, 3]))).damage.count == 1)
  }

  /// Whatever stands in it, it is read to an end.
  @Test func mutations() async throws {
    let whole = try await log()
    var random = SplitMix(state: 17)
    var damaged = 0
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let limit = Bool.random(using: &random) ? 64 : bytes.count
        bytes[Int.random(in: 0..<limit, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)) }
      if let log = try read(Data(bytes)), !log.damage.isEmpty { damaged += 1 }
    }
    #expect(damaged > 50)
  }
}
