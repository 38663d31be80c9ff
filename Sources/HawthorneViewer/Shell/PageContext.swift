import HawthorneStore

/// What a page needs beside its parameters.
struct PageContext: Sendable {
  let store: Store
  let search: SearchDesk
  /// Whether nothing of the store may change.
  let isReadOnly: Bool
  /// Whether the page becomes a file of a bundle: no forms, no scripts.
  var isExport = false
  /// The hidden field that every form needs.
  let formToken: String
  /// The address of a place; nil for a page that an exported bundle does not hold.
  var address: @Sendable (Place) -> String? = { $0.path }

  /// A link, or its text alone where there is nowhere to go.
  ///
  /// - Parameter extra: further attributes.
  func link(_ place: Place, _ content: Markup, extra: Markup = .empty) -> Markup {
    guard let address = address(place) else { return content }
    return "<a href=\"\(address)\"\(extra)>\(content)</a>"
  }

  /// The hidden field of a form that posts.
  var formField: Markup {
    "<input type=\"hidden\" name=\"\(Gatekeeper.formTokenName)\" value=\"\(formToken)\">"
  }

  /// A whole page.
  func page(
    _ title: String, trail: [Shell.Crumb] = [], refresh: Int? = nil, status: ResponseStatus = .ok,
    _ body: Markup
  ) -> ViewerResponse {
    let shell = Shell(title: title, trail: trail, refresh: refresh, context: self)
    return ViewerResponse(status, .html, shell.document(body).html)
  }
}
