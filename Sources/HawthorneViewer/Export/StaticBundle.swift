import FoundationEssentials
import HawthorneFormats
public import HawthorneStore
import Synchronization

/// Pages of some runs as files that need no server, no script and no network: `index.html` and what it leads to.
///
/// The files' names are made of hashes alone; a page that is not in the bundle is not linked to.
public struct StaticBundle: Sendable {
  /// What was written.
  public struct Summary: Sendable, Hashable {
    public var files: Int
    public var rollouts: Int
    /// Runs of which not every rollout is in the bundle.
    public var cutRuns: [String]
  }

  /// Files of one bundle, whatever is asked for.
  static let mostFiles = 50_000

  private let store: Store
  private let runs: [String]
  private let rolloutLimit: Int

  /// - Parameters:
  ///   - runs: whole ids.
  ///   - rolloutLimit: rollouts of each run, in the order of the matrix.
  public init(store: Store, runs: [String], rolloutLimit: Int) {
    self.store = store
    self.runs = runs
    self.rolloutLimit = rolloutLimit
  }

  /// Writes the bundle.
  ///
  /// - Parameter folder: made if it is missing; must be empty.
  /// - Throws: `BundleError`, `StoreError`, `FileError`.
  public func write(to folder: String) throws -> Summary {
    try prepare(folder)
    let ledger = BundleLedger(runs: runs, rolloutLimit: rolloutLimit, mostFiles: Self.mostFiles)
    var context = PageContext(
      store: store, search: SearchDesk(store: store), isReadOnly: true, formToken: "")
    context.isExport = true
    context.address = { ledger.address($0) }
    try write(
      BundleIndexPage(runs: runs, rolloutLimit: rolloutLimit).respond(context), BundleLedger.index, folder)
    while let (place, file) = ledger.next() {
      try write(try Self.page(place, context), file, folder)
    }
    return Summary(files: ledger.files, rollouts: ledger.rollouts, cutRuns: ledger.cutRuns)
  }

  private static func page(_ place: Place, _ context: PageContext) throws -> ViewerResponse {
    let (page, path) = try PageTable.find(place.segments, method: .get)
    var parameters = PageParameters(path: path, items: place.items)
    let asked = try page.init(&parameters)
    try parameters.finish()
    return try asked.respond(context)
  }

  private func write(_ page: ViewerResponse, _ file: String, _ folder: String) throws {
    try SystemFile.write(Data(page.body), to: "\(folder)/\(file)")
  }

  private func prepare(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let there = try FileManager.default.contentsOfDirectory(atPath: folder)
      guard there.isEmpty else { throw BundleError.notEmpty(folder) }
    } catch let error as BundleError {
      throw error
    } catch {
      throw BundleError.notMade(folder)
    }
  }
}
