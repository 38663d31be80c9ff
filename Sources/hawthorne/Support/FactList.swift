import HawthorneFormats

/// Facts as views print them, one a line: a line break in what a person wrote must not pass for another fact.
enum FactList {
  static func text(_ facts: [(name: String, value: String)]) -> String {
    facts.map { name, value in
      let line = TerminalText.stripped(value).split(whereSeparator: \.isNewline).joined(separator: " ")
      return name + String(repeating: " ", count: max(0, 8 - name.count)) + "  " + line
    }.joined(separator: "\n")
  }
}
