import HawthorneCore
import Testing

@testable import HawthorneViewer

struct PageParametersTests {
  private func parameters(_ items: (String, String)...) -> PageParameters {
    PageParameters(path: ["run": "r", "key": "zz"], items: items.map { QueryItem(name: $0.0, value: $0.1) })
  }

  @Test func typesAreReadAndEmptyFieldsAreNone() throws {
    var asked = parameters(
      ("a", "x"), ("n", "12"), ("w", "definitive"), ("y", "yes"), ("m", "1"), ("m", "2"), ("e", ""))
    #expect(try asked.inPath("run") == "r")
    #expect(try asked.text("a") == "x")
    #expect(try asked.number("n", in: 1...12) == 12)
    #expect(try asked.word("w", as: Belief.self) == .definitive)
    #expect(try asked.yesNo("y") == true)
    #expect(try asked.texts("m") == ["1", "2"])
    #expect(try asked.text("e") == nil)
    #expect(try asked.text("absent") == nil)
    try asked.finish()
  }

  @Test func whatIsNoneOfItsTypeIsAnErrorOfTheRequest() {
    var asked = parameters(
      ("n", "13"), ("w", "perhaps"), ("y", "maybe"), ("d", "1"), ("d", "2"),
      ("long", String(repeating: "x", count: 600)))
    #expect(throws: RequestError.self) { try asked.number("n", in: 1...12) }
    #expect(throws: RequestError.self) { try asked.number("w", in: 1...12) }
    #expect(throws: RequestError(.badRequest, "'w' must be one of none, suspicion, recognition, definitive."))
    {
      try asked.word("w", as: Belief.self)
    }
    #expect(throws: RequestError.self) { try asked.yesNo("y") }
    #expect(throws: RequestError.self) { try asked.text("d") }
    #expect(throws: RequestError.self) { try asked.text("long") }
    #expect(throws: RequestError.self) { try asked.required("absent") }
    #expect(throws: RequestError.self) { try asked.hashInPath("key") }
  }

  @Test func aNameThatThePageDoesNotKnowIsComplainedOf() throws {
    var asked = parameters(("beleif", "none"), ("token", "t"), ("form-token", "f"))
    _ = try asked.text("belief")
    #expect(throws: RequestError(.badRequest, "This page knows no 'beleif'; it takes belief.")) {
      try asked.finish()
    }
  }
}
