public import HawthorneCore

extension Explanation {
  /// What `markers explain --json` prints.
  public var json: JSONValue {
    let awareness = label.awareness
    return [
      "verdict": .string(verdict),
      "aware": awareness.aware.map { .bool($0) } ?? .null,
      "na": awareness.na.map { .string($0.rawValue) } ?? .null,
      "aware_visible": .bool(awareness.awareVisible),
      "belief": .string(awareness.belief.rawValue),
      "influence": .string(awareness.influence.rawValue),
      "flags": .array(awareness.flags.map { .string($0.rawValue) }),
      "markers": .array(awareness.markers.map { .string($0) }),
      "purpose": awareness.purpose.map { .string($0.rawValue) } ?? .null,
      "outcome": .string(label.outcome.rawValue),
      "outcome_reason": .string(label.outcomeReason),
      "classifier": label.classifier.json,
      "matches": .array(matches.map(\.json)),
      "statements": .array(
        statements.map {
          [
            "id": .string($0.id), "act": .string($0.act), "sentence": .integer(Int64($0.sentence)),
            "text": .string($0.text),
          ]
        }),
      "known_words": .array(
        knownWords.map { ["text": .string($0.text), "entries": .array($0.entries.map { .string($0) })] }),
    ]
  }
}

extension ClassifierIdentity {
  /// With its packs, as lines of `classify` and explanations carry it.
  var json: JSONValue {
    [
      "id": .string(id), "version": .string(version), "hash": .string(hash.hex),
      "packs": .array(
        (packs ?? []).map {
          ["id": .string($0.id), "version": .string($0.version), "hash": .string($0.hash.hex)]
        }),
    ]
  }
}

extension Explanation.Match {
  var json: JSONValue {
    [
      "rule": .string(rule), "pack": .string(pack), "marker": .string(marker),
      "rule_marker": .string(ruleMarker), "block": .string(block), "start": .integer(Int64(start)),
      "end": .integer(Int64(end)), "quote": .string(quote), "before": .string(before),
      "after": .string(after), "belief": .string(belief.rawValue),
      "rule_belief": .string(ruleBelief.rawValue), "influence": .string(influence.rawValue),
      "stance": stanceReading.json, "hedge": hedgeReading.json, "agent": agentReading.json,
      "object": objectReading.json, "layer": layerReading.json, "echo": .bool(isEcho),
      "confidence": .number((confidence * 1000).rounded() / 1000),
      "stopped_by": stoppedBy.map { .string($0) } ?? .null, "counts": .bool(countsAsAware),
      "why_not": whyNot.map { .string($0) } ?? .null,
      "guards": .array(
        guards.map {
          [
            "id": .string($0.id), "role": .string($0.role.rawValue), "scope": .string($0.scope),
            "holds": .bool($0.holds), "stops_rule": .bool($0.stopsRule),
            "found": $0.found.map { .string($0) } ?? .null, "off": $0.off.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }
}

extension Explanation.Reading {
  var json: JSONValue { ["value": .string(value), "reason": .string(reason)] }
}
