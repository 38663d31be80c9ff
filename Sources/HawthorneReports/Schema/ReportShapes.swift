import HawthorneCore

/// Every member of `hawthorne-report/1`.
enum ReportShapes {
  static let redaction = ObjectShape(
    "redaction", "How the texts were replaced.",
    [
      .must("form", .fixed), .must("salt", .fixed, "Equal in two files whose ids mean the same texts."),
    ])

  static let report = ObjectShape(
    "report", "The counts of one or more runs, and every figure made of them.",
    [
      .must("schema", .word([Report.schema])), .must("id", .hash, "Over all other members."),
      .must("provenance", .object(ProvenanceShapes.provenance)),
      .may("inventory", .object(ProvenanceShapes.inventory)),
      .may("registration", .object(ProvenanceShapes.registration)),
      .must("validity", .object(SectionShapes.validity)),
      .must("awareness", .object(AwarenessShapes.awareness)),
      .must("behaviour", .object(AwarenessShapes.behaviour)),
      .must("refusals", .object(AwarenessShapes.refusals)),
      .may("sandbagging", .object(SectionShapes.sandbagging)),
      .may("thinking", .object(SectionShapes.thinking)),
      .may("languages", .listOf(AwarenessShapes.language)), .may("scores", .object(SectionShapes.scores)),
      .may("labelAgreement", .object(SectionShapes.labelAgreement)),
      .may("gold", .object(GoldShapes.gold)), .may("judges", .listOf(SectionShapes.judge)),
      .must("excerpts", .object(AwarenessShapes.excerpts)),
      .must("conclusions", .object(SectionShapes.conclusions)),
      .may("accuracy", .object(AccuracyShapes.accuracy)), .may("serving", .object(ServingShapes.serving)),
      .may("dose", .object(MeasureShapes.doses)),
      .may("recognition", .object(MeasureShapes.recognition)),
      .must("cells", .listOf(CellShapes.cell)), .may("analysis", .object(ProvenanceShapes.analysis)),
      .may("appendix", .object(AppendixShapes.appendix)), .may("redaction", .object(redaction)),
    ])
}
