import HawthorneCore

/// Random damage to the values of a JSON tree, the same for one seed: numbers changed, members dropped, items doubled,
/// texts swapped.
struct TreeMutations {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func random(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
  }

  /// One place of a tree damaged.
  mutating func damaged(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var members) where !members.isEmpty:
      let key = members.keys.sorted()[random(below: members.count)]
      guard let member = members[key] else { return value }
      switch random(below: 12) {
      case 0: members[key] = .some(.null)
      case 1: members.removeValue(forKey: key)
      default: members[key] = .some(damaged(member))
      }
      return .object(members)
    case .array(var items) where !items.isEmpty:
      let place = random(below: items.count)
      switch random(below: 10) {
      case 0: items.remove(at: place)
      case 1: items.append(items[place])
      default: items[place] = damaged(items[place])
      }
      return .array(items)
    case .integer(let number):
      return [
        .integer(number &+ 1), .integer(number &- 1), .integer(0), .integer(-1), .integer(.max),
        .integer(1_000_000),
        .number(0.5), .string("1"),
      ][random(below: 8)]
    case .number(let number):
      return [.number(-number), .number(1e308), .integer(2), .string("x")][random(below: 4)]
    case .string(let text):
      return [.string(""), .string(text + text), .string("overt"), .integer(3), .string("complete")][
        random(below: 5)]
    case .bool(let truth): return .bool(!truth)
    default: return .integer(1)
    }
  }
}
