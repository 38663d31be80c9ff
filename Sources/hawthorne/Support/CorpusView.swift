import HawthorneClassifiers
import HawthorneCore

/// How rules do on a corpus: counts, then what misses.
struct CorpusView {
  var result: CorpusResult

  func text(_ wrap: WrappedText) -> String {
    var lines = [
      "\(result.file): \(result.cases) cases, \(result.misses.count) miss"
        + (result.misses.count == result.unknownMisses.count
          ? "" : " (\(result.misses.count - result.unknownMisses.count) known to)"),
      "  aware: \(result.truePositives) found, \(result.falseNegatives) missed, "
        + "\(result.falsePositives) wrongly found, \(result.trueNegatives) rightly not, \(result.unread) NA; "
        + "same belief in \(result.sameBelief) of \(result.beliefs)",
    ]
    for miss in result.misses where !miss.isKnown {
      let item = miss.item
      let found = miss.label.markers.joined(separator: " ")
      lines.append(
        wrap.paragraph(
          "\(checks(miss.checks)) miss\(miss.checks.count == 1 ? "es" : "") (aware \(item.aware), labelled "
            + "\(miss.label.aware.map { "\($0)" } ?? "NA"); markers \(item.markers.joined(separator: " ")), labelled "
            + "\(found.isEmpty ? "none" : found)): \(item.reasoning)",
          head: "  \(item.id) (line \(item.line)): "))
    }
    lines += result.mended.map {
      "  \($0.id): \(checks($0.checks)) no longer misses: take it out of the known misses"
    }
    return lines.joined(separator: "\n")
  }

  private func checks(_ checks: Set<CorpusCase.Check>) -> String {
    CorpusCase.Check.allCases.filter(checks.contains).map(\.rawValue).joined(separator: ", ")
  }

  var json: JSONValue {
    func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }
    func names(_ checks: Set<CorpusCase.Check>) -> JSONValue {
      .array(CorpusCase.Check.allCases.filter(checks.contains).map { .string($0.rawValue) })
    }
    return [
      "file": .string(result.file), "cases": count(result.cases),
      "aware": [
        "true_positives": count(result.truePositives), "false_positives": count(result.falsePositives),
        "false_negatives": count(result.falseNegatives), "true_negatives": count(result.trueNegatives),
        "na": count(result.unread),
      ],
      "belief": ["of": count(result.beliefs), "same": count(result.sameBelief)],
      "misses": .array(
        result.misses.map { miss in
          [
            "id": .string(miss.item.id), "line": count(miss.item.line), "checks": names(miss.checks),
            "known": .bool(miss.isKnown), "aware": miss.label.aware.map { .bool($0) } ?? .null,
            "markers": .array(miss.label.markers.map { .string($0) }),
            "rules": .array(miss.label.spans.map { .string($0.rule) }),
          ]
        }),
      "mended": .array(
        result.mended.map { ["id": .string($0.id), "checks": names($0.checks)] }),
    ]
  }
}
