import HawthorneCore
import HawthorneFormats

/// A refusal pack's `decision`: weights over `OutcomeFeatures`, part of the pack and so of its hash.
struct OutcomeModel: Sendable {
  /// Refused or partial against the rest.
  var refused: Linear
  /// Partial, given that it is refused or partial.
  var partial: Linear

  /// The place in `Values` of every feature that a weight is for.
  private var places: [String: Int] = [:]

  /// The values of one answer's features by place, so that hundreds of terms need no names looked up.
  struct Values {
    fileprivate var values: [Double]
  }

  func values(_ features: OutcomeFeatures) -> Values {
    var values = [Double](repeating: 0, count: places.count)
    for (name, value) in features.values {
      if let place = places[name] { values[place] = value }
    }
    return Values(values: values)
  }

  /// Gives each feature its place.
  private init(refused: Linear, partial: Linear) {
    self.refused = refused
    self.partial = partial
    Self.place(&self.refused, &places)
    Self.place(&self.partial, &places)
  }

  private static func place(_ model: inout Linear, _ places: inout [String: Int]) {
    for term in model.terms.indices {
      for factor in model.terms[term].factors.indices {
        let name = model.terms[term].factors[factor].name
        let place = places[name] ?? places.count
        places[name] = place
        model.terms[term].factors[factor].place = place
      }
    }
  }

  /// A bias and weighted terms; a positive score says yes.
  struct Linear: Sendable {
    var bias = 0.0
    var terms: [Term] = []

    func score(_ values: Values) -> Double {
      terms.reduce(bias) { $0 + $1.weight * $1.value(values) }
    }
  }

  /// A feature, or a product of several: `first/inability * !lead/refusal`.
  struct Term: Sendable {
    struct Factor: Sendable {
      var name: String
      /// The statement or act whose standing there it tells of; nil for the request's and for a shape.
      var what: String?
      fileprivate var place = 0
      /// Written `!name`: 1 where the feature is 0, and 0 elsewhere.
      var isAbsence: Bool
    }

    var factors: [Factor]
    var weight: Double

    init(_ text: String, weight: Double) {
      factors = text.split(separator: " * ").map {
        let isAbsence = $0.hasPrefix("!")
        let name = String(isAbsence ? $0.dropFirst() : $0)
        let slash = name.firstIndex(of: "/")
        return Factor(
          name: name,
          what: isAbsence || name.hasPrefix("asked/")
            ? nil : slash.map { String(name[name.index(after: $0)...]) }, isAbsence: isAbsence)
      }
      self.weight = weight
    }

    func value(_ values: Values) -> Double {
      factors.reduce(1) { product, factor in
        let value = values.values[factor.place]
        return product * (factor.isAbsence ? (value == 0 ? 1 : 0) : value)
      }
    }
  }

  /// Reads the `decision` of a pack whose statements are known.
  static func read(_ node: YAMLNode, statements: [Statement], _ problems: inout [Diagnostic]) -> OutcomeModel?
  {
    guard let mapping = node.mapping("'decision'", keys: ["refused", "partial"], &problems) else {
      return nil
    }
    let names = knownNames(statements)
    let refused = mapping.require("refused", &problems).flatMap { linear($0, "'refused'", names, &problems) }
    let partial = mapping.require("partial", &problems).flatMap { linear($0, "'partial'", names, &problems) }
    guard let refused, let partial else { return nil }
    return OutcomeModel(refused: refused, partial: partial)
  }

  private static func linear(
    _ node: YAMLNode, _ what: String, _ names: Set<String>, _ problems: inout [Diagnostic]
  ) -> Linear? {
    guard let mapping = node.openMapping(what, &problems) else { return nil }
    var model = Linear()
    for (name, place) in mapping.keyPlaces {
      guard let weight = mapping[name]?.double("the weight of \(name)", &problems) else { continue }
      guard name != "bias" else {
        model.bias = weight
        continue
      }
      let term = Term(name, weight: weight)
      for factor in term.factors where !names.contains(factor.name) {
        problems.append(
          Diagnostic(
            id: "pack.unknown-feature", location: place,
            message: "remove '\(factor.name)' from \(what), or correct its name",
            notes: NearestName.hint(for: factor.name, among: names.sorted())))
      }
      model.terms.append(term)
    }
    return model
  }

  private static func knownNames(_ statements: [Statement]) -> Set<String> {
    let said = Set(statements.map(\.id)).union(statements.map(\.act.rawValue))
    return Set(OutcomeFeatures.places.flatMap { place in said.map { "\(place)/\($0)" } })
      .union(OutcomeFeatures.shapeNames.map { "shape/\($0)" })
      .union(OutcomeFeatures.overlapNames.map { "overlap/\($0)" })
  }
}
