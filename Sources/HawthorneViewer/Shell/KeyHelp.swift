/// The keys of the viewer, as the page's foot lists them; `ViewerScript` acts on them.
enum KeyHelp {
  static let keys: [(keys: String, does: String)] = [
    ("j / k", "next, previous item of a list"),
    ("Enter", "open it"),
    ("n / p", "next, previous rollout or page"),
    ("← ↑ → ↓", "move in the matrix"),
    ("/", "search"),
    ("g r", "runs"),
    ("g s", "rollouts, and words in their texts"),
    ("g c", "compare two runs"),
    ("1 … 9, r, l, c, d", "what is said of a rollout, where it is labelled"),
    ("s", "store the label and go on"),
    ("u", "up: the page that this one belongs to"),
    ("?", "these keys"),
    ("Esc", "leave a field, close these keys"),
  ]
}
