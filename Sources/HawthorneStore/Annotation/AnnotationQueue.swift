public import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

/// How a queue is drawn from a run.
public struct QueueRecipe: Sendable, Hashable, Codable {
  /// How many that the classifier calls not aware, a simple random sample of each arm's.
  public enum Negatives: Sendable, Hashable {
    case perArm(Int)
    /// In all, spread evenly over the arms; what one arm lacks goes to the others.
    case total(Int)
  }

  public var seed: UInt64
  public var negatives: Negatives
  /// Of those without a machine verdict on awareness, a simple random sample of each arm's.
  public var notReadPerArm: Int
  /// The most that the classifier calls aware, of each arm, then a simple random sample of them; nil takes them all.
  public var positivesPerArm: Int?
  /// Tells those that the classifier calls refused from the others, and takes all of them too.
  public var refusals: Bool
  /// Empty for every arm but probes, which ask about evaluation themselves.
  public var arms: [Arm]

  public init(
    seed: UInt64 = 1, negatives: Negatives = .perArm(30), notReadPerArm: Int = 0,
    positivesPerArm: Int? = nil, refusals: Bool = false, arms: [Arm] = []
  ) {
    self.seed = seed
    self.negatives = negatives
    self.notReadPerArm = notReadPerArm
    self.positivesPerArm = positivesPerArm
    self.refusals = refusals
    self.arms = Set(arms).sorted()
  }

  /// What is wrong with it, phrased as the fix.
  var complaint: String? {
    let asked: Int =
      switch negatives {
      case .perArm(let count), .total(let count): count
      }
    return asked < 0 || notReadPerArm < 0 || (positivesPerArm ?? 0) < 0
      ? "ask for 0 or more of each kind" : nil
  }

  func takes(_ arm: Arm) -> Bool { arms.isEmpty ? arm.kind != .probe : arms.contains(arm) }
}

extension QueueRecipe.Negatives: Codable {
  private enum CodingKeys: String, CodingKey { case perArm, total }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let count = try container.decodeIfPresent(Int.self, forKey: .total) {
      self = .total(count)
    } else {
      self = .perArm(try container.decode(Int.self, forKey: .perArm))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .perArm(let count): try container.encode(count, forKey: .perArm)
    case .total(let count): try container.encode(count, forKey: .total)
    }
  }
}

/// One class of rollouts from which a queue draws on its own: an arm, and what the machine says.
public struct GoldStratum: Sendable, Hashable, Codable, Comparable {
  public enum Awareness: String, Sendable, Hashable, Codable, CaseIterable {
    case aware
    case notAware = "not_aware"
    /// No verdict. NA is never "not aware".
    case na
  }

  public var arm: Arm
  public var awareness: Awareness
  /// Whether the machine's outcome is `refused`; nil where the queue does not ask.
  public var refused: Bool?

  public init(arm: Arm, awareness: Awareness, refused: Bool? = nil) {
    self.arm = arm
    self.awareness = awareness
    self.refused = refused
  }

  init(arm: Arm, aware: Bool?, refused: Bool?) {
    self.init(arm: arm, awareness: aware.map { $0 ? .aware : .notAware } ?? .na, refused: refused)
  }

  /// `overt:not_aware`, `overt:not_aware+refused`.
  public var name: String {
    "\(arm.name):\(awareness.rawValue)" + (refused.map { $0 ? "+refused" : "+not_refused" } ?? "")
  }

  public static func < (left: Self, right: Self) -> Bool { left.name < right.name }
}

/// A sample of a run's rollouts for people to label. It never changes.
public struct AnnotationQueue: Sendable, Hashable {
  public struct Stratum: Sendable, Hashable, Codable {
    public var stratum: GoldStratum
    /// Rollouts of the run in it that could be read.
    public var size: Int
    /// Of them, drawn.
    public var taken: Int

    public init(stratum: GoldStratum, size: Int, taken: Int) {
      self.stratum = stratum
      self.size = size
      self.taken = taken
    }

    /// `taken/size`; nil for an empty one.
    public var fraction: Double? { size > 0 ? Double(taken) / Double(size) : nil }
  }

  /// Rollouts of the arms asked for that no sample could hold.
  public struct Excluded: Sendable, Hashable, Codable {
    public var failed = 0
    public var withheld = 0

    public init(failed: Int = 0, withheld: Int = 0) {
      self.failed = failed
      self.withheld = withheld
    }
  }

  /// SHA-256 of the run, the recipe, the classifier, the strata and the members.
  public var id: ContentHash
  public var runID: String
  /// Unique in the run.
  public var name: String
  public var recipe: QueueRecipe
  /// Whose labels the strata are made of.
  public var classifier: ClassifierIdentity
  public var strata: [Stratum]
  public var excluded: Excluded
  /// Milliseconds since 1970.
  public var createdAt: Int64
  public var members: Int {
    // A store made elsewhere may hold any numbers.
    strata.reduce(0) { sum, stratum in
      let (next, isOver) = sum.addingReportingOverflow(stratum.taken)
      return isOver ? .max : next
    }
  }
}

/// One rollout of a queue.
public struct QueueMember: Sendable, Hashable {
  /// In the queue's own order, from 0; annotators have others.
  public var position: Int
  public var key: ContentHash
  /// Of its text when the queue was drawn.
  public var answerHash: ContentHash
  /// As `GoldStratum.name`.
  public var stratum: String
  /// How many rollouts of its stratum it stands for.
  public var weight: Double
}

extension AnnotationQueue {
  /// The places of an annotator's order: the same members for everybody, shuffled for each by the queue and the name, so
  /// that neither position nor neighbours tell anything, and a prefix of it is a random sample of every stratum.
  public func order(for annotator: String, count: Int) -> [Int] {
    var generator = SeededGenerator(seed: QueueDraw.seed(id.hex, annotator))
    return QueueDraw.shuffled(Array(0..<count), &generator)
  }
}
