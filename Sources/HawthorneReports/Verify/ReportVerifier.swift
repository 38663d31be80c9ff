public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats
public import HawthorneStore

/// Makes a report again from its store and says what differs.
public struct ReportVerifier {
  public typealias Check = Verification.Check

  private let store: Store
  private let harness: String?
  private let rubrics: [RubricText]
  private let salt: RedactionSalt?

  /// - Parameters:
  ///   - harness: the version that verifies.
  ///   - rubrics: the texts that the report's maker could name.
  ///   - salt: of a redacted report; nil takes the store's own.
  public init(
    store: Store, harness: String? = nil, rubrics: [RubricText] = [], salt: RedactionSalt? = nil
  ) {
    self.store = store
    self.harness = harness
    self.rubrics = rubrics
    self.salt = salt
  }

  /// What of a report says from what it was made.
  private struct Head: Decodable {
    struct Provenance: Decodable {
      struct Run: Decodable {
        var id: String
        var done: Int
      }

      var runs: [Run]
      var classifier: ClassifierIdentity?
    }

    struct Excerpts: Decodable { var rule: String }

    struct Gold: Decodable {
      var labels: ContentHash
      var until: Int64
    }

    var provenance: Provenance
    var excerpts: Excerpts?
    var analysis: AnalysisRecord?
    var redaction: RedactionRecord?
    var gold: Gold?
  }

  /// Verifies a report file.
  ///
  /// - Parameter origin: the file's name, for errors.
  /// - Throws: `DocumentError` for a file that is no report; `StoreError` for a store that cannot be read.
  public func verify(_ bytes: Data, origin: String) throws -> Verification {
    let document = try SealedFile.parse(bytes, schema: Report.schema, origin: origin)
    let stated = document["id"]?.stringValue
    var checks = [SealedFile.sealCheck(document)]
    var notes = [
      "Markdown, HTML and text are renderings and are not verified: render the verified JSON again."
    ]
    let head: Head
    do {
      head = try JSONText.decode(Head.self, from: bytes, origin: origin)
    } catch {
      throw DocumentError(origin: origin, kind: .malformed(error.detail))
    }
    checks.append(Self.countCheck(bytes, origin: origin, isSealed: checks[0].outcome == .holds))
    var options = head.analysis?.options
    if head.analysis == nil {
      notes.append(
        "The file does not say what it was made with (an older version did not): the defaults were taken"
          + " and as many excerpts as its selection rule names.")
      options = AnalysisOptions()
      options?.excerptsEach = Self.excerptsEach(head.excerpts?.rule ?? "") ?? AnalysisOptions().excerptsEach
    }
    guard let options else {
      checks.append(
        Check("analysis", .fails, "The options in 'analysis' are none that this program would work with."))
      return Verification(
        document: Report.schema, stated: stated, comparison: nil, checks: checks, notes: notes)
    }
    if let made = head.analysis?.harness, let harness, made != harness {
      notes.append(
        "The file was made by version \(made), and is verified by \(harness): a figure whose method has changed since differs "
          + "without anybody's fault, and members that \(made) did not know are only in the recomputed report."
      )
    }
    let remade: Report
    do {
      remade = try remake(head, options: options, isSealed: checks[0].outcome == .holds)
    } catch let error as any ExplainedError where Self.isMissing(error) {
      checks.append(Check("runs", .fails, "\(error.problem) \(error.fix)"))
      return Verification(
        document: Report.schema, stated: stated, comparison: nil, checks: checks, notes: notes)
    }
    checks += growth(head, remade)
    checks += try goldCheck(head, remade)
    for run in head.provenance.runs { checks.append(try IntegrityCheck.check(run.id, in: store)) }
    let comparison = TreeComparison(
      report: document, store: try JSONTree.value(of: remade), ignoring: ["id"])
    return Verification(
      document: Report.schema, stated: stated, comparison: comparison, checks: checks, notes: notes)
  }

  /// The runs and the classifier that a report file names; nil for what is no report.
  public static func sources(of bytes: Data) -> (runs: [String], classifier: ClassifierIdentity?)? {
    guard let head = try? JSONText.decode(Head.self, from: bytes, origin: "") else { return nil }
    return (head.provenance.runs.map(\.id), head.provenance.classifier)
  }

  private func remake(_ head: Head, options: AnalysisOptions, isSealed: Bool) throws -> Report {
    let classifier = head.provenance.classifier.map { "\($0.reference)#\($0.hash.hex)" }
    let full = try StoredReport.make(
      store: store, runs: head.provenance.runs.map(\.id), classifier: classifier, options: options,
      rubrics: rubrics, goldUntil: head.gold?.until ?? .min)
    guard let redaction = head.redaction else { return full }
    guard let salt = try salt ?? store.redactionSalt().map(RedactionSalt.init(stored:)) else {
      throw RedactionError.noSalt(store: store.path)
    }
    // Under another salt every id differs, and an honest file would look forged. In a file that was edited the mark may be what
    // was edited: there the comparison says more.
    guard redaction.salt == salt.fingerprint || !isSealed else {
      throw RedactionError.otherSalt(store: store.path, mark: redaction.salt)
    }
    return try full.redacted(salt: salt)
  }

  /// Errors that mean that what the report names is not in the store.
  private static func isMissing(_ error: any ExplainedError) -> Bool {
    switch error {
    case let error as StoreError:
      switch error.kind {
      case .unknownRun, .ambiguousRun: true
      default: false
      }
    case is ClassifierChoiceError, is AnalysisError, is RedactionError: true
    default: false
    }
  }

  private static func countCheck(_ bytes: Data, origin: String, isSealed: Bool) -> Check {
    guard isSealed else {
      return Check("counts", .skipped, "Counts are held against each other only in a sealed file.")
    }
    do throws(DocumentError) {
      _ = try ReportReader.read(bytes, origin: origin)
      return Check("counts", .holds, "The counts add up, and no cell stands twice.")
    } catch {
      return Check("counts", .fails, error.problem)
    }
  }

  /// A run may have grown since the report was made.
  private func growth(_ head: Head, _ remade: Report) -> [Check] {
    head.provenance.runs.map { run in
      let now = remade.provenance.runs.first { $0.id == run.id }?.done ?? 0
      return now == run.done
        ? Check("rollouts", .holds, "Run \(run.id): \(now) in the store and in the file.")
        : Check(
          "rollouts", .fails,
          "Run \(run.id): the file counts \(run.done), the store holds \(now): "
            + (now > run.done ? "the run has grown since." : "some are gone."))
    }
  }

  /// Gold labels may have been added since the report was made, which is nobody's fault: nothing is ever lost of them, so that
  /// the report is made again of those that stood then.
  private func goldCheck(_ head: Head, _ remade: Report) throws -> [Check] {
    let now = try head.provenance.runs.flatMap { try store.goldLabels(of: store.run($0.id).id) }
    let later = now.count { $0.createdAt > head.gold?.until ?? .min }
    let since =
      later > 0
      ? " Gold labels have changed since: \(later) of those that stand now were given later, and are left out here."
      : ""
    guard let gold = head.gold else {
      return later == 0 ? [] : [Check("gold", .holds, "The file has no gold labels." + since)]
    }
    guard remade.gold?.labels == gold.labels else {
      return [
        Check(
          "gold", .fails,
          "The gold labels up to \(Figures.date(milliseconds: gold.until)) are not those that the file was made with: "
            + "some came from another store since, or were changed." + since)
      ]
    }
    return [Check("gold", .holds, "The gold labels that the file was made with are in the store." + since)]
  }

  /// The number in `the first 3 in order of their key`.
  private static func excerptsEach(_ rule: String) -> Int? {
    guard let range = rule.firstRange(of: "the first ") else { return nil }
    return Int(rule[range.upperBound...].prefix { $0.isASCII && $0.isNumber }).flatMap {
      (0...50).contains($0) ? $0 : nil
    }
  }
}
