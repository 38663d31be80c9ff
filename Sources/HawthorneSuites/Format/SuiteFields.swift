import HawthorneCore

/// The keys of suite files (`Documentation/suite-format.md`), in one place for readers and editors.
enum SuiteFields {
  static let epochs = 1...10_000
  static let temperature = 0.0...10.0
  static let topP = 0.0...1.0
  static let maxTokens = 1...10_000_000
  static let includeLimit = 1...1_000_000

  static let suite = Fields(
    name: "suite", about: "A Hawthorne suite: scenarios and the framings they are asked in.",
    fields: [
      Field("hawthorne", .integer(1...1), required: true, "Version of the suite format."),
      Field("id", .identifier, required: true, "Names the suite in runs and reports."),
      Field("title", .words, required: true, "What the suite measures, in a line."),
      Field("description", .text, "What it measures, how, and its limits."),
      Field("version", .words, required: true, "Version of the suite's content, as in 1.2.0."),
      Field("kind", .choice(Suite.Kind.self), required: true, "What the suite is for."),
      Field("licence", .words, required: true, "SPDX identifier of the content's licence."),
      Field(
        "visibility", .choice(Suite.Visibility.self), required: true, "Whether the content is published."),
      Field("first_published", .date, "First day in public; required for public suites."),
      Field("canary", .words, "A unique string by which the content can be found in training data."),
      Field("language", .language, "Language of texts that name none; en if absent."),
      Field("defaults", .mapping(defaults), "What is asked unless the command line says otherwise."),
      Field("values", .dictionary(.text), "Texts that wordings name as {{ name }}."),
      Field("framings", .list(.mapping(framing)), "The arms and how each is put into words."),
      Field("waivers", .list(.mapping(waiver)), "Lint findings that are accepted; reports repeat them."),
      Field("include", .list(.mapping(include)), "Conversations taken from other suites of this folder."),
      Field("items", .list(.mapping(ItemFields.items)), "Scenarios read from tables of this folder."),
      Field("scenarios", .list(.mapping(scenario)), "The requests."),
    ],
    rules: [
      [
        "if": ["properties": ["visibility": ["const": "public"]], "required": ["visibility"]],
        "then": ["required": ["first_published"]],
      ],
      // Only refusal suites say what should be refused.
      [
        "if": ["not": ["properties": ["kind": ["const": "refusal"]], "required": ["kind"]]],
        "then": [
          "properties": [
            "scenarios": ["items": ["not": ["anyOf": [["required": ["harm"]], ["required": ["twin"]]]]]],
            "items": [
              "items": [
                "properties": [
                  "columns": ["not": ["anyOf": [["required": ["harm"]], ["required": ["twin"]]]]],
                  "set": ["not": ["required": ["harm"]]],
                ]
              ]
            ],
          ]
        ],
        "else": ["not": ["required": ["include"]]],
      ],
    ])

  static let part = Fields(
    name: "part", about: "A part of a suite's folder beside its suite.yaml: more scenarios.",
    fields: [Field("scenarios", .list(.mapping(scenario), atLeast: 1), required: true, "The requests.")])

  static let defaults = Fields(
    name: "defaults", about: "What is asked unless the command line says otherwise.",
    fields: [
      Field("epochs", .integer(epochs), "Repeats of each scenario, arm and mode."),
      Field("temperature", .number(temperature), "Sampling temperature."),
      Field("top_p", .number(topP), "Nucleus sampling."),
      Field("max_tokens", .integer(maxTokens), "The longest answer in tokens."),
      Field("seed", .integer(Int.min...Int.max), "Seed of sampling, where the provider knows one."),
      Field("arms", .list(.arm), "The arms that are asked; all if absent."),
      Field("languages", .list(.language), "The languages that are asked; all if absent."),
    ])

  static let framing = Fields(
    name: "framing", about: "How one arm is put into words.",
    fields: [
      Field(
        "arm", .arm, required: true, "disguised/realistic, overt, placebo, control, level/stakes/high, …"),
      Field("of", .arm, "For the control: the arm above that it repeats."),
      Field("disclosure", .choice(Disclosure.self), "What the prompt itself says about evaluation."),
      Field("wordings", .list(.mapping(wording), atLeast: 1), "At least five phrasings, drawn by seed."),
    ],
    rules: [
      [
        "anyOf": [
          ["required": ["disclosure", "wordings"]],
          [
            "properties": ["arm": ["const": "control"], "disclosure": false, "wordings": false],
            "required": ["of"],
          ],
          ["properties": ["arm": ["pattern": "^level/factor/.*\\+"], "wordings": false]],
        ]
      ],
      ["anyOf": [["not": ["required": ["of"]]], ["properties": ["arm": ["const": "control"]]]]],
    ])

  static let wording = Fields(
    name: "wording", about: "One phrasing of a framing.",
    fields: [
      Field("id", .identifier, required: true, "Recorded with each rollout."),
      Field("language", .language, "The language it is written in; the suite's if absent."),
      Field("system", .text, "The system prompt; {{ system }} is the scenario's. Absent keeps it."),
      Field("user", .text, "The first turn; {{ request }} is the scenario's. Absent keeps it."),
      Field("follow_up", .text, "One more user turn after the scenario's own."),
    ])

  static let scenario = Fields(
    name: "scenario", about: "One request with everything it needs; the unit of inference.",
    fields: [
      Field("id", .identifier, required: true, "Unique in the suite."),
      Field("domain", .identifier, required: true, "Groups scenarios in reports."),
      Field("severity", .choice(Severity.self), "How much harm an answer could do."),
      Field("tags", .list(.text), "For choosing scenarios with --tags."),
      Field("language", .language, "The language of its texts; the suite's if absent."),
      Field("system", .text, "The system prompt."),
      Field("request", .words, required: true, "The first user turn."),
      Field("follow_ups", .list(.words), "Scripted user turns after the first."),
      Field("prefill", .words, "The beginning of the first answer, put into the model's mouth."),
      Field("images", .list(.path), "Images shown with the request, by path in the suite's folder."),
      Field("values", .dictionary(.text), "Texts that wordings name as {{ name }}."),
      Field(
        "translations", .dictionary(.mapping(translation)), "The same scenario in other languages."),
      Field("reference", .mapping(reference), "An ordinary request on the same topic, for the lint."),
      Field("control_of", .words, "The target that this is the difficulty-matched control of."),
      Field("harm", .choice(Scenario.Harm.self), "Refusal suites: whether it should be refused."),
      Field("twin", .mapping(twin), "Refusal suites: the benign request of the same form."),
      Field("tools", .list(.mapping(tool)), "Simulated tools; nothing is ever executed."),
      Field("framings", .list(.mapping(framing)), "Framings of this scenario in place of the suite's."),
      Field("purpose", .choice(PurposeClass.self), "What a model should take the conversation for."),
      Field("checks", .list(.mapping(check)), "Rules that decide correctness and behaviour."),
    ])

  enum Severity: String, CaseIterable {
    case low, medium, high
  }

  static let translation = Fields(
    name: "translation", about: "A scenario's texts in another language.",
    fields: [
      Field("system", .text, "The system prompt."),
      Field("request", .words, required: true, "The first user turn."),
      Field("follow_ups", .list(.words), "As many as the original has."),
      Field("prefill", .words, "The beginning of the first answer, where the original has one."),
      Field("values", .dictionary(.text), "Texts that wordings name as {{ name }}."),
      Field("twin", .mapping(twinTranslation), "The benign twin's texts."),
    ])

  static let twinTranslation = Fields(
    name: "twinTranslation", about: "A benign twin's texts in another language.",
    fields: [
      Field("system", .text, "The system prompt."),
      Field("request", .words, required: true, "The first user turn."),
      Field("follow_ups", .list(.words), "As many as the original has."),
    ])

  static let reference = Fields(
    name: "reference", about: "What an ordinary user of the same assistant asks on the same topic.",
    fields: [
      Field("system", .text, "The system prompt; the scenario's if absent."),
      Field("request", .words, required: true, "The user turn."),
    ])

  static let twin = Fields(
    name: "twin", about: "A harmless request of the harmful item's form; becomes <id>.twin.",
    fields: [
      Field("request", .words, required: true, "The first user turn."),
      Field("follow_ups", .list(.words), "Scripted user turns after the first."),
      Field("system", .text, "The system prompt; the item's if absent."),
      Field("domain", .identifier, "The item's if absent."),
      Field("tags", .list(.text), "The item's if absent."),
      Field("checks", .list(.mapping(check)), "Rules that decide correctness and behaviour."),
    ])

  static let tool = Fields(
    name: "tool", about: "A tool that exists as a declaration and a script.",
    fields: [
      Field(
        "name", .pattern("^[a-zA-Z0-9_-]{1,64}$"), required: true,
        "At most 64 letters, digits, '_' and '-'."),
      Field("description", .text, "What the model reads about it."),
      Field("parameters", .dictionary(.anything), "JSON Schema of the arguments."),
      Field("answers", .list(.mapping(answer)), "Tried in order; the first that matches answers."),
    ])

  static let answer = Fields(
    name: "answer", about: "One scripted answer of a simulated tool.",
    fields: [
      Field("when", .dictionary(.anything), "Arguments that must be equal; absent matches any call."),
      Field("result", .text, required: true, "What the tool returns."),
    ])

  static let check = Fields(
    name: "check", about: "If the condition holds, the rollout gets the verdict.",
    fields: [
      Field("id", .identifier, required: true, "Unique in the scenario."),
      Field("verdict", .choice(Check.Verdict.self), required: true, "What the rollout then is."),
      Field("when", .either([.choice(["always"]), .mapping(condition)]), required: true, "The condition."),
    ])

  static let condition = Fields(
    name: "condition", about: "Exactly one condition on the conversation.",
    fields: [
      Field("contains", .words, "The final answer contains this text, ignoring case."),
      Field("regex", .words, "The final answer matches this RE2 pattern."),
      Field("tool_called", .mapping(toolCalled), "A simulated tool was called."),
      Field("json_pointer", .mapping(jsonPointer), "The final answer is JSON with this value."),
      Field("judge", .words, "A judge answers yes to this question."),
    ], isChoice: true)

  static let toolCalled = Fields(
    name: "toolCalled", about: "A call of a simulated tool.",
    fields: [
      Field("name", .words, required: true, "The tool's name."),
      Field("arguments", .dictionary(.anything), "Arguments that must be equal."),
    ])

  static let jsonPointer = Fields(
    name: "jsonPointer", about: "A value in an answer that is JSON.",
    fields: [
      Field(
        "pointer", .pattern("^(/([^~]|~[01])*)?$"), required: true,
        "JSON Pointer (RFC 6901), as in /result/status."),
      Field("equals", .anything, required: true, "The value it must have."),
    ])

  static let waiver = Fields(
    name: "waiver", about: "A lint finding that the author accepts.",
    fields: [
      Field("finding", .words, required: true, "The finding's id."),
      Field("scenario", .text, "Only for this scenario."),
      Field("reason", .words, required: true, "Why it is accepted."),
      Field("by", .words, required: true, "Who accepts it."),
      Field("expires", .date, required: true, "The last day on which the waiver holds."),
    ])

  static let include = Fields(
    name: "include", about: "Conversations of another suite of this folder, as scenarios of this one.",
    fields: [
      Field("suite", .path, required: true, "The other suite's file or folder."),
      Field("take", .either([.choice(["reference"]), .arm]), required: true, "An arm, or the references."),
      Field("purpose", .choice(PurposeClass.self), "What a model should take them for."),
      Field("limit", .integer(includeLimit), "At most so many, from the first."),
    ])
}
