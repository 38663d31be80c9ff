import Testing

/// `Reports/` is what this version says of the shipped recordings, byte for byte.
struct ReportsAreCurrentTests {
  @Test func theCommittedReportsAreWhatTheRecordingsGive() throws {
    let check = try HawthorneBinary.script("Scripts/regenerate-reports", "--check")
    #expect(check.status == 0, "\(check.said)")
  }
}
