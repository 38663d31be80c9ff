import HawthorneCore
import HawthorneStore

/// Whose labels a page of a run shows: the one asked for, else the usual one.
struct LabelChoice: Sendable {
  /// The name of the parameter.
  static let name = "classifier"

  let uses: [ClassifierUse]
  let chosen: ClassifierIdentity?
  /// What was asked for; nil for the usual one.
  let asked: String?

  init(_ asked: String?, run: String, _ store: Store) throws {
    let uses = try store.browsedClassifiers(of: run)
    self.uses = uses
    self.asked = asked
    if let asked {
      chosen = try Self.find(asked, among: uses.map(\.identity), in: "this run")
    } else {
      chosen = Store.usual(among: uses)
    }
  }

  /// - Throws: 404 with those there are.
  static func find(
    _ name: String, among known: [ClassifierIdentity], in place: String
  ) throws(RequestError) -> ClassifierIdentity {
    if let found = ClassifierIdentity.find(name, among: known) { return found }
    let names = known.map(\.fullName).joined(separator: ", ")
    throw RequestError(
      .notFound,
      "No one classifier's labels in \(place) are those of '\(name)'"
        + (names.isEmpty ? "; it has none." : "; there are those of \(names)."))
  }

  /// The sentence that every page with labels has.
  var sentence: Markup {
    guard let chosen else { return "<p>Nothing of this run is labelled.</p>" }
    return "<p class=\"muted\">Labels of <strong>\(isolated: chosen.fullName)</strong>.</p>"
  }

  /// A field of a filter's form; nothing where there is no choice.
  var field: Markup {
    guard uses.count > 1 else { return .empty }
    let options = uses.map { use -> (value: String, shown: String) in
      let reference = use.identity.fullName
      return (reference, reference)
    }
    return Fields.choice(Self.name, "Labels of", asked, options, any: "the usual classifier")
  }
}
