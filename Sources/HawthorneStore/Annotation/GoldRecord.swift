public import HawthorneCore
import HawthorneFormats

/// A gold label that is about to be stored.
public struct NewGoldLabel: Sendable, Hashable {
  public var key: ContentHash
  /// Of the text that was read, as `AnnotationSheet.answerHash` has it.
  public var answerHash: ContentHash
  public var annotator: String
  public var label: GoldLabel
  /// Whether arm, ids, model and machine labels were hidden while it was read.
  public var blind: Bool
  /// The id of the queue in which it was met; nil outside of any.
  public var queue: String?
  /// Spent on reading.
  public var seconds: Int?
  /// Milliseconds since 1970; nil is now.
  public var createdAt: Int64?

  public init(
    key: ContentHash, answerHash: ContentHash, annotator: String, label: GoldLabel, blind: Bool,
    queue: String? = nil, seconds: Int? = nil, createdAt: Int64? = nil
  ) {
    self.key = key
    self.answerHash = answerHash
    self.annotator = annotator
    self.label = label
    self.blind = blind
    self.queue = queue
    self.seconds = seconds
    self.createdAt = createdAt
  }
}

/// A gold label as the store holds it.
public struct GoldRecord: Sendable, Hashable {
  /// SHA-256 of everything else but the notes.
  public var id: ContentHash
  public var runID: String
  public var key: ContentHash
  public var answerHash: ContentHash
  public var annotator: String
  public var label: GoldLabel
  public var blind: Bool
  public var queue: String?
  public var seconds: Int?
  /// The annotator takes back what was said before.
  public var isWithdrawn: Bool
  /// Milliseconds since 1970.
  public var createdAt: Int64
  /// The rollout's text is no longer the one that was read: the label is shown and not counted.
  public var isStale: Bool

  init(_ new: NewGoldLabel, runID: String, createdAt: Int64, isWithdrawn: Bool = false) throws {
    id = ContentHash(of: "")
    self.runID = runID
    key = new.key
    answerHash = new.answerHash
    annotator = new.annotator
    label = new.label
    blind = new.blind
    queue = new.queue
    seconds = new.seconds
    self.isWithdrawn = isWithdrawn
    self.createdAt = createdAt
    isStale = false
    id = try contentID()
  }

  init(
    id: ContentHash, runID: String, key: ContentHash, answerHash: ContentHash, annotator: String,
    label: GoldLabel, blind: Bool, queue: String?, seconds: Int?, isWithdrawn: Bool, createdAt: Int64,
    isStale: Bool
  ) {
    self.id = id
    self.runID = runID
    self.key = key
    self.answerHash = answerHash
    self.annotator = annotator
    self.label = label
    self.blind = blind
    self.queue = queue
    self.seconds = seconds
    self.isWithdrawn = isWithdrawn
    self.createdAt = createdAt
    self.isStale = isStale
  }

  /// The times that a label may be given: from 1970 to the end of the year 9999.
  static let times: ClosedRange<Int64> = 0...253_402_300_799_999

  /// When a label is given that must stand after another: at a time, or just after the other.
  ///
  /// - Throws: `AnnotationError` for a time that none is given, or where no time is left after the other, which only a store
  ///   made elsewhere can hold.
  static func time(_ wanted: Int64, after last: GoldRecord?) throws(AnnotationError) -> Int64 {
    guard times.contains(wanted) else {
      throw .badLabel("give its time as milliseconds since 1970, before the year 10000; \(wanted) is none")
    }
    guard let last else { return wanted }
    let (next, isOver) = last.createdAt.addingReportingOverflow(1)
    guard !isOver else { throw .noTimeLeft(key: last.key) }
    return max(wanted, next)
  }

  /// Whether it says of the same text, in the same way, what a new label would; time and seconds are no part of that.
  func says(_ new: NewGoldLabel) -> Bool {
    !isWithdrawn && answerHash == new.answerHash && label.settled == new.label.settled && blind == new.blind
      && queue == new.queue
  }

  /// What `id` is over, under the names it was made with.
  private struct Contents: Encodable {
    var run: String
    var key: ContentHash
    var answer: ContentHash
    var annotator: String
    var aware: Bool?
    var belief: Belief?
    var influence: ClaimedInfluence?
    var markers: [String]
    var outcome: Outcome?
    var blind: Bool
    var queue: String?
    var seconds: Int?
    var withdrawn: Bool
    var createdAt: Int64
  }

  /// The id that these contents have.
  func contentID() throws -> ContentHash {
    try ContentHash(
      canonical: Contents(
        run: runID, key: key, answer: answerHash, annotator: annotator, aware: label.aware,
        belief: label.belief, influence: label.influence, markers: label.markers, outcome: label.outcome,
        blind: blind, queue: queue, seconds: seconds, withdrawn: isWithdrawn, createdAt: createdAt))
  }
}

extension NewGoldLabel {
  /// Whether two labels of one rollout say the same.
  func says(_ other: NewGoldLabel) -> Bool {
    answerHash == other.answerHash && label.settled == other.label.settled && blind == other.blind
      && queue == other.queue
  }
}

extension GoldLabel {
  /// In one form for all that mean the same: who says not aware believes nothing, programs that write tables change the ends
  /// of lines, and columns hold no U+0000.
  fileprivate var settled: GoldLabel {
    var label = self
    if aware == false, belief == nil { label.belief = Belief.none }
    label.notes = notes?.column.replacing("\r\n", with: "\n")
    return label
  }
}
