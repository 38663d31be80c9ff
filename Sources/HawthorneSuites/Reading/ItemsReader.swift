import HawthorneCore
import HawthorneFormats

/// Turns the rows of tables into scenarios.
struct ItemsReader {
  var kind: Suite.Kind
  var language: String

  private typealias Target = ItemFields.Target

  /// What the author wrote about one table.
  private struct Mapping {
    var columns: [Target: String] = [:]
    var constants: [Target: String] = [:]
    var maps: [Target: [String: String]] = [:]
    var conditions: [String: [String]] = [:]
    var prefix: String?
    var delimiter: Character?
    var file = ""
    var place: Diagnostic.Location
  }

  func list(
    _ node: YAMLNode, _ files: inout SuiteFiles, _ problems: inout [Diagnostic]
  ) -> [PlacedScenario] {
    guard let nodes = node.list("items", &problems) else { return [] }
    return nodes.flatMap { items($0, &files, &problems) }
  }

  private func items(
    _ node: YAMLNode, _ files: inout SuiteFiles, _ problems: inout [Diagnostic]
  ) -> [PlacedScenario] {
    guard let map = node.mapping("the items", ItemFields.items, &problems) else { return [] }
    let before = problems.count
    var mapping = mapping(map, &problems)
    let isOptional = map["optional"]?.bool("optional", &problems) ?? false
    guard let place = map.require("file", &problems), problems.count == before,
      let file = files.contents(
        of: place, what: "file", inDataFolder: true, isOptional: isOptional, &problems)
    else { return [] }
    mapping.file = file.path
    do throws(ItemTable.Malformed) {
      let table = try ItemTable.read(file.bytes, path: file.path, delimiter: mapping.delimiter)
      guard hasColumns(table, mapping, map, &problems) else { return [] }
      var complaints: [Diagnostic] = []
      let scenarios = scenarios(of: table, mapping, &complaints)
      problems += Self.shortened(complaints, file: file.path)
      return scenarios
    } catch {
      problems.append(
        Diagnostic(
          id: "items.malformed", location: Diagnostic.Location(file: file.path, line: error.line),
          message: error.message))
      return []
    }
  }

  /// A wrong column is wrong in every row: the first rows say so.
  static let shownComplaints = 20

  private static func shortened(_ complaints: [Diagnostic], file: String) -> [Diagnostic] {
    guard complaints.count > shownComplaints else { return complaints }
    return complaints.prefix(shownComplaints) + [
      Diagnostic(
        id: "items.more", location: Diagnostic.Location(file: file),
        message: "correct the rows below too: \(complaints.count - shownComplaints) more are like these")
    ]
  }

  private func mapping(_ map: YAMLMapping, _ problems: inout [Diagnostic]) -> Mapping {
    var mapping = Mapping(place: map.location)
    func each(_ key: String, _ fields: Fields, _ use: (Target, YAMLNode) -> Void) {
      guard let inner = map[key]?.mapping("'\(key)'", fields, &problems) else { return }
      for target in Target.allCases {
        if let node = inner[target.rawValue] { use(target, node) }
      }
    }
    var complaints: [Diagnostic] = []
    each("columns", ItemFields.columns) {
      mapping.columns[$0] = TextRule.nonEmpty("a column", $1, &complaints)
      refuseHarm($0, $1, &complaints)
    }
    each("set", ItemFields.constants) { target, node in
      mapping.constants[target] = Self.value(of: target, node, &complaints)
      refuseHarm(target, node, &complaints)
    }
    each("map", ItemFields.maps) { target, node in
      for (key, _, node) in node.entries("a map", &complaints) {
        mapping.maps[target, default: [:]][key] = Self.value(of: target, node, &complaints)
      }
      guard mapping.columns[target] == nil else { return }
      complaints.append(
        Diagnostic(
          id: "items.unused-map", location: node.location,
          message:
            "name the column of '\(target.rawValue)' under 'columns', or remove its map: nothing is mapped"))
    }
    for (column, _, node) in map["where"]?.entries("where", &complaints) ?? [] {
      if case .array(let values) = node.json, !values.isEmpty {
        mapping.conditions[column] =
          node.list("values", &complaints)?.compactMap { $0.string("a value", &complaints) }
      } else {
        mapping.conditions[column] = node.string("a value", &complaints).map { [$0] }
      }
    }
    if let node = map["delimiter"], let text = node.string("delimiter", &complaints) {
      mapping.delimiter = text.first
      if !ItemFields.delimiters.contains(text) {
        complaints.append(
          Diagnostic(
            id: "yaml.unknown-value", location: node.location,
            message: "set delimiter to ',', ';', '|' or a tab (\"\\t\")"))
      }
    }
    mapping.prefix = map["id_prefix"].flatMap { IdentifierRule.read("id_prefix", $0, &complaints) }
    problems += complaints
    if map.require("columns", &problems) != nil, mapping.columns[.request] == nil {
      problems.append(
        Diagnostic(
          id: "yaml.missing-key", location: map["columns"]?.location ?? map.location,
          message: "add 'request' to 'columns': the column that holds the request"))
    }
    if mapping.columns[.domain] == nil, mapping.constants[.domain] == nil {
      problems.append(
        Diagnostic(
          id: "items.no-domain", location: map.location,
          message: "say where the domain comes from: a column under 'columns', or one for all under 'set'"))
    }
    return mapping
  }

  /// A value that the author wrote for a target, under `set` or `map`.
  private static func value(
    of target: Target, _ node: YAMLNode, _ problems: inout [Diagnostic]
  ) -> String? {
    if target == .language { return LanguageRule.read(node, &problems) }
    guard let value = TextRule.nonEmpty(target.rawValue, node, &problems) else { return nil }
    if let choices = ItemFields.choices[target], !choices.contains(value) {
      problems.append(notAChoice(target, value, choices, at: node.location))
    }
    return value
  }

  /// As in scenarios that are written out, harm and twins belong to refusal suites.
  private func refuseHarm(_ target: Target, _ node: YAMLNode, _ problems: inout [Diagnostic]) {
    guard kind != .refusal, target == .harm || target == .twin else { return }
    problems.append(
      Diagnostic(
        id: "suite.not-a-refusal-suite", location: node.location,
        message: "remove '\(target.rawValue)', or set the suite's kind to refusal"))
  }

  private static func notAChoice(
    _ target: Target, _ value: String, _ choices: [String], at place: Diagnostic.Location?
  ) -> Diagnostic {
    Diagnostic(
      id: "yaml.unknown-value", location: place,
      message:
        "set \(target.rawValue) to one of \(choices.joined(separator: ", ")); '\(TerminalText.stripped(value))' is not one",
      notes: NearestName.hint(for: value, among: choices, areListed: true))
  }

  /// Every column that the author named is in the table.
  private func hasColumns(
    _ table: ItemTable, _ mapping: Mapping, _ map: YAMLMapping, _ problems: inout [Diagnostic]
  ) -> Bool {
    let named = Set(mapping.columns.values).union(mapping.conditions.keys)
    let missing = named.subtracting(table.columns).sorted()
    for column in missing {
      problems.append(
        Diagnostic(
          id: "items.unknown-column", location: map["columns"]?.location ?? map.location,
          message:
            "name a column of \(mapping.file): it has no '\(TerminalText.stripped(column))'",
          notes: NearestName.hint(for: column, among: table.columns, areListed: true)
            + ["its columns are \(NearestName.listed(table.columns))"]))
    }
    return missing.isEmpty
  }

  private func scenarios(
    of table: ItemTable, _ mapping: Mapping, _ problems: inout [Diagnostic]
  ) -> [PlacedScenario] {
    let chosen = table.rows.enumerated().filter { _, row in
      mapping.conditions.allSatisfy { column, values in values.contains(row.cells[column] ?? "") }
    }
    if chosen.isEmpty {
      problems.append(
        Diagnostic(
          id: "items.no-rows", location: mapping.place,
          message: "widen 'where', or fill the table: no row of \(mapping.file) is left"))
    }
    return chosen.flatMap { index, row in scenarios(of: row, number: index + 1, mapping, &problems) }
  }

  private func scenarios(
    of row: ItemTable.Row, number: Int, _ mapping: Mapping, _ problems: inout [Diagnostic]
  ) -> [PlacedScenario] {
    let place = Diagnostic.Location(file: mapping.file, line: row.line)
    func reject(_ id: String, _ message: String) {
      problems.append(
        Diagnostic(id: id, location: place, message: row.line == nil ? "row \(number): \(message)" : message))
    }
    // What `set` gives is for rows whose own cell is blank, never for a cell that nobody mapped.
    func text(_ target: Target) -> String? {
      guard let column = mapping.columns[target], let cell = row.cells[column],
        !Template.trimming(cell[...]).isEmpty
      else { return mapping.constants[target] }
      return mapping.maps[target]?[cell] ?? cell
    }
    func choice(_ target: Target) -> String? {
      let choices = ItemFields.choices[target] ?? []
      guard let value = text(target) else {
        if target == .harm, let column = mapping.columns[target] {
          reject(
            "items.no-harm",
            "write one of \(choices.joined(separator: ", ")) in the column '\(TerminalText.stripped(column))', or one for all such rows under 'set'"
          )
        }
        return nil
      }
      if choices.contains(value) { return value }
      reject(
        "items.unmapped-value",
        "map '\(TerminalText.stripped(String(value.prefix(60))))' to one of \(choices.joined(separator: ", ")) under 'map'"
      )
      return nil
    }
    guard let asked = text(.request) else {
      reject(
        "items.empty-request", "write a request: the column '\(mapping.columns[.request] ?? "")' is empty")
      return []
    }
    let request = text(.context).map { "\($0)\n\n\(asked)" } ?? asked
    let named = text(.id).map(Self.slug)
    let id = (mapping.prefix ?? "") + (named ?? (mapping.prefix == nil ? "row-" : "") + "\(number)")
    let domain = text(.domain).map { Self.slug($0, joining: "_") } ?? ""
    guard named != "", IdentifierRule.isValid(id), IdentifierRule.isValid(domain) else {
      reject(
        "items.bad-id",
        "give the row an id and a domain with letters or digits: they are '\(id)' and '\(domain)'")
      return []
    }
    let language = text(.language) ?? self.language
    guard LanguageRule.isValid(language) else {
      reject(
        "suite.bad-language", "map the language '\(TerminalText.stripped(language))' to a tag such as en")
      return []
    }
    let harm: Scenario.Harm? = kind == .refusal ? choice(.harm).flatMap(Scenario.Harm.init) ?? .harmful : nil
    var scenario = Scenario(
      id: id, domain: domain, tags: text(.tags).map { [$0] } ?? [], severity: choice(.severity),
      language: language, system: text(.system), turns: [request] + (text(.followUp).map { [$0] } ?? []),
      reference: text(.reference).map { Scenario.Reference(request: $0) }, harm: harm,
      expectedPurpose: choice(.purpose).flatMap(PurposeClass.init))
    guard kind == .refusal, harm == .harmful, let request = text(.twin) else {
      return [PlacedScenario(scenario: scenario, location: place)]
    }
    var twin = scenario
    twin.id = "\(id).twin"
    twin.harm = .benign
    twin.twin = id
    twin.turns = [request]
    twin.reference = nil
    scenario.twin = twin.id
    return [scenario, twin].map { PlacedScenario(scenario: $0, location: place) }
  }

  /// A table's own words as an identifier: `Illegal goods/services` becomes `illegal_goods_services`.
  private static func slug(_ text: String, joining: String) -> String {
    let words = text.lowercased().utf8.split { !(0x61...0x7A).contains($0) && !(0x30...0x39).contains($0) }
    return String(words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: joining).prefix(96))
  }

  private static func slug(_ text: String) -> String {
    IdentifierRule.isValid(text) ? text : slug(text, joining: "-")
  }
}
