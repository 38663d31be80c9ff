import Foundation
public import HawthorneCore

/// Where a query's first word stands in a rollout, with what is around it.
public struct SearchSnippet: Sendable, Hashable {
  public var place: SearchIndex.Place
  /// Exactly as written: escape it.
  public var before: String
  public var match: String
  public var after: String

  /// Characters on either side.
  private static let context = 80
  /// Characters of one text that are looked at: a list must not wait for one long answer.
  private static let lookedAt = 200_000

  /// - Returns: nil where it cannot be shown: far behind in a long text, or written in another form.
  public init?(_ query: SearchQuery, in place: SearchIndex.Place, of rollout: Rollout) {
    let transcript = rollout.transcript
    let texts: [(SearchIndex.Place, [String])] = [
      (.answer, transcript.answers.map(\.text)), (.reasoning, transcript.reasoning.compactMap(\.text)),
      (.tools, transcript.toolCalls.map { "\($0.name) \($0.writtenText)" }),
      (.turns, transcript.othersTurns), (.prompt, rollout.plan.prompt.map(\.text) + rollout.plan.followUps),
    ]
    for (kind, texts) in texts where place == .anywhere || place == kind {
      for text in texts {
        let text = text.prefix(Self.lookedAt)
        for term in query.terms {
          guard let range = text.range(of: term, options: [.caseInsensitive, .diacriticInsensitive]) else {
            continue
          }
          self.place = kind
          before = String(text[..<range.lowerBound].suffix(Self.context))
          match = String(text[range])
          after = String(text[range.upperBound...].prefix(Self.context))
          return
        }
      }
    }
    return nil
  }
}
