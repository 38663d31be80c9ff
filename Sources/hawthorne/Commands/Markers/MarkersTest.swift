import ArgumentParser
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

extension MarkersCommand {
  /// `hawthorne markers test`.
  struct Test: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the examples of packs, and labelled corpora.",
      discussion: """
        Without files the examples of every pack in use are run, with files those of the files' packs. Of a corpus \
        the cases that miss are printed.

        Exits 3 when an example does not hold, 1 when a case of a corpus misses that is not a known miss (or a known \
        miss does not), 64 when a pack or corpus does not read.
        """)

    @Argument(help: "Rule packs whose examples to run.", completion: .file(extensions: ["yaml"]))
    var files: [String] = []

    @Option(
      help: "JSON Lines of labelled texts to run instead of examples; repeatable.",
      completion: .file(extensions: ["jsonl"]))
    var corpus: [String] = []

    @Option(help: "Cases of the corpora that are known to miss.", completion: .file())
    var knownMisses: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var rules: RuleOptions

    func validate() throws {
      if knownMisses != nil, corpus.isEmpty { throw ValidationError("--known-misses needs --corpus FILE.") }
    }

    func execute() async throws -> ExitStatus {
      guard !rules.leavesOutBuiltIn || !(files + rules.files).isEmpty else {
        throw ValidationError("--no-builtin-rules leaves no rules: name a pack.")
      }
      let set = try RuleOptions.packs(
        rules.files + files, includesBuiltIn: !rules.leavesOutBuiltIn)
      return corpus.isEmpty ? try examples(set) : try corpora(set)
    }

    // MARK: Examples

    private func examples(_ set: PackSet) throws -> ExitStatus {
      // The files come last among the user's packs.
      let wanted = files.isEmpty ? nil : Set(set.ownIDs.suffix(files.count))
      let results = set.packs.filter { wanted?.contains($0.id) ?? true }.map {
        (pack: $0, result: PackTester.run($0, in: set))
      }
      let failures = results.flatMap(\.result.failures)
      if json {
        let value: JSONValue = [
          "packs": .array(
            try results.map { pack, result in
              var members = MarkersCommand.json(pack).objectValue ?? [:]
              members["examples"] = .integer(Int64(result.examples))
              members["failures"] = .array(try result.failures.map { try JSONText.value(of: $0) })
              return .object(members)
            })
        ]
        try Console.result(try CanonicalJSON.text(of: value, indented: true))
      } else {
        for failure in failures.prefix(RulePack.complaintLimit) { Console.error(failure.description) }
        let more = failures.count - RulePack.complaintLimit
        if more > 0 { Console.error("… and \(more) more examples that do not hold") }
        for (pack, result) in results {
          try Console.result(
            "\(pack.id) \(pack.version): \(result.examples) examples of \(pack.ruleCount) rules, "
              + "\(result.failures.count) do not hold")
        }
      }
      return failures.isEmpty ? .pass : .invalid
    }

    // MARK: Corpora

    private func corpora(_ set: PackSet) throws -> ExitStatus {
      let classifier = TraceClassifier(set)
      let known = try knownMisses.map {
        try KnownMisses.read(try SystemFile.contents(of: $0, limit: RuleOptions.limit), file: $0)
      }
      let results = try corpus.map { file in
        let bytes = try SystemFile.contents(of: file, limit: 256 << 20)
        return CorpusResult(
          try Corpus.read(bytes, file: file), classifier: classifier, known: known ?? KnownMisses())
      }
      if json {
        let value: JSONValue = [
          "classifier": try JSONText.value(of: classifier.identity),
          "corpora": .array(results.map { CorpusView(result: $0).json }),
        ]
        try Console.result(try CanonicalJSON.text(of: value, indented: true))
      } else {
        let wrap = WrappedText.forOutput
        try Console.result(
          ([RuleText.title(classifier.identity)] + results.map { CorpusView(result: $0).text(wrap) })
            .joined(separator: "\n\n"))
      }
      let isClean = results.allSatisfy { $0.unknownMisses.isEmpty && $0.mended.isEmpty }
      return isClean ? .pass : .failed
    }
  }
}
