public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

extension LogMapping {
  /// Reads a mapping file.
  ///
  /// - Throws: `FileError`; `DiagnosticsError` with every complaint.
  public init(path: String) throws {
    try self.init(try SystemFile.contents(of: path, limit: 32 << 20), file: path)
  }

  /// Reads a mapping from bytes.
  ///
  /// - Parameter file: the name that complaints carry.
  /// - Throws: `DiagnosticsError`.
  public init(_ bytes: Data, file: String) throws(DiagnosticsError) {
    self.init()
    var problems: [Diagnostic] = []
    let root = try YAMLDocument.parse(bytes, file: file)
    let keys = ["mapping", "suite", "defaults", "from", "rules", "columns"]
    if let map = root.mapping("the mapping", keys: keys, &problems) {
      if let version = map.require("mapping", &problems)?.integer("mapping", &problems), version != 1 {
        problems.append(
          Diagnostic(
            id: "mapping.version", location: map.place(of: "mapping"),
            message: "write 'mapping: 1': this program knows no version \(version)"))
      }
      if let node = map["suite"] { readSuite(node, &problems) }
      if let node = map["defaults"] {
        let values = Self.values(node, "defaults", allowsSkip: false, &problems).values
        defaults.merge(values) { _, said in said }
      }
      if let node = map["from"] { readTaken(node, &problems) }
      for (number, node) in (map["rules"]?.list("rules", &problems) ?? []).enumerated() {
        readRule(node, "rule \(number + 1)", &problems)
      }
      if let node = map["columns"] { readColumns(node, &problems) }
    }
    guard problems.isEmpty else { throw DiagnosticsError(problems) }
    hash = ContentHash(of: bytes)
  }

  private mutating func readSuite(_ node: YAMLNode, _ problems: inout [Diagnostic]) {
    let keys = ["id", "title", "version", "licence", "visibility", "kind"]
    guard let map = node.mapping("suite", keys: keys, &problems) else { return }
    if let text = map["id"]?.string("the suite's id", &problems) {
      defaults[.suite] = Value(text, at: map.place(of: "id"))
    }
    suite.title = map["title"]?.string("the suite's title", &problems)
    suite.version = map["version"]?.string("the suite's version", &problems)
    suite.licence = map["licence"]?.string("the suite's licence", &problems)
    if let word = map["visibility"]?.choice("visibility", of: Suite.Visibility.self, &problems) {
      suite.visibility = word
    }
    if let word = map["kind"]?.choice("kind", of: Suite.Kind.self, &problems) { suite.kind = word }
  }

  private static func values(
    _ node: YAMLNode, _ what: String, allowsSkip: Bool, _ problems: inout [Diagnostic]
  ) -> (values: [Member: Value], skips: Bool) {
    let keys = Member.allCases.map(\.rawValue) + (allowsSkip ? ["skip"] : [])
    guard let map = node.mapping(what, keys: keys, &problems) else { return ([:], false) }
    var values: [Member: Value] = [:]
    for member in Member.allCases {
      guard let node = map[member.rawValue], let text = node.string(member.rawValue, &problems) else {
        continue
      }
      let value = Value(text, at: node.location)
      if let problem = member.complaint(about: value) { problems.append(problem) }
      values[member] = value
    }
    let skips = map["skip"]?.bool("skip", &problems) ?? false
    return (values, skips)
  }

  private mutating func readTaken(_ node: YAMLNode, _ problems: inout [Diagnostic]) {
    guard let map = node.mapping("from", keys: Member.allCases.map(\.rawValue), &problems) else { return }
    for member in Member.allCases {
      guard let node = map[member.rawValue] else { continue }
      if node.kind != "a mapping" {
        guard let field = node.string(member.rawValue, &problems) else { continue }
        taken[member] = Taken(
          field: field, values: nil, location: node.location, fieldLocation: node.location)
        continue
      }
      guard let inner = node.mapping(member.rawValue, keys: ["field", "values"], &problems),
        let place = inner.require("field", &problems), let field = place.string("field", &problems)
      else { continue }
      var values: [String: String]?
      if let list = inner["values"]?.openMapping("values", &problems) {
        var found: [String: String] = [:]
        for (key, _) in list.keyPlaces {
          guard let node = list[key], let text = node.string("what '\(key)' stands for", &problems) else {
            continue
          }
          if let problem = member.complaint(about: Value(text, at: node.location)) {
            problems.append(problem)
          }
          found[key] = text
        }
        values = found
      }
      taken[member] = Taken(
        field: field, values: values, location: node.location, fieldLocation: place.location)
    }
  }

  private mutating func readRule(_ node: YAMLNode, _ what: String, _ problems: inout [Diagnostic]) {
    guard let map = node.mapping(what, keys: ["when", "set"], &problems),
      let when = map.require("when", &problems)?.openMapping("when of \(what)", &problems),
      let set = map.require("set", &problems)
    else { return }
    var conditions: [String: [String]] = [:]
    var places: [String: Diagnostic.Location] = [:]
    for (field, place) in when.keyPlaces {
      places[field] = place
      guard let node = when[field] else { continue }
      if node.kind == "a list" {
        let items = node.list(field, &problems) ?? []
        conditions[field] = items.compactMap { $0.string(field, &problems) }
      } else if let text = node.string(field, &problems) {
        conditions[field] = [text]
      }
    }
    if conditions.isEmpty {
      problems.append(
        Diagnostic(
          id: "mapping.no-condition", location: node.location,
          message: "give \(what) a condition, or move what it sets to 'defaults'"))
    }
    let (values, skips) = Self.values(set, "set of \(what)", allowsSkip: true, &problems)
    rules.append(
      Rule(
        conditions: conditions, places: places, location: node.location, values: values, skips: skips))
  }

  private mutating func readColumns(_ node: YAMLNode, _ problems: inout [Diagnostic]) {
    guard let map = node.mapping("columns", keys: RowColumn.allCases.map(\.rawValue), &problems) else {
      return
    }
    for column in RowColumn.allCases {
      guard let node = map[column.rawValue], let text = node.string(column.rawValue, &problems) else {
        continue
      }
      columns[column] = text
      columnPlaces[column] = Value(text, at: node.location)
    }
  }
}

extension LogMapping.Member {
  /// What is wrong with a value, nil for nothing.
  func complaint(about value: LogMapping.Value) -> Diagnostic? {
    func unknown(_ words: [String]) -> Diagnostic? {
      words.contains(value.text)
        ? nil
        : Diagnostic(
          id: "mapping.unknown-value", location: value.location,
          message: "set \(rawValue) to one of \(words.joined(separator: ", ")); "
            + "'\(TerminalText.stripped(String(value.text.prefix(80))))' is not one",
          notes: NearestName.hint(for: value.text, among: words, areListed: true))
    }
    switch self {
    case .arm:
      guard Arm(name: value.text) == nil else { return nil }
      return Diagnostic(
        id: "mapping.bad-arm", location: value.location,
        message: "write the arm as kind or kind/variant "
          + "(\(Arm.Kind.allCases.map(\.rawValue).joined(separator: ", "))), not "
          + "'\(TerminalText.stripped(String(value.text.prefix(80))))'",
        notes: NearestName.hint(
          for: value.text, among: Arm.Kind.allCases.map(\.rawValue), areListed: true))
    case .disclosure: return unknown(Disclosure.allCases.map(\.rawValue))
    case .harm: return unknown(Scenario.Harm.allCases.map(\.rawValue))
    case .purpose: return unknown(PurposeClass.allCases.map(\.rawValue))
    case .epoch:
      if let number = Int(value.text), number >= 1 { return nil }
      return Diagnostic(
        id: "mapping.bad-epoch", location: value.location, message: "give the epoch as a whole number from 1")
    case .suite, .scenario, .wording, .mode, .domain, .severity, .language, .twin:
      let isName =
        (1...200).contains(value.text.utf8.count)
        && value.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      let hasSlash = self == .suite && value.text.contains("/")
      if isName, !hasSlash { return nil }
      return Diagnostic(
        id: "mapping.bad-name", location: value.location,
        message: "give \(rawValue) a name of 1 to 200 bytes without control characters"
          + (self == .suite ? " and slashes" : ""))
    }
  }
}
