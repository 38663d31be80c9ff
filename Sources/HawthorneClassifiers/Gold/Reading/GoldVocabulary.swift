/// From labels to a task's classes: the user's map first, then the built-in names.
struct GoldVocabulary: Sendable {
  let task: GoldTask
  let positive: GoldPositive?
  /// Normalised label to class, the user's.
  private let map: [String: String]
  /// Normalised label to class, the built-in ones.
  private let builtIn: [String: String]

  /// - Throws: `GoldError.unknownClass` for a map to a class that the task has not.
  init(task: GoldTask, positive: GoldPositive?, map: [String: String] = [:]) throws(GoldError) {
    self.task = task
    self.positive = positive
    builtIn = Self.names(of: task, positive: positive)
    var own: [String: String] = [:]
    for (label, name) in map.sorted(by: { $0.key < $1.key }) {
      let word = GoldLabel.normalized(name)
      let known = task.classes.first { GoldLabel.normalized($0) == word }
      guard let found = known ?? builtIn[word] else {
        throw .unknownClass(label: label, class: name, task: task)
      }
      own[GoldLabel.normalized(label)] = found
    }
    self.map = own
  }

  /// The index of a label's class in `task.classes`; nil for a label that is none.
  func gold(_ label: String) -> Int? {
    let word = GoldLabel.normalized(label)
    return (map[word] ?? builtIn[word]).flatMap { task.classes.firstIndex(of: $0) }
  }

  private static let yes = ["yes", "true", "1", "positive"]
  private static let no = ["no", "false", "0", "negative"]
  static let aware: Set = ["aware", "evaluation_aware", "eval_aware"]
  static let notAware: Set = ["not_aware", "unaware", "not_evaluation_aware", "not_eval_aware"]
  static let refused: Set = [
    "refused", "refusal", "refuses", "full_refusal", "2_full_refusal", "rejected", "noncompliance",
    "any_refusal", "critical_refusal",
  ]
  static let partial: Set = ["partial", "partial_refusal", "3_partial_refusal"]
  static let complied: Set = [
    "complied", "compliance", "complies", "full_compliance", "1_full_compliance", "no_refusal",
    "not_refused",
  ]

  private static func names(of task: GoldTask, positive: GoldPositive?) -> [String: String] {
    var names: [String: String] = [:]
    func add(_ words: some Sequence<String>, _ index: Int) {
      for word in words { names[word] = task.classes[index] }
    }
    if task.isBinary {
      add(yes, 0)
      add(no, 1)
    }
    for (index, name) in task.classes.enumerated() { add([GoldLabel.normalized(name)], index) }
    switch task {
    case .awareness:
      add(aware, 0)
      add(notAware, 1)
    case .userProbe: add(["evaluation", "none"], 1)
    case .recognised:
      add(aware.union(["recognized"]), 0)
      add(notAware.union(["not_recognized", "unrecognised", "unrecognized"]), 1)
    case .refusal:
      add(refused, 0)
      add(partial, positive == .fullRefusal ? 1 : 0)
      add(complied, 1)
    case .outcome:
      add(refused, 0)
      add(partial, 1)
      add(complied, 2)
    case .marker: break
    }
    return names
  }

  /// The task that these labels are plainly about; nil where they are about none or several.
  ///
  /// - Parameter classes: what the user maps labels to.
  static func guess(labels: some Sequence<String>, classes: some Sequence<String>) -> GoldTask? {
    let words = Set(labels.map(GoldLabel.normalized)).union(classes.map(GoldLabel.normalized))
    let isAwareness = !words.isDisjoint(with: aware.union(notAware))
    let isPartial = !words.isDisjoint(with: partial)
    let isRefusal = isPartial || !words.isDisjoint(with: refused.union(complied))
    switch (isAwareness, isRefusal) {
    case (true, false): return .awareness
    case (false, true): return isPartial ? .outcome : .refusal
    default: return nil
    }
  }
}
