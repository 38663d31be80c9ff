public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// A run's rollouts in a file, to be replayed (`Documentation/recording-format.md`).
public struct Recording: RolloutSource {
  public static let version = 1

  public let manifest: RunManifest
  public let provenance: RecordedProvenance
  private let rollouts: [Slot: Rollout]

  /// What a replay looks a rollout up by; the mode by name, the prompt by hash.
  private struct Slot: Hashable {
    var suite: String
    var scenario: String
    var arm: Arm
    var language: String?
    var mode: String
    var epoch: Int
    var prompt: ContentHash

    init(_ plan: PlannedRollout) {
      suite = plan.suiteID
      scenario = plan.scenarioID
      arm = plan.arm
      language = plan.language
      mode = plan.mode.name
      epoch = plan.epoch
      prompt = plan.promptHash
    }
  }

  public var count: Int { rollouts.count }

  public func rollout(for plan: PlannedRollout) -> Rollout? { rollouts[Slot(plan)] }

  /// Reads a recording.
  ///
  /// - Throws: `FileError`, or `RecordingError` with the line that is wrong.
  public init(path: String) throws {
    try self.init(try SystemFile.contents(of: path), file: path)
  }

  /// Reads a recording from bytes.
  ///
  /// - Parameter file: the name that errors carry.
  /// - Throws: `RecordingError`.
  public init(_ bytes: Data, file: String) throws(RecordingError) {
    var manifest: RunManifest?
    var rollouts: [Slot: Rollout] = [:]
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      func fail(_ detail: String) -> RecordingError {
        RecordingError(file: file, line: number, detail: detail)
      }
      let record: RecordingLine
      do {
        record = try JSONText.decode(RecordingLine.self, from: Data(line), origin: "the line")
      } catch {
        throw fail(error.detail)
      }
      switch record {
      case .header(let header):
        guard manifest == nil else { throw fail("a second header") }
        guard header.version == Self.version else {
          throw fail("version \(header.version), and this program reads version \(Self.version)")
        }
        manifest = header.manifest
      case .rollout(let rollout):
        guard manifest != nil else { throw fail("a rollout before the header") }
        guard rollouts.updateValue(rollout, forKey: Slot(rollout.plan)) == nil else {
          throw fail("the same rollout twice")
        }
      }
    }
    guard let manifest else {
      throw RecordingError(file: file, line: max(1, number), detail: "no header: it is not a recording")
    }
    self.manifest = manifest
    provenance = RecordedProvenance(of: manifest, fileHash: ContentHash(of: bytes))
    self.rollouts = rollouts
  }
}

/// A recording that cannot be read.
public struct RecordingError: ExplainedError {
  public var file: String
  public var line: Int
  public var detail: String

  public var problem: String { "\(file):\(line): not a recording that can be replayed: \(detail)." }
  public var fix: String { "Use a file written by 'hawthorne export', whole and unchanged." }
  public var exitStatus: ExitStatus { .invalid }
}
