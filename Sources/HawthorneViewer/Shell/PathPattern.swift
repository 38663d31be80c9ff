/// The path of a page: fixed words, and names of parameters behind a colon: `/runs/:run/matrix`.
struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral {
  private enum Segment: Sendable, Hashable {
    case word(String)
    case parameter(String)
  }

  private let segments: [Segment]

  init(stringLiteral text: String) {
    segments = text.split(separator: "/").map { segment in
      segment.first == ":" ? .parameter(String(segment.dropFirst())) : .word(String(segment))
    }
  }

  /// The parameters of a path that fits; nil where it does not. A fixed word is no value of a parameter's.
  func match(_ path: [String]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var found: [String: String] = [:]
    for (segment, text) in zip(segments, path) {
      switch segment {
      case .word(let word): guard word == text else { return nil }
      case .parameter(let name):
        guard !text.isEmpty else { return nil }
        found[name] = text
      }
    }
    return found
  }
}
