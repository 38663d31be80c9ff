/// How to write a rule pack: the part of `Documentation/markers.md` that no pack decides.
enum PackGuide {
  static var text: String {
    """
    ## Writing a pack

    ```sh
    hawthorne markers init mine.yaml                      # a commented pack that reads
    hawthorne markers test mine.yaml                      # its examples
    hawthorne markers test mine.yaml --corpus cases.jsonl # labelled texts, with the built-in packs
    hawthorne markers explain "…" --rules mine.yaml       # why a text fires, or does not
    hawthorne run SUITE --model … --rules mine.yaml
    ```

    - `--rules FILE` (repeatable) adds a pack to the built-in ones; a pack with a built-in pack's id takes its place. With
      `--no-builtin-rules` the built-in packs of the kinds that the files are of are left out. `run`, `resume`, `rescan`, `plan`,
      `classify`, `score-classifier` and `markers` read packs in this one way.
    - A pack may use the vocabulary, guards and cues of the built-in pack of its kind and language; one that takes a built-in
      pack's place stands alone. What it builds on is part of the classifier's hash. The built-in pack's default guards stop an added
      pack's rules too, unless `without` names them.
    - Ids of rules are unique among all packs in use, so that a label says which rule fired.
    - An added pack of kind refusal adds statements; the built-in pack's `decision` weighs them by their act.
    - Every label names the packs behind it with id, version and SHA-256. Raise the version with every change;
      `hawthorne rescan RUN --rules FILE` labels a stored run again, and old labels stay.
    - A pack that does not read is refused with file, line and column (exit code 64), at most \
    \(RulePack.complaintLimit) complaints at a time. `markers test` exits with 3 where an example does not hold, and with 1 where \
    a case of a corpus misses.

    ### Patterns

    RE2, matched on folded text: lower case, straight quotes, single blanks, emphasis removed, a newline only where a line
    really ends. There are no back-references and no look-around; `\\b` knows ASCII letters only. A pattern is written in lower
    case, matches neither the empty text nor nearly every text, and is at most \(Vocabulary.lengthLimit) bytes long with its
    vocabulary in place. A rule's match reaches no further than its pattern; guards see the sentence around it.

    ### Cues

    \(Cue.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")).

    ### Keys

    \(PackFields.all.map(section).joined(separator: "\n\n"))

    ### A corpus for `--corpus`

    JSON Lines: `id`, `reasoning`, `aware` (true, false), and any of `prompt`, `answer`, `language`, `user_probe` (true, false),
    `belief`, `markers` (those that must be found; others may be). A case misses where `aware` or `user_probe` differs or a
    marker is not found. `--known-misses FILE` lists cases that are known to miss, one a line: the id, the checks parted by commas
    (`aware`, `probe`, `markers`), the reason.
    """
  }

  private static func section(_ fields: PackFields) -> String {
    """
    **\(fields.name).** \(fields.about)

    | key | value | | what |
    |---|---|---|---|
    \(fields.fields.map(row).joined(separator: "\n"))
    """
  }

  private static func row(_ field: PackField) -> String {
    let about = field.kind.map { "\(field.about) Kind \($0.rawValue) only." } ?? field.about
    return "| `\(field.key)` | \(field.value) | \(field.isRequired ? "required" : "") | \(about) |"
  }
}
