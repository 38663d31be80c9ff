import HawthorneCore
import HawthorneFormats

/// How far logs have what a mapping asks of them, counted over their rollouts.
///
/// A field that none has is a slip of the pen: whatever the mapping takes from it would be the default, and a rule on
/// it would never apply.
struct MappingTrace {
  private struct Seen {
    /// Rollouts that have the field, with whatever in it.
    var there = 0
    /// Those where it holds a name or number.
    var texts = 0
    /// Those where it holds an object or a list.
    var structures = 0
  }

  private let fields: [String]
  private var rollouts = 0
  private var seen: [String: Seen] = [:]
  /// Rollouts that have nothing in the field that a member is taken from, and that no rule speaks of.
  private var lacking: [LogMapping.Member: Int] = [:]
  /// By the rule's place in the mapping.
  private var met: Set<Int> = []

  init(_ mapping: LogMapping) {
    fields = Set(mapping.taken.values.map(\.field) + mapping.rules.flatMap(\.conditions.keys)).sorted()
  }

  mutating func look(at rollout: LoggedRollout, file: String) {
    rollouts += 1
    for name in fields {
      guard let value = rollout.field(name, file: file) else { continue }
      seen[name, default: Seen()].there += 1
      if LoggedValue.name(value) != nil { seen[name, default: Seen()].texts += 1 }
      if value.arrayValue != nil || value.objectValue != nil { seen[name, default: Seen()].structures += 1 }
    }
  }

  mutating func lack(_ member: LogMapping.Member) { lacking[member, default: 0] += 1 }

  mutating func meet(rule: Int) { met.insert(rule) }

  /// A complaint for each field that no rollout has.
  ///
  /// - Parameter known: the fields that are there.
  func complaints(_ mapping: LogMapping, known: [String]) -> [Diagnostic] {
    var named: [(field: String, use: String, location: Diagnostic.Location)] = []
    for member in LogMapping.Member.allCases {
      guard let taken = mapping.taken[member] else { continue }
      named.append((taken.field, "take \(member.rawValue) from", taken.fieldLocation))
    }
    for (number, rule) in mapping.rules.enumerated() {
      for field in rule.conditions.keys.sorted() {
        named.append((field, "ask in rule \(number + 1) for", rule.places[field] ?? rule.location))
      }
    }
    return named.compactMap { field, use, location in
      let found = seen[field] ?? Seen()
      guard found.texts == 0 else { return nil }
      let shown = TerminalText.stripped(String(field.prefix(80)))
      if found.there == 0 {
        return Diagnostic(
          id: "mapping.unknown-field", location: location,
          message: "\(use) a field that the log has: no rollout has '\(shown)'",
          notes: NearestName.hint(for: field, among: known))
      }
      guard found.structures > 0 else { return nil }
      return Diagnostic(
        id: "mapping.no-name", location: location,
        message: "\(use) a field that holds a name or number: '\(shown)' holds an object or a list",
        notes: NearestName.hint(for: field, among: known))
    }
  }

  /// What got a default, and rules that never applied.
  func notes(_ mapping: LogMapping) -> [String] {
    var notes: [String] = []
    for member in LogMapping.Member.allCases {
      guard let taken = mapping.taken[member], let count = lacking[member] else { continue }
      let instead =
        switch (mapping.defaults[member]?.text, member) {
        case (let text?, _): "they got the default, \(text)"
        case (nil, .scenario): "theirs is the sample's id"
        case (nil, .suite): "theirs is named after the task"
        case (nil, .epoch): "theirs is as the log says, or counted"
        case (nil, _): "nothing is said of theirs"
        }
      notes.append(
        "\(count) of \(rollouts) rollouts have no '\(TerminalText.stripped(taken.field))', from which the mapping takes "
          + "\(member.rawValue): \(TerminalText.stripped(instead))")
    }
    for (number, rule) in mapping.rules.enumerated() where !met.contains(number) {
      let line = rule.location.line.map { ":\($0)" } ?? ""
      notes.append(
        "\(TerminalText.stripped(rule.location.file))\(line): rule \(number + 1) applied to no rollout")
    }
    return notes
  }
}
