import HawthorneCore
import HawthorneFormats

/// Reads the `second_opinion` of an awareness pack.
struct SecondOpinionReader {
  private var lexicon = Lexicon([])
  private var words: [UInt64: SecondOpinion.Weight] = [:]
  private var pairs: [UInt64: SecondOpinion.Weight] = [:]
  private var here: [SecondOpinion.Weight] = []
  private var near: [SecondOpinion.Weight] = []
  private var adjacent: [SecondOpinion.Weight] = []
  private var together: [SecondOpinion.Weight] = []
  /// Weights at most; more would be a table of the texts that they were fitted to.
  static let weightLimit = 3_000

  /// - Parameter rule: reads the rule that a head's findings carry and gives its number in the pack.
  static func read(
    _ node: YAMLNode, rule: (YAMLNode, inout [Diagnostic]) -> Int?, _ problems: inout [Diagnostic]
  ) -> SecondOpinion? {
    var reader = SecondOpinionReader()
    guard let mapping = node.mapping("'second_opinion'", PackFields.secondOpinion, &problems),
      let classes = mapping.require("classes", &problems)?.openMapping("'classes'", &problems),
      let cues = mapping.require("cues", &problems),
      let aware = mapping.require("aware", &problems), let probe = mapping.require("user_probe", &problems),
      let weights = mapping.require("weights", &problems)
    else { return nil }
    reader.readClasses(classes, &problems)
    var cueBits: UInt64 = 0
    for item in cues.list("'cues'", &problems) ?? [] {
      if let number = reader.number(item, &problems) { cueBits |= 1 << UInt64(number) }
    }
    let first = reader.readHead(aware, rule: rule, &problems)
    let second = reader.readHead(probe, rule: rule, &problems)
    reader.readWeights(weights, &problems)
    guard let first, let second else { return nil }
    return SecondOpinion(
      lexicon: reader.lexicon, cues: cueBits, aware: first, probe: second,
      words: NumberTable(reader.words), pairsOfWords: NumberTable(reader.pairs), here: reader.here,
      near: reader.near, adjacent: reader.adjacent,
      together: reader.together)
  }

  private mutating func readClasses(_ mapping: YAMLMapping, _ problems: inout [Diagnostic]) {
    var classes: [(name: String, words: String)] = []
    defer {
      lexicon = Lexicon(classes)
      let count = classes.count
      here = Array(repeating: SecondOpinion.Weight(), count: count)
      near = here
      adjacent = Array(repeating: SecondOpinion.Weight(), count: count * count)
      together = adjacent
    }
    for (name, place) in mapping.keyPlaces {
      guard let text = mapping[name]?.string("the class \(name)", &problems) else { continue }
      guard classes.count < Lexicon.limit else {
        problems.append(
          Diagnostic(
            id: "pack.second-opinion", location: place,
            message: "keep 'classes' to \(Lexicon.limit): '\(name)' is one more"))
        return
      }
      classes.append((name, text))
    }
  }

  private func number(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Int? {
    guard let name = node.string("a class", &problems) else { return nil }
    return number(of: name, at: node.location, &problems)
  }

  private func number(
    of name: some StringProtocol, at place: Diagnostic.Location, _ problems: inout [Diagnostic]
  ) -> Int? {
    if let number = lexicon.names.firstIndex(where: { $0 == name }) { return number }
    problems.append(
      Diagnostic(
        id: "pack.second-opinion", location: place,
        message: "define '\(TerminalText.stripped(String(name)))' under 'classes', or correct its name",
        notes: NearestName.hint(for: String(name), among: lexicon.names.sorted())))
    return nil
  }

  private func readHead(
    _ node: YAMLNode, rule: (YAMLNode, inout [Diagnostic]) -> Int?, _ problems: inout [Diagnostic]
  ) -> SecondOpinion.Head? {
    guard let mapping = node.openMapping("a head of 'second_opinion'", &problems),
      let bias = mapping.require("bias", &problems)?.integer("'bias'", &problems),
      let threshold = mapping.require("threshold", &problems)?.integer("'threshold'", &problems),
      let number = rule(node, &problems)
    else { return nil }
    var markers: [Int: String] = [:]
    if let named = mapping["markers"]?.openMapping("'markers'", &problems) {
      for (name, place) in named.keyPlaces {
        guard let marker = named[name]?.string("a marker", &problems) else { continue }
        guard Marker(id: marker) != nil else {
          problems.append(
            Diagnostic(
              id: "pack.unknown-marker", location: place,
              message: "set the marker of '\(name)' to one of M01 to M23"))
          continue
        }
        if let number = self.number(of: name, at: place, &problems) { markers[number] = marker }
      }
    }
    return SecondOpinion.Head(rule: number, bias: bias, threshold: threshold, markers: markers)
  }

  /// One weight a line: its kind, the words or classes that it is for, and the two numbers.
  private mutating func readWeights(_ node: YAMLNode, _ problems: inout [Diagnostic]) {
    guard let text = node.string("'weights'", &problems) else { return }
    var count = 0
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count >= 4, let aware = Int(parts[parts.count - 2]),
        let probe = Int(parts[parts.count - 1]),
        abs(aware) < 100_000, abs(probe) < 100_000,
        readWeight(
          parts.dropLast(2), SecondOpinion.Weight(aware: aware, probe: probe), at: node.location, &problems)
      else {
        problems.append(
          Diagnostic(
            id: "pack.second-opinion", location: node.location,
            message:
              "write the weight '\(TerminalText.stripped(String(line.prefix(80))))' as: kind, its words "
              + "or classes, two whole numbers"))
        return
      }
      count += 1
    }
    if count > Self.weightLimit {
      problems.append(
        Diagnostic(
          id: "pack.second-opinion", location: node.location,
          message: "keep 'weights' to \(Self.weightLimit); there are \(count)"))
    }
  }

  private mutating func readWeight(
    _ parts: ArraySlice<Substring>, _ weight: SecondOpinion.Weight, at place: Diagnostic.Location,
    _ problems: inout [Diagnostic]
  ) -> Bool {
    let names = Array(parts.dropFirst())
    let size = lexicon.names.count
    switch (parts.first, names.count) {
    case ("word", 1): words[WordHash.of(names[0].utf8)] = weight
    case ("words", 2): pairs[WordHash.pair(WordHash.of(names[0].utf8), WordHash.of(names[1].utf8))] = weight
    case ("class", 1), ("near", 1):
      guard let number = number(of: names[0], at: place, &problems) else { return true }
      if parts.first == "class" { here[number] = weight } else { near[number] = weight }
    case ("next", 2), ("with", 2):
      guard let first = number(of: names[0], at: place, &problems),
        let second = number(of: names[1], at: place, &problems)
      else { return true }
      if parts.first == "next" {
        adjacent[first * size + second] = weight
      } else {
        together[min(first, second) * size + max(first, second)] = weight
      }
    default: return false
    }
    return true
  }
}
