/// Names with values.
struct FactList {
  private var items = Markup.empty

  /// Adds a fact; nothing for a value of nil.
  mutating func add(_ name: String, _ value: String?) {
    if let value { add(name, "\(isolated: value)" as Markup) }
  }

  mutating func add(_ name: String, _ value: Markup) {
    items += "<dt>\(isolated: name)</dt><dd>\(value)</dd>\n"
  }

  var markup: Markup { "<dl class=\"facts\">\n\(items)</dl>\n" }
}
