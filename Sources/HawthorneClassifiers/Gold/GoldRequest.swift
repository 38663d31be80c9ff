/// What to score, and how.
public struct GoldRequest: Sendable {
  /// Paths of the gold files: JSON Lines, or CSV where the name ends in `.csv`.
  public var gold: [String]
  /// Paths of JSON Lines that the gold is joined to by id; empty where the gold holds its traces.
  public var traces: [String] = []
  /// The member or column with the label; nil for `label` (CSV: `target`, else `label`).
  public var label: String?
  /// The member or column whose value items of one cluster share; `prompt` is the trace's own prompt, `none` takes
  /// every item for independent. nil is the prompt, where that of every item is known.
  public var cluster: String?
  /// Keeps the rows of this split.
  public var split: String?
  /// nil to guess it from the labels.
  public var task: GoldTask?
  public var positive: GoldPositive?
  /// From labels to classes, before the built-in names.
  public var map: [String: String] = [:]
  /// Labels that are counted and left out.
  public var exclude: Set<String> = []
  public var by: [GoldDimension] = []
  /// Errors shown of each kind.
  public var errors: Int = 10
  /// Whether errors may quote the gold.
  public var showsText: Bool = true
  /// Of the bootstrap.
  public var seed: UInt64 = 1
  /// The longest line read, in bytes.
  public var lineLimit: Int = 64 << 20

  public init(gold: [String]) { self.gold = gold }
}

extension GoldRequest {
  /// The member of the gold to read for clusters; nil where none need be read.
  var clusterMember: String? { cluster.flatMap { Self.clusterWords.contains($0) ? nil : $0 } }

  /// What `--cluster` takes that is no member.
  static let clusterWords: Set = ["prompt", "none"]
}
