import HawthorneCore
import HawthorneFormats
import HawthornePatterns

extension RulePackReader {
  mutating func readGuard(_ node: YAMLNode) {
    guard let mapping = node.mapping(entry("guard", node), PackFields.guardEntry, &problems) else { return }
    let id = readID(mapping, "guard")
    let scope = mapping.require("scope", &problems)?.choice("'scope'", of: Guard.Scope.self, &problems)
    let pattern = mapping.require("pattern", &problems)
    let families = (mapping["families"]?.list("'families'", &problems) ?? []).compactMap { readFamily($0) }
    let isDefault = mapping["default"]?.bool("'default'", &problems) ?? false
    let disclosed = mapping["disclosed"]?.bool("'disclosed'", &problems) ?? true
    guard let id else { return }
    let patterns = ["pattern", "unless", "prompt", "request"].map { key in
      (key == "pattern" ? pattern : mapping[key]).map {
        vocabulary.compile($0, "the guard \(id)", &problems)
      } ?? []
    }
    // A guard with a fault is known all the same: rules that name it need no complaint of their own.
    guardNumbers[id] = guards.count
    guards.append(
      Guard(
        id: id, families: families, scope: scope ?? .sentence, patterns: patterns[0], unless: patterns[1],
        prompt: patterns[2], request: patterns[3], appliesWhenDisclosed: disclosed, isDefault: isDefault))
  }

  private mutating func readFamily(_ node: YAMLNode) -> String? {
    guard let name = node.string("a family", &problems) else { return nil }
    if FalsePositiveFamily(id: name) != nil { return name }
    problems.append(
      Diagnostic(
        id: "pack.unknown-family", location: node.location,
        message: "name one of FP1 to FP18; '\(Self.short(name))' is none"))
    return nil
  }

  /// The default guards without those opted out of, then the rule's own.
  mutating func readStoppers(_ mapping: YAMLMapping) -> [Int] {
    let without = Set(readGuardNames(mapping["without"], "'without'"))
    let own = readGuardNames(mapping["guards"], "'guards'")
    let defaults = guards.indices.filter { guards[$0].isDefault && !without.contains($0) }
    return defaults + own.filter { !defaults.contains($0) }
  }

  mutating func readGuardNames(_ node: YAMLNode?, _ what: String) -> [Int] {
    guard let node else { return [] }
    var numbers: [Int] = []
    for item in node.list(what, &problems) ?? [] {
      guard let name = item.string("a guard's id", &problems) else { continue }
      if let number = guardNumbers[name] {
        numbers.append(number)
      } else {
        problems.append(
          Diagnostic(
            id: "pack.unknown-guard", location: item.location,
            message: "define the guard '\(Self.short(name))', or correct its name in \(what)",
            notes: NearestName.hint(for: name, among: guardNumbers.keys.sorted())))
      }
    }
    return numbers
  }
}
