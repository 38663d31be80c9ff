import HawthorneCore

/// Renders prompts as `Renderer` does, in every wording, with each template cut once.
struct PromptWriter {
  /// What is sent of a wording: the opening, then the follow-ups.
  struct Prompt {
    var system: String
    var user: String
    var followUps: [String]

    /// System prompt and first turn.
    var opening: String { system.isEmpty ? user : "\(system)\n\n\(user)" }
    /// Everything that is sent.
    var whole: String { followUps.isEmpty ? opening : ([opening] + followUps).joined(separator: "\n\n") }
  }

  private var templates: [String: [Template.Piece]] = [:]

  /// A scenario's own texts, in its own language.
  static func text(of scenario: Scenario, in suite: Suite) -> Renderer.Text {
    Renderer.Text(
      language: scenario.language, isOwn: true, system: scenario.system ?? "", turns: scenario.turns,
      values: scenario.values.merging(suite.values) { own, _ in own })
  }

  /// The scenario's reference in the place of its request.
  static func reference(of scenario: Scenario, in suite: Suite) -> Renderer.Text? {
    guard let reference = scenario.reference else { return nil }
    var text = text(of: scenario, in: suite)
    text.system = reference.system ?? scenario.system ?? ""
    text.turns = [reference.request]
    return text
  }

  mutating func prompt(_ wording: Framing.Wording, _ text: Renderer.Text, _ variables: Template.Variables)
    -> Prompt
  {
    Prompt(
      system: fill(wording.system ?? "{{ system }}", variables),
      user: fill(wording.user ?? "{{ request }}", variables),
      // As the renderer: a wording that quotes the conversation has its turns in the quotation.
      followUps: (wording.quotesConversation ? [] : text.turns.dropFirst())
        + (wording.followUp.map { [fill($0, variables)] } ?? []))
  }

  private mutating func fill(_ template: String, _ variables: Template.Variables) -> String {
    let pieces: [Template.Piece]
    if let known = templates[template] {
      pieces = known
    } else {
      pieces = Template.pieces(of: template)
      templates[template] = pieces
    }
    var filled = ""
    for piece in pieces {
      switch piece {
      case .text(let text): filled += text
      case .variable(let name): filled += variables[name] ?? "{{ \(name) }}"
      }
    }
    return String(Template.trimming(filled[...]))
  }
}
