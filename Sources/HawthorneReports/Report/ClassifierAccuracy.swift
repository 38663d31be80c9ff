import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// How far one classifier agrees with people: what `Scripts/measure-classifier` found, as the binary carries it.
public struct ClassifierAccuracy: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-accuracy/1"

  /// A rule pack by the SHA-256 of its file.
  public struct Pack: Sendable, Hashable, Codable {
    public var name: String
    public var sha256: ContentHash
  }

  /// The name and version of a classifier, where its hash is not known any more.
  public struct Name: Sendable, Hashable, Codable {
    public var id: String
    public var version: String
  }

  /// A share or a coefficient with its 95 % interval.
  public struct Figure: Sendable, Hashable, Codable {
    /// `precision`, `recall`, `specificity`, …
    public var name: String
    public var value: Double
    /// nil where the data show no spread to make an interval of.
    public var lower: Double?
    public var upper: Double?
    /// Of a share: how many, and over how many.
    public var yes: Int?
    public var of: Int?
  }

  /// What the classifier said of the items of one gold class.
  public struct ConfusionRow: Sendable, Hashable, Codable {
    public var gold: String
    public var said: [String: Int]
    public var na: Int
  }

  /// One labelled set.
  public struct Measured: Sendable, Hashable, Codable {
    public var id: String
    public var title: String
    /// What is counted as positive.
    public var measures: String
    /// Which column of a report its positives are: `awareness` or `refusal`; nil for neither.
    public var column: String?
    public var labelledBy: String
    /// Not yet labelled by people.
    public var provisional: Bool
    /// Unread while the rules were written.
    public var heldOut: Bool
    /// Items, NA included.
    public var n: Int
    public var na: Int
    /// Different prompts; nil where they are not known.
    public var prompts: Int?
    /// What items that intervals keep together share; nil where every item stands alone.
    public var clusterField: String?
    public var clusters: Int
    /// Items left out, by label.
    public var excluded: [String: Int]
    public var data: [Pack]
    public var confusion: [ConfusionRow]
    public var figures: [Figure]
    public var notes: [String]

    public func figure(_ name: String) -> Figure? { figures.first { $0.name == name } }
  }

  /// A measurement on texts that the rules had not been written with, made once of the classifier named.
  public struct HeldOut: Sendable, Hashable, Codable {
    public var id: String
    public var title: String
    public var measures: String
    public var classifier: Name
    /// The packs and the version are those of the present classifier.
    public var isPresent: Bool
    public var n: Int
    public var figures: [Figure]
    public var notes: [String]

    public func figure(_ name: String) -> Figure? { figures.first { $0.name == name } }
  }

  public var schema: String
  public var classifier: ClassifierIdentity
  public var packs: [Pack]
  public var sets: [Measured]
  public var heldOut: [HeldOut]

  /// The figures inside the binary.
  ///
  /// - Throws: `JSONText.Malformed` if they do not read, which a test rules out.
  public static func shipped() throws -> ClassifierAccuracy {
    try JSONText.decode(Self.self, from: EmbeddedFile.accuracy.bytes, origin: EmbeddedFile.accuracy.rawValue)
  }
}

/// What a report says of the errors of the labels that it counts.
public struct AccuracySection: Sendable, Hashable, Codable {
  /// In plain words: whether the figures are of this classifier, and what they are not.
  public var statement: String
  /// nil where no accuracy of exactly this classifier is known.
  public var measured: ClassifierAccuracy?

  /// - Parameters:
  ///   - classifier: whose labels the report counts; nil for none.
  ///   - accuracy: the figures at hand, perhaps of another classifier.
  init(of classifier: ClassifierIdentity?, from accuracy: ClassifierAccuracy?) {
    guard let classifier else {
      statement = "The report counts no labels."
      return
    }
    guard let accuracy, accuracy.classifier == classifier else {
      let other = accuracy.map { known in
        " The figures that this program carries are of \(known.classifier.reference) (\(known.classifier.hash.short))"
          + (known.classifier.reference == classifier.reference ? ", which read other rules" : "")
          + " and say nothing of it."
      }
      statement =
        "No measured accuracy for this classifier: this program carries no comparison of the labels of "
        + "\(classifier.reference) (\(classifier.hash.short)) with labels that people gave; "
        + "'hawthorne score-classifier' makes one.\(other ?? "")"
      return
    }
    measured = accuracy
    statement =
      "Measured of exactly this classifier, \(classifier.reference) (\(classifier.hash.short)), on other texts than this run's: "
      + "models, languages and prompts differ, and so may its errors here. No rate of this report is corrected by them."
  }
}
