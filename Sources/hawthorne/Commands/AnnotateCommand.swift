import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// `hawthorne annotate`: people's labels of a run's rollouts, given at a terminal, listed, exported and imported.
struct AnnotateCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Read rollouts of a run and say what they show: gold labels, from which reports correct rates.",
    discussion: """
      A queue is a random sample of the run's rollouts by arm and machine label: all that the machine calls aware and some of \
      the rest, in an order of each annotator's own. The first call makes it; later ones, and other annotators, go on with it. \
      Answers are single lines, from a terminal or a pipe; each is stored before the next rollout is shown, and the end \
      of input ends the sitting. Nothing is ever lost: a later label of yours stands before an earlier one, which is kept.

      \(GoldLine.help)

      With --blind nothing is shown but what the model wrote: not the prompt, whose framing tells the arm, no ids, no model, \
      no machine labels.

      Exits 3 where the run cannot be sampled, 64 without an annotator's name or for a file that cannot be taken.
      """)

  @Argument(help: "The run's id, or its first digits.")
  var run: String

  @Option(help: "The store.", completion: .file())
  var store = "hawthorne.sqlite"

  @Option(
    help: "The queue's name (default: the run's only one, or 'gold'); made where there is none of that name.")
  var queue: String?

  @Option(help: "Who labels (default: HAWTHORNE_ANNOTATOR).")
  var annotator: String?

  @Flag(help: "Show nothing but what the model wrote.")
  var blind = false

  @Option(help: "Of a new queue: the seed (default: 1).")
  var seed: UInt64?

  @Option(help: "Of a new queue: how many that the machine calls not aware, of each arm (default: 30).")
  var negatives: Int?

  @Option(help: "Of a new queue: how many without a machine verdict (NA), of each arm (default: 0).")
  var notRead: Int?

  @Option(help: "Of a new queue: at most so many that the machine calls aware, of each arm (default: all).")
  var positives: Int?

  @Flag(help: "Of a new queue: take all that the machine calls refused, too.")
  var refusals = false

  @Option(
    name: .customLong("arm"), help: "Of a new queue: only this arm; repeatable (default: all but probes).")
  var arms: [String] = []

  @Flag(help: "List the run's queues, who has labelled how much of them, and how far people agree.")
  var list = false

  @Option(
    name: .customLong("export"), help: "Write the run's gold labels to a file, .csv or .jsonl.",
    completion: .file(extensions: ["csv", "jsonl"]))
  var exportFile: String?

  @Option(
    name: .customLong("import"), help: "Take gold labels from such a file.",
    completion: .file(extensions: ["csv", "jsonl"]))
  var importFile: String?

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if [list, exportFile != nil, importFile != nil].count(where: { $0 }) > 1 {
      throw ValidationError("Take one of --list, --export and --import.")
    }
    for file in [exportFile, importFile].compactMap(\.self) where GoldFile.Format(path: file) == nil {
      throw ValidationError("'\(file)' must end in .csv or .jsonl: that says the format.")
    }
    for arm in arms where Arm(name: arm) == nil {
      let kinds = Arm.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(arm)' is no arm: begin with one of \(kinds).")
    }
    for (name, count) in [("--negatives", negatives), ("--not-read", notRead), ("--positives", positives)] {
      if let count, count < 0 { throw ValidationError("\(name) takes 0 or more.") }
    }
  }

  func execute() async throws -> ExitStatus {
    if let exportFile { return try export(to: exportFile) }
    if let importFile { return try takeIn(importFile) }
    if list { return try listQueues() }
    // Before the store is opened, which may bring it up to date.
    let name = try Annotator.name(annotator ?? ProcessInfo.processInfo.environment["HAWTHORNE_ANNOTATOR"])
    let store = try Store(path: store, access: .write)
    defer { store.close() }
    let record = try store.run(run)
    let queue = try chosenQueue(store, record.id)
    var sitting = try AnnotationSitting(store: store, queue: queue, annotator: name, isBlind: blind)
    try sitting.carryOut()
    return .pass
  }

  /// Whether anything was said of how a new queue is drawn.
  private var describesQueue: Bool {
    seed != nil || negatives != nil || notRead != nil || positives != nil || refusals || !arms.isEmpty
  }

  private func chosenQueue(_ store: Store, _ runID: String) throws -> AnnotationQueue {
    let all = try store.queues(of: runID)
    if queue == nil, all.count > 1 {
      throw ValidationError(
        "The run has several queues: name one of \(NearestName.listed(all.map(\.name))) with --queue.")
    }
    let name = queue ?? all.first?.name ?? "gold"
    if !describesQueue, let found = all.first(where: { $0.name == name }) { return found }
    var recipe = QueueRecipe(
      seed: seed ?? 1, negatives: .perArm(negatives ?? 30), notReadPerArm: notRead ?? 0,
      positivesPerArm: positives,
      refusals: refusals, arms: arms.compactMap(Arm.init(name:)))
    // Where the queue is there, what was not said is as it was.
    if let old = all.first(where: { $0.name == name })?.recipe {
      recipe = QueueRecipe(
        seed: seed ?? old.seed, negatives: negatives.map { .perArm($0) } ?? old.negatives,
        notReadPerArm: notRead ?? old.notReadPerArm, positivesPerArm: positives ?? old.positivesPerArm,
        refusals: refusals || old.refusals, arms: arms.isEmpty ? old.arms : recipe.arms)
    }
    let made = try store.makeQueue(recipe, of: runID, name: name)
    if !all.contains(made) {
      console.note(
        "queue \(made.name): \(made.members) of \(made.strata.reduce(0) { $0 + $1.size }) rollouts drawn")
    }
    return made
  }

  private func listQueues() throws -> ExitStatus {
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    let record = try store.run(run)
    let queues = try store.queues(of: record.id)
    guard !queues.isEmpty else {
      console.note("Run \(record.id) has no queue; 'hawthorne annotate \(record.id)' makes one.")
      return .pass
    }
    for queue in queues {
      try Console.result(
        "\(TerminalText.stripped(queue.name)) (\(queue.id.short)): \(queue.members) rollouts, seed \(queue.recipe.seed), strata by "
          + "\(queue.classifier.id)@\(queue.classifier.version)")
      let strata = TextTable(
        head: ["stratum", "rollouts", "drawn"],
        rows: queue.strata.map { [$0.stratum.name, "\($0.size)", "\($0.taken)"] }, numeric: [1, 2])
      try Console.result(strata.text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      for person in try store.annotators(of: queue) {
        try Console.result(
          "  \(TerminalText.stripped(person.name)): \(person.labelled) of \(queue.members) labelled")
      }
      for line in try AnnotationText.agreement(store.goldLabels(of: record.id, queue: queue.id.hex)) {
        try Console.result("  \(line)")
      }
    }
    return .pass
  }

  private func export(to file: String) throws -> ExitStatus {
    let store = try Store(path: store, access: .read)
    defer { store.close() }
    let rows = try store.goldFileRows(of: try store.run(run).id)
    guard let format = GoldFile.Format(path: file) else { return .usage }
    try SystemFile.write(try GoldFile.data(rows, as: format), to: file)
    console.note("\(file): \(rows.count) gold labels")
    return .pass
  }

  private func takeIn(_ file: String) throws -> ExitStatus {
    guard let format = GoldFile.Format(path: file) else { return .usage }
    let found = try GoldFile.contents(
      of: try SystemFile.contents(of: file, limit: 1 << 28), as: format, file: file)
    let store = try Store(path: store, access: .write)
    defer { store.close() }
    let result = try store.importGold(found.lines, run: try store.run(run).id, file: file)
    if !found.unread.isEmpty { console.note("columns not read: \(NearestName.listed(found.unread))") }
    let changed = result.changed > 0 ? ", \(result.changed) changed" : ""
    let older =
      result.older > 0
      ? "; \(result.older) are history: a later word of the same annotator stands before them" : ""
    try Console.result(
      "\(result.rows) rows: \(result.added) gold labels added\(changed), \(result.already) were there\(older)"
    )
    return .pass
  }
}
