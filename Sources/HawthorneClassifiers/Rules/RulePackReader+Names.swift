import HawthorneCore
import HawthorneFormats
import HawthornePatterns

extension RulePackReader {
  /// Reads the names of evaluators and benchmarks; nil where the pack has none.
  mutating func readNames(_ node: YAMLNode) -> NameBook? {
    guard let mapping = node.mapping("'names'", PackFields.names, &problems) else { return nil }
    var entries: [NameEntry] = []
    for (key, kind) in [("evaluators", NameEntry.Kind.evaluator), ("benchmarks", .benchmark)] {
      for item in mapping[key]?.list("'\(key)'", &problems) ?? [] {
        if let entry = readName(item, kind) { entries.append(entry) }
      }
    }
    guard !entries.isEmpty else {
      problems.append(
        Diagnostic(
          id: "pack.no-names", location: mapping.location,
          message: "add at least one entry to 'evaluators' or 'benchmarks', or remove 'names'"))
      return nil
    }
    let all = entries.map { "(?:\($0.pattern.source))" }.joined(separator: "|")
    vocabulary.define("NAME", as: all)
    let sources =
      mapping["sources"].map { vocabulary.compile($0, "the sources of names", &problems) } ?? []
    return NameBook(sources: sources, entries: entries)
  }

  private mutating func readName(_ node: YAMLNode, _ kind: NameEntry.Kind) -> NameEntry? {
    guard let mapping = node.mapping("a name", PackFields.nameEntry, &problems),
      let name = mapping.require("name", &problems)?.string("'name'", &problems)
    else { return nil }
    if let first = seen["name \(name)"] {
      problems.append(
        Diagnostic(
          id: "pack.duplicate-id", location: mapping.place(of: "name"),
          message: "give this entry another name: '\(name)' is taken",
          notes: ["first used in line \(first.line.map { String($0) } ?? "?")"]))
      return nil
    }
    seen["name \(name)"] = mapping.place(of: "name")
    let positive = readExamples(mapping, "positive", atLeast: 1)
    let negative = readExamples(mapping, "negative", atLeast: 1)
    guard let spellings = mapping.require("spellings", &problems),
      let text = Vocabulary.text(spellings, "a spelling", &problems),
      let pattern = vocabulary.compile(word: text, at: spellings.location, "the name \(name)", &problems)
    else { return nil }
    return NameEntry(
      name: NameEntry.Name(kind: kind, text: name), pattern: pattern,
      capital: mapping["capital"]?.choice("'capital'", of: NameEntry.Capital.self, &problems) ?? .some,
      needsSource: mapping["source"]?.bool("'source'", &problems) ?? false,
      unless: mapping["unless"].map { vocabulary.compile($0, "the name \(name)", &problems) } ?? [],
      positive: positive, negative: negative, location: mapping.location)
  }
}
