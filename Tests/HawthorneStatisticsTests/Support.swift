import FoundationEssentials
import HawthorneStatistics
import Testing

/// A fixture file written by `Scripts/statistics-fixtures.py`.
func fixtures<Case: Decodable>(_ name: String, of type: Case.Type, file: String = #filePath) throws -> [Case]
{
  let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures")
  let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
  let found = try JSONDecoder().decode(FixtureFile<Case>.self, from: data)
  #expect(!found.cases.isEmpty)
  #expect(found.header.versions["scipy"] != nil)
  return found.cases
}

private struct FixtureFile<Case: Decodable>: Decodable {
  struct Header: Decodable {
    var versions: [String: String]
  }

  var header: Header
  var cases: [Case]
}

/// Whether two numbers agree to `tolerance` relative, or to 1e-15 absolute.
func close(_ value: Double?, _ reference: Double?, tolerance: Double = 1e-10) -> Bool {
  guard let value, let reference else { return value == nil && reference == nil }
  return abs(value - reference) <= max(1e-15, tolerance * max(abs(value), abs(reference)))
}

/// Whether an interval agrees with reference bounds; absent agrees with absent.
func close(_ interval: Interval?, _ bounds: [Double]?, tolerance: Double = 1e-10) -> Bool {
  guard let interval, let bounds else { return interval == nil && bounds == nil }
  return close(interval.lower, bounds[0], tolerance: tolerance)
    && close(interval.upper, bounds[1], tolerance: tolerance)
}

/// Whether a number rounds to the published one at its number of decimals.
func rounds(_ value: Double?, to published: Double, decimals: Int) -> Bool {
  guard let value else { return false }
  var unit = 1.0
  for _ in 0..<decimals { unit /= 10 }
  return abs(value - published) <= 0.5 * unit * (1 + 1e-9)
}

/// Values no level, rate or count may have.
let badLevels: [Double] = [0, 1, -0.1, 1.1, .nan, .infinity, -.infinity]
let badRates: [Double] = [-0.1, 1.1, .nan, .infinity, -.infinity]
let badCounts: [Int] = [-1, .min, .max, Limits.count + 1]

/// Whether the long simulations were asked for.
var isLong: Bool { ProcessInfo.processInfo.environment["HAWTHORNE_LONG"] == "1" }
