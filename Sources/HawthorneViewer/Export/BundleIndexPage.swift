import HawthorneCore
import HawthorneStore

/// The first page of a bundle: its runs, and what was left out.
struct BundleIndexPage {
  let runs: [String]
  let rolloutLimit: Int

  func respond(_ context: PageContext) throws -> ViewerResponse {
    var table = DataTable(
      caption: "Runs",
      columns: [
        .init("Run"), .init("Started (UTC)"), .init("State"), .init("Rollouts stored", isNumber: true),
        .init("Model"), .init("Suites"),
      ], hidesCaption: true)
    for id in runs {
      let run = try RunLookup.run(id, context.store)
      let manifest = run.manifest
      table.rows.append([
        "\(context.link(.run(id), "<code>\(id)</code>"))", "\(TimeText.stated(manifest.statedStart))",
        RunWords.state(run), "\(RunWords.count(run.stored)) of \(manifest.plannedRollouts)",
        "\(isolated: manifest.model.description)\(RunWords.origin(manifest))",
        "\(isolated: manifest.suites.map(\.id).joined(separator: ", "))",
      ])
    }
    return context.page(
      "Runs",
      """
      <p>At most \(rolloutLimit) rollouts of each run, in the order of its matrix, and as many matched sets, have pages here; where a \
      run has more, the matrix shows their marks and leads nowhere. Search, filters and comparisons need <code>hawthorne view</code>.</p>
      \(table.markup)
      """)
  }
}
