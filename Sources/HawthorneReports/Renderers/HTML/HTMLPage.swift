/// What stands around the blocks of a page.
enum HTMLPage {
  /// A heading that can be linked to.
  struct Anchor {
    var id: String
    var level: Int
    var title: String
  }

  /// Everything up to the opening of the body.
  ///
  /// The policy forbids scripts, requests, frames and forms, and every style but ours, so that a mistake in escaping would
  /// still have nothing to run.
  static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(HTMLStyle.source)'; \
    img-src data:; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="Hawthorne">
    <link rel="icon" href="data:,">
    <title>\(HTMLText.escaped(title))</title>
    <style>\(HTMLStyle.sheet)</style>
    </head>
    <body>

    """
  }

  /// Links to the sections; nothing where there are few.
  static func contents(_ anchors: [Anchor]) -> String {
    guard anchors.count > 2 else { return "" }
    let items = anchors.map { "<li><a href=\"#\($0.id)\">\(HTMLText.isolated($0.title))</a></li>\n" }
    return "<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ol>\n\(items.joined())</ol>\n</nav>\n"
  }

  static let foot = """
    <footer>
    <p>Made by Hawthorne from the document's JSON, which holds every figure unrounded. This page runs no script and asks no \
    server for anything. Characters that would hide or reorder text are spelt out, as [U+202E].</p>
    </footer>
    </body>
    </html>

    """
}
