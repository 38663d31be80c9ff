import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneInterchange
import HawthorneStore

/// `hawthorne import`: what was made elsewhere, into a store.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take what was made elsewhere into a store.",
    subcommands: [Log.self, Scores.self])

  /// `hawthorne import scores`: a column of values, one for each rollout.
  struct Scores: HawthorneCommand {
    static let configuration = CommandConfiguration(
      commandName: "scores",
      abstract: "Import a probe's or another tool's values, one for each rollout of a run.",
      discussion: """
        The file is CSV, TSV or JSON Lines. A row names its rollout by 'rollout' (the key, or its first 8 digits or \
        more) or by 'scenario' and 'arm' with 'suite', 'mode', 'epoch', 'wording' and 'language' where they are needed \
        to tell rollouts apart, and has a 'value': a number, true or false, or a category; and perhaps a 'note'.

        Nothing is stored unless every row can be. The same file again changes nothing. Classifiers never read scores.

        Exits 3 when a row cannot be taken (each is said), 64 when the file as a whole cannot, or the name and version \
        stand for other values already.
        """)

    @Argument(
      help: "The file: .csv, .tsv or .jsonl.", completion: .file(extensions: ["csv", "tsv", "jsonl"]))
    var file: String

    @Option(help: "The run's id, or its first digits.")
    var run: String

    @Option(help: "The store.", completion: .file())
    var store = "hawthorne.sqlite"

    @Option(help: "What made the scores: letters, digits, '.', '-' and '_'.")
    var name: String

    @Option(help: "Its version; new values need a new one.")
    var version: String

    @Option(help: "number, boolean or category (default: what the first value is).")
    var kind: String?

    @Option(help: "The column or member with the values (default: value, or score).")
    var value: String?

    @Flag(help: "Take the rows that name a rollout and have a value, and say how many did not.")
    var partial = false

    @Flag(help: "Print what became of the rows as JSON.")
    var json = false

    @OptionGroup var console: ConsoleOptions

    private struct Document: Encodable {
      var run: String
      var scorer: ScorerIdentity
      var kind: ScoreKind
      var rows: Int
      var added: Int
      var alreadyThere: Int
      var passedOver: Int
      var rollouts: Int
      var missing: Int
    }

    func validate() throws {
      for (option, text) in [("--name", name), ("--version", version)] {
        guard (1...64).contains(text.utf8.count),
          text.utf8.allSatisfy({ byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
              || ".-_".utf8.contains(byte)
          })
        else {
          throw ValidationError(
            "\(option) takes 1 to 64 letters, digits, dots, hyphens and underscores, not '\(text)'.")
        }
      }
      if let kind, ScoreKind(rawValue: kind) == nil {
        let kinds = ScoreKind.allCases.map(\.rawValue)
        let near = NearestName.find(kind, among: kinds).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("--kind has no '\(kind)'.\(near) There are \(kinds.joined(separator: ", ")).")
      }
    }

    func execute() async throws -> ExitStatus {
      let reader = try ScoreFileReader(
        path: file, kind: kind.flatMap(ScoreKind.init(rawValue:)), valueColumn: value)
      let store = try Store(path: store, access: .write)
      defer { store.close() }
      let record = try store.run(run)
      let scorer = ScorerIdentity(name: name, version: version, hash: reader.hash)
      let request = ScoreImport(run: record.id, scorer: scorer, file: file, partial: partial)
      var ignored: [String] = []
      let result: ScoreImport.Result
      do {
        result = try store.importScores(request) { take in ignored = try reader.forEach(take) }
      } catch let error as ScoreImportError {
        for complaint in error.complaints { Console.error(complaint.description) }
        throw error
      }
      for complaint in result.complaints { console.note(complaint.description) }
      if result.passedOver > result.complaints.count {
        console.note("… and \(result.passedOver - result.complaints.count) more")
      }
      if !ignored.isEmpty { console.note("columns not read: \(NearestName.listed(ignored))") }
      if result.missing > 0 {
        console.note(
          "\(result.missing) of the run's \(result.rollouts) rollouts have no score of \(scorer.reference)")
      }
      if json {
        try Console.result(
          try CanonicalJSON.text(
            of: Document(
              run: record.id, scorer: scorer, kind: result.kind, rows: result.rows, added: result.added,
              alreadyThere: result.alreadyThere, passedOver: result.passedOver, rollouts: result.rollouts,
              missing: result.missing)))
      } else {
        try Console.result(
          "\(scorer.reference) (\(scorer.hash.short)), \(result.kind.rawValue): \(result.added) added, "
            + "\(result.alreadyThere) already there, \(result.passedOver) of \(result.rows) rows passed over")
      }
      return .pass
    }
  }
}
