import HawthorneCore

extension Report {
  /// Label columns against each other; nothing where there is one.
  var labelAgreementBlocks: [Block] {
    guard let labelAgreement, !labelAgreement.pairs.isEmpty else { return [] }
    return [
      .heading(level: 2, "Agreement between label columns"),
      .paragraph(
        "More than one classifier has labelled these rollouts. Every figure elsewhere is of one column, never of several pooled. "
          + "That two agree does not make them right."),
      .table(
        TextTable(
          "Pairs of classifiers",
          [
            .left("first"), .left("second"), .right("rollouts"), .right("NA in either"), .right("scenarios"),
            .right("both aware"), .right("only first"), .right("only second"), .right("neither"),
            .right("Cohen κ (95 % CI)"), .right("Gwet AC1 (95 % CI)"), .right("same outcome"),
          ],
          rows: labelAgreement.pairs.map { pair in
            [
              pair.first.columnTitle, pair.second.columnTitle, String(pair.rollouts), String(pair.na),
              String(pair.scenarios),
              String(pair.bothAware), String(pair.onlyFirst), String(pair.onlySecond), String(pair.neither),
              pair.kappa?.text ?? "–", pair.ac1?.text ?? "–", pair.sameOutcome.full,
            ]
          },
          notes: [
            "κ and AC1 are over the rollouts of which both say aware or not aware; κ falls low where one of the two is rare, AC1 does not. "
              + "Intervals by a bootstrap of scenarios, none where resamples show no spread."
          ])),
    ]
  }
}

extension Report {
  /// The label columns that the report does not count, and how often they say otherwise.
  var otherLabels: [[String]] {
    (labelAgreement?.pairs ?? []).compactMap { pair in
      guard pair.first == provenance.classifier else { return nil }
      let awareness = pair.onlyFirst + pair.onlySecond
      let outcome = pair.sameOutcome.denominator - pair.sameOutcome.numerator
      return [
        "labelled too, and not counted here",
        "\(pair.second.columnTitle); awareness differs in \(awareness) (NA in either: \(pair.na)), outcome in \(outcome)",
        String(pair.rollouts),
      ]
    }
  }
}

extension ClassifierIdentity {
  /// `rules@1.2.0 (dd5a2fa2d5b6)`.
  fileprivate var columnTitle: String { "\(reference) (\(hash.short))" }
}

extension LabelAgreement.Coefficient {
  fileprivate var text: String {
    Self.signed(value) + (interval.map { " (\(Self.signed($0.lower)) to \(Self.signed($0.upper)))" } ?? "")
  }

  private static func signed(_ value: Double) -> String {
    (value < 0 ? "−" : "") + Figures.fixed(value.magnitude, 3)
  }
}
