/// Fields of a filter's form, each with its label.
enum Fields {
  static func text(_ name: String, _ title: String, _ value: String?, isSearch: Bool = false) -> Markup {
    let mark = Markup.when(isSearch, " data-search")
    return """
      <div><label for="field-\(name)">\(title)</label>
      <input id="field-\(name)" name="\(name)" value="\(value ?? "")" maxlength="512"\(mark)></div>
      """
  }

  /// A choice among the words of an enumeration; the empty one is any.
  static func choice<Word: RawRepresentable & CaseIterable>(
    _ name: String, _ title: String, _ value: Word?
  ) -> Markup where Word.RawValue == String {
    choice(
      name, title, value?.rawValue,
      Word.allCases.map { ($0.rawValue, $0.rawValue.split(separator: "_").joined(separator: " ")) })
  }

  static func yesNo(_ name: String, _ title: String, _ value: Bool?) -> Markup {
    choice(name, title, value.map { $0 ? "yes" : "no" }, [("yes", "yes"), ("no", "no")])
  }

  /// A choice among values with what is shown for them.
  static func choice(
    _ name: String, _ title: String, _ value: String?, _ options: [(value: String, shown: String)],
    any: String? = "any"
  ) -> Markup {
    let all = (any.map { [("", $0)] } ?? []) + options
    let choices = all.map { option -> Markup in
      let mark = Markup.when(option.0 == value ?? "", " selected")
      return "<option value=\"\(option.0)\"\(mark)>\(option.1)</option>"
    }
    return """
      <div><label for="field-\(name)">\(title)</label>
      <select id="field-\(name)" name="\(name)">\(choices)</select></div>
      """
  }
}
