import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

/// Drawing by strata in two passes over the same rows: count, then take.
struct QueueDraw {
  private let recipe: QueueRecipe
  private(set) var sizes: [GoldStratum: Int] = [:]
  private(set) var takes: [GoldStratum: Int] = [:]
  /// Of each stratum: rows still to come, rows still to take, and its own stream.
  private var pending: [GoldStratum: (left: Int, wanted: Int, generator: SeededGenerator)] = [:]

  init(_ recipe: QueueRecipe) { self.recipe = recipe }

  mutating func count(_ stratum: GoldStratum) { sizes[stratum, default: 0] += 1 }

  /// Decides how many to take of each stratum; to be called after the first pass.
  mutating func allocate() {
    var negatives: [GoldStratum] = []
    for (stratum, size) in sizes {
      if stratum.refused == true {
        takes[stratum] = size
        continue
      }
      switch stratum.awareness {
      case .aware: takes[stratum] = min(size, recipe.positivesPerArm ?? size)
      case .na: takes[stratum] = min(size, recipe.notReadPerArm)
      case .notAware: negatives.append(stratum)
      }
    }
    switch recipe.negatives {
    case .perArm(let count): for stratum in negatives { takes[stratum] = min(sizes[stratum] ?? 0, count) }
    case .total(let count): spread(count, over: negatives)
    }
    for (stratum, size) in sizes {
      pending[stratum] = (
        size, takes[stratum] ?? 0, SeededGenerator(seed: Self.seed("\(recipe.seed)", stratum.name))
      )
    }
  }

  /// The smallest strata first, so that what they lack is spread over those that have more.
  private mutating func spread(_ count: Int, over strata: [GoldStratum]) {
    var left = count
    let sorted = strata.sorted { (sizes[$0] ?? 0, $0) < (sizes[$1] ?? 0, $1) }
    for (index, stratum) in sorted.enumerated() {
      let share = left / (sorted.count - index)
      let taken = min(sizes[stratum] ?? 0, share)
      takes[stratum] = taken
      left -= taken
    }
  }

  /// Whether the next row of a stratum is taken: selection sampling, each subset of the wanted size equally likely.
  ///
  /// Source: Fan, Muller and Rezucha, J. Am. Stat. Assoc. 57 (1962) 387.
  mutating func takes(next stratum: GoldStratum) -> Bool {
    guard var state = pending[stratum], state.wanted > 0, state.left > 0 else { return false }
    let isTaken = state.generator.next(below: state.left) < state.wanted
    state.left -= 1
    if isTaken { state.wanted -= 1 }
    pending[stratum] = state
    return isTaken
  }

  /// A seed made of two texts.
  static func seed(_ first: String, _ second: String) -> UInt64 {
    var hash = IncrementalHash()
    hash.update(part: first)
    hash.update(part: second)
    return UInt64(hash.finish().hex.prefix(16), radix: 16) ?? 0
  }

  /// Fisher and Yates' shuffle, stable across versions of the standard library.
  static func shuffled<Element>(_ items: [Element], _ generator: inout SeededGenerator) -> [Element] {
    var items = items
    for index in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(index, generator.next(below: index + 1))
    }
    return items
  }
}
