public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Reads a price table, with every complaint at its line and column.
public enum PriceTableReader {
  /// - Parameter file: the name that diagnostics carry.
  /// - Throws: `DiagnosticsError` with all complaints at once.
  public static func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> PriceTable {
    let root = try YAMLDocument.parse(bytes, file: file, limits: .init(bytes: 1 << 20, nodes: 100_000))
    var problems: [Diagnostic] = []
    let table = table(root, hash: ContentHash(of: bytes), &problems)
    guard let table, problems.isEmpty else { throw DiagnosticsError(problems) }
    return table
  }

  private static func table(
    _ root: YAMLNode, hash: ContentHash, _ problems: inout [Diagnostic]
  ) -> PriceTable? {
    guard
      let top = root.mapping(
        "the price table", keys: ["hawthorne_prices", "currency", "as_of", "source", "models"], &problems)
    else { return nil }
    if let node = top.require("hawthorne_prices", &problems),
      let version = node.integer("hawthorne_prices", &problems), version != 1
    {
      complain("prices.version", node, "set hawthorne_prices to 1", &problems)
    }
    let currency = top.require("currency", &problems)?.string("currency", &problems)
    _ = top["as_of"]?.string("as_of", &problems)
    _ = top["source"]?.string("source", &problems)
    let list = top.require("models", &problems)
    let nodes = list?.list("models", &problems) ?? []
    if let list, nodes.isEmpty {
      complain("prices.none", list, "give the price of at least one model", &problems)
    }
    let entries = nodes.compactMap { entry($0, &problems) }
    guard let currency else { return nil }
    return PriceTable(currency: currency, hash: hash, entries: entries)
  }

  private static func entry(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> PriceTable.Entry? {
    guard
      let entry = node.mapping(
        "a model's prices", keys: ["model", "input", "cached", "output", "reasoning"], &problems)
    else { return nil }
    let name = entry.require("model", &problems)
    let pattern = name?.string("model", &problems)
    if let name, let pattern, !pattern.contains("/") && pattern != "*" {
      complain("prices.model", name, "write the model as provider/name; * stands for any", &problems)
    }
    let input = entry.require("input", &problems).flatMap { price("input", $0, &problems) }
    let output = entry.require("output", &problems).flatMap { price("output", $0, &problems) }
    let cached = entry["cached"].flatMap { price("cached", $0, &problems) }
    let reasoning = entry["reasoning"].flatMap { price("reasoning", $0, &problems) }
    guard let pattern, let input, let output else { return nil }
    return PriceTable.Entry(
      pattern: pattern, input: input, cached: cached, output: output, reasoning: reasoning)
  }

  private static func price(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> Double? {
    guard let value = node.double(what, &problems) else { return nil }
    if value.isFinite, value >= 0 { return value }
    complain("prices.amount", node, "set \(what) to a price of a million tokens, 0 or more", &problems)
    return nil
  }

  private static func complain(
    _ id: String, _ node: YAMLNode, _ message: String, _ problems: inout [Diagnostic]
  ) {
    problems.append(Diagnostic(id: id, location: node.location, message: message))
  }
}
