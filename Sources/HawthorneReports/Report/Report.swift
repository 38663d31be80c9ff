import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// The counts of one or more runs, and every figure made of them.
///
/// The product is its canonical JSON (`text()`): sorted keys, no clock but the runs' own, and an `id` that
/// is the SHA-256 of everything else, so that the same inputs give the same bytes.
public struct Report: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-report/1"

  public var schema: String
  /// SHA-256 of the canonical JSON of all other members.
  public var id: ContentHash
  public var provenance: Provenance
  /// nil in reports of versions that did not say what their suites hold.
  public var inventory: SuiteInventory?
  /// nil in reports of versions that knew no frozen plans.
  public var registration: RegistrationSection?
  public var validity: Validity
  public var awareness: AwarenessSection
  public var behaviour: BehaviourSection
  public var refusals: RefusalSection
  /// nil where no suite has items with difficulty-matched controls.
  public var sandbagging: SandbaggingSection?
  /// nil where no scenario was asked in two modes.
  public var thinking: ThinkingSection?
  /// nil where one language was asked.
  public var languages: [LanguageRow]?
  /// nil where nothing was imported.
  public var scores: ScoreSection?
  /// nil where one classifier has labelled the rollouts.
  public var labelAgreement: LabelAgreementSection?
  /// nil where people have labelled nothing, and in reports of versions that did not ask.
  public var gold: GoldSection?
  /// Of each run what its judge's labels rest on; nil where no judge gave them.
  public var judges: [JudgeFigures]?
  public var excerpts: ExcerptSection
  public var conclusions: Conclusions
  /// nil in reports of versions that printed no accuracy.
  public var accuracy: AccuracySection?
  /// nil in reports of versions that did not look, and of runs without rollouts.
  public var serving: ServingSection?
  /// nil where no level of a dose was asked, and in reports of versions that made no trends.
  public var dose: DoseSection?
  /// nil where no probe was asked, and in reports of versions that did not read its answers.
  public var recognition: RecognitionSection?
  public var cells: [CellCounts]
  /// nil in reports of versions that did not say what they were made with.
  public var analysis: AnalysisRecord?
  /// nil in reports of versions without appendices.
  public var appendix: AppendixSection?
  /// nil in a full report; else the texts that it would hold are replaced by ids.
  public var redaction: RedactionRecord?

  init(
    provenance: Provenance, inventory: SuiteInventory? = nil, registration: RegistrationSection? = nil,
    validity: Validity,
    awareness: AwarenessSection, behaviour: BehaviourSection,
    refusals: RefusalSection, sandbagging: SandbaggingSection? = nil,
    thinking: ThinkingSection? = nil, languages: [LanguageRow]? = nil, judges: [JudgeFigures]? = nil,
    scores: ScoreSection? = nil, labelAgreement: LabelAgreementSection? = nil, excerpts: ExcerptSection,
    conclusions: Conclusions, accuracy: AccuracySection? = nil, serving: ServingSection? = nil,
    dose: DoseSection? = nil, recognition: RecognitionSection? = nil, cells: [CellCounts],
    analysis: AnalysisRecord? = nil, appendix: AppendixSection? = nil, gold: GoldSection? = nil
  ) throws {
    schema = Self.schema
    id = ContentHash(of: "")
    self.provenance = provenance
    self.inventory = inventory
    self.registration = registration
    self.validity = validity
    self.awareness = awareness
    self.behaviour = behaviour
    self.refusals = refusals
    self.sandbagging = sandbagging
    self.thinking = thinking
    self.languages = languages
    self.scores = scores
    self.labelAgreement = labelAgreement
    self.gold = gold
    self.judges = judges
    self.excerpts = excerpts
    self.conclusions = conclusions
    self.accuracy = accuracy
    self.serving = serving
    self.dose = dose
    self.recognition = recognition
    self.cells = cells
    self.analysis = analysis
    self.appendix = appendix
    id = try SealedDocument.seal(of: JSONTree.value(of: self))
  }

  /// The report as it is written to a file.
  ///
  /// - Throws: `CanonicalJSON.NotFinite`, which would be a defect of the analysis.
  public func text() throws -> String {
    try CanonicalJSON.text(of: JSONTree.value(of: self), indented: true) + "\n"
  }
}
