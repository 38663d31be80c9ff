/// Every page, in the order in which their paths are tried.
enum PageTable {
  static let pages: [any Page.Type] = [
    RunsPage.self, RunPage.self, ProgressPage.self, MatrixPage.self, RolloutPage.self, TextPage.self,
    SetPage.self,
    ComparePage.self, RolloutsPage.self, QueuesPage.self, MakeQueuePage.self, GoldExportPage.self,
    SittingPage.self,
    GiveLabelPage.self,
  ]

  /// The page of a path and method with what its path says.
  ///
  /// - Throws: 404 where no page has the path, 405 where one has but not the method.
  static func find(
    _ path: [String], method: RequestMethod
  ) throws(RequestError) -> (page: any Page.Type, parameters: [String: String]) {
    let wanted: RequestMethod = method == .head ? .get : method
    var isKnown = false
    for page in pages {
      guard let parameters = page.pattern.match(path) else { continue }
      if page.method == wanted { return (page, parameters) }
      isKnown = true
    }
    throw isKnown
      ? RequestError(.methodNotAllowed, "This page does not take \(method.rawValue).")
      : RequestError(.notFound, "There is no page of this address.")
  }
}
