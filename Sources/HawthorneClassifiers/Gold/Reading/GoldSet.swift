import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Gold files read and joined, and how every line fared.
struct GoldSet: Sendable {
  var task: GoldTask
  var isGuessed: Bool
  var positive: GoldPositive?
  var files: [GoldFile]
  var traces: [GoldFile]
  var items: [GoldItem] = []
  var classifier: ClassifierIdentity?
  var tally = GoldTally()
}

/// A file that was read.
struct GoldFile: Sendable, Hashable {
  var path: String
  /// SHA-256 of its bytes.
  var hash: ContentHash
  /// Lines or records that are not blank.
  var lines: Int
}

/// What became of the lines that are no items.
struct GoldTally: Sendable {
  /// A line that could not be read.
  struct Complaint: Sendable, Hashable {
    var file: String
    var line: Int
    var message: String

    var description: String { "\(file):\(line): \(message)" }
  }

  var rows = 0
  var otherSplit = 0
  /// By label.
  var excluded: [String: Int] = [:]
  var complaints: [Complaint] = []
  /// Rows whose id no trace has.
  var unmatched: [Complaint] = []
  /// Rows whose id an earlier row of the same file has.
  var repeated = 0
  /// Names of `map` and `exclude` that no row has.
  var unused: [String] = []
}
