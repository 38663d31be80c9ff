import ArgumentParser
import HawthorneSuites

/// Where suites and the tables they name are looked up.
struct SuiteFolderOptions: ParsableArguments {
  @Option(
    help:
      "Where suite names are looked up before the embedded suites; 'list' and 'show' take ./Suites if it is there.",
    completion: .directory)
  var suitesDir: String?

  @Option(
    help: "Where the tables that suites name are looked up before the suite's own folder.",
    completion: .directory)
  var dataDir: String?

  var locator: SuiteLocator { SuiteLocator(folder: suitesDir, dataFolder: dataDir) }

  /// For listings: over `./Suites` where no folder is named.
  var usualLocator: SuiteLocator { SuiteLocator.usual(folder: suitesDir, dataFolder: dataDir) }
}
