import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// One person at one queue: shows, asks, stores, until the queue or the input ends.
struct AnnotationSitting {
  private let store: Store
  private let isBlind: Bool
  private var walk: QueueWalk
  /// Places labelled in this sitting, in order, for `back`.
  private var done: [Int] = []

  private var queue: AnnotationQueue { walk.queue }

  /// - Throws: `StoreError`.
  init(store: Store, queue: AnnotationQueue, annotator: String, isBlind: Bool) throws {
    self.store = store
    self.isBlind = isBlind
    walk = try store.walk(queue, annotator: annotator)
  }

  mutating func carryOut() throws {
    var reader = LineReader(descriptor: 0, origin: "standard input", limit: 1 << 16)
    try say(GoldLine.help)
    var place = walk.next()
    while let current = place {
      guard let step = try ask(current, &reader) else { break }
      switch step {
      case .on: place = walk.next(from: current + 1)
      case .to(let other): place = other
      }
    }
    try say(place == nil ? "Nothing is left to read in \(walk.queue.name)." : "The rest stays for later.")
    try say(AnnotationText.progress(walk.progress))
    for line in try AnnotationText.agreement(store.goldLabels(of: queue.runID, queue: queue.id.hex)) {
      try say(line)
    }
  }

  private enum Step {
    case on
    case to(Int)
  }

  /// Shows a rollout and reads lines until one settles it; nil at the end of input, or to quit.
  private mutating func ask(_ place: Int, _ reader: inout LineReader) throws -> Step? {
    let key = walk.items[place].member.key
    var sheet = try store.annotationSheet(
      of: queue.runID, key: key, isBlind: isBlind, classifier: queue.classifier)
    let begun = ContinuousClock.now
    try show(sheet)
    while let line = try reader.next() {
      guard case .bytes(let bytes) = line.content else {
        try say("The line is too long, and was passed over.")
        continue
      }
      let parsed: GoldLine
      do throws(GoldLine.Unreadable) {
        parsed = try GoldLine(String(decoding: bytes, as: UTF8.self))
      } catch {
        try say("Nothing was stored: \(error.message).")
        continue
      }
      switch parsed {
      case .command(.skip): return .on
      case .command(.quit): return nil
      case .command(.help): try say(GoldLine.help)
      case .command(.again): try show(sheet)
      case .command(.reveal):
        sheet = try store.annotationSheet(
          of: queue.runID, key: key, isBlind: false, classifier: queue.classifier)
        try show(sheet)
      case .command(.agreement):
        for line in try AnnotationText.agreement(store.goldLabels(of: queue.runID, queue: queue.id.hex)) {
          try say(line)
        }
      case .command(.back):
        guard let last = done.popLast() else {
          try say("There is no label of this sitting to take back.")
          continue
        }
        try store.withdrawGold(of: walk.annotator, key: walk.items[last].member.key, run: queue.runID)
        walk.items[last].record = nil
        try say("Taken back.")
        return .to(last)
      case .label(let label):
        let seconds = min((ContinuousClock.now - begun).components.seconds, 86_400)
        do {
          walk.items[place].record = try store.addGold(
            NewGoldLabel(
              key: key, answerHash: sheet.answerHash, annotator: walk.annotator, label: label,
              blind: sheet.isBlind,
              queue: queue.id.hex, seconds: Int(seconds)), run: queue.runID)
        } catch let error as AnnotationError {
          try say("\(error.problem) \(error.fix)")
          return .on
        }
        done.append(place)
        try say("Stored. \(AnnotationText.progress(walk.progress))")
        return .on
      }
    }
    return nil
  }

  private func show(_ sheet: AnnotationSheet) throws {
    try say(AnnotationText.sheet(sheet, heading: "\(walk.progress.labelled + 1) of \(walk.items.count)"))
  }

  private func say(_ text: String) throws { try Console.result(text) }
}
