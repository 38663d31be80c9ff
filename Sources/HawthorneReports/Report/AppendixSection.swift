public import HawthorneCore

/// What was asked, word by word, and what the labels were given by.
public struct AppendixSection: Sendable, Hashable, Codable {
  /// By the suites' ids.
  public var prompts: [AskedSuite]
  public var rubrics: [RubricEntry]
}

/// The prompts of one suite: of what was asked alone, in its arms, wordings and languages.
///
/// A prompt is a wording with a scenario's text and the values in it: `Documentation/suite-format.md`.
public struct AskedSuite: Sendable, Hashable, Codable {
  public enum Form: String, Sendable, Hashable, Codable, CaseIterable {
    /// Verbatim.
    case texts
    /// The suite is private: ids and hashes alone.
    case hashesOfPrivate = "hashes_of_private"
    /// The maker of the report left the texts out.
    case hashes
  }

  public var suite: String
  public var visibility: Suite.Visibility
  /// SHA-256 of the suite's file.
  public var hash: ContentHash
  public var form: Form
  /// What wordings may name where a scenario has no value of its own; nil for none.
  public var values: [String: String]?
  public var framings: [AskedFraming]
  public var scenarios: [AskedScenario]
}

/// How one arm was put into words.
public struct AskedFraming: Sendable, Hashable, Codable {
  public struct Wording: Sendable, Hashable, Codable {
    public var id: String
    /// Over the texts below; also where they are left out.
    public var hash: ContentHash
    public var language: String?
    public var system: String?
    public var user: String?
    public var followUp: String?
  }

  public var arm: Arm
  public var disclosure: Disclosure
  public var wordings: [Wording]
}

/// What one scenario puts to the model.
public struct AskedScenario: Sendable, Hashable, Codable {
  /// Its own text in one language.
  public struct Text: Sendable, Hashable, Codable {
    public var language: String
    public var system: String?
    /// User turns in order: the request, then follow-ups.
    public var turns: [String]
    public var prefill: String?
    public var values: [String: String]?
  }

  public var scenario: String
  /// Over the members below; also where they are left out.
  public var hash: ContentHash
  /// nil in a form without texts.
  public var texts: [Text]?
  /// Simulated tools with their scripts, each as canonical JSON; nil for none.
  public var tools: [String]?
  /// SHA-256 of the images shown; nil for none.
  public var images: [ContentHash]?
  /// Framings written for this scenario alone; nil for none.
  public var framings: [AskedFraming]?
}

/// A rubric or rule pack that labels were given by.
public struct RubricEntry: Sendable, Hashable, Codable {
  public var id: String
  public var version: String
  /// SHA-256 of its file; nil where it was not recorded.
  public var hash: ContentHash?
  /// Where to read it, and whether the text below is the one that was used.
  public var place: String
  /// nil where it is no rubric, or its text is not at hand.
  public var text: String?
}

/// The text of a rubric that the caller has.
public struct RubricText: Sendable, Hashable {
  public var id: String
  public var version: String
  /// SHA-256 of its file.
  public var hash: ContentHash
  public var text: String

  public init(id: String, version: String, hash: ContentHash, text: String) {
    self.id = id
    self.version = version
    self.hash = hash
    self.text = text
  }
}
