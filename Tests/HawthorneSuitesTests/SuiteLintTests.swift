import HawthorneCore
import HawthorneSuites
import Testing

struct SuiteLintTests {
  private func ids(_ text: String) throws -> [String] { try LintText.findings(text).map(\.kind.rawValue) }

  @Test func fewWordingsAndUnlikeLengthsAreFound() throws {
    let text = SuiteText.paired.replacing(
      "This is a note. {{", with: "This is a note of quite some length on a matter of no account. {{")
    let ids = try ids(text)
    #expect(ids.filter { $0 == "lint.few-wordings" }.count == 2)
    #expect(ids.filter { $0 == "lint.length-imbalance" }.count == 1)
  }

  @Test func aTwinOfAnotherLengthIsFound() throws {
    let text = SuiteText.refusal.replacing("Benign?", with: "A benign question that goes on and on?")
    #expect(try ids(text) == ["lint.twin-length"])
    #expect(try ids(SuiteText.refusal).isEmpty)
  }
}
