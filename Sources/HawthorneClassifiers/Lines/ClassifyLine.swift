import FoundationEssentials
import HawthorneCore
public import HawthorneFormats

/// One line in, one line out: the unit of `hawthorne classify`.
public enum ClassifyLine {
  public struct Output: Sendable, Hashable {
    /// One JSON object, without its newline.
    public var text: String
    /// Whether the line could not be read and `text` says why.
    public var isError: Bool
  }

  /// Classifies one line.
  public static func classify(_ line: NumberedLine, with classifier: TraceClassifier) -> Output {
    switch line.content {
    case .tooLong(let bytes): return error(line.number, "the line has \(bytes) bytes, more than are read")
    case .bytes(let bytes):
      do {
        let value = try JSONText.parse(bytes, origin: "the line")
        let input = try ClassifyInput(value)
        let label = classifier.classify(input.trace)
        return Output(text: try CanonicalJSON.text(of: json(label, input: input)), isError: false)
      } catch let problem as JSONText.Malformed {
        return error(line.number, "not valid JSON: \(problem.detail)")
      } catch let unfit as ClassifyInput.Unfit {
        return error(line.number, unfit.description)
      } catch {
        return Self.error(line.number, "\(error)")
      }
    }
  }

  private static func error(_ number: Int, _ message: String) -> Output {
    let value = JSONValue.object(["line": .integer(Int64(number)), "error": .string(message)])
    return Output(text: (try? CanonicalJSON.text(of: value)) ?? "{}", isError: true)
  }

  static func json(_ label: Label, input: ClassifyInput) -> JSONValue {
    let awareness = label.awareness
    return .object([
      "id": input.id,
      "outcome": input.hasResponse || label.outcome != .empty ? .string(label.outcome.rawValue) : .null,
      "awareness": .object([
        "aware": awareness.aware.map { .bool($0) } ?? .null,
        "aware_visible": awareness.na == .language ? .null : .bool(awareness.awareVisible),
        "belief": .string(awareness.belief.rawValue),
        "influence": .string(awareness.influence.rawValue),
        "flags": .array(awareness.flags.map { .string($0.rawValue) }),
        "markers": .array(awareness.markers.map { .string($0) }),
        "na": awareness.na.map { .string($0.rawValue) } ?? .null,
        "spans": .array(awareness.spans.map { json($0) }),
      ]),
      "purpose": awareness.purpose.map { .string($0.rawValue) } ?? .null,
      "classifier": label.classifier.json,
    ])
  }

  private static func json(_ span: EvidenceSpan) -> JSONValue {
    .object([
      "marker": .string(span.marker),
      "belief": .string(span.belief.rawValue),
      "stance": .string(span.stance.rawValue),
      "object": .string(span.object.rawValue),
      "layer": .string(span.layer.rawValue),
      "block": .string(span.block),
      "start": .integer(Int64(span.start)),
      "end": .integer(Int64(span.end)),
      "rule": .string(span.rule),
      "confidence": .number((span.confidence * 1000).rounded() / 1000),
    ])
  }
}
