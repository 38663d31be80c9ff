import TestTools
import Testing

/// `Reports/` is what this version says of the shipped recordings, byte for byte.
struct ReportsAreCurrentTests {
  @Test func theCommittedReportsAreWhatTheRecordingsGive() async throws {
    let check = try await HawthorneBinary.script("Scripts/regenerate-reports", "--check")
    #expect(check.status == 0, "\(check.errors)")
  }
}
