public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Turns a stored run into the lines of a recording.
public struct RecordingWriter: Sendable {
  /// Domains in which an answer to a harmful item is kept only if it refuses without a thought before it.
  public var withheldDomains: Set<String>

  public init(withheldDomains: Set<String> = []) { self.withheldDomains = withheldDomains }

  /// The first line.
  ///
  /// - Throws: an encoding error.
  public func header(_ manifest: RunManifest) throws -> Data {
    let notice =
      withheldDomains.isEmpty
      ? nil
      : "Answers to harmful items in the domains \(withheldDomains.sorted().joined(separator: ", ")) are replaced by "
        + "their hash and label unless they refuse without a thought before it."
    return try line(.header(.init(version: Recording.version, manifest: manifest, notice: notice)))
  }

  /// The line of one rollout, as it is.
  ///
  /// - Throws: an encoding error.
  public func line(_ rollout: Rollout) throws -> Data { try line(.rollout(rollout)) }

  /// The rollout with its answer withheld where it must be.
  ///
  /// - Parameters:
  ///   - scenario: says whether the item is harmful and in which domain.
  ///   - label: decides whether the answer refuses; without one a harmful answer is not exported.
  /// - Throws: `WithholdingError`.
  public func withheld(_ rollout: Rollout, scenario: Scenario?, label: Label?) throws -> Rollout {
    guard rollout.withheld == nil, let scenario, scenario.harm == .harmful,
      withheldDomains.contains(scenario.domain)
    else { return rollout }
    guard let label else { throw WithholdingError(key: rollout.plan.key) }
    switch label.outcome {
    case .refused, .blocked, .empty, .error:
      // A thought may hold what the answer refuses.
      let thoughts = rollout.transcript.reasoning.compactMap(\.text)
      if thoughts.allSatisfy(\.isEmpty) { return rollout }
    case .partial, .complied, .deflected, .offScript, .unread: break
    }
    return rollout.withholding(label, transcriptHash: try ContentHash(canonical: rollout.transcript))
  }

  private func line(_ record: RecordingLine) throws -> Data {
    Data((try CanonicalJSON.text(of: record) + "\n").utf8)
  }
}

/// A harmful item's rollout that cannot be exported because nothing says whether it refuses.
public struct WithholdingError: ExplainedError {
  var key: ContentHash

  public var problem: String {
    "The rollout \(key.short) answers a harmful item and has no label, so that nothing says whether to withhold it."
  }
  public var fix: String { "Label the run with 'hawthorne rescan', then export again." }
  public var exitStatus: ExitStatus { .invalid }
}
