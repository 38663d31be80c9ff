import HawthorneReports

/// The document around every page: head, navigation, skip link, keys.
struct Shell {
  /// A step of the way to a page.
  struct Crumb: Sendable, Hashable {
    var title: String
    var place: Place

    init(_ title: String, _ place: Place) {
      self.title = title
      self.place = place
    }
  }

  var title: String
  var trail: [Crumb]
  /// Seconds after which a browser without scripts loads the page again.
  var refresh: Int?
  var context: PageContext

  /// What stands in the navigation of every page.
  static let sections: [(title: String, place: Place, key: String)] = [
    ("Runs", .runs, "r"), ("Rollouts", Place(["rollouts"]), "s"), ("Compare", Place(["compare"]), "c"),
  ]

  /// Further pages about one run, beside its matrix.
  static let runSections: [(title: String, place: @Sendable (_ run: String) -> Place)] = [
    ("Rollouts", { Place(["rollouts"], ["run": $0]) }), ("Gold labels", { AnnotationDesk.queues($0) }),
  ]

  func document(_ body: Markup) -> Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    \(head)<title>\(title) · Hawthorne</title>
    </head>
    <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header>
    \(navigation)\(crumbs)</header>
    <main id="content" tabindex="-1">
    <h1>\(isolated: title)</h1>
    \(body)
    </main>
    \(footer)</body>
    </html>

    """
  }

  private var head: Markup {
    if context.isExport {
      let policy =
        "default-src 'none'; style-src '\(HTMLStyle.source(of: ViewerStyle.sheet))'; base-uri 'none'; form-action 'none'"
      // The sheet is ours and holds nothing that ends it.
      let sheet = Markup(trusted: ViewerStyle.sheet)
      return """
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <meta name="referrer" content="no-referrer">
        <style>\(sheet)</style>

        """
    }
    let again = refresh.map { seconds -> Markup in
      "<noscript><meta http-equiv=\"refresh\" content=\"\(seconds)\"></noscript>\n"
    }
    return """
      <link rel="stylesheet" href="\(Assets.style.path)">
      <link rel="icon" href="\(Assets.icon.path)">
      <script src="\(Assets.script.path)" defer></script>
      \(again)
      """
  }

  private var navigation: Markup {
    let links = Self.sections.compactMap { section -> Markup? in
      guard context.address(section.place) != nil else { return nil }
      return
        "<li>\(context.link(section.place, "\(section.title)", extra: " data-go=\"\(section.key)\""))</li>\n"
    }
    let mode: Markup = context.isReadOnly && !context.isExport ? "<p class=\"mode\">read-only</p>\n" : ""
    return "<nav aria-label=\"Pages\">\n<p class=\"name\">Hawthorne</p>\n<ul>\n\(links)</ul>\n\(mode)</nav>\n"
  }

  private var crumbs: Markup {
    guard !trail.isEmpty else { return .empty }
    let steps = trail.map { "<li>\(context.link($0.place, "\(isolated: $0.title)"))</li>\n" as Markup }
    return "<nav aria-label=\"Way here\" class=\"trail\">\n<ol>\n\(steps)</ol>\n</nav>\n"
  }

  private var footer: Markup {
    guard !context.isExport else {
      return "<footer>\n<p>A copy made by <code>hawthorne view --export</code>.</p>\n</footer>\n"
    }
    let keys = KeyHelp.keys.map { "<dt><kbd>\($0.keys)</kbd></dt><dd>\($0.does)</dd>\n" as Markup }
    return """
      <footer>
      <details id="keys">
      <summary>Keys</summary>
      <dl>
      \(keys)</dl>
      </details>
      </footer>

      """
  }
}
