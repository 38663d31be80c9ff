import HawthorneCore
import HawthorneSuites
import Testing

struct SuiteLintTests {
  @Test func fewWordingsAndUnlikeLengthsAreFound() throws {
    let text = SuiteText.paired.replacing(
      "This is a note. {{", with: "This is a note of quite some length on a matter of no account. {{")
    let ids = SuiteLint.findings(in: try SuiteText.read(text), file: "s").map(\.id)
    #expect(ids.filter { $0 == "lint.few-wordings" }.count == 3)
    #expect(ids.filter { $0 == "lint.length-imbalance" }.count == 1)
  }

  @Test func aTwinOfAnotherLengthIsFound() throws {
    let text = SuiteText.refusal.replacing("Benign?", with: "A benign question that goes on and on?")
    #expect(SuiteLint.findings(in: try SuiteText.read(text), file: "s").map(\.id) == ["lint.twin-length"])
    #expect(SuiteLint.findings(in: try SuiteText.read(SuiteText.refusal), file: "s").isEmpty)
  }
}
