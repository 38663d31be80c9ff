/// Yes, no and NA counts of one question over rollouts.
public struct Tally: Sendable, Hashable, Codable {
  public var yes: Int
  public var no: Int
  public var na: Int

  public init(yes: Int = 0, no: Int = 0, na: Int = 0) {
    self.yes = yes
    self.no = no
    self.na = na
  }

  /// Rollouts that had an answer to the question.
  public var known: Int { yes + no }
  public var all: Int { yes + no + na }

  /// The share of yes among the known; nil where nothing is known.
  public var mean: Double? { known > 0 ? Double(yes) / Double(known) : nil }

  mutating func add(_ answer: Bool?) {
    switch answer {
    case true?: yes += 1
    case false?: no += 1
    case nil: na += 1
    }
  }

  mutating func add(_ other: Tally) { self = self + other }

  static func + (left: Tally, right: Tally) -> Tally {
    Tally(yes: left.yes + right.yes, no: left.no + right.no, na: left.na + right.na)
  }

  /// The same question asked the other way round.
  var negated: Tally { Tally(yes: no, no: yes, na: na) }
}
