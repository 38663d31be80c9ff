import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneReports
import HawthorneStore

/// `hawthorne verify`: makes a file again from what it was made of.
struct VerifyCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Make a report, diff or gate result again and say what differs.",
    discussion: """
      A report is made again from its runs in the store, and every number and hash is compared; the store is only read, \
      and one of an older schema is read from a copy. A diff is made again from its two reports, a gate's result from its \
      report and policy. Without a file the hashes that the store keeps of every run are recomputed.

      Exits 0 where all is the same, 3 where anything differs or cannot be made again, 64 for a wrong command \
      line and for renderings. Documentation/verify.md says what is covered and what is not.
      """)

  @Argument(help: "The report, diff or gate result (JSON).", completion: .file(extensions: ["json"]))
  var file: String?

  @Option(help: "The store with the runs.", completion: .file())
  var store: String?

  @Option(
    help: "A report that a diff or a gate's result was made of; repeatable.",
    completion: .file(extensions: ["json"]))
  var report: [String] = []

  @Option(help: "The policy that a gate decided by.", completion: .file(extensions: ["yaml", "yml"]))
  var policy: String?

  @Flag(
    help:
      "Label every rollout again, where the labels are of this program's rules, and compare the labels too.")
  var relabel = false

  @OptionGroup var salt: SaltOptions
  @OptionGroup var destination: DocumentOutput
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if file == nil, store == nil {
      throw ValidationError("Name a report and its --store, or a --store alone.")
    }
  }

  func execute() async throws -> ExitStatus {
    try destination.check()
    let verification = try verify()
    try destination.write(verification, console: console)
    return verification.exitStatus
  }

  private func verify() throws -> Verification {
    guard let file else {
      return try withStore { try StoreVerification.verify($0, plan: RunVerification(store: $0).planCheck) }
    }
    let bytes = try SystemFile.contents(of: file)
    switch try Self.schema(of: bytes, file: file) {
    case ReportDiff.schema:
      guard !report.isEmpty else { throw VerifyUsage.needs("a diff", "--report OLD --report NEW") }
      return try DiffVerifier.verify(bytes, origin: file, reports: try reports())
    case GateResult.schema:
      guard !report.isEmpty, let policy else {
        throw VerifyUsage.needs("a gate's result", "--report REPORT and --policy POLICY")
      }
      return try GateVerifier.verify(
        bytes, origin: file, reports: try reports(),
        policy: try PolicyReader.read(try SystemFile.contents(of: policy, limit: 1 << 21), file: policy))
    case let other:
      // A file that is none of ours wants no store to be told so.
      if other?.hasPrefix("hawthorne-") != true {
        throw DocumentError(origin: file, kind: .foreign(found: other, wanted: Report.schema))
      }
      return try withStore { try verifyReport(bytes, file: file, store: $0) }
    }
  }

  private func verifyReport(_ bytes: Data, file: String, store: Store) throws -> Verification {
    let verifier = ReportVerifier(
      store: store, harness: HarnessVersion.current, rubrics: try ShippedRubrics.texts(),
      salt: try salt.named())
    var found = try verifier.verify(bytes, origin: file)
    guard found.verdict != .notRecomputed, let named = ReportVerifier.sources(of: bytes) else { return found }
    let more = RunVerification(store: store)
    found.add(try named.runs.map(more.planCheck))
    let classifier = try TraceClassifier.standard()
    found.add([
      try more.labelCheck(of: named.runs, by: named.classifier, with: classifier, isAsked: relabel)
    ])
    return found
  }

  private func withStore<Value>(_ body: (Store) throws -> Value) throws -> Value {
    guard let path = store else { throw VerifyUsage.needs("a report", "--store STORE") }
    let store = try Store(path: path, access: .inspect)
    defer { store.close() }
    return try body(store)
  }

  private func reports() throws -> [Report] {
    try report.map { try ReportReader.read(try SystemFile.contents(of: $0), origin: $0) }
  }

  /// What the file says it is; nil where it says nothing, which its reader will name.
  private static func schema(of bytes: Data, file: String) throws -> String? {
    if isRendering(bytes, file: file) { throw VerifyUsage.rendering(file) }
    return try Verification.schema(of: bytes, origin: file)
  }

  /// Whether a file is one of our renderings, by its name and by a text that is no JSON.
  private static func isRendering(_ bytes: Data, file: String) -> Bool {
    guard let format = try? OutputFormat(path: file), format != .json, !bytes.contains(0),
      let head = bytes.first(where: { $0 > 0x20 })
    else { return false }
    return head != UInt8(ascii: "{") && head != UInt8(ascii: "[")
  }
}

/// A command line that leaves out what verification needs.
enum VerifyUsage: ExplainedError {
  case needs(String, String)
  case rendering(String)

  var problem: String {
    switch self {
    case .needs(let what, let options): "To verify \(what), name \(options)."
    case .rendering(let file):
      "\(file) is a rendering or another file: Markdown, HTML and text cannot be verified."
    }
  }

  var fix: String {
    switch self {
    case .needs: "See 'hawthorne help verify'."
    case .rendering:
      "Verify the JSON that it was made with ('hawthorne report … -o report.json'), and render that again."
    }
  }

  var exitStatus: ExitStatus { .usage }
}
