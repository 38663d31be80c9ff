import HawthorneReports
import HawthorneStore

/// How this program makes reports, whichever command asks: the same runs and options give the same bytes.
enum ReportMaking {
  static func report(
    of runs: [String], in store: Store, classifier: String? = nil, options: AnalysisOptions = AnalysisOptions()
  ) throws -> Report {
    var options = options
    options.harness = HarnessVersion.current
    return try StoredReport.make(
      store: store, runs: runs, classifier: classifier, options: options,
      rubrics: try ShippedRubrics.texts())
  }
}
