public import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Makes a diff again from its two reports and says what differs.
public enum DiffVerifier {
  /// What of a diff says from what it was made.
  private struct Head: Decodable {
    struct Side: Decodable {
      var report: ContentHash
      var mode: String?
    }

    var across: DiffFactor
    var allowed: [DiffAllowance]
    var old: Side
    var new: Side
    var margin: Double?
    /// What a test of one model was made with; nil where none was.
    var sameModel: SameModelSection?
  }

  /// As many as the figures of power say, within what this program would take.
  private static func simulations(_ head: Head) -> Int {
    let said = head.sameModel?.rows.lazy.compactMap { $0.power?.simulations }.first
    return min(10_000, max(1, said ?? DiffOptions().simulations))
  }

  /// - Parameters:
  ///   - reports: the two reports, in any order; each is read and must be whole.
  ///   - origin: the diff's name, for errors.
  /// - Throws: `DocumentError` for a file that cannot be read.
  public static func verify(_ bytes: Data, origin: String, reports: [Report]) throws -> Verification {
    let document = try SealedFile.parse(bytes, schema: ReportDiff.schema, origin: origin)
    var checks = [SealedFile.sealCheck(document)]
    let head: Head
    do {
      head = try JSONText.decode(Head.self, from: bytes, origin: origin)
    } catch {
      throw DocumentError(origin: origin, kind: .malformed(error.detail))
    }
    let old = reports.first { $0.id == head.old.report }
    let new = reports.first { $0.id == head.new.report }
    checks.append(SourceCheck.check("old", head.old.report, old))
    checks.append(SourceCheck.check("new", head.new.report, new))
    var comparison: TreeComparison?
    if let old, let new {
      do {
        let diff = try ReportDiff(
          old, new,
          options: DiffOptions(
            across: head.across, allowed: Set(head.allowed), oldMode: head.old.mode, newMode: head.new.mode,
            margin: head.margin ?? DiffOptions().margin, sameModel: head.sameModel != nil,
            simulations: Self.simulations(head)))
        comparison = TreeComparison(
          report: document, store: try JSONTree.value(of: diff), ignoring: ["id"])
      } catch let error as DiffError {
        checks.append(.init("options", .fails, error.problem))
      }
    }
    return Verification(
      document: ReportDiff.schema, stated: document["id"]?.stringValue, comparison: comparison,
      checks: checks,
      notes: ["The reports themselves are verified with 'hawthorne verify REPORT --store STORE'."])
  }
}

/// Whether a file that another was made of is at hand.
enum SourceCheck {
  static func check(_ what: String, _ wanted: ContentHash, _ found: Report?) -> Verification.Check {
    found == nil
      ? .init(
        "report", .fails,
        "The \(what) report, id \(wanted.short)…, is none of those named with --report.")
      : .init("report", .holds, "The \(what) report, id \(wanted.short)…, is there and whole.")
  }
}
