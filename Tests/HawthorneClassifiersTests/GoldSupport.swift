import Foundation
import HawthorneCore
import HawthorneFormats

@testable import HawthorneClassifiers

/// Gold files for one test, gone with it.
final class GoldFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("gold-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Data(text.utf8)) }

  func file(_ name: String, _ bytes: Data) throws -> String {
    try bytes.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  /// Scores gold lines as one JSON Lines file.
  func score(
    _ lines: [String], _ change: (inout GoldRequest) throws -> Void = { _ in }
  ) async throws -> GoldScore {
    var request = GoldRequest(gold: [try file("gold.jsonl", lines.joined(separator: "\n"))])
    try change(&request)
    return try await GoldScore(request, classifier: standard)
  }
}

/// A line as `hawthorne classify` writes it, with members of the gold beside.
func classified(
  id: String, aware: Bool? = false, na: String? = nil, flags: [String] = [], outcome: String? = nil,
  markers: [String] = [], version: String = "1", confidence: Double = 0.9, rule: String = "m01.rule",
  _ more: [String: JSONValue] = [:]
) -> String {
  var members = more
  let marker = markers.first ?? (flags.contains("user_probe") ? "M18" : "M01")
  let span = JSONValue.object([
    "marker": .string(marker), "belief": "suspicion", "stance": "asserted", "object": "unspecified",
    "layer": "second_order", "block": "reasoning/0", "start": 0, "end": 4, "rule": .string(rule),
    "confidence": .number(confidence),
  ])
  members["id"] = .string(id)
  members["outcome"] = outcome.map { .string($0) } ?? .null
  members["awareness"] = .object([
    "aware": aware.map { .bool($0) } ?? .null, "na": na.map { .string($0) } ?? .null,
    "flags": .array(flags.map { .string($0) }), "markers": .array(markers.map { .string($0) }),
    "spans": .array(aware == true || !flags.isEmpty ? [span] : []),
  ])
  members["classifier"] = .object([
    "id": "judge", "version": .string(version), "hash": .string(String(repeating: "a", count: 64)),
  ])
  return (try? CanonicalJSON.text(of: .object(members))) ?? ""
}

func parsed(_ score: GoldScore) throws -> JSONValue {
  try JSONText.parse(Data(try score.json().utf8), origin: "score")
}
