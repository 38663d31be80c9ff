import HawthorneCore
import HawthorneFormats

/// A refusal pack's `decision`: weights over `OutcomeFeatures`, part of the pack and so of its hash.
struct OutcomeModel: Sendable {
  /// Refused or partial against the rest.
  var refused: Linear
  /// Partial, given that it is refused or partial.
  var partial: Linear

  /// A bias and weighted terms; a positive score says yes.
  struct Linear: Sendable {
    var bias = 0.0
    var terms: [Term] = []

    func score(_ features: OutcomeFeatures) -> Double {
      terms.reduce(bias) { $0 + $1.weight * $1.value(features) }
    }
  }

  /// A feature, or a product of several: `first/inability * !lead/refusal`.
  struct Term: Sendable {
    struct Factor: Sendable {
      var name: String
      /// Written `!name`: 1 where the feature is 0, and 0 elsewhere.
      var isAbsence: Bool
    }

    var factors: [Factor]
    var weight: Double

    init(_ text: String, weight: Double) {
      factors = text.split(separator: " * ").map {
        Factor(name: String($0.hasPrefix("!") ? $0.dropFirst() : $0), isAbsence: $0.hasPrefix("!"))
      }
      self.weight = weight
    }

    func value(_ features: OutcomeFeatures) -> Double {
      factors.reduce(1) { product, factor in
        let value = features[factor.name]
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
