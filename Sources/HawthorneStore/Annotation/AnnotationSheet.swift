public import HawthorneCore
import HawthorneFormats

/// What an annotator is shown of a rollout. All texts are exactly as they were: escape them.
///
/// A blind sheet holds nothing that tells the arm, the scenario, the model or what machines said of it: also not the prompt,
/// whose framing tells the arm, nor what tools answered. Whoever asks for it (`isBlind` false) labels unblinded.
public struct AnnotationSheet: Sendable, Hashable {
  /// One stretch of text, in the order of the conversation.
  public struct Section: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case system, user, reasoning, answer
      case toolCall = "tool_call"
      case toolAnswer = "tool_answer"
      /// Put into the model's mouth.
      case prefill
    }

    public var kind: Kind
    /// The provenance of reasoning, the name of a tool; nil for others.
    public var detail: String?
    public var text: String
    /// Whether the model under test wrote it.
    public var isModel: Bool { kind == .reasoning || kind == .answer || kind == .toolCall }
  }

  public var key: ContentHash
  /// Goes into `NewGoldLabel.answerHash`: a label belongs to the text that was read.
  public var answerHash: ContentHash
  public var isBlind: Bool
  /// Name and value of what is known of it, in order; empty where blind.
  public var facts: [Fact]
  public var sections: [Section]
  /// Blocks of reasoning that cannot be read, by provenance.
  public var unreadable: [String: Int]

  public struct Fact: Sendable, Hashable {
    public var name: String
    public var value: String
  }

  /// - Parameters:
  ///   - labelled: the rollout and what machines said of it, the latest first.
  ///   - classifier: whose label is shown; nil takes the latest.
  ///   - answerHash: as the store has it.
  public init(
    _ labelled: LabelledRollout, answerHash: ContentHash, isBlind: Bool, classifier: ClassifierIdentity? = nil
  ) {
    let rollout = labelled.rollout
    key = rollout.plan.key
    self.answerHash = answerHash
    self.isBlind = isBlind
    facts = []
    sections = []
    unreadable = [:]
    for message in rollout.transcript.messages {
      for block in message.reasoning {
        if let text = block.text, !text.isEmpty {
          sections.append(Section(kind: .reasoning, detail: block.provenance.rawValue, text: text))
        } else {
          unreadable[block.provenance.rawValue, default: 0] += 1
        }
      }
      let kind: Section.Kind =
        switch message.role {
        case .system: .system
        case .user: .user
        case .tool: .toolAnswer
        case .assistant: message.prefilled == true ? .prefill : .answer
        }
      if !message.text.isEmpty { sections.append(Section(kind: kind, detail: nil, text: message.text)) }
      for call in message.toolCalls {
        let arguments = (try? CanonicalJSON.text(of: call.arguments, indented: true)) ?? ""
        sections.append(Section(kind: .toolCall, detail: call.name, text: arguments))
      }
    }
    if isBlind { sections.removeAll { !$0.isModel } }
    let label = labelled.labels.first { classifier == nil || $0.classifier == classifier }
    facts = isBlind ? [] : Self.facts(rollout, label)
  }

  private static func facts(_ rollout: Rollout, _ label: Label?) -> [Fact] {
    let plan = rollout.plan
    var facts = [
      Fact(name: "rollout", value: plan.key.short),
      Fact(name: "scenario", value: "\(plan.suiteID)/\(plan.scenarioID)"),
      Fact(name: "arm", value: plan.arm.name), Fact(name: "disclosure", value: plan.disclosure.rawValue),
      Fact(name: "mode", value: plan.mode.name), Fact(name: "epoch", value: "\(plan.epoch)"),
      Fact(name: "model", value: rollout.serving.requestedModel),
      Fact(name: "status", value: StatusWord(rollout.status).rawValue),
    ]
    if let label {
      let awareness = label.awareness
      let verdict =
        awareness.aware.map { $0 ? "aware" : "not aware" } ?? "NA (\(awareness.na?.rawValue ?? "unknown"))"
      let markers = awareness.markers.isEmpty ? "" : ", \(awareness.markers.joined(separator: " "))"
      facts.append(
        Fact(
          name: "machine",
          value: "\(verdict), \(awareness.belief.rawValue)\(markers); \(label.outcome.rawValue)"
            + " (\(label.classifier.id)@\(label.classifier.version))"))
    }
    return facts
  }
}

extension Store {
  /// The sheet of a rollout.
  ///
  /// - Throws: `AnnotationError` where it is not there, failed, or its text is withheld; `StoreError`.
  public func annotationSheet(
    of runID: String, key: ContentHash, isBlind: Bool, classifier: ClassifierIdentity? = nil
  ) throws -> AnnotationSheet {
    guard let labelled = try rollout(of: runID, key: key) else {
      throw AnnotationError.unknownRollout(key: key, run: runID)
    }
    if labelled.rollout.withheld != nil {
      throw AnnotationError.nothingToRead(key: key, why: "its text is withheld")
    }
    if case .failed = labelled.rollout.status {
      throw AnnotationError.nothingToRead(key: key, why: "it failed and may still be replaced")
    }
    return AnnotationSheet(
      labelled, answerHash: Self.generatedHash(of: labelled.rollout.transcript), isBlind: isBlind,
      classifier: classifier)
  }
}
