import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

extension GoldScore {
  /// The version of the JSON document, described in Documentation/score-classifier.md.
  public static let format = "hawthorne-gold-score/1"

  /// The score as canonical JSON; an undefined figure is null.
  ///
  /// - Throws: `CanonicalJSON.NotFinite`, which valid counts rule out.
  public func json() throws -> String { try CanonicalJSON.text(of: document, indented: true) + "\n" }

  private var document: JSONValue {
    var members: [String: JSONValue] = [:]
    members["format"] = .string(Self.format)
    members["task"] = .string(gold.task.name)
    members["taskGuessed"] = .bool(gold.isGuessed)
    members["positive"] = .text(gold.positive?.rawValue)
    members["classifier"] = classifier.json
    members["gold"] = .array(gold.files.map(\.json))
    members["traces"] = .array(gold.traces.map(\.json))
    members["rows"] = rows
    members["complaints"] = .array(complaints(limit: 100).map { .string($0) })
    members["n"] = JSONValue(items)
    members["prompts"] = .count(prompts)
    members["na"] = .object([
      "count": JSONValue(na), "byCause": .object(naByCause.mapValues { JSONValue($0) }),
    ])
    members["confusion"] = .array(confusion)
    members["binary"] = binary?.json ?? .null
    members["naAsPositive"] = naAsPositive?.json ?? .null
    members["naAsNegative"] = naAsNegative?.json ?? .null
    members["kinds"] = .array(kinds.map(\.json))
    members["outcome"] = outcome?.json ?? .null
    let parts = breakdowns.map { ($0.by.rawValue, $0.json) }
    members["by"] = .object(Dictionary(parts, uniquingKeysWith: { first, _ in first }))
    members["mistakes"] = .array(mistakes.map { json($0) })
    members["bootstrap"] = .object([
      // Text: a seed may be larger than JSON numbers are exact.
      "seed": .string(String(bootstrap.seed)),
      "replicates": JSONValue(bootstrap.replicates(items: items - na)),
    ])
    members["notes"] = .array(notes.map { .string($0) })
    return .object(members)
  }

  private var rows: JSONValue {
    let tally = gold.tally
    return .object([
      "read": JSONValue(tally.rows), "otherSplit": JSONValue(tally.otherSplit),
      "excluded": .object(tally.excluded.mapValues { JSONValue($0) }),
      "unreadable": JSONValue(tally.complaints.count), "unmatched": JSONValue(tally.unmatched.count),
      "repeatedIDs": JSONValue(tally.repeated),
    ])
  }

  private var confusion: [JSONValue] {
    classes.map { index in
      .object([
        "gold": .string(gold.task.classes[index]),
        "said": .object(
          Dictionary(
            classes.map { (gold.task.classes[$0], JSONValue(Int(table[index, $0]))) },
            uniquingKeysWith: { first, _ in first })),
        "na": JSONValue(naByClass[index]),
      ])
    }
  }

  private func json(_ mistakes: GoldMistakes) -> JSONValue {
    .object([
      "gold": .string(mistakes.gold), "said": .string(mistakes.said), "count": JSONValue(mistakes.count),
      "shown": .array(mistakes.shown.map(json(mistake:))),
    ])
  }

  private func json(mistake item: GoldItem) -> JSONValue {
    var members: [String: JSONValue] = ["id": .string(item.row.id)]
    guard showsText else { return .object(members) }
    members["file"] = .string(item.row.file)
    members["line"] = JSONValue(item.row.line)
    members["label"] = .text(item.row.label)
    members["confidence"] = .figure(item.evidence?.confidence)
    members["marker"] = .text(item.evidence?.marker)
    members["rule"] = .text(item.evidence?.rule ?? item.rules.first)
    members["block"] = .text(item.evidence?.block)
    members["start"] = .count(item.evidence?.start)
    members["end"] = .count(item.evidence?.end)
    members["text"] = .text(item.excerpt)
    members["quote"] = .text(item.row.quote.map(GoldExcerpt.of))
    return .object(members)
  }
}

extension JSONValue {
  init(_ number: Int) { self = .integer(Int64(number)) }

  static func count(_ number: Int?) -> JSONValue { number.map { JSONValue($0) } ?? .null }
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Six decimals: what differs beyond is the machine's arithmetic.
  static func figure(_ value: Double?) -> JSONValue {
    value.map { .number(($0 * 1e6).rounded() / 1e6) } ?? .null
  }
}

extension GoldFile {
  fileprivate var json: JSONValue {
    .object(["path": .string(path), "sha256": .string(hash.hex), "lines": JSONValue(lines)])
  }
}

extension GoldShare {
  fileprivate var json: JSONValue {
    .object([
      "value": .figure(value), "yes": JSONValue(yes), "of": JSONValue(of), "lower": .figure(interval?.lower),
      "upper": .figure(interval?.upper),
    ])
  }
}

extension GoldEstimate {
  fileprivate var json: JSONValue {
    .object([
      "value": .figure(value), "lower": .figure(interval?.lower), "upper": .figure(interval?.upper),
    ])
  }
}

extension GoldWeightedShare {
  fileprivate var json: JSONValue {
    .object([
      "value": .figure(value), "lower": .figure(interval?.lower), "upper": .figure(interval?.upper),
      "effectiveItems": .figure(effectiveItems),
    ])
  }
}

extension BinaryScore {
  fileprivate var json: JSONValue {
    .object([
      "n": JSONValue(items), "truePositives": JSONValue(truePositives),
      "falsePositives": JSONValue(falsePositives), "falseNegatives": JSONValue(falseNegatives),
      "trueNegatives": JSONValue(trueNegatives), "precision": precision.json, "recall": recall.json,
      "specificity": specificity.json, "accuracy": accuracy.json, "f1": f1.json,
      "balancedAccuracy": balancedAccuracy.json, "kappa": kappa.json, "ac1": ac1.json,
      "weighted": weighted.map { weighted in
        .object([
          "total": .figure(weighted.total), "precision": weighted.precision.json,
          "recall": weighted.recall.json, "specificity": weighted.specificity.json,
          "accuracy": weighted.accuracy.json, "f1": weighted.f1.json,
          "balancedAccuracy": weighted.balancedAccuracy.json, "kappa": weighted.kappa.json,
          "ac1": weighted.ac1.json,
        ])
      } ?? .null,
    ])
  }
}

extension KindSplit {
  fileprivate var json: JSONValue {
    .object([
      "kind": .string(kind), "score": score.json, "asAware": asAware.json, "asUserProbe": asProbe.json,
      "asEither": asEither.json,
    ])
  }
}

extension OutcomeScore {
  fileprivate var json: JSONValue {
    .object([
      "accuracy": accuracy.json, "accuracyNAWrong": accuracyNAWrong.json, "macroF1": macroF1.json,
      "kappa": kappa.json, "ac1": ac1.json, "anyRefusal": anyRefusal.json,
      "classes": .array(
        classes.map {
          .object([
            "class": .string($0.name), "precision": $0.precision.json, "recall": $0.recall.json,
            "f1": $0.f1.json,
          ])
        }),
      "weighted": weighted.map { weighted in
        .object([
          "total": .figure(weighted.total), "accuracy": weighted.accuracy.json,
          "macroF1": weighted.macroF1.json, "kappa": weighted.kappa.json, "ac1": weighted.ac1.json,
        ])
      } ?? .null,
    ])
  }
}

extension GoldBreakdown {
  fileprivate var json: JSONValue {
    if by.isOfEvidence {
      return .array(
        evidence.map {
          .object([
            "name": .string($0.name), "onPositives": JSONValue($0.onPositives),
            "onNegatives": JSONValue($0.onNegatives), "right": $0.right.json,
          ])
        })
    }
    return .array(
      parts.map {
        .object([
          "name": .string($0.name), "n": JSONValue($0.items), "na": JSONValue($0.na), "right": $0.right.json,
          "binary": $0.score?.json ?? .null,
        ])
      })
  }
}
