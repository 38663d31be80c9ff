import Foundation
import HawthorneCore
import HawthorneSuites
import Testing

struct SuiteLocatorTests {
  @Test func filesFoldersAndNamesAreFound() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: SuiteNotFound.self) { try SuiteLocator().suites(named: folder) }
    try SuiteText.paired.write(toFile: "\(folder)/b.yaml", atomically: true, encoding: .utf8)
    try SuiteText.refusal.write(toFile: "\(folder)/a.yaml", atomically: true, encoding: .utf8)
    #expect(try SuiteLocator().suites(named: folder).map(\.id) == ["refuse", "small"])
    #expect(try SuiteLocator().suites(named: "\(folder)/b.yaml").map(\.id) == ["small"])
    #expect(try SuiteLocator(folder: folder).suites(named: "b").map(\.id) == ["small"])
    let error = try #require(throws: SuiteNotFound.self) {
      try SuiteLocator(folder: folder).suites(named: "zzz")
    }
    #expect(error.fix.contains("smoke"))
    #expect(error.exitStatus == .usage)
  }
}
