import HawthorneCore

/// The keys of `items`: scenarios read from a table.
enum ItemFields {
  /// What a column can give a scenario.
  enum Target: String, CaseIterable {
    case id, request, context, system, domain, severity, tags, language, harm, purpose, reference, twin
    case followUp = "follow_up"
  }

  /// Targets whose values are a fixed set, so that `map` may translate a table's own.
  static let choices: [Target: [String]] = [
    .severity: SuiteFields.Severity.allCases.map(\.rawValue),
    .harm: Scenario.Harm.allCases.map(\.rawValue),
    .purpose: PurposeClass.allCases.map(\.rawValue),
  ]

  static let delimiters = [",", ";", "|", "\t"]

  static let items = Fields(
    name: "items", about: "Scenarios read from a table, a row each.",
    fields: [
      Field("file", .path, required: true, "A .csv, .tsv, .jsonl or .json file of the suite's folder."),
      Field("optional", .flag, "Whether the file may be missing; its rows are then not asked."),
      Field("columns", .mapping(columns), required: true, "Which column gives what."),
      Field("set", .mapping(constants), "What every row is given."),
      Field("map", .mapping(maps), "Replaces a column's values by the format's own."),
      Field(
        "where", .dictionary(.either([.text, .list(.text, atLeast: 1)])), "Only rows with these values."),
      Field("id_prefix", .identifier, "Written before each id; row- where there is no id column."),
      Field("delimiter", .choice(delimiters), "Of a .csv file, where it is not a comma."),
    ],
    rules: [
      [
        "anyOf": [
          ["properties": ["columns": ["required": ["domain"]]]],
          ["properties": ["set": ["required": ["domain"]]], "required": ["set"]],
        ]
      ]
    ])

  static let columns = Fields(
    name: "columns", about: "The table's column for each of a scenario's texts.",
    fields: Target.allCases.map {
      Field($0.rawValue, .words, required: $0 == .request, about($0))
    })

  private static func about(_ target: Target) -> String {
    switch target {
    case .context: "The column of a text that stands before the request, a blank line between them."
    case .twin: "The column of the benign twin's request."
    case .followUp: "The column of a second user turn."
    default: "The column of the scenario's \(target.rawValue)."
    }
  }

  static let constants = Fields(
    name: "constants", about: "What every row is given.",
    fields: Target.allCases.filter { ![.id, .request, .context, .reference, .twin].contains($0) }.map {
      Field($0.rawValue, choices[$0].map(Shape.choice) ?? .words, "The \($0.rawValue) of every row.")
    })

  static let maps = Fields(
    name: "maps", about: "The format's value for each of a column's.",
    fields: Target.allCases.filter { choices[$0] != nil || $0 == .domain || $0 == .language }.map {
      Field(
        $0.rawValue, .dictionary(choices[$0].map(Shape.choice) ?? .words),
        "The \($0.rawValue) for each value of its column.")
    })
}
