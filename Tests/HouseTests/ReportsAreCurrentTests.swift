import Foundation
import Testing

/// `Reports/` is what this version says of the shipped recordings, byte for byte.
struct ReportsAreCurrentTests {
  @Test func theCommittedReportsAreWhatTheRecordingsGive() throws {
    let check = Process()
    check.executableURL = URL(fileURLWithPath: "/bin/bash")
    check.arguments = ["Scripts/regenerate-reports", "--check"]
    check.currentDirectoryURL = HawthorneBinary.root
    check.environment = ProcessInfo.processInfo.environment.merging(["HAWTHORNE": HawthorneBinary.path]) {
      $1
    }
    let said = Pipe()
    check.standardError = said
    check.standardOutput = FileHandle.nullDevice
    try check.run()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(text)")
  }
}
