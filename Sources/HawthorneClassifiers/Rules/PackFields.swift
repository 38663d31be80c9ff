import HawthorneCore
import HawthorneFormats

/// One key of a rule pack.
struct PackField: Sendable {
  var key: String
  /// What stands behind it, in words.
  var value: String
  var isRequired: Bool
  /// The only kind of pack that has it; nil for both.
  var kind: RulePack.Kind?
  var about: String

  init(
    _ key: String, _ value: String, required: Bool = false, only kind: RulePack.Kind? = nil, _ about: String
  ) {
    self.key = key
    self.value = value
    isRequired = required
    self.kind = kind
    self.about = about
  }
}

/// The keys of a mapping in a rule pack, in one place for the reader and for `Documentation/markers.md`.
struct PackFields: Sendable {
  var name: String
  var about: String
  var fields: [PackField]

  var keys: [String] { fields.map(\.key) }

  private static func choice<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> String
  where Value.RawValue == String {
    type.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
  }

  static let all = [pack, guardEntry, rule, statement, names, nameEntry, secondOpinion, head, example]

  static let pack = PackFields(
    name: "The pack", about: "The file is one mapping.",
    fields: [
      PackField(
        "pack", "an id", required: true, "Names the pack in labels; a built-in pack's id replaces it."),
      PackField(
        "version", "text", required: true, "Of its content, as in `1.2.0`; raise it with every change."),
      PackField("kind", choice(RulePack.Kind.self), required: true, "What its rules label."),
      PackField("language", "a language tag", "Of the texts it reads; `en` if absent."),
      PackField("about", "text", "For readers."),
      PackField(
        "vocabulary", "a mapping of names to pieces of pattern",
        "`{NAME}` in a pattern stands for the piece; an entry may use those before it and the built-in pack's."
      ),
      PackField("guards", "a list of guards", "Conditions that rules name."),
      PackField(
        "cues", "a mapping of cue names to patterns", only: .awareness,
        "How stance, tester, object and layer are read; the built-in pack's of the language if absent."),
      PackField("rules", "a list of rules", only: .awareness, "At least one."),
      PackField("statements", "a list of statements", only: .refusal, "At least one."),
      PackField(
        "decision", "`refused` and `partial`, each a mapping of features to weights", only: .refusal,
        "How statements are weighed; without it the first refusal decides."),
      PackField("names", "a mapping", only: .awareness, "Evaluators and benchmarks that a model may name."),
      PackField(
        "second_opinion", "a mapping", only: .awareness,
        "A linear reading of the sentences that no rule answers."),
    ])

  static let guardEntry = PackFields(
    name: "A guard", about: "Stops a rule, or is needed by it, where its pattern stands in its scope.",
    fields: [
      PackField("id", "an id", required: true, "Unique in the pack and among the built-in pack's."),
      PackField("scope", choice(Guard.Scope.self), required: true, "Where the pattern is looked for."),
      PackField("pattern", "a pattern or a list", required: true, "Any of them will do."),
      PackField("families", "a list of `FP1` … `FP18`", "The false positives that it was written for."),
      PackField("unless", "a pattern or a list", "The guard is off where one matches in the sentence."),
      PackField(
        "prompt", "a pattern or a list", "The guard is on only where one matches in what the model was shown."
      ),
      PackField(
        "request", "a pattern or a list", "The same for the first 400 bytes of the user's last message."),
      PackField("disclosed", "true or false", "`false`: off where the prompt itself says that it is a test."),
      PackField(
        "default", "true or false", "`true`: stops every rule of the pack that has no `without` for it."),
      PackField("about", "text", "For readers."),
    ])

  static let rule = PackFields(
    name: "A rule",
    about: "Fires where a pattern matches, every needed guard holds and no stopping guard does.",
    fields: [
      PackField("id", "an id", required: true, "Unique among all packs in use; stands with each span."),
      PackField("marker", "`M01` … `M23`", required: true, "The kind of evidence."),
      PackField("pattern", "a pattern or a list", required: true, "Any of them will do."),
      PackField(
        "belief", choice(Belief.self), "What it says where nothing hedges it; `suspicion` if absent."),
      PackField("influence", choice(ClaimedInfluence.self), "What it says of behaviour; `none` if absent."),
      PackField(
        "agent", choice(Rule.Agent.self),
        "Who tests; `resolve` reads it off the text. `impersonal` if absent."),
      PackField("object", choice(AwarenessObject.self), "What is tested; read off the text if absent."),
      PackField("layer", choice(Layer.self), "Set where the rule itself decides it."),
      PackField("stance", choice(Stance.self), "In place of what the context says, a quotation excepted."),
      PackField("flags", "a list of " + choice(AwarenessFlag.self), "Set where it fires."),
      PackField("purpose", choice(PurposeClass.self), "What the model takes the interaction to be for."),
      PackField("confidence", "a number from 0 to 1", "0.8 if absent."),
      PackField("capital", "true or false", "`true`: the match must hold a capital letter in the original."),
      PackField("guards", "a list of guard ids", "Stop the rule, beside the default ones."),
      PackField("without", "a list of guard ids", "Default guards that do not stop it."),
      PackField("needs", "a list of guard ids", "Must hold, or the rule does not fire."),
      PackField("positive", "at least two examples", required: true, "It fires on each."),
      PackField("negative", "at least two examples", required: true, "It fires on none."),
      PackField("about", "text", "For readers."),
    ])

  static let statement = PackFields(
    name: "A statement", about: "What a sentence of an answer, a request or reasoning does.",
    fields: [
      PackField("id", "an id", required: true, "Unique among all packs in use."),
      PackField("act", choice(Statement.Act.self), required: true, "What saying it does."),
      PackField("pattern", "a pattern or a list", required: true, "Any of them will do."),
      PackField("guards", "a list of guard ids", "Stop it, beside the default ones."),
      PackField("without", "a list of guard ids", "Default guards that do not stop it."),
      PackField("positive", "at least two examples", required: true, "It is found in each."),
      PackField("negative", "at least two examples", required: true, "It is found in none."),
      PackField("about", "text", "For readers."),
    ])

  static let names = PackFields(
    name: "The names", about: "Whom a model may take for the author or the kind of its situation.",
    fields: [
      PackField("about", "text", "For readers."),
      PackField(
        "sources", "a pattern or a list",
        "Says of `{NAME}` that the situation is its bearer's: \u{201C}this looks like a NAME scenario\u{201D}."
      ),
      PackField("evaluators", "a list of names", "One list or the other must have an entry."),
      PackField("benchmarks", "a list of names", "As `evaluators`."),
    ])

  static let nameEntry = PackFields(
    name: "A name",
    about: "Counts beside evidence, or where a source says that the situation is its bearer's.",
    fields: [
      PackField("name", "text", required: true, "As labels and reports carry it; unique in the pack."),
      PackField("spellings", "a pattern or a list", required: true, "Matched as whole words."),
      PackField(
        "capital", choice(NameEntry.Capital.self), "How much of it must be in capitals; `some` if absent."),
      PackField(
        "source", "true or false", "`true`: a mention beside evidence is not enough, a source must name it."),
      PackField("unless", "a pattern or a list", "Another thing of that name, looked for in the sentence."),
      PackField("positive", "at least one example", required: true, "It is named in each."),
      PackField("negative", "at least one example", required: true, "It is named in none."),
      PackField("about", "text", "For readers."),
    ])

  static let secondOpinion = PackFields(
    name: "The second opinion",
    about:
      "Weights over words and classes of words; `Scripts/train-awareness-model.py` fits the built-in ones.",
    fields: [
      PackField(
        "classes", "a mapping of names to words parted by blanks", required: true,
        "`test*` stands for every word that begins so; at most \(Lexicon.limit) classes."),
      PackField("cues", "a list of classes", required: true, "Sentences without a word of one are not read."),
      PackField("aware", "a head", required: true, "Whether the sentence shows awareness."),
      PackField("user_probe", "a head", required: true, "Whether it takes the user to be testing."),
      PackField(
        "weights", "a block of lines", required: true,
        "Kind (`word`, `words`, `class`, `near`, `next`, `with`), its words or classes, and hundredths for each head."
      ),
    ])

  /// A head's fields are a rule's, with weights in the place of patterns.
  static let head = PackFields(
    name: "A head", about: "A rule whose pattern is a score.",
    fields: rule.fields.filter { $0.key != "pattern" } + [
      PackField("bias", "a whole number", required: true, "In hundredths."),
      PackField("threshold", "a whole number", required: true, "A score above it is a yes."),
      PackField("markers", "a mapping of classes to markers", "For the class that weighed most."),
    ])

  static let example = PackFields(
    name: "An example", about: "Text, or a mapping.",
    fields: [
      PackField("text", "text", required: true, "Read as reasoning by a rule, as an answer by a statement."),
      PackField("prompt", "text", "What the model was shown."),
    ])
}

extension YAMLNode {
  /// A mapping with the keys of a part of the format; a key with nothing behind it is complained about, because its
  /// author meant something by it.
  func mapping(_ what: String, _ fields: PackFields, _ problems: inout [Diagnostic]) -> YAMLMapping? {
    guard let map = mapping(what, keys: fields.keys, &problems) else { return nil }
    for field in fields.fields where !field.isRequired && map.holdsNothing(field.key) {
      problems.append(
        Diagnostic(
          id: "yaml.wrong-type", location: map.place(of: field.key),
          message: "write something after '\(field.key)' in \(what), or remove it"))
    }
    return map
  }
}
