import Foundation
import TestTools
import Testing

/// Stores are looked after from the command line.
struct StoreCommandTests {
  private struct Place {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func hawthorne(_ arguments: String...) async throws -> HawthorneBinary.Result {
      try await HawthorneBinary.run(arguments, folder: folder.path)
    }

    /// A run of a simulation; its id.
    func run(seed: String, store: String) async throws -> String {
      let made = try await hawthorne(
        "run", "hazard-refusal", "--model", "organism/aware-a", "--limit", "4", "--seed", seed, "--store",
        store,
        "--quiet")
      return try #require(made.output.split(separator: "\n").last.map(String.init))
    }
  }

  @Test func mergingBringsReportsThatAreTheSame() async throws {
    let place = try Place()
    let first = try await place.run(seed: "1", store: "a.sqlite")
    let second = try await place.run(seed: "2", store: "b.sqlite")
    let before = try await place.hawthorne("report", second, "--store", "b.sqlite", "--json")
    let merged = try await place.hawthorne("merge", "b.sqlite", "--store", "a.sqlite")
    #expect(merged.status == 0 && merged.output.contains("1 runs added with"), "\(merged)")
    let after = try await place.hawthorne("report", second, "--store", "a.sqlite", "--json")
    #expect(after.status == 0 && after.output == before.output)
    let listed = try await place.hawthorne("list", "--store", "a.sqlite", "--json")
    #expect(listed.output.contains(first) && listed.output.contains(second))
    let again = try await place.hawthorne("merge", "b.sqlite", "--store", "a.sqlite")
    #expect(again.status == 0 && again.output.contains("0 runs added"), "\(again)")
    #expect(try await place.hawthorne("merge", "a.sqlite", "--store", "a.sqlite").status == 64)
    #expect(try await place.hawthorne("merge", "none.sqlite", "--store", "a.sqlite").status == 64)
  }

  @Test func deletingTakesAYes() async throws {
    let place = try Place()
    let run = try await place.run(seed: "1", store: "a.sqlite")
    let asked = try await place.hawthorne("delete", run, "--store", "a.sqlite")
    #expect(asked.status == 0 && asked.output.contains("would delete run \(run)"), "\(asked)")
    #expect(try await place.hawthorne("list", "--store", "a.sqlite", "--json").output.contains(run))
    let done = try await place.hawthorne("delete", run, "--store", "a.sqlite", "--yes")
    #expect(done.status == 0 && done.output.contains("deleting run \(run)"), "\(done)")
    #expect(try await !place.hawthorne("list", "--store", "a.sqlite", "--json").output.contains(run))
    #expect(try await place.hawthorne("delete", run, "--store", "a.sqlite", "--yes").status == 64)
  }

  @Test func redactingKeepsTheCounts() async throws {
    let place = try Place()
    let run = try await place.run(seed: "1", store: "a.sqlite")
    func outcomes() async throws -> [[String: Any]] {
      let report = try await place.hawthorne("report", run, "--store", "a.sqlite", "--json")
      let document = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
      let behaviour = document?["behaviour"] as? [String: Any]
      return try #require(behaviour?["outcomes"] as? [[String: Any]])
    }
    let before = try await outcomes() as NSArray
    #expect(try await place.hawthorne("redact", run, "--store", "a.sqlite").status == 64)
    let benign = try await place.hawthorne(
      "redact", "--harm", "harmful", "--older-than", "1", "--store", "a.sqlite", "--yes")
    #expect(benign.status == 0 && benign.output.contains("0 redacted"), "\(benign)")
    let done = try await place.hawthorne("redact", run, "--store", "a.sqlite", "--yes")
    #expect(
      done.status == 0 && done.output.contains(" redacted, 0 were before, 0 without a label"), "\(done)")
    #expect(!done.output.contains(": 0 redacted"))
    #expect(before.isEqual(to: try await outcomes()))
    let checked = try await place.hawthorne("verify", "--store", "a.sqlite")
    #expect(checked.status == 0, "\(checked)")
  }
}
