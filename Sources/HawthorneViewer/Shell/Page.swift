/// One page of the viewer: a file of its own under `Pages/`, entered in `PageTable`.
protocol Page: Sendable {
  static var pattern: PathPattern { get }
  /// What it answers to: `.get` (and HEAD with it) unless it says otherwise. A page with `.post` gets the form's fields
  /// instead of the query's items; the gatekeeper has checked where the form comes from.
  static var method: RequestMethod { get }
  /// Whether it changes the store: refused by a viewer that only reads.
  static var writes: Bool { get }

  /// Reads what the page is asked.
  init(_ parameters: inout PageParameters) throws(RequestError)

  /// Answers; called on a thread that may wait for the disk.
  ///
  /// - Throws: `RequestError` (its status), `StoreError` (404 for what is not there, else 500); anything else is a 500.
  func respond(_ context: PageContext) throws -> ViewerResponse
}

extension Page {
  static var method: RequestMethod { .get }
  static var writes: Bool { false }
}
