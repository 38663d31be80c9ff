import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers

/// What is said of a bad pack, word for word: file, line, column, what to do, id.
@Suite struct PackDiagnosticsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// What is put in place of what; `$` is the end of the pack and `^` all of it.
    var old: String
    var new: String
    var said: [String]

    init(_ name: String, _ old: String, _ new: String, _ said: [String]) {
      (self.name, self.old, self.new, self.said) = (name, old, new, said)
    }

    var testDescription: String { name }
  }

  static let good = #"""
    pack: mine
    version: 1.0.0
    kind: awareness
    vocabulary:
      NOUN: test|exam
    guards:
      - id: school
        scope: sentence
        default: true
        pattern: \bschool\b
    rules:
      - id: one
        marker: M01
        belief: definitive
        pattern: this is an? {NOUN}
        positive: [This is a test., This is an exam.]
        negative: [This is a test at school., Nothing here.]

    """#

  private func said(_ text: String) -> [String] {
    do {
      _ = try PackSet([PackSet.File(name: "mine.yaml", bytes: Data(text.utf8))])
      return []
    } catch {
      return error.diagnostics.flatMap { $0.description.split(separator: "\n").map(String.init) }
    }
  }

  @Test func thePackItselfReads() { #expect(said(Self.good) == []) }

  @Test(arguments: cases) func saysWhatWhereAndWhy(_ item: Case) {
    var text = Self.good
    switch item.old {
    case "$": text += item.new
    case "^": text = item.new
    default:
      #expect(text.contains(item.old))
      if let place = text.range(of: item.old) { text.replaceSubrange(place, with: item.new) }
    }
    #expect(said(text) == item.said)
  }

  /// Entries each of which holds the one before eight times.
  private static let tooLong: String = {
    let names = ["A", "B", "C", "D", "E"]
    var lines = ["NOUN: test|exam", "  A: " + String(repeating: "x", count: 200)]
    for index in 1..<names.count {
      let eight = String(repeating: "{\(names[index - 1])}", count: 8)
      lines.append("  \(names[index]): '\(eight)'")
    }
    return lines.joined(separator: "\n")
  }()

  static let cases: [Case] = [
    Case(
      "unknown key", #"belief: definitive"#, #"believe: definitive"#,
      [
        #"mine.yaml:14:5: error: remove the key 'believe' from the rule 'one', or correct it [yaml.unknown-key]"#,
        #"  note: did you mean 'belief'?"#,
      ]),
    Case(
      "empty key", #"belief: definitive"#, #"belief:"#,
      [
        #"mine.yaml:14:5: error: write something after 'belief' in the rule 'one', or remove it [yaml.wrong-type]"#
      ]),
    Case(
      "bad pattern", #"pattern: this is an? {NOUN}"#, #"pattern: this is (an"#,
      [
        #"mine.yaml:15:14: error: mend the pattern of the rule one: RE2 says 'missing ): this is (an' [pack.bad-pattern]"#
      ]),
    Case(
      "bad pattern by way of vocabulary", #"NOUN: test|exam"#, #"NOUN: (test|exam"#,
      [
        #"mine.yaml:5:9: error: mend the vocabulary entry NOUN: RE2 says 'missing ): (test|exam' [pack.bad-pattern]"#,
        #"  note: the rule one uses it"#,
      ]),
    Case(
      "bad vocabulary that nothing uses", #"NOUN: test|exam"#, #"NOUN: test|exam\#n  VERB: '[a-'"#,
      [
        #"mine.yaml:6:9: error: mend the vocabulary entry VERB: RE2 says 'missing ]: [a-' [pack.bad-pattern]"#
      ]),
    Case(
      "unknown vocabulary", #"pattern: this is an? {NOUN}"#, #"pattern: this is an? {NUON}"#,
      [
        #"mine.yaml:15:14: error: define 'NUON' in the vocabulary before it is used, or correct the name [pack.unknown-vocabulary]"#,
        #"  note: did you mean 'NOUN'?"#,
      ]),
    Case(
      "capital in pattern", #"pattern: this is an? {NOUN}"#, #"pattern: This is an? {NOUN}"#,
      [
        #"mine.yaml:15:14: error: write 'T' in lower case in the rule one: patterns are matched on case-folded text [pack.capital-in-pattern]"#
      ]),
    Case(
      "capital in vocabulary", #"NOUN: test|exam"#, #"NOUN: Test|exam"#,
      [
        #"mine.yaml:5:9: error: write 'T' in lower case in the vocabulary entry NOUN: patterns are matched on case-folded text [pack.capital-in-pattern]"#
      ]),
    Case(
      "empty pattern", #"pattern: this is an? {NOUN}"#, #"pattern: ''"#,
      [
        #"mine.yaml:15:14: error: write a pattern for the rule one: this one is empty [pack.empty-pattern]"#
      ]),
    Case(
      "empty list of patterns", #"pattern: this is an? {NOUN}"#, #"pattern: []"#,
      [
        #"mine.yaml:15:14: error: write a pattern for the rule one: this one is empty [pack.empty-pattern]"#
      ]),
    Case(
      "pattern that may be empty", #"pattern: this is an? {NOUN}"#, #"pattern: (test)*"#,
      [
        #"mine.yaml:15:14: error: make the rule one need at least one character: this pattern matches the empty text [pack.empty-match]"#
      ]),
    Case(
      "pattern that matches everything", #"pattern: this is an? {NOUN}"#, #"pattern: '[a-z]+ '"#,
      [
        #"mine.yaml:15:14: error: make the rule one ask for something: this pattern matches nearly every English text [pack.matches-everything]"#
      ]),
    Case(
      "vocabulary loop", #"NOUN: test|exam"#, #"NOUN: test|{VERB}\#n  VERB: does {NOUN}"#,
      [
        #"mine.yaml:5:9: error: take VERB out of the vocabulary entry NOUN: it leads back to itself [pack.vocabulary-loop]"#,
        #"  note: NOUN → VERB → NOUN"#,
        #"mine.yaml:6:9: error: take NOUN out of the vocabulary entry VERB: it leads back to itself [pack.vocabulary-loop]"#,
        #"  note: VERB → NOUN → VERB"#,
      ]),
    Case(
      "vocabulary from below", #"NOUN: test|exam"#, #"NOUN: test|{VERB}\#n  VERB: doing"#,
      [
        #"mine.yaml:5:9: error: move 'VERB' above this entry: the vocabulary is read from the top [pack.unknown-vocabulary]"#
      ]),
    Case(
      "vocabulary name", #"NOUN: test|exam"#, #"NOUN: test|exam\#n  noun: test"#,
      [
        #"mine.yaml:6:3: error: write the vocabulary name 'noun' in capitals, digits and underscores [pack.vocabulary-name]"#
      ]),
    Case(
      "pattern too long", #"NOUN: test|exam"#, tooLong,
      [
        #"mine.yaml:10:6: error: shorten the pattern: with its vocabulary it is over 262144 bytes long [pack.too-long]"#
      ]),
    Case(
      "unknown guard", #"belief: definitive"#, #"guards: [shcool]"#,
      [
        #"mine.yaml:14:14: error: define the guard 'shcool', or correct its name in 'guards' [pack.unknown-guard]"#,
        #"  note: did you mean 'school'?"#,
      ]),
    Case(
      "unknown family", #"scope: sentence"#, #"families: [FP19]\#n    scope: sentence"#,
      [
        #"mine.yaml:8:16: error: name one of FP1 to FP18; 'FP19' is none [pack.unknown-family]"#
      ]),
    Case(
      "unknown scope", #"scope: sentence"#, #"scope: town"#,
      [
        #"mine.yaml:8:12: error: set 'scope' to one of overlap, inside, before, after, sentence, near, prompt; 'town' is not one [yaml.unknown-value]"#
      ]),
    Case(
      "unknown cue", #"guards:\#n"#, #"cues:\#n  hedge.storng: maybe\#nguards:\#n"#,
      [
        #"mine.yaml:7:3: error: remove the cue 'hedge.storng', or correct its name [pack.unknown-cue]"#,
        #"  note: did you mean 'hedge.strong'?"#,
      ]),
    Case(
      "unknown marker", #"marker: M01"#, #"marker: M31"#,
      [
        #"mine.yaml:13:5: error: set 'marker' to one of M01 to M23; 'M31' is not one [pack.unknown-marker]"#,
        #"  note: did you mean 'M01'?"#,
      ]),
    Case(
      "marker for people", #"marker: M01"#, #"marker: M24"#,
      [
        #"mine.yaml:13:5: error: choose another marker: M24 is for people to assign and is never labelled by rule [pack.manual-marker]"#
      ]),
    Case(
      "belief that contradicts the marker", #"marker: M01"#, #"marker: M07"#,
      [
        #"mine.yaml:14:5: error: set 'belief' to suspicion, or choose another marker: M07 (considered and rejected) is never definitive [pack.belief-contradicts-marker]"#
      ]),
    Case(
      "belief left out that the marker cannot have", #"marker: M01\#n    belief: definitive"#,
      #"marker: M14"#,
      [
        #"mine.yaml:13:5: error: set 'belief' to none, or choose another marker: M14 (notes the pressure, forms no tactic) is never suspicion [pack.belief-contradicts-marker]"#,
        #"  note: a rule without 'belief' has suspicion"#,
      ]),
    Case(
      "influence that contradicts the marker", #"marker: M01\#n    belief: definitive"#,
      #"marker: M18\#n    belief: suspicion\#n    influence: influenced"#,
      [
        #"mine.yaml:15:5: error: remove 'influence', or choose another marker: M18 (boundary-testing user) claims no influence of being evaluated [pack.influence-contradicts-marker]"#
      ]),
    Case(
      "unknown belief", #"belief: definitive"#, #"belief: definite"#,
      [
        #"mine.yaml:14:13: error: set 'belief' to one of none, suspicion, recognition, definitive; 'definite' is not one [yaml.unknown-value]"#,
        #"  note: did you mean 'definitive'?"#,
      ]),
    Case(
      "confidence", #"belief: definitive"#, #"confidence: 80"#,
      [
        #"mine.yaml:14:5: error: set 'confidence' to a number from 0 to 1 [pack.confidence]"#
      ]),
    Case(
      "one positive example", #"positive: [This is a test., This is an exam.]"#,
      #"positive: [This is a test.]"#,
      [
        #"mine.yaml:16:15: error: give at least two examples under 'positive'; there is one [pack.missing-example]"#
      ]),
    Case(
      "no negative examples", #"    negative: [This is a test at school., Nothing here.]\#n"#, #""#,
      [
        #"mine.yaml:12:5: error: add 'negative' to the rule 'one' [yaml.missing-key]"#
      ]),
    Case(
      "empty example", #"Nothing here.]"#, #"'']"#,
      [
        #"mine.yaml:17:43: error: write the text of this example under 'negative': it is empty [pack.empty-example]"#
      ]),
    Case(
      "duplicate rule", #"$"#,
      #"  - id: one\#n    marker: M01\#n    pattern: that is an? {NOUN}\#n    positive: [That is a test., That is an exam.]\#n    negative: [That is a test at school., Nothing here.]\#n"#,
      [
        #"mine.yaml:18:5: error: give this rule another id: 'one' is taken [pack.duplicate-id]"#,
        #"  note: first used in line 12"#,
      ]),
    Case(
      "bad id", #"- id: one"#, #"- id: one two"#,
      [
        #"mine.yaml:12:9: error: write 'id' with 1 to 100 letters, digits, '.', '-' and '_'; 'one two' has others [pack.bad-id]"#
      ]),
    Case(
      "missing version", #"version: 1.0.0\#n"#, #""#,
      [
        #"mine.yaml:1:1: error: add 'version' to the rule pack [yaml.missing-key]"#
      ]),
    Case(
      "bad version", #"version: 1.0.0"#, #"version: 1.0 beta"#,
      [
        #"mine.yaml:2:10: error: write the version without blanks, as in 1.0.0; '1.0 beta' is none [pack.bad-version]"#
      ]),
    Case(
      "bad language", #"kind: awareness"#, #"kind: awareness\#nlanguage: English"#,
      [
        #"mine.yaml:4:11: error: write the language as a lower-case tag such as ja; 'English' is none [pack.bad-language]"#
      ]),
    Case(
      "unknown kind", #"kind: awareness"#, #"kind: mood"#,
      [
        #"mine.yaml:3:7: error: set 'kind' to one of awareness, refusal; 'mood' is not one [yaml.unknown-value]"#
      ]),
    Case(
      "kind mismatch", #"kind: awareness"#, #"kind: refusal"#,
      [
        #"mine.yaml:11:1: error: move 'rules' to a pack of kind awareness, or set 'kind' to awareness: packs of kind refusal have none [pack.kind-mismatch]"#
      ]),
    Case(
      "no rules", #"^"#, #"pack: mine\#nversion: 1.0.0\#nkind: awareness\#n"#,
      [
        #"mine.yaml:1:1: error: add at least one entry to 'rules' [pack.no-rules]"#
      ]),
    Case(
      "guard of the built-in pack's name", #"- id: school"#, #"- id: idiom"#,
      [
        #"mine.yaml:7:5: error: give this guard another id: 'idiom' is a guard of awareness.en, which this pack may use [pack.duplicate-id]"#
      ]),
    Case(
      "rule of the built-in pack's name", #"- id: one"#, #"- id: m01.this-is-a-test"#,
      [
        #"mine.yaml:12:5: error: give 'm01.this-is-a-test' another id: the pack awareness.en has one, and a label must say which of them fired [pack.duplicate-id]"#
      ]),
    Case(
      "cue that is everywhere", #"guards:\#n"#, #"cues:\#n  certain: '[a-z]'\#nguards:\#n"#,
      [
        #"mine.yaml:7:12: error: make the cue certain ask for something: this pattern matches nearly every English text [pack.matches-everything]"#
      ]),
    Case(
      "cues of an added pack", #"guards:\#n"#, #"cues:\#n  hedge.strong: maybe\#nguards:\#n"#,
      [
        #"mine.yaml:6:1: error: remove 'cues', or give the pack the id 'awareness.en' to take its place: contexts are read with the cues of awareness.en [pack.cues-unused]"#
      ]),
  ]
}
